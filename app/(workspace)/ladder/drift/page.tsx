import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Button } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { SelectField } from '@/app/_components/ui/field'
import { load } from '@/app/_server/page'
import { LEAST_PEOPLE, LEAST_PEOPLE_FOR_RATE, LEAST_RATINGS } from '@/lib/ladder/drift/countable'
import { type DriftView, getDrift } from '@/lib/ladder/drift/queries'
import { LADDER_TRAIL, LadderTabs } from '../_reading/ladder-tabs'
import { LevelOptions } from '../_reading/level-options'
import { DriftTable } from './drift-table'
import { summaryText } from './drift-words'

export const metadata: Metadata = { title: 'Drift' }

export default async function DriftPage({ searchParams }: PageProps<'/ladder/drift'>) {
  const { level } = await searchParams
  const view = await load(getDrift, typeof level === 'string' && level ? { level } : {})
  return (
    <>
      <PageHeader
        title="Drift"
        trail={LADDER_TRAIL}
        lead={`How the items of version ${view.ladder.version} have served in reviews: which nobody gets to see, which everybody or nobody meets, and which do not tell a level from the one below it.`}
      />
      <LadderTabs current="drift" />
      <LevelFilter view={view} />
      {view.rows.length === 0 ? (
        <EmptyState title="No item is rated here">
          <p>Items that reviews rate appear here once the published ladder has some.</p>
        </EmptyState>
      ) : (
        <>
          <p className="mb-3 font-medium">{summaryText(view.rows)}</p>
          <DriftTable rows={view.rows} />
        </>
      )}
      <HowCounted cycles={view.cycles} />
    </>
  )
}

function LevelFilter({ view: { choices, level } }: { view: DriftView }) {
  return (
    <form action="/ladder/drift" className="no-print mb-5 flex flex-wrap items-end gap-3">
      <SelectField label="Level" name="level" defaultValue={level ?? ''}>
        <option value="">All levels</option>
        <LevelOptions choices={choices} />
      </SelectField>
      <Button type="submit">Show</Button>
    </form>
  )
}

function HowCounted({ cycles }: { cycles: number }) {
  const looked =
    cycles === 0
      ? 'No review cycle on this ladder has been closed yet.'
      : `Ratings that managers handed in, in ${cycles} closed ${cycles === 1 ? 'cycle' : 'cycles'}, also under earlier versions where an item meant the same.`
  return (
    <section className="mt-8 max-w-prose space-y-2">
      <h2 className="text-lg font-semibold">What is counted</h2>
      <p>{looked} Your own ratings are left out.</p>
      <p>
        Something is said only of {LEAST_RATINGS} ratings of {LEAST_PEOPLE} people or more, and that
        all or none met an item only of {LEAST_PEOPLE_FOR_RATE} people or more. A cycle in which
        fewer than {LEAST_PEOPLE} people were rated on an item counts nowhere, nor one in which you
        could work out the ratings of fewer than {LEAST_PEOPLE} from those you know. Counts are
        rounded down to fives. “Met” is Consistent or above.
      </p>
      <p>
        “Tells levels apart” is how often somebody at the level is rated higher than somebody one
        level below, a tie counting half: 50 % is no difference. In brackets the range in which it
        lies with 95 % confidence. Each person counts once, with the mean of their ratings.
      </p>
    </section>
  )
}

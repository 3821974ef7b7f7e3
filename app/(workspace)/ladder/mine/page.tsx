import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Button } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { SelectField } from '@/app/_components/ui/field'
import { load } from '@/app/_server/page'
import { type ChangesForMe, getChangesForMe } from '@/lib/ladder/queries'
import { LADDER_TRAIL, LadderTabs } from '../_reading/ladder-tabs'
import { LevelOptions } from '../_reading/level-options'
import { ChangesText } from './changes-text'

export const metadata: Metadata = { title: 'What changes for me' }

export default async function ChangesForMePage({ searchParams }: PageProps<'/ladder/mine'>) {
  const { to } = await searchParams
  const view = await load(getChangesForMe, typeof to === 'string' && to ? { to } : {})
  return (
    <>
      <PageHeader
        title="What changes for me"
        trail={LADDER_TRAIL}
        lead={
          view.own
            ? `From ${view.own.title}, your level, to another one: what is new, what goes on, and what one lets go of.`
            : 'From your own level to another one, also in another track.'
        }
      />
      <LadderTabs current="mine" />
      {view.own ? <Mine view={view} own={view.own} /> : <WithoutLevel />}
    </>
  )
}

function Mine({ view, own }: { view: ChangesForMe; own: NonNullable<ChangesForMe['own']> }) {
  const { changes, targets, choices } = view
  return (
    <div className="space-y-9">
      <div className="no-print space-y-4">
        <form action="/ladder/mine" className="flex flex-wrap items-end gap-3">
          <SelectField
            label="To which level"
            name="to"
            defaultValue={changes?.to.key ?? own.key}
            key={changes?.to.key}
          >
            <LevelOptions choices={choices} />
          </SelectField>
          <Button type="submit">Show</Button>
        </form>
        <Targets targets={targets} current={changes?.to.key ?? null} />
      </div>
      {changes ? (
        <ChangesText changes={changes} />
      ) : (
        <p>This is your own level: nothing changes. Choose another one.</p>
      )}
    </div>
  )
}

function Targets({
  targets,
  current,
}: {
  targets: ChangesForMe['targets']
  current: string | null
}) {
  if (targets.length < 2) return null
  return (
    <nav aria-label="Levels near yours">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {targets.map(({ key, title }) => (
          <li key={key}>
            <Link
              href={`/ladder/mine?to=${encodeURIComponent(key)}` as Route}
              prefetch={false}
              aria-current={key === current ? 'true' : undefined}
              className="text-accent hover:underline aria-[current=true]:font-semibold aria-[current=true]:text-ink"
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function WithoutLevel() {
  return (
    <EmptyState title="You hold no level on this ladder">
      <p>
        Once somebody who administers people gives you one, this page starts from it. Until then,{' '}
        <Link href="/ladder/compare" prefetch={false} className="text-accent underline">
          compare any two levels
        </Link>
        .
      </p>
    </EmptyState>
  )
}

import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Button } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { SelectField } from '@/app/_components/ui/field'
import { load } from '@/app/_server/page'
import {
  type ComparedVersion,
  compareVersions,
  type VersionComparison,
} from '@/lib/ladder/versions/listing/queries'
import { countsText } from '../../_reading/counts-text'
import { DiffSections } from '../../_reading/diff-sections'
import { LADDER_TRAIL, LadderTabs } from '../../_reading/ladder-tabs'

export const metadata: Metadata = { title: 'Compare versions' }

const TRAIL = [...LADDER_TRAIL, { href: '/ladder/versions', title: 'Versions' }]

export default async function CompareVersionsPage({
  searchParams,
}: PageProps<'/ladder/versions/compare'>) {
  const asked = await searchParams
  const view = await load(compareVersions, { ...pick('left', asked), ...pick('right', asked) })
  return (
    <>
      <PageHeader
        title={view ? `Version ${view.left.number} and version ${view.right.number}` : 'Versions'}
        trail={TRAIL}
        lead="What became different from one version of the ladder to the other."
      />
      <LadderTabs current="versions" />
      {view ? (
        <Compared view={view} />
      ) : (
        <EmptyState title="There is one version so far">
          <p>When a second one is published, what changed is shown here.</p>
        </EmptyState>
      )}
    </>
  )
}

function Compared({ view }: { view: VersionComparison }) {
  const { left, right, sections, counts, choices } = view
  return (
    <div className="space-y-8">
      <form className="no-print flex flex-wrap items-end gap-3">
        <Choice label="From" name="left" chosen={left.number} choices={choices} />
        <Choice label="To" name="right" chosen={right.number} choices={choices} />
        <Button type="submit">Compare</Button>
      </form>
      <dl className="max-w-prose space-y-1">
        <Version version={left} />
        <Version version={right} />
      </dl>
      <p className="font-medium">{countsText(counts)}</p>
      <DiffSections sections={sections} />
    </div>
  )
}

function Version({ version: { number, publishedAt, changeNote } }: { version: ComparedVersion }) {
  return (
    <div>
      <dt className="font-semibold">
        Version {number}
        {publishedAt ? (
          <span className="font-normal text-ink-soft">
            , published <Day on={publishedAt} />
          </span>
        ) : null}
      </dt>
      {changeNote ? <dd className="whitespace-pre-line">{changeNote}</dd> : null}
    </div>
  )
}

function Choice({
  label,
  name,
  chosen,
  choices,
}: {
  label: string
  name: string
  chosen: number
  choices: number[]
}) {
  return (
    <SelectField label={label} name={name} defaultValue={chosen}>
      {choices.map((number) => (
        <option key={number} value={number}>
          Version {number}
        </option>
      ))}
    </SelectField>
  )
}

function pick(name: 'left' | 'right', asked: Record<string, string | string[] | undefined>) {
  const value = asked[name]
  const number = Number(Array.isArray(value) ? value[0] : value)
  return Number.isInteger(number) && number > 0 ? { [name]: number } : {}
}

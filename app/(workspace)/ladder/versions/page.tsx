import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import {
  getVersionList,
  type ListedVersion,
  type VersionList,
} from '@/lib/ladder/versions/listing/queries'
import { LADDER_TRAIL, LadderTabs } from '../_reading/ladder-tabs'

export const metadata: Metadata = { title: 'Versions of the ladder' }

const COLUMNS = ['Version', 'Published', 'By', 'What changed', 'Review cycles on it']

export default async function VersionsPage() {
  const view = await load(getVersionList, {})
  return (
    <>
      <PageHeader
        title="Versions of the ladder"
        trail={LADDER_TRAIL}
        lead="What was published stays as it was. A review cycle keeps the version that it began with."
        actions={<Actions view={view} />}
      />
      <LadderTabs current="versions" />
      <Table caption="Versions of the ladder" columns={COLUMNS}>
        {view.versions.map((version, index) => (
          <Row key={version.number} version={version} previous={view.versions[index + 1]} />
        ))}
      </Table>
    </>
  )
}

function Actions({ view: { versions, draft } }: { view: VersionList }) {
  return (
    <>
      {versions.length > 1 ? (
        <ButtonLink href="/ladder/versions/compare">Compare versions</ButtonLink>
      ) : null}
      {draft === null ? null : (
        <ButtonLink href="/ladder/edit/publish" look="primary">
          Publish version {draft}
        </ButtonLink>
      )}
    </>
  )
}

function Row({
  version,
  previous,
}: {
  version: ListedVersion
  previous: ListedVersion | undefined
}) {
  const { number, isCurrent, publishedAt, publishedBy, changeNote, cycles } = version
  return (
    <tr>
      <Cell isHeader>
        <span className="font-medium">{number}</span>
        <span className="block text-sm text-ink-soft">{isCurrent ? 'Published' : 'Archived'}</span>
      </Cell>
      <Cell>{publishedAt ? <Day on={publishedAt} /> : '–'}</Cell>
      <Cell>{publishedBy ?? '–'}</Cell>
      <Cell>
        {changeNote ? <p className="max-w-prose whitespace-pre-line">{changeNote}</p> : null}
        {previous ? (
          <Link
            href={`/ladder/versions/compare?left=${previous.number}&right=${number}` as Route}
            prefetch={false}
            className="text-accent hover:underline"
          >
            Compare with version {previous.number}
          </Link>
        ) : (
          <span className="text-ink-soft">{changeNote ? '' : 'The first version'}</span>
        )}
      </Cell>
      <Cell>
        {cycles.length === 0 ? <span className="text-ink-soft">None</span> : null}
        <ul>
          {cycles.map(({ id, name }) => (
            <li key={id}>
              <Link
                href={`/cycles/${id}` as Route}
                prefetch={false}
                className="text-accent hover:underline"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </Cell>
    </tr>
  )
}

import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { listTeam, type TeamView } from '@/lib/reviews/team/queries'
import { isFiltered, packRows } from '@/lib/reviews/team/row'
import { TeamTable } from './columns'
import { TeamFilter } from './team-filter'

export const metadata: Metadata = { title: 'My team' }

export default async function TeamPage({ searchParams }: PageProps<'/team'>) {
  const view = await load(listTeam, await searchParams)
  const query = addressOf(view)
  const { sort, direction } = view.list
  return (
    <>
      <PageHeader title="My team" lead={leadOf(view)} />
      {view.hasReports || view.rows.length > 0 ? (
        <>
          <TeamFilter
            list={view.list}
            cycles={view.cycles}
            cycleId={view.cycle?.id}
            hasTree={view.hasTree}
          />
          {view.rows.length > 0 ? (
            <TeamTable
              packed={packRows(view.rows)}
              order={{ path: '/team', query, sort, direction }}
            />
          ) : (
            <Nobody view={view} />
          )}
          <Pager view={view} query={query} />
        </>
      ) : (
        <EmptyState title="Nobody reports to you">
          <p>People appear here once an administrator enters you as their manager.</p>
        </EmptyState>
      )}
    </>
  )
}

function leadOf({ cycle }: TeamView): string {
  if (!cycle) return 'No review cycle has begun yet.'
  return `${cycle.name}: ${cycle.words}`
}

// Only what somebody chose, so that addresses stay short and a default may move on.
function addressOf({ list }: TeamView): Record<string, string> {
  const { cycleId, scope, status, verdict, search } = list
  const given = { cycleId, scope: scope === 'tree' ? scope : '', status, verdict, search }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
}

function Nobody({ view }: { view: TeamView }) {
  return isFiltered(view.list) ? (
    <EmptyState
      title="Nobody matches"
      action={<ButtonLink href="/team">Show everybody</ButtonLink>}
    />
  ) : (
    <EmptyState title="Nobody here">
      <p>Everybody who reported to you has left or reports to somebody else now.</p>
    </EmptyState>
  )
}

function Pager({ view, query }: { view: TeamView; query: Record<string, string> }) {
  const { list, nextCursor } = view
  if (!nextCursor && !list.cursor) return null
  const start = new URLSearchParams({ ...query, sort: list.sort, direction: list.direction })
  const next = new URLSearchParams(start)
  if (nextCursor) next.set('cursor', nextCursor)
  return (
    <nav aria-label="Pages" className="no-print mt-4 flex gap-2">
      {list.cursor ? (
        <ButtonLink href={`/team?${start}` as Route}>Back to the start</ButtonLink>
      ) : null}
      {nextCursor ? <ButtonLink href={`/team?${next}` as Route}>Next 50</ButtonLink> : null}
    </nav>
  )
}

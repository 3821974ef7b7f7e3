'use client'

import type { Route } from 'next'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Field } from '@/app/_components/ui/field'
import { Cell, Table } from '@/app/_components/ui/table'
import type { ProgressView } from '@/lib/cycles/progress/queries'
import { PAGE_SIZE, sumOf, type Tally, type TeamProgress } from '@/lib/cycles/progress/tally'

type Direction = 'SELF' | 'PEER' | 'MANAGER'

const TITLES: Record<Direction, string> = {
  SELF: 'Self-reviews',
  PEER: 'Peer feedback',
  MANAGER: 'Manager reviews',
}

/** Who is how far, by team; counts only. The teams furthest behind come first, fifty on a page. */
export function ProgressTable({
  progress: { teams, total, teamCount, matching, filter },
  hasSelf,
  hasPeer,
}: {
  progress: ProgressView
  hasSelf: boolean
  hasPeer: boolean
}) {
  const directions: Direction[] = [
    ...(hasSelf ? ['SELF' as const] : []),
    ...(hasPeer ? ['PEER' as const] : []),
    'MANAGER',
  ]
  const titles = directions.map((direction) => TITLES[direction])
  const isAll = filter.page === 1 && filter.team === ''
  return (
    <>
      {teamCount > PAGE_SIZE || filter.team ? <TeamFilter filter={filter} /> : null}
      {teams.length === 0 && !isAll ? (
        <EmptyState title="No team matches">Try fewer letters, or look at all teams.</EmptyState>
      ) : (
        <Table caption="Progress by team" columns={['Team', ...titles, 'Shared']}>
          {teamCount > 1 && isAll ? (
            <Row name="Everybody" team={total} directions={directions} />
          ) : null}
          {teams.map((team) => (
            <Row
              key={team.team}
              name={team.team || 'Without a team'}
              team={team}
              directions={directions}
            />
          ))}
        </Table>
      )}
      <Pager filter={filter} matching={matching} />
    </>
  )
}

function TeamFilter({ filter }: { filter: ProgressView['filter'] }) {
  return (
    <search>
      <form action={`/cycles/${filter.cycleId}`} className="mb-3 flex flex-wrap items-end gap-3">
        <Field label="Team" name="team" type="search" defaultValue={filter.team} maxLength={120} />
        <Button type="submit">Search</Button>
        {filter.team ? (
          <ButtonLink look="quiet" href={`/cycles/${filter.cycleId}` as Route}>
            All teams
          </ButtonLink>
        ) : null}
      </form>
    </search>
  )
}

function Pager({
  filter: { cycleId, team, page },
  matching,
}: Pick<ProgressView, 'filter' | 'matching'>) {
  if (matching <= PAGE_SIZE && page === 1) return null
  const first = (page - 1) * PAGE_SIZE + 1
  const last = Math.min(page * PAGE_SIZE, matching)
  const hrefOf = (to: number) =>
    `/cycles/${cycleId}?${new URLSearchParams({ ...(team ? { team } : {}), page: String(to) })}` as Route
  return (
    <nav aria-label="Pages of teams" className="no-print mt-3 flex flex-wrap items-center gap-3">
      {page > 1 ? <ButtonLink href={hrefOf(page - 1)}>Back</ButtonLink> : null}
      {last < matching ? <ButtonLink href={hrefOf(page + 1)}>Next 50</ButtonLink> : null}
      {first <= last ? (
        <span className="text-sm text-ink-soft">
          Teams {first.toLocaleString('en')} to {last.toLocaleString('en')} of{' '}
          {matching.toLocaleString('en')}, those furthest behind first
        </span>
      ) : null}
    </nav>
  )
}

function Row({
  name,
  team,
  directions,
}: {
  name: string
  team: TeamProgress
  directions: Direction[]
}) {
  return (
    <tr>
      <Cell isHeader>
        <span className="font-medium">{name}</span>
        <span className="block text-sm text-ink-soft">
          {team.people === 1 ? '1 person' : `${team.people} people`}
        </span>
      </Cell>
      {directions.map((direction) => (
        <Cell key={direction}>
          <TallyBar tally={team.byDirection[direction]} />
        </Cell>
      ))}
      <Cell>
        <span className="whitespace-nowrap">{`${team.shared} of ${team.people}`}</span>
      </Cell>
    </tr>
  )
}

// A hundred and fifty of them stand on a page: no element more than is seen.
function TallyBar({ tally }: { tally: Tally }) {
  const sum = sumOf(tally)
  if (sum === 0) return <span className="text-ink-soft">None asked</span>
  const submitted = (100 * tally.submitted) / sum
  const inProgress = (100 * tally.inProgress) / sum
  return (
    <>
      <span className="whitespace-nowrap">{`${tally.submitted} of ${sum} submitted`}</span>
      <svg aria-hidden="true" className="tally">
        <rect width={`${submitted + inProgress}%`} />
        <rect width={`${submitted}%`} />
      </svg>
      <small>{restInWords(tally)}</small>
    </>
  )
}

function restInWords({ notStarted, inProgress, ended }: Tally): string {
  return [
    inProgress > 0 ? `${inProgress} in progress` : '',
    notStarted > 0 ? `${notStarted} not started` : '',
    ended > 0 ? `${ended} declined or not provided` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

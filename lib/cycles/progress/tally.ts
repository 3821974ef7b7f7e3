import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'

export type Tally = { notStarted: number; inProgress: number; submitted: number; ended: number }
export type TeamProgress = {
  team: string
  people: number
  shared: number
  byDirection: Record<Direction, Tally>
}

type Counted = { team: string; direction: Direction; status: ReviewStatus; count: number }
type Packets = { team: string; people: number; shared: number }

const COLUMN: Record<ReviewStatus, keyof Tally> = {
  NOT_STARTED: 'notStarted',
  DRAFT: 'inProgress',
  SUBMITTED: 'submitted',
  REOPEN_REQUESTED: 'submitted',
  DECLINED: 'ended',
  NOT_PROVIDED: 'ended',
  REMOVED: 'ended',
}

/** Counts by team in the order given, and their sum. */
export function gatherProgress(
  packets: readonly Packets[],
  reviews: readonly Counted[],
): { teams: TeamProgress[]; total: TeamProgress } {
  const teams = new Map(packets.map((row) => [row.team, emptyTeam(row)]))
  const total = emptyTeam({ team: '', people: 0, shared: 0 })
  for (const row of packets) {
    total.people += row.people
    total.shared += row.shared
  }
  for (const { team, direction, status, count } of reviews) {
    const column = COLUMN[status]
    total.byDirection[direction][column] += count
    const own = teams.get(team)
    if (own) own.byDirection[direction][column] += count
  }
  return { teams: [...teams.values()], total }
}

/** All that was asked for, whatever came of it. */
export function sumOf(tally: Tally): number {
  return tally.notStarted + tally.inProgress + tally.submitted + tally.ended
}

function emptyTeam({ team, people, shared }: Packets): TeamProgress {
  const empty = (): Tally => ({ notStarted: 0, inProgress: 0, submitted: 0, ended: 0 })
  return {
    team,
    people,
    shared,
    byDirection: { SELF: empty(), MANAGER: empty(), PEER: empty() },
  }
}

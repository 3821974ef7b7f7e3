import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { ListProgress } from '../schema'
import { PAGE_SIZE, type TeamProgress, teamProgress } from './tally'

export type ProgressView = {
  /** A page of the teams that match, those furthest behind first. */
  teams: TeamProgress[]
  /** All teams together, whatever is filtered. */
  total: TeamProgress
  /** How many teams there are, and how many of them match. */
  teamCount: number
  matching: number
  filter: ListProgress
}

type Row = { team: string | null; people: number; shared: number; team_count: number } & {
  counts: Record<string, number>
}

/**
 * How far each team is: counts of status words by direction; no names, no text, no times. What is
 * about the reader is not counted: in a small team it would say how far their own reviews are (G7).
 */
export async function getProgress(ctx: Context, input: unknown): Promise<ProgressView> {
  const filter = parseInput(ListProgress, input)
  authorize('progress.read', actorFacts(ctx.actor, ctx.now))
  const rows = await ctx.db.$queryRaw<Row[]>(progressStatement(filter, ctx.actor.id))
  const [total, matching] = rows
  const teams = rows.slice(2).map((row) => teamProgress({ ...row, team: row.team ?? '' }))
  return {
    teams,
    total: teamProgress({ people: 0, shared: 0, counts: {}, ...total, team: '' }),
    teamCount: total?.team_count ?? 0,
    matching: matching?.team_count ?? 0,
    filter,
  }
}

const NAMES = Prisma.sql`
  self_not_started, self_in_progress, self_submitted, self_ended,
  manager_not_started, manager_in_progress, manager_submitted, manager_ended,
  peer_not_started, peer_in_progress, peer_submitted, peer_ended`
const SUMS = Prisma.sql`
  sum(self_not_started)::int AS self_not_started,
  sum(self_in_progress)::int AS self_in_progress,
  sum(self_submitted)::int AS self_submitted,
  sum(self_ended)::int AS self_ended,
  sum(manager_not_started)::int AS manager_not_started,
  sum(manager_in_progress)::int AS manager_in_progress,
  sum(manager_submitted)::int AS manager_submitted,
  sum(manager_ended)::int AS manager_ended,
  sum(peer_not_started)::int AS peer_not_started,
  sum(peer_in_progress)::int AS peer_in_progress,
  sum(peer_submitted)::int AS peer_submitted,
  sum(peer_ended)::int AS peer_ended`
const MINUS_OWN = Prisma.sql`
  -count(*) FILTER (WHERE r.direction = 'SELF' AND r.status = 'NOT_STARTED'),
  -count(*) FILTER (WHERE r.direction = 'SELF' AND r.status = 'DRAFT'),
  -count(*) FILTER (WHERE r.direction = 'SELF' AND r.status IN ('SUBMITTED', 'REOPEN_REQUESTED')),
  -count(*) FILTER (WHERE r.direction = 'SELF' AND r.status IN ('DECLINED', 'NOT_PROVIDED')),
  -count(*) FILTER (WHERE r.direction = 'MANAGER' AND r.status = 'NOT_STARTED'),
  -count(*) FILTER (WHERE r.direction = 'MANAGER' AND r.status = 'DRAFT'),
  -count(*) FILTER (WHERE r.direction = 'MANAGER' AND r.status IN ('SUBMITTED', 'REOPEN_REQUESTED')),
  -count(*) FILTER (WHERE r.direction = 'MANAGER' AND r.status IN ('DECLINED', 'NOT_PROVIDED')),
  -count(*) FILTER (WHERE r.direction = 'PEER' AND r.status = 'NOT_STARTED'),
  -count(*) FILTER (WHERE r.direction = 'PEER' AND r.status = 'DRAFT'),
  -count(*) FILTER (WHERE r.direction = 'PEER' AND r.status IN ('SUBMITTED', 'REOPEN_REQUESTED')),
  -count(*) FILTER (WHERE r.direction = 'PEER' AND r.status IN ('DECLINED', 'NOT_PROVIDED'))`
const UNFINISHED = Prisma.sql`self_not_started + self_in_progress + manager_not_started + manager_in_progress + peer_not_started + peer_in_progress`
const FINISHED = Prisma.sql`self_submitted + self_ended + manager_submitted + manager_ended + peer_submitted + peer_ended`

// The rows come in one order: the sum of all, the sum of those that match, then the page.
function progressStatement({ cycleId, team, page }: ListProgress, readerId: string): Prisma.Sql {
  const id = Prisma.sql`${cycleId}::uuid`
  return Prisma.sql`
    WITH parts AS (
      SELECT team_name, people, shared, ${NAMES} FROM progress_counts WHERE cycle_id = ${id}
      UNION ALL
      SELECT p.team_name, -1, -(p.status IN ('SHARED', 'ACKNOWLEDGED', 'FINAL'))::int, ${MINUS_OWN}
      FROM participants p LEFT JOIN reviews r ON r.participant_id = p.id
      WHERE p.cycle_id = ${id} AND p.person_id = ${readerId}::uuid AND is_counted(p.status)
      GROUP BY p.id),
    teams AS MATERIALIZED (
      SELECT team_name AS team, sum(people)::int AS people, sum(shared)::int AS shared, ${SUMS}
      FROM parts GROUP BY 1 HAVING sum(people) > 0),
    found AS MATERIALIZED (
      SELECT * FROM teams WHERE ${team} = '' OR strpos(lower(team), lower(${team})) > 0),
    page AS (
      SELECT *, row_number() OVER (
        ORDER BY (${UNFINISHED})::float / nullif(${UNFINISHED} + ${FINISHED}, 0) DESC NULLS LAST,
          shared::float / people, team) AS place
      FROM found ORDER BY place LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE})
    SELECT team, people, shared, team_count, to_jsonb(rows) AS counts FROM (
      SELECT -1 AS place, NULL AS team, count(*)::int AS team_count, coalesce(sum(people), 0)::int AS people,
        coalesce(sum(shared), 0)::int AS shared, ${SUMS} FROM teams
      UNION ALL
      SELECT 0, NULL, count(*)::int, 0, 0, ${SUMS} FROM found
      UNION ALL
      SELECT place, team, 0, people, shared, ${NAMES} FROM page) rows
    ORDER BY place`
}

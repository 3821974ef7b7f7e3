import 'server-only'
import type { Context } from '@/lib/context'
import { type Cycle, Prisma } from '@/lib/db/generated/client'
import { env } from '@/lib/env'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { type LocalDay, localDay } from '../local-day'
import { getCycleRow } from '../queries'
import { CycleId } from '../schema'
import { dateProblems, isBeforeLaunch } from '../timeline'
import { type CandidateFacts, type Finding, gatherFindings } from './data-check'
import { launchHolds } from './hold'

/** What a launch will make. */
export type LaunchCounts = {
  people: number
  participants: number
  managerReviews: number
  /** Who gets something to write, and so a mail. */
  writers: number
}
export type DataCheck = LaunchCounts & {
  selfReviews: number
  findings: Finding[]
  /** Whether messages are sent, or wait until a mail server is set up. */
  isMailOn: boolean
}

export type LaunchCheck = DataCheck & {
  /** Why the clock has not launched it on its day; null where it did not come to that. */
  holds: string[] | null
}

export async function getDataCheck(ctx: Context, input: unknown): Promise<LaunchCheck> {
  const { cycleId } = parseInput(CycleId, input)
  authorize('cycle.readFull', actorFacts(ctx.actor, ctx.now))
  const cycle = await getCycleRow(ctx, cycleId)
  const check = await checkData(ctx, cycle)
  return { ...check, holds: cycle.launchHeldAt && (await listHolds(ctx, cycle, check)) }
}

/** What stands in the way of a launch by the clock now; for use within it too. */
export async function listHolds(ctx: Context, cycle: Cycle, check: DataCheck): Promise<string[]> {
  const agreed = new Set(cycle.leftOutIds)
  const unexpected = (await listLeftOut(ctx, cycle)).filter((id) => !agreed.has(id)).length
  const [dateProblem = null] = cycle.launchHeldAt
    ? Object.values(dateProblems({ ...cycle, launchAt: ctx.now }))
    : []
  return launchHolds({ ...check, unexpected, dateProblem })
}

/** Who is in the scope and has no level of the ladder. */
export async function listLeftOut(ctx: Context, cycle: Cycle): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    WITH ${candidatesOf(cycle, ctx.now)}
    SELECT person_id::text AS id FROM candidates WHERE NOT is_in_ladder ORDER BY person_id`
  return rows.map(({ id }) => id)
}

/** Who runs the cycles and is told when one cannot begin. */
export async function listAdministrators(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT p.id::text FROM role_grants g JOIN people p ON p.id = g.person_id AND p.is_active
    WHERE g.role = 'ADMIN' AND g.valid_from <= ${ctx.now} AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now})`
  return rows.map(({ id }) => id)
}

/** How far the job is, for the page that waits for it. */
export async function getLaunchProgress(ctx: Context, input: unknown) {
  const { cycleId } = parseInput(CycleId, input)
  authorize('progress.read', actorFacts(ctx.actor, ctx.now))
  const { state, launchDone, launchTotal } = await getCycleRow(ctx, cycleId)
  const isOver = state !== 'LAUNCHING' && !isBeforeLaunch(state)
  return { done: launchDone, total: launchTotal, isOver }
}

/** Everything that a launch by this scope would run into; for use within a launch too. */
export async function checkData(ctx: Context, cycle: Cycle): Promise<DataCheck> {
  const counts = await countLaunch(ctx, cycle)
  const rows = await ctx.db.$queryRaw<CandidateFacts[]>`
    WITH ${candidatesOf(cycle, ctx.now)}
    SELECT c.person_id AS "personId", c.name, c.team_name AS "teamName", c.has_level AS "hasLevel",
      c.is_in_ladder AS "isInLadder", c.manager_id IS NOT NULL AS "hasManager",
      c.manager_has_left AS "managerHasLeft", c.reviewer_id IS NOT NULL AS "hasReviewer",
      c.is_away AS "isAway", a.person_id IS NOT NULL AS "hasAccount"
    FROM candidates c LEFT JOIN accounts a ON a.person_id = c.person_id
    WHERE NOT c.is_in_ladder OR c.reviewer_id IS NULL OR a.person_id IS NULL OR c.is_away
    ORDER BY c.name, c.person_id`
  const selfReviews = cycle.hasSelf ? counts.participants : 0
  const isMailOn = env.SMTP_URL !== undefined
  return { ...counts, selfReviews, findings: gatherFindings(rows), isMailOn }
}

export async function countLaunch(ctx: Context, cycle: Cycle): Promise<LaunchCounts> {
  const [counts] = await ctx.db.$queryRaw<LaunchCounts[]>`
    WITH ${candidatesOf(cycle, ctx.now)}, chosen AS (SELECT * FROM candidates WHERE is_in_ladder)
    SELECT (SELECT count(*)::int FROM candidates) AS people,
      count(*)::int AS participants,
      count(reviewer_id)::int AS "managerReviews",
      (SELECT count(*)::int FROM (
        SELECT reviewer_id FROM chosen WHERE reviewer_id IS NOT NULL
        UNION SELECT person_id FROM chosen WHERE ${cycle.hasSelf}) AS writer) AS writers
    FROM chosen`
  return counts ?? { people: 0, participants: 0, managerReviews: 0, writers: 0 }
}

/** What of a cycle decides who takes part. */
export type Scope = {
  ladderVersionId: string
  actingReviewerId: string | null
  scopeTeamIds: string[]
  timeZone: string
}

/**
 * Common table expressions for everybody active in the scope, one row each, as they stand today;
 * contractors without a level are none of them:
 * `candidates(person_id, name, team_name, has_level, level_key, track_key, next_level_key,
 * is_in_ladder, is_away, manager_id, manager_has_left, reviewer_id)`. The reviewer is the manager, or for
 * somebody without one the acting reviewer, who does not review themselves.
 */
export function candidatesOf(scope: Scope, now: Date): Prisma.Sql {
  const today: LocalDay = localDay(now, scope.timeZone)
  return Prisma.sql`
    steps AS (
      SELECT ladder.key AS ladder_key, t.key AS track_key, l.key AS level_key,
        lead(l.key) OVER (PARTITION BY l.track_id ORDER BY l."order") AS next_level_key
      FROM levels l
      JOIN tracks t ON t.id = l.track_id
      JOIN ladder_versions v ON v.id = l.version_id
      JOIN ladders ladder ON ladder.id = v.ladder_id
      WHERE l.version_id = ${scope.ladderVersionId}::uuid),
    candidates AS (
      SELECT p.id AS person_id, p.name, coalesce(team.name, '') AS team_name,
        held.level_key IS NOT NULL AS has_level, held.level_key, held.track_key, steps.next_level_key,
        steps.level_key IS NOT NULL AS is_in_ladder,
        EXISTS (SELECT FROM leaves WHERE person_id = p.id AND from_on <= ${today}::date
          AND (last_on IS NULL OR last_on >= ${today}::date)) AS is_away,
        CASE WHEN boss.is_active THEN boss.id END AS manager_id,
        boss.id IS NOT NULL AND NOT boss.is_active AS manager_has_left,
        CASE WHEN boss.is_active THEN boss.id
          WHEN boss.id IS NULL THEN (SELECT id FROM people
            WHERE id = ${scope.actingReviewerId}::uuid AND id <> p.id AND is_active) END AS reviewer_id
      FROM people p
      LEFT JOIN teams team ON team.id = p.team_id
      LEFT JOIN org_closure above ON above.person_id = p.id AND above.depth = 1
      LEFT JOIN people boss ON boss.id = above.manager_id
      LEFT JOIN LATERAL (
        SELECT ladder_key, track_key, level_key FROM person_levels
        WHERE person_id = p.id AND from_on <= ${today}::date AND (to_on IS NULL OR to_on > ${today}::date)
        ORDER BY from_on DESC LIMIT 1) held ON true
      LEFT JOIN steps ON steps.ladder_key = held.ladder_key
        AND steps.track_key = held.track_key AND steps.level_key = held.level_key
      WHERE p.is_active AND (p.employment = 'EMPLOYEE' OR held.level_key IS NOT NULL) AND (cardinality(${scope.scopeTeamIds}::uuid[]) = 0
        OR p.team_id = ANY(${scope.scopeTeamIds}::uuid[])))`
}

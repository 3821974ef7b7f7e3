import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { getChoices, getToday } from '../../queries'
import { authorizeTeams } from '../../teams/queries'
import { findManagerId, findTeamId } from '../queries'
import { MAX_MOVED, PlanMove } from './schema'

export type Mover = {
  id: string
  name: string
  team: string | null
  manager: string | null
  below: number
  isSelf: boolean
}
export type RunningCycle = { id: string; name: string; people: number }
export type MovePlan = {
  /** Whose reports or which team, in words; null while nothing is chosen. */
  source: string | null
  from: string
  team: string
  people: Mover[]
  hasMore: boolean
  cycles: RunningCycle[]
  today: string
  /** The names of the teams to choose from, where they are few. */
  teams: string[] | null
  /** Why nothing was found for what was typed. */
  problem: string | null
}

/** Who reports to somebody, or is in a team, and which running cycles they take part in. */
export async function getMovePlan(ctx: Context, input: unknown = {}): Promise<MovePlan> {
  authorizeTeams(ctx)
  const { from, team } = parseInput(PlanMove, input)
  const empty = { source: null, from, team, people: [], hasMore: false, cycles: [], problem: null }
  const { teams } = await getChoices(ctx)
  const plan = { ...empty, teams, today: await getToday(ctx) }
  if (!from && !team) return plan
  try {
    const managerId = from ? await findManagerId(ctx, from) : null
    const teamId = from ? null : await findTeamId(ctx, team)
    const people = await listMovers(ctx, { managerId, teamId })
    const ids = people.map(({ id }) => id)
    return {
      ...plan,
      source: await sourceName(ctx, { managerId, teamId }),
      people: people.slice(0, MAX_MOVED),
      hasMore: people.length > MAX_MOVED,
      cycles: await listRunningCycles(ctx, ids),
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'INVALID') throw error
    return { ...plan, problem: error.message }
  }
}

/** Cycles under way that these people take part in: those keep the manager of their launch. */
export async function listRunningCycles(
  ctx: Context,
  personIds: readonly string[],
): Promise<RunningCycle[]> {
  return ctx.db.$queryRaw<RunningCycle[]>`
    SELECT c.id, c.name, count(*)::int AS people
    FROM participants p JOIN cycles c ON c.id = p.cycle_id
    WHERE p.person_id = ANY(${personIds}::uuid[]) AND p.status <> 'REMOVED'
      AND c.state NOT IN ('DRAFT', 'SCHEDULED', 'CLOSED', 'ARCHIVED')
    GROUP BY c.id, c.name ORDER BY c.name`
}

type Source = { managerId: string | null; teamId: string | null }

async function listMovers(ctx: Context, { managerId, teamId }: Source): Promise<Mover[]> {
  const people = await ctx.db.$queryRaw<Omit<Mover, 'isSelf'>[]>`
    SELECT p.id, p.name, t.name AS team, m.name AS manager, coalesce(o.below, 0) AS below
    FROM people p
    LEFT JOIN teams t ON t.id = p.team_id
    LEFT JOIN reporting_lines r ON r.person_id = p.id AND r.to_on IS NULL
    LEFT JOIN people m ON m.id = r.manager_id
    LEFT JOIN org_places o ON o.person_id = p.id
    WHERE p.is_active AND (r.manager_id = ${managerId}::uuid OR p.team_id = ${teamId}::uuid)
    ORDER BY p.name, p.id LIMIT ${MAX_MOVED + 1}`
  return people.map((person) => ({ ...person, isSelf: person.id === ctx.actor.id }))
}

async function sourceName(ctx: Context, { managerId, teamId }: Source): Promise<string> {
  const [row] = await ctx.db.$queryRaw<{ name: string }[]>`
    SELECT name FROM people WHERE id = ${managerId}::uuid
    UNION ALL SELECT name FROM teams WHERE id = ${teamId}::uuid`
  return row?.name ?? ''
}

import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { likeText } from '@/lib/text'
import { getChoices } from '../queries'
import { readCursor, writeCursor } from '../schema'
import { ListTeams } from './schema'

export const TEAMS_PER_PAGE = 50

export type TeamListItem = {
  id: string
  name: string
  people: number
  /** The first of them by name. */
  members: string[]
  endedOn: Date | null
}
export type TeamList = {
  teams: TeamListItem[]
  filter: ListTeams
  nextCursor: string | null
  /** The names to choose from, where they are few. */
  choices: string[] | null
}

/** Throws unless the actor may write people: teams are where people are. */
export function authorizeTeams(ctx: Context): void {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
}

/** A page of teams by name, with how many are in each; dissolved ones only when asked for. */
export async function listTeams(ctx: Context, input: unknown = {}): Promise<TeamList> {
  authorizeTeams(ctx)
  const filter = parseInput(ListTeams, input)
  const cursor = readCursor(filter.cursor)
  const after = cursor ? Prisma.sql`(t.name, t.id) > (${cursor.value}, ${cursor.id}::uuid)` : ALL
  const words = likeText(filter.search)
  const rows = await ctx.db.$queryRaw<TeamListItem[]>`
    SELECT t.id, t.name, t.ended_on AS "endedOn", count(p.id)::int AS people,
      coalesce((array_agg(p.name ORDER BY p.name) FILTER (WHERE p.id IS NOT NULL))[1:3], '{}') AS members
    FROM (
      SELECT t.* FROM teams t
      WHERE ${SHOWN[filter.show]} AND ${after} AND lower(t.name) LIKE ${`%${words}%`}
      ORDER BY t.name, t.id LIMIT ${TEAMS_PER_PAGE + 1}
    ) t LEFT JOIN people p ON p.team_id = t.id AND p.is_active
    GROUP BY t.id, t.name, t.ended_on ORDER BY t.name, t.id`
  const shown = rows.slice(0, TEAMS_PER_PAGE)
  const last = shown.at(-1)
  const nextCursor = rows.length > TEAMS_PER_PAGE && last ? writeCursor(last.name, last.id) : null
  const { teams: choices } = await getChoices(ctx)
  return { teams: shown, filter, nextCursor, choices }
}

const ALL = Prisma.sql`true`
const SHOWN = {
  all: Prisma.sql`t.ended_on IS NULL`,
  empty: Prisma.sql`t.ended_on IS NULL AND NOT EXISTS (
    SELECT FROM people p WHERE p.team_id = t.id AND p.is_active)`,
  dissolved: Prisma.sql`t.ended_on IS NOT NULL`,
}

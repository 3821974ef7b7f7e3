import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { LEVEL_TITLE, type PersonOption, searchPeople } from '../queries'
import { readCursor, writeCursor } from '../schema'
import { OpenBranch, OpenChart } from './schema'

export const BRANCH_SIZE = 50

export type ChartNode = {
  id: string
  name: string
  team: string | null
  level: string | null
  /** How many report to them, and how many stand below them at any depth. */
  reports: number
  below: number
}

/** People right below one, in the order of their names; `isWhole` unless only the way to somebody is shown. */
export type ChartBranch = {
  managerId: string | null
  nodes: ChartNode[]
  isWhole: boolean
  nextCursor: string | null
}

export type Chart = {
  /** Whom the chart was opened at; null at the top. */
  focusId: string | null
  /** From the top down: each holds the next one on the way, the last one everybody below the focus. */
  branches: ChartBranch[]
  search: string
  /** Who was found, where several were. */
  found: PersonOption[]
  selfId: string
}

/** The chart with the way from the top to a person open, and what is right below them. */
export async function getChart(ctx: Context, input: unknown = {}): Promise<Chart> {
  const { person, search, cursor } = parseInput(OpenChart, input)
  const found = search ? await searchPeople(ctx, { query: search }) : []
  const [only, another] = found
  const asked = only && !another ? only.id : person
  const view = { search, found: another ? found : [], selfId: ctx.actor.id }
  const branches = asked ? await branchesTo(ctx, asked, cursor) : await topBranches(ctx, cursor)
  return { ...view, focusId: asked, branches }
}

/** Fifty people below somebody, for a chart that opens as one goes. */
export async function getBranch(ctx: Context, input: unknown): Promise<ChartBranch> {
  const { manager, cursor } = parseInput(OpenBranch, input)
  return branchOf(ctx, manager, cursor)
}

async function branchesTo(ctx: Context, personId: string, cursor: string): Promise<ChartBranch[]> {
  const way = await queryRows<ChartNode & { isOnlyTop: boolean }>(ctx.db)`
    SELECT ${COLUMNS}, NOT EXISTS (
      SELECT FROM org_places s WHERE s.parent_id IS NULL AND s.person_id <> p.id) AS "isOnlyTop"
    FROM (SELECT manager_id AS id, depth FROM org_closure WHERE person_id = ${personId}::uuid
      UNION ALL SELECT ${personId}::uuid, 0) way
    JOIN people p ON p.id = way.id AND p.is_active
    ${JOINS}
    ORDER BY way.depth DESC`
  if (way.at(-1)?.id !== personId) throw new AppError('NOT_FOUND', 'There is no such person.')
  const above = way.map(({ isOnlyTop, ...node }, index) => {
    const manager = way[index - 1]
    const isWhole = manager ? manager.reports === 1 : isOnlyTop
    return { managerId: manager?.id ?? null, nodes: [node], isWhole, nextCursor: null }
  })
  return [...above, await branchOf(ctx, personId, cursor)]
}

async function topBranches(ctx: Context, cursor: string): Promise<ChartBranch[]> {
  const top = await branchOf(ctx, null, cursor)
  const [only, another] = top.nodes.filter(({ reports }) => reports > 0)
  // With one person at the top who leads anybody there is nothing to choose.
  if (!only || another || cursor) return [top]
  return [top, await branchOf(ctx, only.id, '')]
}

async function branchOf(
  ctx: Context,
  managerId: string | null,
  cursor: string,
): Promise<ChartBranch> {
  const from = readCursor(cursor)
  const after = from
    ? Prisma.sql`(p.name, p.id) > (${from.value}, ${from.id}::uuid)`
    : Prisma.sql`true`
  const parent = managerId
    ? Prisma.sql`place.parent_id = ${managerId}::uuid`
    : Prisma.sql`place.parent_id IS NULL`
  // Each person of a branch by their key: joined otherwise, everybody would be read for fifty.
  const rows = await queryRows<ChartNode>(ctx.db)`
    SELECT ${COLUMNS}
    FROM (
      SELECT p.* FROM org_places place
      JOIN LATERAL (SELECT * FROM people WHERE id = place.person_id AND is_active OFFSET 0) p ON true
      WHERE ${parent} AND ${after} ORDER BY p.name, p.id LIMIT ${BRANCH_SIZE + 1}
    ) p
    ${JOINS}
    ORDER BY p.name, p.id`
  const nodes = rows.slice(0, BRANCH_SIZE)
  const last = nodes.at(-1)
  const nextCursor = rows.length > BRANCH_SIZE && last ? writeCursor(last.name, last.id) : null
  return { managerId, nodes, isWhole: cursor === '', nextCursor }
}

const COLUMNS = Prisma.sql`p.id, p.name, t.name AS team, ${LEVEL_TITLE} AS level,
  coalesce(o.reports, 0) AS reports, coalesce(o.below, 0) AS below`
const JOINS = Prisma.sql`
  LEFT JOIN org_places o ON o.person_id = p.id
  LEFT JOIN teams t ON t.id = p.team_id
  LEFT JOIN person_levels l ON l.person_id = p.id AND l.to_on IS NULL`

import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { filterSql, sortSql } from '../resources/filter-statement'
import type { ListQuery, Selection } from '../resources/list-query'
import { isSelected, project } from '../resources/projection'
import { LIST } from '../resources/urn'
import { authorizeService } from '../tokens/provider-context'
import { UUID } from '../users/queries'
import { type GroupRecord, groupResource, type Member } from './group'
import { groupColumn, SEEN_GROUPS } from './statement'

/** One group with its members, unless they are not wanted. */
export async function getGroup(
  ctx: Context,
  { groupId, selection }: { groupId: string; selection: Selection },
) {
  authorizeService(ctx)
  const group = await loadGroup(ctx, groupId)
  const members = isSelected('members', selection) ? await listMembers(ctx, [group.id]) : null
  return project(groupResource(group, members && (members.get(group.id) ?? [])), selection)
}

/** A page of the groups that a filter finds. */
export async function listGroups(ctx: Context, query: ListQuery) {
  authorizeService(ctx)
  const { startIndex, count, selection } = query
  const where = query.filter ? filterSql(query.filter, groupColumn) : Prisma.sql`true`
  const groups = count === 0 ? [] : await pageOf(ctx, query, where)
  const isWhole = startIndex === 1 && groups.length < count
  const ids = groups.map(({ id }) => id)
  const members = isSelected('members', selection) ? await listMembers(ctx, ids) : null
  return {
    schemas: [LIST],
    totalResults: isWhole ? groups.length : await countGroups(ctx, where),
    startIndex,
    itemsPerPage: groups.length,
    Resources: groups.map((group) =>
      project(groupResource(group, members && (members.get(group.id) ?? [])), selection),
    ),
  }
}

export async function loadGroup(ctx: Context, groupId: string): Promise<GroupRecord> {
  const [group] = UUID.test(groupId)
    ? await selectGroups(ctx, Prisma.sql`WHERE g.id = ${groupId}::uuid`)
    : []
  if (!group) throw new AppError('NOT_FOUND', 'There is no such group.')
  return group
}

/** The groups of this name in any letters, or of this id at the provider. */
export async function findGroups(
  ctx: Context,
  { name, externalId }: { name: string; externalId: string | null },
): Promise<GroupRecord[]> {
  return selectGroups(
    ctx,
    Prisma.sql`WHERE lower(g.name) = lower(${name}) OR g.external_id = ${externalId}
      ORDER BY g.name <> ${name}`,
  )
}

/** Who is in each of these groups, by name. Whom the provider deleted is in none for it. */
export async function listMembers(
  ctx: Context,
  groupIds: readonly string[],
): Promise<Map<string, Member[]>> {
  const rows = await ctx.db.$queryRaw<(Member & { groupId: string })[]>`
    SELECT m.group_id::text AS "groupId", p.id::text, p.name
    FROM (
      SELECT team_id AS group_id, id AS person_id FROM people WHERE team_id = ANY(${groupIds}::uuid[])
      UNION ALL
      SELECT group_id, person_id FROM scim_role_members WHERE group_id = ANY(${groupIds}::uuid[])) m
    JOIN people p ON p.id = m.person_id
    LEFT JOIN scim_people s ON s.person_id = p.id
    WHERE s.deleted_at IS NULL
    ORDER BY p.name, p.id`
  const members = new Map<string, Member[]>()
  for (const { groupId, id, name } of rows) {
    const own = members.get(groupId)
    if (own) own.push({ id, name })
    else members.set(groupId, [{ id, name }])
  }
  return members
}

async function pageOf(
  ctx: Context,
  { sortBy, isDescending, startIndex, count }: ListQuery,
  where: Prisma.Sql,
): Promise<GroupRecord[]> {
  const order = sortBy ? sortSql(sortBy, groupColumn) : Prisma.sql`g.id`
  const direction = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  return selectGroups(
    ctx,
    Prisma.sql`WHERE ${where} ORDER BY ${order} ${direction} NULLS LAST, g.id
      LIMIT ${count} OFFSET ${startIndex - 1}`,
  )
}

async function selectGroups(ctx: Context, rest: Prisma.Sql): Promise<GroupRecord[]> {
  return ctx.db.$queryRaw<GroupRecord[]>`
    SELECT g.id::text, g.kind, g.name, g.external_id AS "externalId" FROM ${SEEN_GROUPS} ${rest}`
}

async function countGroups(ctx: Context, where: Prisma.Sql): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${SEEN_GROUPS} WHERE ${where}`
  return row?.count ?? 0
}

import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { filterSql, sortSql } from '../resources/filter-statement'
import type { ListQuery } from '../resources/list-query'
import { project } from '../resources/projection'
import { LIST } from '../resources/urn'
import { authorizeService } from '../tokens/provider-context'
import { SEEN_PEOPLE, userColumn } from './statement'
import { type UserRecord, userResource } from './user'

/** One person, as the provider sees them; NOT_FOUND also for whom it has deleted. */
export async function getUser(ctx: Context, { userId }: { userId: string }) {
  authorizeService(ctx)
  return userResource(await loadUser(ctx, userId))
}

/** A page of the people whom a filter finds. */
export async function listUsers(ctx: Context, query: ListQuery) {
  authorizeService(ctx)
  const { startIndex, count } = query
  const where = query.filter ? filterSql(query.filter, userColumn) : Prisma.sql`true`
  const people = count === 0 ? [] : await pageOf(ctx, query, where)
  const isWhole = startIndex === 1 && people.length < count
  const totalResults = isWhole ? people.length : await countUsers(ctx, where)
  return {
    schemas: [LIST],
    totalResults,
    startIndex,
    itemsPerPage: people.length,
    Resources: people.map((person) => project(userResource(person), query.selection)),
  }
}

/** The record of one person whom the provider sees. */
export async function loadUser(ctx: Context, userId: string): Promise<UserRecord> {
  const [person] = UUID.test(userId)
    ? await selectUsers(ctx, Prisma.sql`WHERE ${SEEN} AND p.id = ${userId}::uuid`)
    : []
  if (!person) throw new AppError('NOT_FOUND', 'There is no such user.')
  return person
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

// Whom the provider deleted is not there for it, and who was erased is there for nobody.
const SEEN = Prisma.sql`s.deleted_at IS NULL AND NOT EXISTS (
  SELECT FROM erasures e WHERE e.person_id = p.id AND e.state = 'DONE')`

async function pageOf(
  ctx: Context,
  { sortBy, isDescending, startIndex, count }: ListQuery,
  where: Prisma.Sql,
): Promise<UserRecord[]> {
  const order = sortBy ? Prisma.sql`${sortSql(sortBy, userColumn)}` : Prisma.sql`p.id`
  const direction = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  // The page is cut first, so that groups are looked up for those on it alone.
  return selectUsers(
    ctx,
    Prisma.sql`
      WHERE ${SEEN} AND ${where}
      ORDER BY ${order} ${direction} NULLS LAST, p.id
      LIMIT ${count} OFFSET ${startIndex - 1}`,
  )
}

async function selectUsers(ctx: Context, rest: Prisma.Sql): Promise<UserRecord[]> {
  return ctx.db.$queryRaw<UserRecord[]>`
    SELECT p.id::text, p.email, p.name, p.is_active AS "isActive", p.created_at AS "createdAt",
      s.external_id AS "externalId", s.given_name AS "givenName", s.family_name AS "familyName",
      t.id::text AS "teamId", t.name AS team, r.manager_id::text AS "managerId", m.name AS manager,
      l.ladder_key AS "ladderKey", l.track_key AS track, l.level_key AS level,
      to_char(p.started_on, 'YYYY-MM-DD') AS "startedOn",
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.name)
        FROM scim_role_members x JOIN scim_role_groups g ON g.id = x.group_id
        WHERE x.person_id = p.id), '[]') AS "roleGroups"
    FROM ${SEEN_PEOPLE} ${rest}`
}

async function countUsers(ctx: Context, where: Prisma.Sql): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${SEEN_PEOPLE} WHERE ${SEEN} AND ${where}`
  return row?.count ?? 0
}

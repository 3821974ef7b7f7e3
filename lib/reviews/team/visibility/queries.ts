import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'

/**
 * What access.md section 4 opens to whoever stands above a person, as conditions for lists; a test
 * holds them against `decide`. They speak of `r` (person_id, depth, is_partner), `t` (a participant)
 * and `c` (its cycle).
 */
/** Relation `hr_in`, of the person `p`. */
export function isPartner({ actor }: Context): Prisma.Sql {
  const grants = actor.roles.filter(({ role }) => role === 'HR_PARTNER')
  if (grants.some(({ scopeTeamId }) => scopeTeamId === null)) return Prisma.sql`true`
  const teams = grants.flatMap(({ scopeTeamId }) => scopeTeamId ?? [])
  return Prisma.sql`coalesce(p.team_id = ANY(${teams}::uuid[]), false)`
}

/** Relation `mgr`: today's manager, with an open window of their own. */
export function isManager(ctx: Context): Prisma.Sql {
  return Prisma.sql`(r.depth IS NOT DISTINCT FROM 1 AND EXISTS (SELECT 1 FROM contribution_windows w
    WHERE w.participant_id = t.id AND w.author_id = ${ctx.actor.id}::uuid
      AND w.role = 'PRIMARY' AND w.is_open))`
}

/** ratingProposed.read, of what was handed in. */
export function maySeeOfficial(ctx: Context): Prisma.Sql {
  return Prisma.sql`(r.is_partner OR (r.depth IS NOT DISTINCT FROM 2 AND c.skip_visible) OR ${isManager(ctx)})`
}

export const IS_SHARED = Prisma.sql`t.status IN ('SHARED', 'ACKNOWLEDGED', 'FINAL')`
/** packet.read, without packets that a former manager shared. */
export const MAY_SEE_PACKET = Prisma.sql`(${IS_SHARED}
  AND (r.is_partner OR r.depth IS NOT DISTINCT FROM 1 OR (r.depth IS NOT DISTINCT FROM 2 AND c.skip_visible)))`

/** progress.read: status words of the running work. */
export function mayFollow(ctx: Context): Prisma.Sql {
  const isAdmin = ctx.actor.roles.some(({ role }) => role === 'ADMIN')
  return Prisma.sql`(${isAdmin} OR r.is_partner OR coalesce(r.depth >= 2, false) OR ${isManager(ctx)})`
}

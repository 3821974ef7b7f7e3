import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'

/**
 * What access.md section 4 opens to whoever stands above a person, as conditions for lists; a test
 * holds them against `decide`. They speak of `r` (person_id, depth, is_partner), `t` (a participant),
 * `c` (its cycle) and `w` (the actor's own window on it, joined by `ownWindow`).
 */

/** Relation `hr_in`, of the person `p`. */
export function isPartner({ actor }: Context): Prisma.Sql {
  const grants = actor.roles.filter(({ role }) => role === 'HR_PARTNER')
  if (grants.some(({ scopeTeamId }) => scopeTeamId === null)) return Prisma.sql`true`
  const teams = grants.flatMap(({ scopeTeamId }) => scopeTeamId ?? [])
  return Prisma.sql`coalesce(p.team_id = ANY(${teams}::uuid[]), false)`
}

export function ownWindow({ actor }: Context): Prisma.Sql {
  return Prisma.sql`LEFT JOIN contribution_windows w
    ON w.participant_id = t.id AND w.author_id = ${actor.id}::uuid`
}

/** Relation `mgr`: the window says who the manager is in a cycle. */
export const isManager = Prisma.sql`coalesce(w.role = 'PRIMARY' AND w.is_open, false)`

const isDirect = Prisma.sql`r.depth IS NOT DISTINCT FROM 1`
const isVisibleSkip = Prisma.sql`(r.depth IS NOT DISTINCT FROM 2 AND c.skip_visible)`
export const isShared = Prisma.sql`t.status IN ('SHARED', 'ACKNOWLEDGED', 'FINAL')`

/** ratingProposed.read, of what was handed in. */
export const maySeeOfficial = Prisma.sql`(r.is_partner OR ${isVisibleSkip} OR ${isManager})`

/** packet.read, without packets that a former manager shared. */
export const maySeePacket = Prisma.sql`(${isShared} AND (${isDirect} OR ${maySeeOfficial}))`

/** delegation.grant. */
export const mayLend = Prisma.sql`(r.is_partner OR ${isManager})`

/** progress.read: status words of the running work. */
export function mayFollow({ actor }: Context): Prisma.Sql {
  const isAdmin = actor.roles.some(({ role }) => role === 'ADMIN')
  const isAbove = Prisma.sql`coalesce(r.depth >= 2, false)`
  return Prisma.sql`(${isAdmin} OR r.is_partner OR ${isAbove} OR ${isManager})`
}

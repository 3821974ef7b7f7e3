import 'server-only'
import type { Context, Role } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { ROLE_NAMES } from './role-name'

const SHOWN = 200

export type RoleHolder = {
  grantId: string
  personId: string
  name: string
  email: string
  isActive: boolean
  role: Role
  title: string
  scope: string | null
  validFrom: Date
  grantedBy: string | null
}

/** Who holds which role now; for administrators. */
export async function listRoleHolders(ctx: Context): Promise<RoleHolder[]> {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
  return listRoleHoldersAsOperator(ctx.db, ctx.now)
}

/** The same for whoever operates the machine; never call it for a request. */
export async function listRoleHoldersAsOperator(
  db: Database | Transaction,
  now: Date,
): Promise<RoleHolder[]> {
  const grants = await db.roleGrant.findMany({
    where: { validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] },
    orderBy: [{ role: 'asc' }, { person: { name: 'asc' } }, { id: 'asc' }],
    take: SHOWN,
    select: {
      id: true,
      role: true,
      validFrom: true,
      person: { select: { id: true, name: true, email: true, isActive: true } },
      scopeTeam: { select: { name: true } },
      grantedBy: { select: { name: true } },
    },
  })
  return grants.map(({ id, role, validFrom, person, scopeTeam, grantedBy }) => ({
    grantId: id,
    personId: person.id,
    name: person.name,
    email: person.email,
    isActive: person.isActive,
    role,
    title: ROLE_NAMES[role].title,
    scope: scopeTeam?.name ?? null,
    validFrom,
    grantedBy: grantedBy?.name ?? null,
  }))
}

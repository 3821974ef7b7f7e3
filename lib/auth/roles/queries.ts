import 'server-only'
import type { Context, Role } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
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
  /** The first instant at which it no longer holds; null for no end. */
  validTo: Date | null
  reason: string | null
  /** Null for the operator, a provider and the set-up. */
  grantedBy: string | null
  approvedBy: string | null
  revokedBy: string | null
  revokeReason: string | null
  /** manual, oidc or scim. */
  source: string
}

export type RolesView = {
  holders: RoleHolder[]
  /** Granted for a time that has not begun. */
  upcoming: RoleHolder[]
  /** Ended, the latest first. */
  history: RoleHolder[]
  actorId: string
}

/** Who holds which role now, will hold one, and held one; for administrators. */
export async function getRoles(ctx: Context): Promise<RolesView> {
  authorizeListing(ctx)
  const { db, now } = ctx
  const [holders, upcoming, history] = await Promise.all([
    listRoleHoldersAsOperator(db, now),
    readGrants(db, {
      where: { validFrom: { gt: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] },
      orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
    }),
    readGrants(db, {
      where: { validTo: { lte: now } },
      orderBy: [{ validTo: 'desc' }, { id: 'desc' }],
    }),
  ])
  return { holders, upcoming, history, actorId: ctx.actor.id }
}

/** Who holds which role now; for administrators. */
export async function listRoleHolders(ctx: Context): Promise<RoleHolder[]> {
  authorizeListing(ctx)
  return listRoleHoldersAsOperator(ctx.db, ctx.now)
}

/** The same for whoever operates the machine; never call it for a request. */
export async function listRoleHoldersAsOperator(
  db: Database | Transaction,
  now: Date,
): Promise<RoleHolder[]> {
  return readGrants(db, {
    where: { validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] },
    orderBy: [{ role: 'asc' }, { person: { name: 'asc' } }, { id: 'asc' }],
  })
}

function authorizeListing(ctx: Context): void {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
}

async function readGrants(
  db: Database | Transaction,
  question: Pick<Prisma.RoleGrantFindManyArgs, 'where' | 'orderBy'>,
): Promise<RoleHolder[]> {
  const grants = await db.roleGrant.findMany({
    ...question,
    take: SHOWN,
    select: {
      ...{ id: true, role: true, validFrom: true, validTo: true, source: true },
      ...{ reason: true, revokeReason: true },
      person: { select: { id: true, name: true, email: true, isActive: true } },
      scopeTeam: { select: { name: true } },
      grantedBy: { select: { name: true } },
      approvedBy: { select: { name: true } },
      revokedBy: { select: { name: true } },
    },
  })
  return grants.map(({ id, person, scopeTeam, grantedBy, approvedBy, revokedBy, ...own }) => ({
    ...own,
    grantId: id,
    personId: person.id,
    name: person.name,
    email: person.email,
    isActive: person.isActive,
    title: ROLE_NAMES[own.role].title,
    scope: scopeTeam?.name ?? null,
    grantedBy: grantedBy?.name ?? null,
    approvedBy: approvedBy?.name ?? null,
    revokedBy: revokedBy?.name ?? null,
  }))
}

/** Throws for the only administrator: one who stays must hold the role without an end. */
export async function assertAnotherAdministrator(ctx: Context, personId: string): Promise<void> {
  const other = await ctx.db.roleGrant.findFirst({
    where: {
      role: 'ADMIN',
      personId: { not: personId },
      person: { isActive: true },
      validFrom: { lte: ctx.now },
      validTo: null,
    },
    select: { id: true },
  })
  if (!other) throw new AppError('INVALID', 'This is the only administrator. Grant another first.')
}

import type { Database, Transaction } from '@/lib/db/client'

export type Role = 'ADMIN' | 'LADDER_ADMIN' | 'HR_PARTNER' | 'AUDITOR'

/** The signed-in person. `roles` are those in force now; a scope of null means everybody. */
export type Actor = {
  id: string
  name: string
  email: string
  sessionId: string | null
  hasReports: boolean
  /** Sits in a calibration session where that opens something, or will. */
  isCalibrator: boolean
  /** Showed within the last ten minutes, by password or provider, that it is them. */
  isSteppedUp: boolean
  roles: readonly { role: Role; scopeTeamId: string | null }[]
}

/** Nobody: what background work acts as. It has no roles, and row-level security shows it no draft. */
export const SYSTEM_ACTOR: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'Rung',
  email: '',
  sessionId: null,
  hasReports: false,
  isCalibrator: false,
  isSteppedUp: false,
  roles: [],
}

/** Everything that a query or command may know of the world. `now` is the clock of the database. */
export type Context = {
  actor: Actor
  db: Database | Transaction
  now: Date
  requestId: string | null
}

/**
 * Runs the work in one transaction as the actor: row-level security lets it see the drafts and
 * authorships of this person only. Nests by savepoint.
 */
export async function inTransaction<T>(
  ctx: Context,
  work: (tx: Transaction, ctx: Context) => Promise<T>,
): Promise<T> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('app.uid', ${ctx.actor.id}, true)`
    return work(tx, { ...ctx, db: tx })
  })
}

export function hasRole(actor: Actor, role: Role): boolean {
  return actor.roles.some((grant) => grant.role === role)
}

import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { withRollback } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from '../people/installation'

export const SAM = 'sam@example.org'
export const REASON = 'They take over from Ingrid.'

export const ADMIN = [{ role: 'ADMIN' as const, scopeTeamId: null }]

export type World = { ann: Context; bob: Context; sam: string; db: Transaction }

/** Two administrators whom the operator appointed, and Sam. */
export async function withTwo(work: (world: World) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    await setUpOrganisation(db)
    const now = new Date()
    const ann = await signedIn(db, { email: 'ann@example.org', roles: ['ADMIN'], now })
    const bob = await signedIn(db, { email: 'bob@example.org', roles: ['ADMIN'], now })
    const { id: sam } = await db.person.create({ data: { email: SAM, name: 'sam' } })
    await work({ ann, bob, sam, db })
  })
}

export function later(ctx: Context): Context {
  return { ...ctx, now: new Date(ctx.now.getTime() + 1_000) }
}

export async function grantOf(db: Transaction, { actor }: Context): Promise<string> {
  const { id } = await db.roleGrant.findFirstOrThrow({ where: { personId: actor.id } })
  return id
}

import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Database } from '@/lib/db/client'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize, type Facts } from '@/lib/policy/decide'
import { jobRelations } from '@/lib/policy/relations'

/** The context of background work: nobody acts, and the clock is that of the database. */
export async function jobContext(db: Database): Promise<Context> {
  const [clock] = await db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`
  return { actor: SYSTEM_ACTOR, db, now: clock?.now ?? new Date(), requestId: null }
}

/** Lets only background work through; its database role is granted no column that holds text. */
export function authorizeTimer(ctx: Context): void {
  const conditions = { timersOnly: true, bodiesNotGranted: true }
  const facts: Facts =
    ctx.actor.id === SYSTEM_ACTOR.id
      ? { relations: jobRelations(), isSelf: false, state: null, conditions }
      : actorFacts(ctx.actor, ctx.now, conditions)
  authorize('transition.*', facts, { readOp: 'cycle.readPublic' })
}

import 'server-only'
import { isIndependentOf } from '@/lib/approvals/queries'
import type { Context } from '@/lib/context'

/**
 * What stands against the actor as the second administrator to a closing that this person asked for,
 * as a sentence; null for nothing. The same holds for whatever waits under *Approvals*.
 */
export async function refusalOfSecond(ctx: Context, requestedById: string): Promise<string | null> {
  if (requestedById === ctx.actor.id) return OWN
  const asked = { id: requestedById, isActive: true }
  if ((await ctx.db.person.count({ where: asked })) === 0) return GONE
  return (await isIndependentOf(ctx, requestedById)) ? null : DEPENDENT
}

const OWN = 'You asked for this, so another administrator has to agree to it.'
const GONE = 'Whoever asked for this has left. Take the request back; then one of you can ask anew.'
const DEPENDENT =
  'An administrator has to agree to this who was not appointed by them alone, nor alone appointed them.'

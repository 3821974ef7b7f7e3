import 'server-only'
import type { Context } from '@/lib/context'

/** Where the signed-in person stands today, in whichever ladder that is. */
export type Placement = { ladderKey: string; trackKey: string; levelKey: string }

/** The level of the signed-in person, null for somebody without one. About oneself only. */
export async function getOwnPlacement(ctx: Context): Promise<Placement | null> {
  return ctx.db.personLevel.findFirst({
    where: { personId: ctx.actor.id, toOn: null },
    select: { ladderKey: true, trackKey: true, levelKey: true },
  })
}

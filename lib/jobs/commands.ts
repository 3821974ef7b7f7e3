import 'server-only'
import type { Context } from '@/lib/context'
import { applyRetention } from '@/lib/privacy/retention/commands'

/** Forgets, by their terms, what piles up by the hour; all else goes once a day. */
export async function cleanUp(ctx: Context): Promise<void> {
  await applyRetention(ctx, { classes: ['repeated-requests', 'sign-in-attempts'] })
}

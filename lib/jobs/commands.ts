import 'server-only'
import type { Context } from '@/lib/context'
import { authorizeTimer } from './context'

/** Forgets the answers to requests that are too old to be sent again, and old tries to sign in. */
export async function cleanUp(ctx: Context): Promise<{ answers: number; attempts: number }> {
  authorizeTimer(ctx)
  const answers = await ctx.db.$executeRaw`
    DELETE FROM idempotency_keys WHERE created_at < now() - interval '48 hours'`
  const attempts = await ctx.db.$executeRaw`
    DELETE FROM sign_in_attempts WHERE at < now() - interval '7 days'`
  return { answers, attempts }
}

import 'server-only'
import type { Context } from '@/lib/context'
import { linkedProviderName, mayUsePassword } from '../single-sign-on/queries'

export type StepUpMeans = {
  hasPassword: boolean
  /** What the provider is called where they can confirm there; null where they cannot. */
  provider: string | null
}

/** With what the signed-in person can show that it is them. */
export async function getStepUpMeans(ctx: Context): Promise<StepUpMeans> {
  const account = await ctx.db.account.findUnique({
    where: { personId: ctx.actor.id },
    select: { personId: true },
  })
  return {
    hasPassword: account !== null && (await mayUsePassword(ctx.db, ctx.actor.id)),
    provider: await linkedProviderName(ctx),
  }
}

import 'server-only'
import type { Context } from '@/lib/context'

export type StepUpMeans = { hasPassword: boolean }

/** With what the signed-in person can show that it is them. */
export async function getStepUpMeans(ctx: Context): Promise<StepUpMeans> {
  const account = await ctx.db.account.findUnique({
    where: { personId: ctx.actor.id },
    select: { personId: true },
  })
  return { hasPassword: account !== null }
}

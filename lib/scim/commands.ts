import 'server-only'
import { lockOrganisation } from '@/lib/people/closure/commands'
import { authorizeService, type ServiceContext } from './tokens/provider-context'

/** Does what a provider asks in one transaction, while nobody else changes who stands where. */
export async function underLock<Result>(
  ctx: ServiceContext,
  work: (inner: ServiceContext) => Promise<Result>,
): Promise<Result> {
  return ctx.db.$transaction(
    async (tx) => {
      const inner = { ...ctx, db: tx }
      authorizeService(inner)
      await lockOrganisation(inner)
      return work(inner)
    },
    { timeout: 20_000, maxWait: 2_000 },
  )
}

import 'server-only'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'

/** The context of an identity provider: it has an administrator's rights over people and no others. */
export type ServiceContext = Context & { service: Service }

export type Service = { tokenId: string; name: string; createdById: string }

/** What a token acts as. It is nobody, so no review is open to it; the audit log names the token. */
export function serviceContext(ctx: Omit<Context, 'actor'>, service: Service): ServiceContext {
  const actor = {
    ...SYSTEM_ACTOR,
    name: service.name,
    sessionId: service.tokenId,
    roles: [{ role: 'ADMIN' as const, scopeTeamId: null }],
  }
  return { ...ctx, actor, service }
}

/** The same as if whoever made the token asked: they could be the provider, and keep the token. */
export function asMaker(ctx: ServiceContext): Context {
  return { ...ctx, actor: { ...ctx.actor, id: ctx.service.createdById } }
}

/** Throws unless the actor may write people; what is special about one person is asked for each. */
export function authorizeService(ctx: Context): void {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
}

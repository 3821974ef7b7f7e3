import 'server-only'
import { isGuardedRole } from '@/lib/auth/roles/granting/grant'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize, decide } from '@/lib/policy/decide'

export type GuardedAccount = {
  id: string
  name: string
  email: string
  isActive: boolean
  hasAccount: boolean
  isGuarded: boolean
}

/** An account that opens what others must not see, for whoever may ask for a link to it. */
export async function findGuardedAccount(ctx: Context, personId: string): Promise<GuardedAccount> {
  if (personId === ctx.actor.id) {
    throw new AppError(
      'FORBIDDEN',
      'Nobody changes their own account here. Ask another administrator.',
    )
  }
  authorize('user.write', linkFacts(ctx))
  const person = await ctx.db.person.findUnique({
    where: { id: personId },
    select: {
      ...{ id: true, name: true, email: true, isActive: true },
      account: { select: { personId: true } },
      roles: {
        where: { OR: [{ validTo: null }, { validTo: { gt: ctx.now } }] },
        select: { role: true },
      },
    },
  })
  if (!person) throw new AppError('NOT_FOUND', 'There is no such person.')
  const { account, roles, ...own } = person
  const isGuarded = roles.some(({ role }) => isGuardedRole(role))
  return { ...own, hasAccount: account !== null, isGuarded }
}

/** Whether the page of this account offers to ask for a link: one is mailed, so there must be mail. */
export async function mayAskForLink(ctx: Context, personId: string): Promise<boolean> {
  if (!env.SMTP_URL || personId === ctx.actor.id) return false
  if (!decide('user.write', linkFacts(ctx)).allow) return false
  const { isActive, hasAccount, isGuarded } = await findGuardedAccount(ctx, personId)
  return isActive && hasAccount && isGuarded
}

function linkFacts(ctx: Context) {
  return actorFacts(ctx.actor, ctx.now, { notOwnRow: true, guardedRoleApproved: true })
}

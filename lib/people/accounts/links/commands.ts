import 'server-only'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import { recordAudit } from '@/lib/audit/commands'
import { mailPasswordLink } from '@/lib/auth/recovery/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { findGuardedAccount, type GuardedAccount } from './queries'
import { RequestLink } from './schema'

/**
 * Asks that an HR partner or auditor be mailed a link for a new password; a second administrator
 * must agree, and neither of them sees the link. Others ask for theirs at the sign-in page.
 */
export async function requestAccountLink(
  ctx: Context,
  input: unknown,
): Promise<{ approvalId: string }> {
  const { personId, reason } = parseInput(RequestLink, input)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const person = await findGuardedAccount(inner, personId)
    assertSteppedUp(ctx.actor)
    assertLinkable(person)
    return requestApproval(inner, {
      ...{ kind: 'account.link', objectId: personId, subjectId: personId, payload: {}, reason },
      whenAlone: `There is no second administrator who was not appointed by you alone. On the machine that runs Rung, run npm run password -- ${person.email}. Nothing was changed.`,
    })
  })
}

/** Agrees as the second administrator: the link is mailed to the person, and to nobody else. */
export async function approveAccountLink(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const { objectId: personId } = await takeApproval(inner, { approvalId, kind: 'account.link' })
    assertLinkable(await findGuardedAccount(inner, personId))
    await mailPasswordLink(inner, personId)
    const about = { objectType: 'person', objectId: personId, subjectId: personId }
    await recordAudit(inner, { action: 'person.passwordLink', ...about })
  })
}

function assertLinkable({ name, email, isActive, hasAccount, isGuarded }: GuardedAccount): void {
  if (!env.SMTP_URL) {
    const message = `There is no mail server (SMTP_URL) to send a link with. The operator of the machine makes it: npm run password -- ${email}`
    throw new AppError('INVALID', message)
  }
  if (!isActive) throw new AppError('CONFLICT', `${name} is deactivated.`)
  if (!hasAccount) throw new AppError('CONFLICT', `${name} has no password yet. Invite them.`)
  if (isGuarded) return
  const message = `${name} needs nobody for this: “Forgotten your password?” on the sign-in page mails them a link.`
  throw new AppError('CONFLICT', message)
}

import 'server-only'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import { recordAudit } from '@/lib/audit/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { authorize, decide } from '@/lib/policy/decide'
import { findSubject, getBreakglass, listPartnersOf, subjectFacts } from './queries'
import { GrantId, RequestBreakglass, RequestedBreakglass } from './schema'

/** Asks to read, for some hours, what others wrote about a person; an HR partner must agree. */
export async function requestBreakglass(
  ctx: Context,
  input: unknown,
): Promise<{ approvalId: string; name: string }> {
  const { email, hours, reason } = parseInput(RequestBreakglass, input)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const subject = await findSubject(inner, { email })
    const facts = subjectFacts(inner, subject)
    if (facts.isSelf) throw new AppError('FORBIDDEN', OWN_CASE)
    authorize('breakglass.request', facts)
    if (!subject) throw noSuchPerson()
    assertSteppedUp(ctx.actor)
    const { approvalId } = await requestApproval(inner, {
      ...{ kind: 'breakglass', objectId: `${ctx.actor.id}:${subject.id}`, subjectId: subject.id },
      ...{ payload: { hours }, reason, whenAlone: ALONE },
    })
    return { approvalId, name: subject.name }
  })
}

/**
 * Agrees as an HR partner. From this moment, by the clock of the database, and for the hours asked
 * for, whoever asked may read; the person's HR partners are told.
 */
export async function approveBreakglass(
  ctx: Context,
  input: unknown,
): Promise<{ grantId: string }> {
  const { approvalId } = parseInput(ApprovalId, input)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const approval = await takeApproval(inner, { approvalId, kind: 'breakglass' })
    const { hours } = RequestedBreakglass.parse(approval.payload)
    const { requestedById: holderId, subjectId } = approval
    const [grant] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO breakglass_grants (holder_id, subject_id, approval_id, starts_at, ends_at)
      VALUES (${holderId}::uuid, ${subjectId}::uuid, ${approvalId}::uuid,
        date_trunc('milliseconds', now()),
        date_trunc('milliseconds', now()) + make_interval(hours => ${hours}::int))
      RETURNING id::text AS id`
    if (!grant || !subjectId) throw noSuchPerson()
    await recordAudit(inner, about('breakglass.approve', { id: grant.id, subjectId }))
    const partnerIds = await listPartnersOf(inner, subjectId)
    const path = '/admin/break-glass'
    await queueMessage(inner, { kind: 'breakglass-used', grantId: grant.id, partnerIds, path })
    return { grantId: grant.id }
  })
}

/** Ends it before its time: whoever holds it, or an HR partner of the person. */
export async function revokeBreakglass(ctx: Context, input: unknown): Promise<void> {
  const { grantId } = parseInput(GrantId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const { can, subject } = await getBreakglass(inner, grantId)
    if (!can.revoke) throw new AppError('CONFLICT', 'This access has ended already.')
    const { count } = await tx.breakglassGrant.updateMany({
      where: { id: grantId, revokedAt: null, endsAt: { gt: ctx.now } },
      data: { revokedAt: ctx.now, revokedById: ctx.actor.id },
    })
    if (count === 0) throw new AppError('CONFLICT', 'This access has ended already.')
    await recordAudit(inner, about('breakglass.revoke', { id: grantId, subjectId: subject.id }))
  })
}

/** Whether the page may offer the form: somebody to whom the policy lets them ask. */
export function mayAskSomebody(ctx: Context): boolean {
  return decide('breakglass.request', subjectFacts(ctx, null)).allow
}

const OWN_CASE = 'This is your own case. What concerns you, you read when it is shared with you.'
const ALONE =
  'An HR partner responsible for this person must agree, and there is none besides you and whoever reports to you. On the machine that runs Rung, run npm run roles -- grant hr_partner <e-mail> for another person. Nothing was changed.'

function about(action: string, { id, subjectId }: { id: string; subjectId: string }) {
  return { action, objectType: 'breakglass', objectId: id, subjectId }
}

function noSuchPerson(): AppError {
  const message = 'Nobody in Rung has this address.'
  return new AppError('NOT_FOUND', message, { email: message })
}

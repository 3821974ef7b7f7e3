import 'server-only'
import { createHash } from 'node:crypto'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import { recordAudit } from '@/lib/audit/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import { type Context, inTransaction } from '@/lib/context'
import type { AccessRequest, Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { PersonId } from '@/lib/people/schema'
import { authorize } from '@/lib/policy/decide'
import { caseFacts, type PrivacyCase } from '../tombstone/queries'
import { collectPackage, listIdentities } from './collection/queries'
import { findBuildable, lockRequest, packageOf } from './queries'
import { findIdentities } from './redaction/identities'
import { leftOver, redact } from './redaction/redact'
import { AskRelease, DecideItems, ReleasePayload, RequestId } from './schema'

/** Collects what is kept about a person as of now, and lists everybody else who is named in it. */
export async function openAccessRequest(
  ctx: Context,
  input: unknown,
): Promise<{ requestId: string }> {
  const { personId } = parseInput(PersonId, input)
  return inTransaction(ctx, async (_tx, inner) => {
    const person = await findBuildable(inner, personId)
    assertSteppedUp(ctx.actor)
    const isOpen = await inner.db.accessRequest.count({ where: { personId, state: 'OPEN' } })
    if (isOpen > 0) throw new AppError('CONFLICT', 'A request of this person is open already.')
    const content = await collectPackage(inner, person)
    const found = findIdentities(content, await listIdentities(inner, personId))
    const { id } = await inner.db.accessRequest.create({
      data: {
        ...{ personId, openedById: ctx.actor.id, openedAt: ctx.now },
        content: content satisfies Prisma.InputJsonValue,
        items: { createMany: { data: found.map((one, index) => ({ ...one, number: index + 1 })) } },
      },
      select: { id: true },
    })
    await record(inner, 'sar.build', { id, personId })
    return { requestId: id }
  })
}

/** Says what becomes of somebody else's identity at one or more places. */
export async function decideItems(ctx: Context, input: unknown): Promise<{ decided: number }> {
  const { requestId, numbers, decision, reason } = parseInput(DecideItems, input)
  return inTransaction(ctx, async (_tx, inner) => {
    const { request } = await lockRequest(inner, requestId)
    assertOpen(request)
    const { count } = await inner.db.accessRequestItem.updateMany({
      where: { requestId, number: { in: numbers } },
      data: {
        ...{ decision, reason: reason || null },
        ...{ decidedById: ctx.actor.id, decidedAt: ctx.now },
      },
    })
    if (count === 0) throw new AppError('INVALID', 'Choose at least one place.')
    await record(inner, 'sar.redact', { id: requestId, personId: request.personId })
    return { decided: count }
  })
}

/** Asks for the release once every place is decided; another HR partner must agree. */
export async function askRelease(ctx: Context, input: unknown): Promise<void> {
  const { requestId, reason } = parseInput(AskRelease, input)
  await inTransaction(ctx, async (_tx, inner) => {
    const { request } = await lockRequest(inner, requestId)
    assertOpen(request)
    const digest = await assertRedacted(inner, request)
    await requestApproval(inner, {
      kind: 'access.release',
      objectId: requestId,
      subjectId: request.personId,
      payload: { digest },
      reason,
    })
  })
}

/** Agrees to the release as the second person, to exactly the decisions that were asked for. */
export async function releaseAccess(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await inTransaction(ctx, async (_tx, inner) => {
    const approval = await takeApproval(inner, { approvalId, kind: 'access.release' })
    const { request, person } = await lockRequest(inner, approval.objectId)
    assertOpen(request)
    const asked = parseInput(ReleasePayload, approval.payload)
    const digest = await assertRedacted(inner, request)
    if (digest !== asked.digest) {
      throw new AppError(
        'CONFLICT',
        'What is blackened was changed after the release was asked for. It has to be asked for again.',
      )
    }
    authorizeRelease(inner, person, { isSecond: approval.requestedById !== ctx.actor.id })
    const { count } = await inner.db.accessRequest.updateMany({
      where: { id: request.id, state: 'OPEN' },
      data: { state: 'RELEASED', releasedById: ctx.actor.id, releasedAt: ctx.now, approvalId },
    })
    if (count === 0) throw alreadySettled()
    await record(inner, 'sar.release', { id: request.id, personId: request.personId })
  })
}

/** Ends a request without a release; what was collected is removed by its retention. */
export async function closeAccessRequest(ctx: Context, input: unknown): Promise<void> {
  const { requestId } = parseInput(RequestId, input)
  await inTransaction(ctx, async (_tx, inner) => {
    const { request } = await lockRequest(inner, requestId)
    assertOpen(request)
    await inner.db.accessRequest.updateMany({
      where: { id: requestId, state: 'OPEN' },
      data: { state: 'CLOSED', closedAt: ctx.now },
    })
    await record(inner, 'sar.close', { id: requestId, personId: request.personId })
  })
}

function authorizeRelease(
  ctx: Context,
  person: PrivacyCase,
  { isSecond }: { isSecond: boolean },
): void {
  const conditions = { secondApprover: isSecond, redacted: true }
  authorize('sar.build', { ...caseFacts(ctx, person), conditions })
}

function assertOpen({ state, content }: AccessRequest): void {
  if (state !== 'OPEN' || content === null) throw alreadySettled()
}

// Gives the hash of the decisions. What nobody decided on, or was overlooked, is never released.
async function assertRedacted(ctx: Context, request: AccessRequest): Promise<string> {
  const items = await ctx.db.accessRequestItem.findMany({
    where: { requestId: request.id },
    orderBy: { number: 'asc' },
  })
  const open = items.filter(({ decision }) => decision === null).length
  if (open > 0) {
    const places = open === 1 ? 'One place is' : `${open} places are`
    throw new AppError('CONFLICT', `${places} not decided yet, so nothing can be released.`)
  }
  const decided = items.flatMap(({ place, match, decision, reason }) =>
    decision ? [{ place, match, decision, reason }] : [],
  )
  const others = await listIdentities(ctx, request.personId)
  const missed = leftOver(redact(packageOf(request), decided), decided, others)
  if (missed.length > 0) {
    throw new AppError(
      'CONFLICT',
      'People who came after the collection are named in it. Close this request and collect anew.',
    )
  }
  return createHash('sha256').update(JSON.stringify(decided)).digest('hex')
}

async function record(
  ctx: Context,
  action: string,
  { id, personId }: { id: string; personId: string },
): Promise<void> {
  const about = { objectType: 'access_request', objectId: id, subjectId: personId }
  await recordAudit(ctx, { action, ...about })
}

function alreadySettled(): AppError {
  return new AppError('CONFLICT', 'This request has been released or closed already.')
}

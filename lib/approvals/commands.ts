import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Approval, Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { APPROVAL_KINDS, type ApprovalKind, kindFacts } from './kind'
import { APPROVAL_DAYS, type AskedFor, getApproval, listSecondPeople } from './queries'
import { ApprovalId, Reason } from './schema'
import { mayStillAsk } from './second-person'

export type ApprovalRequest = {
  kind: ApprovalKind
  /** What it is about; of each kind and object one request is open at a time. */
  objectId: string
  /** Whom it is about, who can then not approve it. */
  subjectId: string | null
  /** Ids and settings; no text of reviews. */
  payload: Prisma.InputJsonObject
  reason: string
  /** What to say where nobody can be the second person; else how to appoint one. */
  whenAlone?: string
}

/**
 * Asks for a second person, in the transaction of the caller, who has asked the policy whether the
 * actor may ask. Whoever may agree is told by mail.
 */
export async function requestApproval(
  ctx: Context,
  { kind, objectId, subjectId, payload, reason, whenAlone }: ApprovalRequest,
): Promise<{ approvalId: string }> {
  const words = parseInput(Reason, reason)
  const requestedById = ctx.actor.id === SYSTEM_ACTOR.id ? null : ctx.actor.id
  const { op } = APPROVAL_KINDS[kind]
  const approverIds = await listSecondPeople(ctx, { op, requestedById, subjectId })
  if (approverIds.length === 0) throw new AppError('CONFLICT', whenAlone ?? ALONE)
  await ctx.db.$executeRaw`UPDATE approvals SET state = 'EXPIRED', decided_at = ${ctx.now}
    WHERE kind = ${kind} AND object_id = ${objectId} AND state = 'OPEN' AND expires_at <= ${ctx.now}`
  const [made] = await ctx.db.$queryRaw<{ id: string }[]>`
    INSERT INTO approvals (kind, object_id, subject_id, payload, reason, requested_by_id,
      requested_at, expires_at)
    VALUES (${kind}, ${objectId}, ${subjectId}::uuid, ${JSON.stringify(payload)}::jsonb, ${words},
      ${requestedById}::uuid, ${ctx.now}, ${new Date(ctx.now.getTime() + APPROVAL_DAYS * 86_400_000)})
    ON CONFLICT (kind, object_id) WHERE state = 'OPEN' DO NOTHING RETURNING id::text`
  if (!made) throw new AppError('CONFLICT', WAITS)
  await record(ctx, 'approval.request', { id: made.id, subjectId, payload })
  const path = APPROVAL_KINDS[kind].path({ id: made.id, objectId })
  await queueMessage(ctx, { kind: 'approval-asked', approvalId: made.id, approverIds, path })
  return { approvalId: made.id }
}

/**
 * Agrees as the second person, in the transaction of the effect. NOT_FOUND for whoever may not
 * decide such things, FORBIDDEN for who asked and for whom it is about, CONFLICT when it is stale.
 */
export async function takeApproval(
  ctx: Context,
  { approvalId, kind }: { approvalId: string; kind: ApprovalKind },
): Promise<Approval> {
  const approval = await settle(ctx, { approvalId, kind, state: 'APPROVED' })
  await record(ctx, 'approval.approve', approval)
  return approval
}

/** Says no as the second person; whoever asked may ask again. */
export async function declineApproval(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const approval = await settle(inner, { approvalId, state: 'DECLINED' })
    await record(inner, 'approval.decline', approval)
  })
}

/** Takes one's own request back. */
export async function withdrawApproval(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const { can, requestedBy } = await getApproval(inner, { approvalId })
    if (requestedBy?.id !== ctx.actor.id) throw new AppError('FORBIDDEN', NOT_YOURS)
    if (!can.withdraw) throw new AppError('CONFLICT', STALE)
    const approval = await close(inner, { approvalId, state: 'WITHDRAWN' })
    await record(inner, 'approval.withdraw', approval)
  })
}

const ALONE =
  'This needs a second person, and nobody else can be one. Appoint another first, on the machine that runs Rung: npm run roles -- grant admin <e-mail>'
const WAITS = 'This has been asked for already and waits for a second person.'
const STALE = 'This is no longer open: it was decided, taken back, or is too old. Ask for it again.'
const GONE =
  'Whoever asked for this has left, or may no longer ask for it. Somebody else has to ask again.'
const NOT_YOURS = 'Only whoever asked can take this back.'
const OWN = 'You asked for this, so somebody else must agree to it.'
const ABOUT_YOU = 'This is about you, so somebody else must decide on it.'

type Settling = { approvalId: string; kind?: ApprovalKind; state: 'APPROVED' | 'DECLINED' }

async function settle(ctx: Context, { approvalId, kind, state }: Settling): Promise<Approval> {
  parseInput(ApprovalId, { approvalId })
  const found = await ctx.db.approval.findUnique({ where: { id: approvalId } })
  const facts = found && kindFacts(found.kind)
  if (!found || !facts || (kind && found.kind !== kind)) throw nothingHere()
  const { requestedById, subjectId } = found
  if (requestedById === ctx.actor.id) throw new AppError('FORBIDDEN', OWN)
  const { op } = facts
  const people = await listSecondPeople(ctx, { op, requestedById, subjectId })
  if (!people.includes(ctx.actor.id)) {
    const others = await listSecondPeople(ctx, { op, requestedById, subjectId: null })
    if (subjectId === ctx.actor.id && others.includes(subjectId)) {
      throw new AppError('FORBIDDEN', ABOUT_YOU)
    }
    throw nothingHere()
  }
  if (state === 'APPROVED') {
    assertSteppedUp(ctx.actor)
    await assertStillAsked(ctx, { op: facts.asking ?? op, requestedById, subjectId })
  }
  return close(ctx, { approvalId, state })
}

async function assertStillAsked(
  ctx: Context,
  { op, requestedById, subjectId }: AskedFor,
): Promise<void> {
  if (!requestedById) return
  const inForce = {
    validFrom: { lte: ctx.now },
    OR: [{ validTo: null }, { validTo: { gt: ctx.now } }],
  }
  const requester = await ctx.db.person.findUniqueOrThrow({
    where: { id: requestedById },
    select: {
      ...{ id: true, isActive: true },
      roles: { where: inForce, select: { role: true, scopeTeamId: true } },
    },
  })
  const subject =
    subjectId &&
    (await ctx.db.person.findUnique({
      where: { id: subjectId },
      select: { id: true, teamId: true },
    }))
  const asked = { op, subject: subject || null }
  if (requester.isActive && mayStillAsk(requester, asked, ctx.now)) return
  throw new AppError('CONFLICT', GONE)
}

async function close(
  ctx: Context,
  { approvalId, state }: { approvalId: string; state: 'APPROVED' | 'DECLINED' | 'WITHDRAWN' },
): Promise<Approval> {
  const { count } = await ctx.db.approval.updateMany({
    where: { id: approvalId, state: 'OPEN', expiresAt: { gt: ctx.now } },
    data: { state, decidedById: ctx.actor.id, decidedAt: ctx.now },
  })
  if (count === 0) throw new AppError('CONFLICT', STALE)
  return ctx.db.approval.findUniqueOrThrow({ where: { id: approvalId } })
}

async function record(
  ctx: Context,
  action: string,
  { id, subjectId, payload }: { id: string; subjectId: string | null; payload: unknown },
): Promise<void> {
  const about = { objectType: 'approval', objectId: id, subjectId }
  await recordAudit(ctx, { action, ...about, after: payload })
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { penCapacity } from '@/lib/cycles/delegations/pen'
import { actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, reviewFacts } from '@/lib/cycles/standing/queries'
import { RUNNING } from '@/lib/cycles/timeline'
import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { refreshSnapshot } from '@/lib/growth/snapshots/commands'
import { once } from '@/lib/idempotency/commands'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import type { ConditionFacts } from '@/lib/policy/conditions'
import { authorize } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import { getOwnWriting } from './drafts/queries'
import { type Bodies, listGaps } from './outline/completeness'
import type { Outline } from './outline/outline'
import { getOutline } from './outline/queries'
import { listReopeners } from './reopening/queries'
import { DeclinePeerFeedback, ReopenReview, RequestReopening, SubmitReview } from './schema'
import { raterKey } from './submissions/rater-key'
import { submissionOf } from './submissions/submission'
import { lockTask } from './tasks/queries'
import {
  closedBecause,
  draftFacts,
  mayAskBack,
  notYetBecause,
  penGoneBecause,
  type Task,
} from './tasks/task'

export type Submitted = { reviewId: string; revision: number }

const SUBMIT: Record<Direction, Op> = {
  SELF: 'self.submit',
  PEER: 'peer.submit',
  MANAGER: 'mgrReview.submit',
  DELEGATE: 'mgrReview.submit',
}
const HANDED_IN_ONCE =
  'You have handed this in before, so it cannot be declined. Change it and submit it again.'
const CHANGED = 'This review has changed in the meantime. Reload the page; your text is kept.'

/** Hands in what the actor has saved, as an immutable submission. The same key gives the same answer. */
export async function submitReview(ctx: Context, input: unknown): Promise<Submitted> {
  const { reviewId, version, idempotencyKey } = parseInput(SubmitReview, input)
  return inTransaction(ctx, async (_tx, inside) => {
    const task = await lockTask(inside, reviewId)
    authorize('draft.read', draftFacts(task, ctx.actor.id))
    const request = { key: idempotencyKey, route: 'review.submit', request: { reviewId, version } }
    return once(inside, request, () => handIn(inside, task, version))
  })
}

/** The author asks for a submitted review back; an HR partner decides. */
export async function requestReopening(ctx: Context, input: unknown): Promise<void> {
  const { reviewId, reason } = parseInput(RequestReopening, input)
  await inTransaction(ctx, async (_tx, inside) => {
    const task = await lockTask(inside, reviewId)
    authorize('draft.read', draftFacts(task, ctx.actor.id))
    if (!mayAskBack(task)) throw new AppError('CONFLICT', 'This review can no longer be reopened.')
    if (task.direction === 'SELF') await authorizeFor(inside, task, 'self.reqReopen')
    await move(inside, task, { from: ['SUBMITTED'], to: 'REOPEN_REQUESTED', reason })
    await queueMessage(inside, {
      kind: 'reopening-asked',
      ...about(task),
      approverIds: await listReopeners(inside, task),
    })
    await audit(inside, task, { action: 'review.requestReopening' })
  })
}

/** Gives a submitted review back to its author. What was handed in stays, until it is handed in again. */
export async function reopenReview(ctx: Context, input: unknown): Promise<void> {
  const { reviewId, reason } = parseInput(ReopenReview, input)
  await inTransaction(ctx, async (tx, inside) => {
    const task = await lockTask(inside, reviewId)
    const capacity = await authorizeFor(inside, task, 'mgrReview.reopen', { reasonGiven: true })
    assertMayGiveBack(task, ctx.actor.id)
    await move(inside, task, { from: ['SUBMITTED', 'REOPEN_REQUESTED'], to: 'DRAFT', reason })
    // Whoever is about to share saw another state: their version is no longer the current one.
    await tx.participant.update({
      where: { id: task.participantId },
      data: { version: { increment: 1 } },
    })
    await refreshSnapshot(inside, task.participantId, 'OFFICIAL')
    await queueMessage(inside, {
      kind: 'reopening-granted',
      ...about(task),
      authorId: task.authorId,
    })
    await audit(inside, task, { action: 'mgrReview.reopen', capacity })
  })
}

/** A peer says no. What they may have written stays theirs. */
export async function declinePeerFeedback(ctx: Context, input: unknown): Promise<void> {
  const { reviewId, reason } = parseInput(DeclinePeerFeedback, input)
  await inTransaction(ctx, async (_tx, inside) => {
    const task = await lockTask(inside, reviewId)
    await authorizeFor(inside, task, 'peer.decline')
    if (task.revision > 0) throw new AppError('CONFLICT', HANDED_IN_ONCE)
    await move(inside, task, { from: ['NOT_STARTED', 'DRAFT'], to: 'DECLINED', reason })
    await audit(inside, task, { action: 'peer.decline' })
  })
}

// The author may only ask; and what nobody could hand in again would hold the packet back for ever.
function assertMayGiveBack(task: Task, actorId: string): void {
  if (task.authorId === actorId) {
    throw new AppError('FORBIDDEN', 'Another HR partner has to decide about your own review.')
  }
  if (!RUNNING.includes(task.cycle.state)) {
    throw new AppError('CONFLICT', 'The cycle is over, so nothing can be handed in again.')
  }
}

async function handIn(ctx: Context, task: Task, version: number): Promise<Submitted> {
  const gone = penGoneBecause(task)
  if (gone) throw new AppError('FORBIDDEN', gone)
  const late = closedBecause(task) ?? notYetBecause(task)
  if (late) throw new AppError('CONFLICT', late)
  await authorizeFor(ctx, task, SUBMIT[task.direction])
  if (task.version !== version) throw new AppError('CONFLICT', CHANGED)
  const outline = await getOutline(ctx, task)
  const bodies = await completeWriting(ctx, task, outline)
  const revision = task.revision + 1
  await storeSubmission(ctx, task, { ...submissionOf(outline, bodies), revision })
  await move(ctx, task, { from: ['NOT_STARTED', 'DRAFT'], to: 'SUBMITTED', reason: null, revision })
  await refreshSnapshot(ctx, task.participantId, 'OFFICIAL')
  const capacity = task.pen ? penCapacity(task.pen.id) : null
  await audit(ctx, task, { action: SUBMIT[task.direction], capacity })
  return { reviewId: task.id, revision }
}

async function completeWriting(ctx: Context, task: Task, outline: Outline): Promise<Bodies> {
  const { drafts, conflicts } = await getOwnWriting(ctx, task.id)
  const undecided = conflicts.find(({ section }) =>
    outline.sections.some(({ key }) => key === section),
  )
  if (undecided) {
    const title = outline.sections.find(({ key }) => key === undecided.section)?.title
    throw new AppError('INVALID', `Choose between the two texts in “${title}” first.`)
  }
  const bodies = Object.fromEntries(drafts.map(({ section, body }) => [section, body]))
  const missing = listGaps(outline, bodies).filter(({ isRequired }) => isRequired)
  if (missing.length > 0) {
    throw new AppError('INVALID', `${missing.length} things are missing.`, {}, { missing })
  }
  return bodies
}

async function storeSubmission(
  ctx: Context,
  task: Task,
  { body, ratings, revision }: ReturnType<typeof submissionOf> & { revision: number },
): Promise<void> {
  const isPeer = task.direction === 'PEER'
  // An id made from the clock and an exact time would lead back from a peer's text to their task.
  const id = randomUUID()
  const submittedAt = isPeer ? new Date(ctx.now.toISOString().slice(0, 10)) : ctx.now
  const { participantId, direction, subject } = task
  const rater = { secret: env.RUNG_SECRET, subjectId: subject.id, authorId: ctx.actor.id }
  await ctx.db.submission.createMany({
    data: {
      id,
      participantId,
      cycleId: task.cycle.id,
      subjectId: subject.id,
      direction,
      raterKey: raterKey(rater),
      revision,
      reviewId: isPeer ? null : task.id,
      body,
      submittedAt,
    },
  })
  await ctx.db.submissionAuthor.createMany({
    data: { submissionId: id, authorId: ctx.actor.id, reviewId: task.id },
  })
  await ctx.db.rating.createMany({
    data: ratings.map((rating) => ({ submissionId: id, ...rating })),
  })
}

/** Gives the power that it is done by; null for the writer's own work. */
async function authorizeFor(
  ctx: Context,
  task: Task,
  op: Op,
  conditions: ConditionFacts = {},
): Promise<string | null> {
  const standing = await getStanding(ctx, task.participantId)
  const own = reviewFacts(standing, task, ctx.actor.id)
  const facts = { ...own, conditions: { ...own.conditions, ...conditions } }
  authorize(op, facts, { readOp: 'draft.read' })
  return actingAs({ actor: ctx.actor, standing }, op, facts)?.capacity ?? null
}

type Move = {
  from: ReviewStatus[]
  to: ReviewStatus
  reason: string | null
  revision?: number
}

async function move(ctx: Context, task: Task, { from, to, reason, revision }: Move): Promise<void> {
  const { count } = await ctx.db.review.updateMany({
    where: { id: task.id, version: task.version, status: { in: from } },
    data: {
      status: to,
      reason,
      version: { increment: 1 },
      ...(revision === undefined ? {} : { revision, submittedAt: ctx.now }),
    },
  })
  if (count === 0) throw new AppError('CONFLICT', CHANGED)
}

function about(task: Task) {
  return { cycleId: task.cycle.id, reviewId: task.id, revision: task.revision }
}

// The task and never the submission: for peers the one must not lead to the other.
async function audit(
  ctx: Context,
  task: Task,
  { action, capacity = null }: { action: string; capacity?: string | null },
): Promise<void> {
  await recordAudit(ctx, {
    ...{ action, capacity },
    objectType: 'review',
    objectId: task.id,
    subjectId: task.subject.id,
    cycleId: task.cycle.id,
    before: { status: task.status, version: task.version },
  })
}

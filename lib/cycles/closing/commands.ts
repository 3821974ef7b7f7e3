import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import type { Cycle } from '@/lib/db/generated/client'
import type { ReviewStatus } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { refreshSnapshot } from '@/lib/growth/snapshots/commands'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { CHANGED_MEANWHILE } from '../commands'
import { lockCycle } from '../queries'
import { CycleId } from '../schema'
import { RUNNING } from '../timeline'
import { refusalOfSecond } from './queries'

/** Asks that a running cycle be closed, or a closed one archived; another administrator must agree. */
export async function requestClosing(ctx: Context, input: unknown): Promise<void> {
  const { cycleId } = parseInput(CycleId, input)
  await inTransaction(ctx, async (tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    // Asking changes nothing yet; that somebody else agrees is checked when it is done.
    assertMayClose(ctx, true)
    assertEndable(cycle)
    const { count } = await tx.cycle.updateMany({
      where: { id: cycleId, closeRequestedById: null },
      data: { closeRequestedById: ctx.actor.id, closeRequestedAt: ctx.now },
    })
    if (count === 0) throw new AppError('CONFLICT', 'This has been asked for already.')
    await recordAudit(ctx, auditOf('cycle.requestClosing', cycle))
  })
}

/** Takes the request back; whoever administers the cycle may. */
export async function withdrawClosing(ctx: Context, input: unknown): Promise<void> {
  const { cycleId } = parseInput(CycleId, input)
  await inTransaction(ctx, async (tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    assertMayClose(ctx, true)
    const { count } = await tx.cycle.updateMany({
      where: { id: cycleId, closeRequestedById: { not: null } },
      data: { closeRequestedById: null, closeRequestedAt: null },
    })
    if (count === 0) throw new AppError('CONFLICT', 'Nobody has asked for this.')
    await recordAudit(ctx, auditOf('cycle.withdrawClosing', cycle))
  })
}

/**
 * Closes a running cycle as the second administrator. What nobody finished becomes "Not provided";
 * no text is removed, and every writer can still read their own.
 */
export async function closeCycle(ctx: Context, input: unknown): Promise<{ notProvided: number }> {
  const { cycleId } = parseInput(CycleId, input)
  return inTransaction(ctx, async (tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    await assertSecondApprover(ctx, cycle)
    if (!RUNNING.includes(cycle.state)) throw new AppError('CONFLICT', 'This cycle is not running.')
    await endAs(ctx, cycle, 'CLOSED')
    const unfinished: Unfinished = { cycleId, status: { in: ['NOT_STARTED', 'DRAFT'] } }
    await letReopenedStand(ctx, unfinished)
    const { count } = await tx.review.updateMany({
      where: unfinished,
      data: { status: 'NOT_PROVIDED', version: { increment: 1 } },
    })
    await recordAudit(ctx, auditOf('cycle.close', cycle))
    return { notProvided: count }
  })
}

/** Puts a closed cycle away, as the second administrator. It stays readable to those who may read it. */
export async function archiveCycle(ctx: Context, input: unknown): Promise<void> {
  const { cycleId } = parseInput(CycleId, input)
  await inTransaction(ctx, async (_tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    await assertSecondApprover(ctx, cycle)
    if (cycle.state !== 'CLOSED')
      throw new AppError('CONFLICT', 'Only a closed cycle can be archived.')
    await endAs(ctx, cycle, 'ARCHIVED')
    await recordAudit(ctx, auditOf('cycle.archive', cycle))
  })
}

// What was handed in before it was reopened stands, and counts again.
async function letReopenedStand(ctx: Context, unfinished: Unfinished): Promise<void> {
  const where = { ...unfinished, revision: { gt: 0 } }
  const reopened = await ctx.db.review.findMany({
    where,
    select: { participantId: true },
    distinct: ['participantId'],
  })
  await ctx.db.review.updateMany({
    where,
    data: { status: 'SUBMITTED', version: { increment: 1 } },
  })
  for (const { participantId } of reopened) await refreshSnapshot(ctx, participantId, 'OFFICIAL')
}

type Unfinished = { cycleId: string; status: { in: ReviewStatus[] } }

async function endAs(ctx: Context, cycle: Cycle, state: 'CLOSED' | 'ARCHIVED'): Promise<void> {
  const { count } = await ctx.db.cycle.updateMany({
    where: { id: cycle.id, state: cycle.state, version: cycle.version },
    data: {
      state,
      ...(state === 'CLOSED' ? { closedAt: ctx.now } : {}),
      closeRequestedById: null,
      closeRequestedAt: null,
      version: { increment: 1 },
    },
  })
  if (count === 0) throw new AppError('CONFLICT', CHANGED_MEANWHILE)
}

async function assertSecondApprover(ctx: Context, cycle: Cycle): Promise<void> {
  const askedBy = cycle.closeRequestedById
  assertMayClose(ctx, askedBy !== null)
  const refusal = askedBy && (await refusalOfSecond(ctx, askedBy))
  if (refusal) throw new AppError('FORBIDDEN', refusal)
}

function assertMayClose(ctx: Context, secondApprover: boolean): void {
  const facts = actorFacts(ctx.actor, ctx.now, { secondApprover })
  authorize('cycle.close', facts, { readOp: 'cycle.readPublic' })
}

function assertEndable({ state }: Cycle): void {
  if (state === 'CLOSED' || RUNNING.includes(state)) return
  throw new AppError('CONFLICT', 'Only a cycle that runs or is closed can come to its end.')
}

function auditOf(action: string, cycle: Cycle) {
  return {
    action,
    objectType: 'cycle',
    objectId: cycle.id,
    cycleId: cycle.id,
    before: { state: cycle.state },
  }
}

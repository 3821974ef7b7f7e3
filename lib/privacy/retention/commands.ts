import 'server-only'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorizeTimer } from '@/lib/jobs/context'
import { actorFacts } from '@/lib/policy/actor-facts'
import { canSetRetention } from '@/lib/policy/privacy'
import { CLASS_FACTS, RETENTION_CLASSES, type RetentionClass } from './class'
import { SetRetention, Shortening } from './schema'

const BATCH = 2_000
// At night, and after a term was shortened by years, it may take longer than a request ever does.
const BATCH_LIMIT_MS = 120_000
// A run ends before the next one is due, however much there is; the next goes on where it stopped.
const MOST_BATCHES = 2_000

export type RetentionChange = { isWaiting: boolean }

/** Sets for how many days a class is kept. A shorter term waits until a second person agrees. */
export async function setRetention(ctx: Context, input: unknown): Promise<RetentionChange> {
  const { reason, ...wish } = parseInput(SetRetention, input)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    assertMaySet(inner)
    await assertWithinBounds(inner, wish)
    if (wish.days >= wish.from) {
      await store(inner, wish)
      return { isWaiting: false }
    }
    await requestApproval(inner, {
      kind: 'retention.shorten',
      objectId: wish.class,
      subjectId: null,
      payload: wish,
      reason,
    })
    return { isWaiting: true }
  })
}

/** Agrees to a shorter term as the second person. */
export async function approveRetention(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const { payload } = await takeApproval(inner, { approvalId, kind: 'retention.shorten' })
    assertMaySet(inner)
    await store(inner, parseInput(Shortening, payload))
  })
}

/**
 * Removes what is due, batch by batch, each with its row in the log: exactly what the list of what
 * is due says, for the database removes what the same function names. Safe to stop and run again.
 */
export async function applyRetention(
  ctx: Context,
  { classes = RETENTION_CLASSES, batch = BATCH }: ApplyOptions = {},
): Promise<Partial<Record<RetentionClass, number>>> {
  authorizeTimer(ctx)
  const removed: Partial<Record<RetentionClass, number>> = {}
  for (const key of classes) {
    let count = batch
    for (let n = 0; count === batch && n < MOST_BATCHES; n++) {
      count = await removeBatch(ctx, key, batch)
      removed[key] = (removed[key] ?? 0) + count
    }
  }
  return removed
}

type ApplyOptions = { classes?: readonly RetentionClass[]; batch?: number }

async function removeBatch(ctx: Context, key: RetentionClass, batch: number): Promise<number> {
  const work = async (tx: Transaction) => {
    await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(BATCH_LIMIT_MS)}, true)`
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      SELECT apply_retention(${key}, ${batch}::int) AS count`
    const count = row?.count ?? 0
    if (count === 0) return 0
    await recordAudit(
      { ...ctx, db: tx },
      {
        action: 'retention.run',
        objectType: 'retention_class',
        objectId: key,
        reason: `removed ${count}`,
      },
    )
    return count
  }
  return ctx.db.$transaction(work, { timeout: BATCH_LIMIT_MS })
}

function assertMaySet(ctx: Context): void {
  if (canSetRetention(actorFacts(ctx.actor, ctx.now))) return
  throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

type Term = { class: RetentionClass; days: number; from: number }

async function assertWithinBounds(ctx: Context, wish: Term): Promise<void> {
  const rule = await ctx.db.retentionRule.findUniqueOrThrow({ where: { class: wish.class } })
  if (rule.days !== wish.from) throw changedMeanwhile()
  if (wish.days === wish.from) {
    throw new AppError('INVALID', 'That is how it is already.', { days: 'Write another number.' })
  }
  if (wish.days >= rule.minDays && wish.days <= rule.maxDays) return
  const { title } = CLASS_FACTS[wish.class]
  const message = `${title}: write ${rule.minDays} to ${rule.maxDays} days.`
  throw new AppError('INVALID', message, { days: message })
}

async function store(ctx: Context, { class: key, days, from }: Term): Promise<void> {
  const { count } = await ctx.db.retentionRule.updateMany({
    where: { class: key, days: from },
    data: { days, changedById: ctx.actor.id, changedAt: ctx.now },
  })
  if (count === 0) throw changedMeanwhile()
  await recordAudit(ctx, {
    action: 'retention.set',
    objectType: 'retention_class',
    objectId: key,
    before: { days: from },
    after: { days },
  })
}

function changedMeanwhile(): AppError {
  return new AppError(
    'CONFLICT',
    'Somebody has changed this term since. Load the page again and look at it as it is now.',
  )
}

import 'server-only'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import type { LegalHold } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { canHold } from '@/lib/policy/privacy'
import { caseFacts, findCase } from '../tombstone/queries'
import { EndHold, HoldCycle, HoldPerson } from './schema'

/** Keeps everything by and about a person from retention and erasure, until two people end it. */
export async function holdPerson(ctx: Context, input: unknown): Promise<{ holdId: string }> {
  const { personId, reason } = parseInput(HoldPerson, input)
  return inRemovalLock(ctx, async (inner) => {
    const person = await findCase(inner, personId)
    if (!person || !canHold(caseFacts(inner, person))) throw nothingHere()
    if (person.erasure) throw new AppError('CONFLICT', 'This person has been erased already.')
    return place(inner, { personId, cycleId: null, reason })
  })
}

/** The same for everything of a cycle; for HR partners whose scope is everybody. */
export async function holdCycle(ctx: Context, input: unknown): Promise<{ holdId: string }> {
  const { cycleId, reason } = parseInput(HoldCycle, input)
  return inRemovalLock(ctx, async (inner) => {
    if (!canHold(actorFacts(ctx.actor, ctx.now))) throw nothingHere()
    const cycle = await inner.db.cycle.findUnique({ where: { id: cycleId }, select: { id: true } })
    if (!cycle) throw new AppError('NOT_FOUND', 'There is no such cycle.')
    return place(inner, { personId: null, cycleId, reason })
  })
}

/** Asks that a hold end; another HR partner must agree. */
export async function requestHoldEnd(ctx: Context, input: unknown): Promise<void> {
  const { holdId, reason } = parseInput(EndHold, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const hold = await loadHold(inner, holdId)
    await requestApproval(inner, {
      kind: 'hold.end',
      objectId: holdId,
      subjectId: hold.personId,
      payload: { holdId },
      reason,
    })
  })
}

/** Ends a hold as the second person; from now on retention and erasure apply again. */
export async function endHold(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await inRemovalLock(ctx, async (inner) => {
    const { objectId } = await takeApproval(inner, { approvalId, kind: 'hold.end' })
    const hold = await loadHold(inner, objectId)
    const { count } = await inner.db.legalHold.updateMany({
      where: { id: hold.id, endedAt: null },
      data: { endedById: ctx.actor.id, endedAt: ctx.now, approvalId },
    })
    if (count === 0) throw new AppError('CONFLICT', 'This hold has ended already.')
    await recordHold(inner, 'hold.end', hold)
  })
}

// Nothing is being removed while a hold is placed or ended.
async function inRemovalLock<T>(ctx: Context, work: (inner: Context) => Promise<T>): Promise<T> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung removal'))`
    return work({ ...ctx, db: tx })
  })
}

type NewHold = { personId: string | null; cycleId: string | null; reason: string }

async function place(ctx: Context, hold: NewHold): Promise<{ holdId: string }> {
  const { personId, cycleId } = hold
  const where = { personId, cycleId, endedAt: null }
  if ((await ctx.db.legalHold.count({ where })) > 0) {
    throw new AppError('CONFLICT', 'There is a legal hold on this already.')
  }
  const { id } = await ctx.db.legalHold.create({
    data: { ...hold, placedById: ctx.actor.id, placedAt: ctx.now },
    select: { id: true },
  })
  await assertNothingIsBeingErased(ctx)
  await recordHold(ctx, 'hold.place', { id, personId, cycleId })
  return { holdId: id }
}

// Nothing is erased that was held when it was agreed to: what a hold keeps now, the new one keeps.
async function assertNothingIsBeingErased(ctx: Context): Promise<void> {
  const [row] = await ctx.db.$queryRaw<{ isErasing: boolean }[]>`
    SELECT EXISTS (SELECT FROM erasures e WHERE e.state = 'APPROVED'
      AND hold_keeps(e.person_id)) AS "isErasing"`
  if (row?.isErasing) throw new AppError('CONFLICT', BEING_ERASED)
}

const BEING_ERASED =
  'Two people have agreed to erase somebody of whom this would keep something, which happens within minutes. Nothing is held yet. Place the hold again after that.'

async function loadHold(ctx: Context, holdId: string): Promise<LegalHold> {
  const hold = await ctx.db.legalHold.findUnique({ where: { id: holdId } })
  const person = hold?.personId ? await findCase(ctx, hold.personId) : null
  const facts = person ? caseFacts(ctx, person) : actorFacts(ctx.actor, ctx.now)
  if (!hold || !canHold(facts)) throw nothingHere()
  if (hold.endedAt) throw new AppError('CONFLICT', 'This hold has ended already.')
  return hold
}

async function recordHold(
  ctx: Context,
  action: string,
  { id, personId, cycleId }: { id: string; personId: string | null; cycleId: string | null },
): Promise<void> {
  const about = { subjectId: personId, cycleId }
  await recordAudit(ctx, { action, objectType: 'legal_hold', objectId: id, ...about })
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

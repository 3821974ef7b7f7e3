import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { dayOfDate } from '@/lib/cycles/local-day'
import type { Leave } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { getToday } from '../../queries'
import { atMidnight } from '../change-row'
import { authorizeChange } from '../queries'
import { type LeaveDays, leaveRefusal } from './leave'
import { ChangeLeave, LeaveId, RecordLeave } from './schema'

/** Writes down that somebody is away: when and, in plain words, what for. Reviews know it by the day. */
export async function recordLeave(ctx: Context, input: unknown): Promise<{ leaveId: string }> {
  const { personId, kind, fromOn, lastOn } = parseInput(RecordLeave, input)
  return forPerson(ctx, personId, async (inner) => {
    await assertLeave(inner, { personId, days: { fromOn, lastOn }, leaveId: null })
    const { id: leaveId } = await inner.db.leave.create({
      data: {
        personId,
        kind,
        fromOn: atMidnight(fromOn),
        lastOn: lastOn === null ? null : atMidnight(lastOn),
        recordedById: ctx.actor.id,
      },
      select: { id: true },
    })
    await record(inner, { action: 'leave.record', leaveId, personId })
    return { leaveId }
  })
}

/** Moves the last day of a leave: somebody comes back earlier or later. */
export async function changeLeave(ctx: Context, input: unknown): Promise<{ personId: string }> {
  const { leaveId, lastOn, lastOnBefore } = parseInput(ChangeLeave, input)
  const { personId, fromOn } = await findLeave(ctx, leaveId)
  return forPerson(ctx, personId, async (inner) => {
    const days = { fromOn: dayOfDate(fromOn), lastOn }
    await assertLeave(inner, { personId, days, leaveId })
    const { count } = await inner.db.leave.updateMany({
      where: { id: leaveId, lastOn: lastOnBefore === null ? null : atMidnight(lastOnBefore) },
      data: { lastOn: lastOn === null ? null : atMidnight(lastOn) },
    })
    if (count === 0) throw new AppError('CONFLICT', CHANGED)
    await record(inner, { action: 'leave.change', leaveId, personId })
    return { personId }
  })
}

/** Takes back a leave that was recorded by mistake, or that will not be taken. */
export async function cancelLeave(ctx: Context, input: unknown): Promise<{ personId: string }> {
  const { leaveId } = parseInput(LeaveId, input)
  const { personId } = await findLeave(ctx, leaveId)
  return forPerson(ctx, personId, async (inner) => {
    const { count } = await inner.db.leave.deleteMany({ where: { id: leaveId, personId } })
    if (count === 0) throw new AppError('CONFLICT', CHANGED)
    await record(inner, { action: 'leave.cancel', leaveId, personId })
    return { personId }
  })
}

const CHANGED = 'Somebody changed this leave meanwhile. Load the page again; nothing was changed.'

async function findLeave(ctx: Context, leaveId: string): Promise<Leave> {
  const leave = await ctx.db.leave.findUnique({ where: { id: leaveId } })
  if (!leave) throw new AppError('NOT_FOUND', 'There is no such leave.')
  return leave
}

async function forPerson<Result>(
  ctx: Context,
  personId: string,
  work: (inner: Context) => Promise<Result>,
): Promise<Result> {
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    await authorizeChange(inner, { personIds: [personId] })
    // Two leaves recorded at once could overlap without seeing each other.
    await tx.$executeRaw`SELECT 1 FROM people WHERE id = ${personId}::uuid FOR NO KEY UPDATE`
    return work(inner)
  })
}

async function assertLeave(
  ctx: Context,
  { personId, days, leaveId }: { personId: string; days: LeaveDays; leaveId: string | null },
): Promise<void> {
  const person = await ctx.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { startedOn: true, isActive: true, name: true, leaves: true },
  })
  if (!person.isActive) {
    throw new AppError('INVALID', `${person.name} is not here any more. Reactivate them first.`)
  }
  const others = person.leaves
    .filter(({ id }) => id !== leaveId)
    .map(({ fromOn, lastOn }) => ({
      fromOn: dayOfDate(fromOn),
      lastOn: lastOn && dayOfDate(lastOn),
    }))
  const startedOn = person.startedOn && dayOfDate(person.startedOn)
  const refusal = leaveRefusal(days, { others, today: await getToday(ctx), startedOn })
  if (refusal) throw new AppError('INVALID', refusal, { lastOn: refusal })
}

async function record(
  ctx: Context,
  { action, leaveId, personId }: { action: string; leaveId: string; personId: string },
): Promise<void> {
  await recordAudit(ctx, {
    action,
    objectType: 'leave',
    objectId: leaveId,
    subjectId: personId,
  })
}

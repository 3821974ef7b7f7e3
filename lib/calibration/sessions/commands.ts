import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { getCycleRow } from '@/lib/cycles/queries'
import type { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { CALIBRATING } from '@/lib/policy/artefact-state'
import { powerBehind } from '@/lib/policy/capacity'
import { authorize, type Facts } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import { findMember } from '../members/queries'
import { factsOf, holdSession, isWaitedFor, type KnownSession, whyNoSession } from './queries'
import { CreateSession, VersionedSession } from './schema'
import { mayChooseForThemselves, NO_SESSION, sessionFacts, sessionReadOp } from './session'

const CREATE = 'calibSession.create'

/** Makes a session with its facilitator. Its members read from the deadline of the managers on. */
export async function createSession(
  ctx: Context,
  input: unknown,
): Promise<{ cycleId: string; sessionId: string }> {
  const { cycleId, name, facilitator } = parseInput(CreateSession, input)
  return inTransaction(ctx, async (tx, ctx) => {
    const facts = sessionFacts(ctx.actor, NO_SESSION, ctx.now)
    authorize(CREATE, facts, { readOp: 'cycle.readPublic' })
    await tx.$queryRaw`SELECT id FROM cycles WHERE id = ${cycleId}::uuid FOR SHARE`
    const cycle = await getCycleRow(ctx, cycleId)
    const notNow = whyNoSession(cycle)
    if (notNow) throw new AppError('CONFLICT', notNow)
    const person = await findMember(ctx, facilitator, 'facilitator')
    if (person.id === ctx.actor.id && !mayChooseForThemselves(facts)) throw notForYourself()
    const openedAt = CALIBRATING.includes(cycle.state) ? ctx.now : null
    const seat = { personId: person.id, role: 'FACILITATOR' } as const
    const { id: sessionId } = await tx.calibrationSession.create({
      data: { cycleId, name, createdById: ctx.actor.id, openedAt, members: { create: seat } },
      select: { id: true },
    })
    await recordAudit(ctx, {
      ...auditOf('calibSession.create', { id: sessionId, cycleId }, { op: CREATE, facts }),
      after: seat,
    })
    if (openedAt) await tellMembers(ctx, { id: sessionId, cycleId }, [person.id])
    return { cycleId, sessionId }
  })
}

/**
 * Ends the reading: from now on managers may share when the time for it has come. It waits until every
 * manager review is in and nothing is being changed; whoever should not be waited for is taken out.
 */
export async function lockSession(ctx: Context, input: unknown): Promise<void> {
  const { sessionId, version } = parseInput(VersionedSession, input)
  await inTransaction(ctx, async (_tx, ctx) => {
    const session = await holdSession(ctx, sessionId)
    const facts = factsOf(ctx, session)
    authorize('calibSession.lock', facts, { readOp: sessionReadOp(facts) })
    if (session.state !== 'OPEN') throw new AppError('CONFLICT', 'This session is locked already.')
    if (facts.state !== 'K') {
      throw new AppError('CONFLICT', 'This session is not open: its cycle is not calibrating.')
    }
    await assertNobodyWaitedFor(ctx, sessionId)
    const data = { state: 'LOCKED', lockedAt: ctx.now, lockedById: ctx.actor.id } as const
    await move(ctx, { session, version, data })
    await recordAudit(ctx, {
      ...auditOf('calibSession.lock', session, { op: 'calibSession.lock', facts }),
      before: stateOf(session),
    })
  })
}

/** Makes the outcome of a locked session final. */
export async function publishSession(ctx: Context, input: unknown): Promise<void> {
  const { sessionId, version } = parseInput(VersionedSession, input)
  await inTransaction(ctx, async (_tx, ctx) => {
    const session = await holdSession(ctx, sessionId)
    const facts = factsOf(ctx, session)
    authorize('calibSession.publish', facts, { readOp: sessionReadOp(facts) })
    if (session.state === 'OPEN') throw new AppError('CONFLICT', 'Lock the session first.')
    if (session.state === 'PUBLISHED') {
      throw new AppError('CONFLICT', 'This session is published already.')
    }
    const data = { state: 'PUBLISHED', publishedAt: ctx.now, publishedById: ctx.actor.id } as const
    await move(ctx, { session, version, data })
    await recordAudit(ctx, {
      ...auditOf('calibSession.publish', session, { op: 'calibSession.publish', facts }),
      before: stateOf(session),
    })
  })
}

/** The session moves on only from what the actor saw; gives nothing back, for it is held. */
export async function move(
  ctx: Context,
  {
    session,
    version,
    data,
  }: {
    session: KnownSession
    version: number
    data: Prisma.CalibrationSessionUpdateManyMutationInput & {
      lockedById?: string
      publishedById?: string
    }
  },
): Promise<void> {
  const { count } = await ctx.db.calibrationSession.updateMany({
    where: { id: session.id, state: session.state, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (count === 0) {
    throw new AppError('CONFLICT', 'Somebody changed this session in the meantime. Load it again.')
  }
}

export async function tellMembers(
  ctx: Context,
  { id: sessionId, cycleId }: { id: string; cycleId: string },
  memberIds: readonly string[],
): Promise<void> {
  await queueMessage(ctx, { kind: 'calibration-opened', cycleId, sessionId, memberIds })
}

/** The power that it is done by comes with the facts of whoever does it; a timer has none. */
export function auditOf(
  action: string,
  { id, cycleId }: { id: string; cycleId: string },
  by: { op: Op; facts: Facts } | null,
) {
  const capacity = by && powerBehind(by.op, by.facts)
  return { action, objectType: 'calibration_session', objectId: id, cycleId, capacity }
}

export function notForYourself(): AppError {
  return new AppError(
    'FORBIDDEN',
    'A seat shows what was written about others, so somebody else has to give you yours.',
  )
}

// Nothing can be reopened meanwhile: reviews are taken last, after cycle and session.
async function assertNobodyWaitedFor(ctx: Context, sessionId: string): Promise<void> {
  await ctx.db.$queryRaw`SELECT r.id FROM reviews r
    JOIN calibration_participants k ON k.participant_id = r.participant_id
    WHERE k.session_id = ${sessionId}::uuid ORDER BY r.id FOR SHARE OF r`
  const [row] = await ctx.db.$queryRaw<{ people: number; waited: boolean | null }[]>`
    SELECT count(*)::int AS people, bool_or(${isWaitedFor}) AS waited
    FROM calibration_participants k JOIN participants t ON t.id = k.participant_id
    WHERE k.session_id = ${sessionId}::uuid`
  if (!row?.people) throw new AppError('CONFLICT', 'This session is about nobody yet.')
  if (!row.waited) return
  throw new AppError(
    'CONFLICT',
    'A manager review of this session is not in, or is being changed. Wait for it, or have that person taken out of the session.',
  )
}

function stateOf({ state, version }: KnownSession) {
  return { state, version }
}

import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorize } from '@/lib/policy/decide'
import { auditOf, notForYourself, tellMembers } from '../sessions/commands'
import { factsOf, holdSession, type KnownSession } from '../sessions/queries'
import { EndSeat, SetSeat } from '../sessions/schema'
import { mayChooseForThemselves, sessionReadOp } from '../sessions/session'
import { findMember } from './queries'

/** Gives somebody a seat, or another one. A new facilitator takes the place of the former, who stays. */
export async function setSeat(ctx: Context, input: unknown): Promise<void> {
  const { sessionId, member: email, role } = parseInput(SetSeat, input)
  await inTransaction(ctx, async (tx, ctx) => {
    const session = await holdForSeats(ctx, sessionId)
    const person = await findMember(ctx, email, 'member')
    if (person.id === ctx.actor.id && !mayChooseForThemselves(factsOf(ctx, session))) {
      throw notForYourself()
    }
    const before = await tx.calibrationMember.findUnique({
      where: { sessionId_personId: { sessionId, personId: person.id } },
    })
    if (before?.role === role) return
    if (before?.role === 'FACILITATOR') throw facilitatorNeeded()
    if (role === 'FACILITATOR') {
      const former = { sessionId, role: 'FACILITATOR' } as const
      await tx.calibrationMember.updateMany({ where: former, data: { role: 'MEMBER' } })
    }
    const seat = { sessionId, personId: person.id }
    if (before) await tx.calibrationMember.updateMany({ where: seat, data: { role } })
    else await tx.calibrationMember.create({ data: { ...seat, role } })
    await changed(ctx, session)
    await recordAudit(ctx, {
      ...auditOfChange(ctx, 'calibSession.seat', session),
      before: before?.role,
      after: { ...seat, role },
    })
    if (!before && factsOf(ctx, session).state === 'K') await tellMembers(ctx, session, [person.id])
  })
}

/** Takes a seat away: whoever held it reads nothing more from the next request on. */
export async function endSeat(ctx: Context, input: unknown): Promise<void> {
  const seat = parseInput(EndSeat, input)
  await inTransaction(ctx, async (tx, ctx) => {
    const session = await holdForSeats(ctx, seat.sessionId)
    const before = await tx.calibrationMember.findUnique({ where: { sessionId_personId: seat } })
    if (!before) throw new AppError('CONFLICT', 'They do not sit in this session any more.')
    if (before.role === 'FACILITATOR') throw facilitatorNeeded()
    await tx.calibrationMember.deleteMany({ where: seat })
    await changed(ctx, session)
    await recordAudit(ctx, { ...auditOfChange(ctx, 'calibSession.unseat', session), before: seat })
  })
}

/** A session that still changes, held, for somebody who may change it. */
export async function holdForSeats(ctx: Context, sessionId: string): Promise<KnownSession> {
  const session = await holdSession(ctx, sessionId)
  const facts = factsOf(ctx, session)
  authorize('calibSession.setMembers', facts, { readOp: sessionReadOp(facts) })
  if (session.state !== 'OPEN') {
    throw new AppError('CONFLICT', 'This session is locked, so it stays as it is.')
  }
  return session
}

/** Whoever is about to lock saw another session: their version is no longer the current one. */
export async function changed(ctx: Context, { id, version }: KnownSession): Promise<void> {
  await ctx.db.calibrationSession.updateMany({
    where: { id, state: 'OPEN', version },
    data: { version: { increment: 1 } },
  })
}

export function auditOfChange(ctx: Context, action: string, session: KnownSession) {
  const facts = factsOf(ctx, session)
  return auditOf(action, session, { op: 'calibSession.setMembers', facts })
}

function facilitatorNeeded(): AppError {
  return new AppError('CONFLICT', 'A session has a facilitator. Name another one first.')
}

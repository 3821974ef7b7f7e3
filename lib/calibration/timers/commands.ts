import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import type { CycleState } from '@/lib/db/generated/enums'
import { authorizeTimer } from '@/lib/jobs/context'
import { CALIBRATING } from '@/lib/policy/artefact-state'
import { auditOf, tellMembers } from '../sessions/commands'

type Due = { id: string; cycleId: string }

/**
 * Tells the members of sessions whose cycle has begun to calibrate, and locks what was left open when
 * its cycle ended; each once, however many workers run it.
 */
export async function advanceSessions(ctx: Context): Promise<{ opened: number; locked: number }> {
  authorizeTimer(ctx)
  const due = (states: readonly CycleState[], openedAt?: null) =>
    ctx.db.calibrationSession.findMany({
      where: {
        state: 'OPEN',
        cycle: { state: { in: [...states] } },
        ...(openedAt === null ? { openedAt } : {}),
      },
      select: { id: true, cycleId: true },
    })
  const opened = await countOf(await due(CALIBRATING, null), (one) => open(ctx, one))
  const locked = await countOf(await due(['CLOSED', 'ARCHIVED']), (one) => lock(ctx, one))
  return { opened, locked }
}

async function countOf(sessions: Due[], work: (one: Due) => Promise<boolean>): Promise<number> {
  let count = 0
  for (const one of sessions) if (await work(one)) count++
  return count
}

async function open(ctx: Context, session: Due): Promise<boolean> {
  return inTransaction(ctx, async (tx, ctx) => {
    const { count } = await tx.calibrationSession.updateMany({
      where: { id: session.id, state: 'OPEN', openedAt: null },
      data: { openedAt: ctx.now },
    })
    if (count === 0) return false
    const members = await tx.calibrationMember.findMany({
      where: { sessionId: session.id },
      select: { personId: true },
    })
    await recordAudit(ctx, auditOf('transition.openSession', session, null))
    const memberIds = members.map(({ personId }) => personId)
    await tellMembers(ctx, session, memberIds)
    return true
  })
}

async function lock(ctx: Context, session: Due): Promise<boolean> {
  return inTransaction(ctx, async (tx, ctx) => {
    const { count } = await tx.calibrationSession.updateMany({
      where: { id: session.id, state: 'OPEN' },
      data: { state: 'LOCKED', lockedAt: ctx.now, version: { increment: 1 } },
    })
    if (count === 0) return false
    await recordAudit(ctx, auditOf('transition.lockSession', session, null))
    return true
  })
}

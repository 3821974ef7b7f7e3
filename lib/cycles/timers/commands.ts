import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import type { CycleState } from '@/lib/db/generated/enums'
import { authorizeTimer } from '@/lib/jobs/context'
import { closeFormerWindows } from '../closing/windows/commands'
import { launchByClock, runLaunch } from '../launch/commands'
import { nextStateByClock } from '../timeline'
import { followAbsences } from './absences/commands'

const MOVING: CycleState[] = [
  'SCHEDULED',
  'LAUNCHING',
  'SELF_AND_PEER',
  'MANAGER_WRITING',
  'CALIBRATION',
]

/**
 * Moves every cycle on to where its dates say it is, one stage at a time; run by several workers at
 * once each change happens once. It also takes up a launch whose job was lost, ends
 * what former managers held in cycles that are over, lets those who are away pause, and sums up how
 * far the teams are.
 */
export async function advanceCycles(ctx: Context): Promise<{ moved: number }> {
  authorizeTimer(ctx)
  const cycles = await ctx.db.cycle.findMany({
    where: { state: { in: MOVING } },
    select: { id: true },
  })
  let moved = 0
  for (const { id } of cycles) {
    while (await advanceCycle(ctx, id)) moved++
  }
  await closeFormerWindows(ctx)
  await followAbsences(ctx)
  await ctx.db.$queryRaw`SELECT sum_up_progress()`
  return { moved }
}

async function advanceCycle(ctx: Context, cycleId: string): Promise<boolean> {
  const cycle = await ctx.db.cycle.findUniqueOrThrow({ where: { id: cycleId } })
  if (cycle.state === 'LAUNCHING') {
    await runLaunch(ctx, { cycleId })
    return true
  }
  const next = nextStateByClock(cycle, ctx.now)
  if (!next) return false
  if (next === 'LAUNCHING') return (await launchByClock(ctx, cycleId)) === 'begun'
  return inTransaction(ctx, async (tx, ctx) => {
    const { count } = await tx.cycle.updateMany({
      where: { id: cycleId, state: cycle.state, version: cycle.version },
      data: { state: next, version: { increment: 1 } },
    })
    if (count === 0) return false
    const action = `transition.${next}`
    await recordAudit(ctx, { action, objectType: 'cycle', objectId: cycleId, cycleId })
    return true
  })
}

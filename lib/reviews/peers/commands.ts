import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { lockPens } from '@/lib/cycles/delegations/pens/queries'
import { actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, packetFacts, type Standing } from '@/lib/cycles/standing/queries'
import { acceptsWriting } from '@/lib/cycles/timeline'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { authorize } from '@/lib/policy/decide'
import { ChoosePeers } from '../schema'
import { HEAVY_LOAD } from '../tasks/workload'
import { type PeerChange, type PeerTask, planPeers, withoutTelling } from './plan'
import { listLoads, listPeerTasks, untold } from './queries'

export type PeersChosen = {
  asked: number
  removed: number
  /** People who have much to write already; told, never refused. */
  heavy: { personId: string; name: string; open: number }[]
}

/** The manager's choice of who gives feedback, as a whole. Nothing that a peer wrote is ever deleted. */
export async function choosePeers(ctx: Context, input: unknown): Promise<PeersChosen> {
  const { participantId, personIds } = parseInput(ChoosePeers, input)
  return inTransaction(ctx, async (tx, inside) => {
    // As every transition: the cycle first, which cannot close meanwhile, then the participant; last
    // the pen of a delegate.
    const [held] = await tx.$queryRaw<{ id: string }[]>`SELECT c.id FROM cycles c
      JOIN participants p ON p.cycle_id = c.id WHERE p.id = ${participantId}::uuid FOR SHARE OF c`
    await tx.$queryRaw`
      SELECT id FROM participants WHERE id = ${participantId}::uuid FOR NO KEY UPDATE`
    if (held) await lockPens(inside, { id: participantId, cycleId: held.id })
    const standing = await getStanding(inside, participantId)
    authorize('nomination.approve', packetFacts(standing))
    assertAccepts(standing)
    const existing = await listPeerTasks(inside, participantId)
    const isConfidential = standing.cycle.peerVisibility === 'CONFIDENTIAL'
    const wished = planPeers({ existing, wanted: personIds })
    const plan = isConfidential ? withoutTelling(wished, existing) : wished
    await assertEligible(inside, standing, plan.ask)
    await apply(inside, standing, plan)
    await queueMessage(inside, {
      kind: 'peer-feedback-asked',
      cycleId: standing.cycle.id,
      authorIds: plan.ask,
      at: ctx.now,
    })
    const loads = await listLoads(inside, personIds, untold(standing))
    return {
      asked: plan.ask.length,
      removed: plan.remove.length,
      heavy: loads.filter(({ open }) => open >= HEAVY_LOAD),
    }
  })
}

function assertAccepts({ cycle, participant, now }: Standing): void {
  if (!cycle.hasPeer) throw new AppError('CONFLICT', 'This cycle has no peer feedback.')
  const isOut = participant.status === 'EXCUSED' || participant.status === 'REMOVED'
  if (isOut || !acceptsWriting(cycle, 'PEER', now)) {
    throw new AppError('CONFLICT', 'The time for peer feedback is over.')
  }
}

async function assertEligible(
  ctx: Context,
  { participant }: Standing,
  personIds: string[],
): Promise<void> {
  if (personIds.includes(participant.personId)) {
    throw new AppError('INVALID', 'A person cannot be their own peer.')
  }
  const others = await ctx.db.review.findMany({
    where: {
      participantId: participant.id,
      authorId: { in: personIds },
      direction: { in: ['MANAGER', 'DELEGATE'] },
    },
    select: { direction: true },
  })
  if (others.some(({ direction }) => direction === 'DELEGATE')) {
    throw new AppError(
      'INVALID',
      'Somebody in the list writes for the manager and cannot be a peer.',
    )
  }
  if (others.length > 0 || personIds.includes(participant.managerId ?? '')) {
    throw new AppError('INVALID', 'The manager writes the manager review and cannot be a peer.')
  }
  const active = await ctx.db.person.count({ where: { id: { in: personIds }, isActive: true } })
  if (active < personIds.length) {
    throw new AppError('INVALID', 'Somebody in the list is not an active person here.')
  }
}

async function apply(ctx: Context, standing: Standing, plan: PeerChange): Promise<void> {
  const { participant, cycle } = standing
  for (const task of plan.remove) await change(ctx, task, 'REMOVED')
  for (const task of plan.askAgain) await change(ctx, task, 'NOT_STARTED')
  await ctx.db.review.createMany({
    data: plan.askNew.map((authorId) => ({
      cycleId: cycle.id,
      participantId: participant.id,
      subjectId: participant.personId,
      authorId,
      direction: 'PEER' as const,
      createdAt: ctx.now,
    })),
  })
  const as = actingAs({ actor: ctx.actor, standing }, 'nomination.approve', packetFacts(standing))
  await recordAudit(ctx, {
    action: 'nomination.approve',
    capacity: as?.capacity ?? null,
    objectType: 'participant',
    objectId: participant.id,
    subjectId: participant.personId,
    cycleId: cycle.id,
    after: { asked: plan.ask, removed: plan.remove.map(({ personId }) => personId) },
  })
}

async function change(
  ctx: Context,
  task: PeerTask,
  status: 'REMOVED' | 'NOT_STARTED',
): Promise<void> {
  const { count } = await ctx.db.review.updateMany({
    where: { id: task.reviewId, version: task.version, status: task.status },
    data: { status, reason: null, version: { increment: 1 } },
  })
  if (count === 0) {
    throw new AppError('CONFLICT', `${task.name} has just changed something. Look again.`)
  }
}

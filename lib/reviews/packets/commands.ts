import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, packetFacts, type Standing } from '@/lib/cycles/standing/queries'
import type { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { refreshSnapshot } from '@/lib/growth/snapshots/commands'
import { once } from '@/lib/idempotency/commands'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { authorize, type Facts } from '@/lib/policy/decide'
import type { HandedIn } from '../submissions/handed-in'
import { listHandedIn, withWriters } from '../submissions/queries'
import { getPacketFacts } from './assembly/queries'
import { buildPacket } from './packet'
import { getSharing } from './preview/queries'
import { SharePacket } from './schema'
import { shareFindings } from './share-findings'
import { handedInDigest, mayEverShare } from './sharing'

/**
 * Shares the packet of a participant: builds it once from what is handed in now, and from then on
 * the person reads exactly that.
 */
export async function sharePacket(ctx: Context, input: unknown): Promise<{ packetId: string }> {
  const { idempotencyKey, ...command } = parseInput(SharePacket, input)
  return inTransaction(ctx, (_tx, inside) =>
    once(inside, { key: idempotencyKey, route: 'packet.share', request: command }, () =>
      share(inside, command),
    ),
  )
}

type ShareCommand = Omit<SharePacket, 'idempotencyKey'>

async function share(ctx: Context, command: ShareCommand): Promise<{ packetId: string }> {
  await lockForSharing(ctx, command.participantId)
  const standing = await getStanding(ctx, command.participantId)
  const facts = packetFacts(standing, { reasonGiven: Boolean(command.reason) })
  refuseDelegate(facts)
  authorize('mgrReview.read', facts)
  if (!mayEverShare(facts)) authorize('packet.share', facts, { readOp: 'mgrReview.read' })
  const handedIn = await listHandedIn(ctx, command.participantId)
  await refuseUnlessReady(ctx, standing, handedIn)
  assertAsSeen(standing, command, handedIn)
  if (!command.reason) refuseWithoutReason(standing)
  authorize('packet.share', facts, { readOp: 'mgrReview.read' })
  await markShared(ctx, standing)
  const as = actingAs({ actor: ctx.actor, standing }, 'packet.share', facts)
  const { reason } = command
  return storePacket(ctx, { standing, handedIn, reason, capacity: as?.capacity ?? null })
}

// In the order cycle, participant, review, as every transition takes them; nothing can be handed in,
// reopened or withdrawn until the packet stands.
async function lockForSharing(ctx: Context, participantId: string): Promise<void> {
  await ctx.db.$queryRaw`SELECT c.id FROM cycles c JOIN participants p ON p.cycle_id = c.id
    WHERE p.id = ${participantId}::uuid FOR SHARE OF c`
  await ctx.db.$queryRaw`SELECT id FROM participants WHERE id = ${participantId}::uuid FOR UPDATE`
  await ctx.db.$queryRaw`SELECT id FROM reviews WHERE participant_id = ${participantId}::uuid
    ORDER BY id FOR SHARE`
}

async function refuseUnlessReady(
  ctx: Context,
  standing: Standing,
  handedIn: readonly HandedIn[],
): Promise<void> {
  const findings = shareFindings({
    ...(await getSharing(ctx, standing)),
    hasManagerReview: handedIn.some(({ direction }) => direction === 'MANAGER'),
    subjectName: 'This person',
  })
  const blocker = findings.find(({ isBlocker }) => isBlocker)
  if (blocker) throw new AppError('CONFLICT', blocker.text)
}

function assertAsSeen(
  { participant }: Standing,
  { version, digest }: ShareCommand,
  handedIn: readonly HandedIn[],
): void {
  const isSame = participant.version === version
  if (isSame && (!digest || digest === handedInDigest(handedIn))) return
  throw new AppError(
    'CONFLICT',
    'Something changed since you opened this page. Load it again and look at the packet as it is now.',
  )
}

// They know of the packet that is being made, for they write about the person; it is not theirs to share.
function refuseDelegate(facts: Facts): void {
  if (!facts.relations.has('deleg') || mayEverShare(facts)) return
  throw new AppError('FORBIDDEN', 'You write for the manager. Only the manager can share.')
}

function refuseWithoutReason({ relations }: Standing): void {
  if (!relations.has('hr_in') || relations.has('mgr')) return
  const message = 'Say why you share this in place of the manager.'
  throw new AppError('INVALID', message, { reason: message })
}

async function markShared(ctx: Context, { participant }: Standing): Promise<void> {
  const { count } = await ctx.db.participant.updateMany({
    where: {
      id: participant.id,
      version: participant.version,
      status: { in: ['ACTIVE', 'READY_TO_SHARE'] },
    },
    data: { status: 'SHARED', version: { increment: 1 } },
  })
  if (count === 0) throw new AppError('CONFLICT', 'This packet has been shared already.')
}

type Storing = {
  standing: Standing
  handedIn: HandedIn[]
  reason: string | undefined
  capacity: string | null
}

async function storePacket(
  ctx: Context,
  { standing, handedIn, reason, capacity }: Storing,
): Promise<{ packetId: string }> {
  const { participant, cycle } = standing
  const written = await namedIfPromised(ctx, standing, handedIn)
  const { revision, ...facts } = await getPacketFacts(ctx, standing, written)
  const about = { cycleId: cycle.id, subjectId: participant.personId }
  const { id: packetId } = await ctx.db.packet.create({
    data: {
      ...about,
      participantId: participant.id,
      revision,
      payload: buildPacket(facts) satisfies Prisma.InputJsonValue,
      sharedById: ctx.actor.id,
      sharedAt: ctx.now,
      // Words of a person go where the packet goes; the log keeps only that there were some.
      shareReason: reason ?? null,
    },
    select: { id: true },
  })
  await recordAudit(ctx, {
    ...about,
    action: 'packet.share',
    objectType: 'packet',
    objectId: packetId,
    reason: reason ? 'written' : null,
    capacity,
    after: { revision, handedIn: handedInDigest(handedIn) },
  })
  await refreshSnapshot(ctx, participant.id, 'SHARED')
  await queueMessage(ctx, {
    ...about,
    kind: 'packet-shared',
    packetId,
    path: `/reviews/packets/${packetId}`,
  })
  return { packetId }
}

// Names leave the author-private table only where the cycle promised them to the person.
async function namedIfPromised(
  ctx: Context,
  { cycle }: Standing,
  handedIn: HandedIn[],
): Promise<HandedIn[]> {
  if (cycle.peerVisibility !== 'ATTRIBUTED') return handedIn
  const isPeer = ({ direction }: HandedIn) => direction === 'PEER'
  const named = await withWriters(ctx, handedIn.filter(isPeer), 'packet.share')
  return [...handedIn.filter((one) => !isPeer(one)), ...named]
}

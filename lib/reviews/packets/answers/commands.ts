import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { AppError } from '@/lib/errors'
import { once } from '@/lib/idempotency/commands'
import { parseInput } from '@/lib/input'
import { authorize } from '@/lib/policy/decide'
import { REPLY_DAYS, repliesUntil } from '../access/packet-facts'
import { findPacket, type StoredPacket } from '../access/queries'
import { AcknowledgePacket, ReplyToPacket } from '../schema'

/** The person confirms receipt and discussion, not agreement. Once, for the latest packet. */
export async function acknowledgePacket(
  ctx: Context,
  input: unknown,
): Promise<{ packetId: string }> {
  const { packetId, typedName, comment } = parseInput(AcknowledgePacket, input)
  return inTransaction(ctx, async (tx, inside) => {
    await lockForAnswer(inside, packetId)
    const { packet, facts } = await findPacket(inside, packetId)
    if (packet.acknowledgement && facts.isSelf) {
      throw new AppError('CONFLICT', 'You have acknowledged this packet already.')
    }
    authorize('packet.ack', facts, { readOp: 'packet.read' })
    if (packet.latestId !== packetId) {
      throw new AppError('CONFLICT', 'A newer packet was shared with you. Acknowledge that one.')
    }
    const { count } = await tx.participant.updateMany({
      where: { id: packet.participantId, version: packet.participantVersion, status: 'SHARED' },
      data: { status: 'ACKNOWLEDGED', version: { increment: 1 } },
    })
    if (count === 0) throw new AppError('CONFLICT', 'This packet is being revised at the moment.')
    await tx.packetAcknowledgement.create({ data: { packetId, typedName, comment, at: ctx.now } })
    await recordAnswer(inside, 'packet.ack', packet)
    return { packetId }
  })
}

/** The person answers the packet in writing, within 30 days of sharing and until it is archived. */
export async function replyToPacket(ctx: Context, input: unknown): Promise<{ replyId: string }> {
  const { packetId, body, idempotencyKey } = parseInput(ReplyToPacket, input)
  const request = { packetId, body }
  return inTransaction(ctx, (tx, inside) =>
    once(inside, { key: idempotencyKey, route: 'packet.reply', request }, async () => {
      await lockForAnswer(inside, packetId)
      const { packet, facts } = await findPacket(inside, packetId)
      if (facts.isSelf && !facts.conditions.replyInTime) refuseLate(packet)
      authorize('packet.reply', facts, { readOp: 'packet.read' })
      const { id: replyId } = await tx.packetReply.create({
        data: { packetId, body, at: ctx.now },
        select: { id: true },
      })
      await recordAnswer(inside, 'packet.reply', packet)
      return { replyId }
    }),
  )
}

// The order of every transition: cycle, then participant.
async function lockForAnswer(ctx: Context, packetId: string): Promise<void> {
  await ctx.db.$queryRaw`SELECT c.id FROM cycles c JOIN packets k ON k.cycle_id = c.id
    WHERE k.id = ${packetId}::uuid FOR SHARE OF c`
  await ctx.db.$queryRaw`SELECT p.id FROM participants p JOIN packets k ON k.participant_id = p.id
    WHERE k.id = ${packetId}::uuid FOR UPDATE OF p`
}

function refuseLate({ sharedAt, payload }: StoredPacket): never {
  const until = dayInWords(localDay(repliesUntil(sharedAt), payload.cycle.timeZone))
  throw new AppError('FORBIDDEN', `Replies closed on ${until}, ${REPLY_DAYS} days after sharing.`)
}

async function recordAnswer(ctx: Context, action: string, packet: StoredPacket): Promise<void> {
  await recordAudit(ctx, {
    action,
    objectType: 'packet',
    objectId: packet.id,
    subjectId: packet.subjectId,
    cycleId: packet.cycleId,
  })
}

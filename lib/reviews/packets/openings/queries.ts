import 'server-only'
import type { Context } from '@/lib/context'
import { dayInWords, dayOfDate } from '@/lib/cycles/local-day'
import { parseInput } from '@/lib/input'
import { authorize } from '@/lib/policy/decide'
import { findPacket } from '../access/queries'
import { PacketId } from '../schema'
import { openerWords } from './opening'

export type PacketOpening = { who: string; on: string }

/** For the person: in which role, and on which day, others opened the packet. Newest first. */
export async function listPacketOpenings(ctx: Context, input: unknown): Promise<PacketOpening[]> {
  const { packetId } = parseInput(PacketId, input)
  const { facts } = await findPacket(ctx, packetId)
  authorize('audit.read', facts, { readOp: 'packet.read' })
  return openingsOf(ctx, packetId)
}

/** The same for a caller that has asked the policy. */
export async function openingsOf(ctx: Context, packetId: string): Promise<PacketOpening[]> {
  const rows = await ctx.db.$queryRaw<{ relation: string; on: Date }[]>`
    SELECT DISTINCT relation, "on" FROM packet_views
    WHERE packet_id = ${packetId}::uuid AND relation <> 'subj'
    ORDER BY "on" DESC, relation LIMIT 100`
  return rows.map(({ relation, on }) => ({
    who: openerWords(relation),
    on: dayInWords(dayOfDate(on)),
  }))
}

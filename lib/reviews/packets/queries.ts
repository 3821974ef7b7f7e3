import 'server-only'
import { recordReading } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { dayInWords, type LocalDay, localDay } from '@/lib/cycles/local-day'
import { type ActingAs, actingAs } from '@/lib/cycles/standing/acting-as'
import { parseInput } from '@/lib/input'
import { authorize, decide } from '@/lib/policy/decide'
import type { PacketPayload } from '../body'
import { andList } from '../tasks/reader-words'
import { repliesUntil } from './access/packet-facts'
import { findPacket, type StoredPacket } from './access/queries'
import { packetReaders } from './audience'
import { recordOpening } from './openings/commands'
import {
  isNewOpening,
  openingsInWords,
  type PacketOpening,
  type ReaderRelation,
  readerRelation,
} from './openings/opening'
import { type PacketReading, readPacket } from './reading'
import { PacketId } from './schema'

/** The first lines of a packet: whom and what it is about. */
export type PacketHead = {
  subjectName: string
  managerName: string | null
  cycleName: string
  period: string
  level: string
  nextLevel: string | null
  team: string
}

export type PacketView = {
  id: string
  head: PacketHead
  reading: PacketReading
  omissions: string[]
  sharedOn: string
  sharedBy: string
  revision: number
  latestId: string
  isBeingRevised: boolean
  reader: ReaderRelation
  /** Null where reading it is the actor's ordinary work. */
  actingAs: ActingAs | null
  acknowledgement: { typedName: string; comment: string; on: string } | null
  replies: { id: string; body: string; on: string }[]
  repliesUntil: string
  /** For the person only: who opened it, by role and day. */
  openings: PacketOpening[]
  /** For the person only: whoever reads what they answer. */
  answersReadBy: string
  can: { acknowledge: boolean; reply: boolean; print: boolean }
}

export type PacketEntry = {
  id: string
  cycleName: string
  sharedOn: string
  sharedBy: string
  isAcknowledged: boolean
}

/** One packet to read. That it was opened is noted, for the person to see. */
export async function getPacket(ctx: Context, input: unknown): Promise<PacketView> {
  const { packetId } = parseInput(PacketId, input)
  const { packet, facts, standing } = await findPacket(ctx, packetId)
  authorize('packet.read', facts)
  const as = standing && actingAs({ actor: ctx.actor, standing }, 'packet.read', facts)
  const reader = readerRelation(facts.relations)
  const inZone = (instant: Date) => localDay(instant, packet.payload.cycle.timeZone)
  const today = inZone(ctx.now)
  if (isNewOpening({ relation: reader, lastOn: packet.lastOpenedOn, today })) {
    await recordOpening(ctx, { packetId, relation: reader, on: today })
  }
  await recordReading(ctx, {
    action: 'packet.read',
    objectType: 'packet',
    objectId: packetId,
    subjectId: packet.subjectId,
    cycleId: packet.cycleId,
    capacity: as?.capacity ?? null,
  })
  const isLatest = packet.latestId === packet.id
  return {
    ...document(packet, inZone),
    reader,
    actingAs: as,
    openings: openingsInWords(packet.openings ?? []),
    answersReadBy: reader === 'subj' ? answersReadBy(packet) : '',
    can: {
      acknowledge: isLatest && !packet.acknowledgement && decide('packet.ack', facts).allow,
      reply: decide('packet.reply', facts).allow,
      print: decide('packet.exportPdf', facts).allow,
    },
  }
}

function answersReadBy({ payload, skipVisible }: StoredPacket): string {
  const names = {
    ...{ voice: 'subject' as const, subjectName: payload.subject.name },
    ...{ managerName: payload.manager?.name ?? null, skipName: null },
  }
  return andList(packetReaders({ skipVisible, names }))
}

/** The latest packet of each cycle that was shared with the signed-in person, newest first. */
export async function listMyPackets(ctx: Context): Promise<PacketEntry[]> {
  const rows = await ctx.db.$queryRaw<EntryRow[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (k.participant_id) k.id, k.payload -> 'cycle' ->> 'name' AS cycle_name,
        k.payload -> 'cycle' ->> 'timeZone' AS time_zone, k.shared_at, b.name AS shared_by,
        EXISTS (SELECT 1 FROM packet_acknowledgements a WHERE a.packet_id = k.id) AS is_acknowledged
      FROM packets k JOIN people b ON b.id = k.shared_by_id
      WHERE k.subject_id = ${ctx.actor.id}::uuid
      ORDER BY k.participant_id, k.revision DESC) latest
    ORDER BY shared_at DESC LIMIT 50`
  return rows.map((row) => ({
    id: row.id,
    cycleName: row.cycle_name,
    sharedOn: dayInWords(localDay(row.shared_at, row.time_zone)),
    sharedBy: row.shared_by,
    isAcknowledged: row.is_acknowledged,
  }))
}

type EntryRow = {
  id: string
  cycle_name: string
  time_zone: string
  shared_at: Date
  shared_by: string
  is_acknowledged: boolean
}

/** What stands above every packet, shared or in the making. */
export function headOf(payload: PacketPayload): PacketHead {
  const { cycle, subject, manager, level, nextLevel } = payload
  return {
    subjectName: subject.name,
    managerName: manager?.name ?? null,
    cycleName: cycle.name,
    period: `${dayInWords(cycle.periodStart)} to ${dayInWords(cycle.periodEnd)}`,
    level: level.title,
    nextLevel: nextLevel?.title ?? null,
    team: subject.teamName,
  }
}

function document(packet: StoredPacket, inZone: (instant: Date) => LocalDay) {
  const words = (instant: Date) => dayInWords(inZone(instant))
  const { payload, acknowledgement, replies } = packet
  return {
    id: packet.id,
    head: headOf(payload),
    reading: readPacket(payload),
    omissions: payload.omissions,
    sharedOn: words(packet.sharedAt),
    sharedBy: packet.sharedByName,
    revision: packet.revision,
    latestId: packet.latestId,
    isBeingRevised: !['SHARED', 'ACKNOWLEDGED', 'FINAL'].includes(packet.participantStatus),
    acknowledgement: acknowledgement
      ? {
          typedName: acknowledgement.typedName,
          comment: acknowledgement.comment,
          on: words(new Date(acknowledgement.at)),
        }
      : null,
    replies: (replies ?? []).map(({ id, body, at }) => ({ id, body, on: words(new Date(at)) })),
    repliesUntil: words(repliesUntil(packet.sharedAt)),
  }
}

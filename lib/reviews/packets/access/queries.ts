import 'server-only'
import type { Context } from '@/lib/context'
import type { LocalDay } from '@/lib/cycles/local-day'
import { getStanding, packetFacts, type Standing } from '@/lib/cycles/standing/queries'
import type { CycleState, ParticipantStatus } from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import type { Facts } from '@/lib/policy/decide'
import type { PacketPayload } from '../../body'
import type { Opening } from '../openings/opening'
import { packetConditions, sharedState } from './packet-facts'

export type StoredPacket = {
  id: string
  participantId: string
  cycleId: string
  subjectId: string
  revision: number
  payload: PacketPayload
  sharedById: string
  sharedByName: string
  sharedAt: Date
  participantStatus: ParticipantStatus
  participantVersion: number
  cycleState: CycleState
  skipVisible: boolean
  latestId: string
  acknowledgement: { typedName: string; comment: string; at: string } | null
  replies: { id: string; body: string; at: string }[] | null
  /** For the person only: in which relation, and on which day, others opened it. Newest first. */
  openings: Opening[] | null
  /** The actor's own last time. */
  lastOpenedOn: LocalDay | null
}

/** A packet with the facts for every decision about it; whoever calls this decides. */
export async function findPacket(
  ctx: Context,
  packetId: string,
): Promise<{ packet: StoredPacket; facts: Facts; standing: Standing | null }> {
  const packet = await loadPacket(ctx, packetId)
  const own = {
    state: sharedState(packet),
    conditions: packetConditions({
      sharedAt: packet.sharedAt,
      isSharedByActor: packet.sharedById === ctx.actor.id,
      now: ctx.now,
    }),
  }
  // The person's own path asks nothing about the reviews behind the packet.
  if (packet.subjectId === ctx.actor.id) {
    const facts = { ...own, relations: new Set(['subj'] as const), isSelf: true }
    return { packet, facts, standing: null }
  }
  const standing = await getStanding(ctx, packet.participantId)
  const facts = packetFacts(standing, own.conditions)
  return { packet, facts: { ...facts, state: own.state }, standing }
}

async function loadPacket(ctx: Context, packetId: string): Promise<StoredPacket> {
  const [packet] = await queryRows<StoredPacket>(ctx.db)`
    SELECT k.id, k.participant_id AS "participantId", k.cycle_id AS "cycleId",
      k.subject_id AS "subjectId", k.revision, k.payload, k.shared_by_id AS "sharedById",
      b.name AS "sharedByName", k.shared_at AS "sharedAt", p.status AS "participantStatus",
      p.version AS "participantVersion", c.state AS "cycleState", c.skip_visible AS "skipVisible",
      (SELECT id FROM packets l WHERE l.participant_id = k.participant_id
        ORDER BY l.revision DESC LIMIT 1) AS "latestId",
      (SELECT jsonb_build_object('typedName', a.typed_name, 'comment', a.comment, 'at', a.at)
        FROM packet_acknowledgements a WHERE a.packet_id = k.id) AS acknowledgement,
      (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'body', r.body, 'at', r.at) ORDER BY r.at, r.id)
        FROM packet_replies r WHERE r.packet_id = k.id) AS replies,
      (SELECT max("on")::text FROM packet_views v
        WHERE v.packet_id = k.id AND v.viewer_id = ${ctx.actor.id}::uuid) AS "lastOpenedOn",
      CASE WHEN k.subject_id = ${ctx.actor.id}::uuid THEN (
        SELECT jsonb_agg(to_jsonb(o)) FROM (
          SELECT DISTINCT relation, "on" FROM packet_views
          WHERE packet_id = k.id AND relation <> 'subj' ORDER BY "on" DESC, relation LIMIT 100) o
      ) END AS openings
    FROM packets k
    JOIN participants p ON p.id = k.participant_id
    JOIN cycles c ON c.id = k.cycle_id
    JOIN people b ON b.id = k.shared_by_id
    WHERE k.id = ${packetId}::uuid`
  if (!packet) throw new AppError('NOT_FOUND', 'There is no such packet.')
  return packet
}

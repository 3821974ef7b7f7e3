import 'server-only'
import type { Context } from '@/lib/context'
import { getStanding, packetFacts } from '@/lib/cycles/standing/queries'
import { decide } from '@/lib/policy/decide'
import { findPacket } from '@/lib/reviews/packets/access/queries'
import { mayAskSomebody } from '../commands'
import { type BreakglassView, listBreakglass } from '../queries'

export type OpenedCycle = {
  participantId: string
  cycleName: string
  /** What was handed in, open to the holder now. */
  isOpen: boolean
  packetId: string | null
}

export type BreakglassPage = {
  held: { grant: BreakglassView; cycles: OpenedCycle[] }[]
  others: BreakglassView[]
  can: { ask: boolean }
}

/** What the actor may read under break-glass now, and every grant that they may know of. */
export async function getBreakglassPage(ctx: Context): Promise<BreakglassPage> {
  const grants = await listBreakglass(ctx)
  const inForce = grants.filter(({ isOwn, isInForce }) => isOwn && isInForce)
  const held: BreakglassPage['held'] = []
  for (const grant of inForce) {
    held.push({ grant, cycles: await openedCycles(ctx, grant.subject.id) })
  }
  const others = grants.filter((grant) => !inForce.includes(grant))
  return { held, others, can: { ask: mayAskSomebody(ctx) } }
}

/** The cycles of a person with what of each the policy opens to the actor: the list beside the pages. */
export async function openedCycles(ctx: Context, personId: string): Promise<OpenedCycle[]> {
  const rows = await ctx.db.$queryRaw<{ id: string; name: string; packetId: string | null }[]>`
    SELECT t.id::text AS id, c.name, (SELECT k.id::text FROM packets k
      WHERE k.participant_id = t.id ORDER BY k.revision DESC LIMIT 1) AS "packetId"
    FROM participants t JOIN cycles c ON c.id = t.cycle_id
    WHERE t.person_id = ${personId}::uuid ORDER BY c.period_end DESC, t.id LIMIT 50`
  const found: OpenedCycle[] = []
  for (const { id, name, packetId } of rows) {
    const isOpen = decide('mgrReview.read', packetFacts(await getStanding(ctx, id))).allow
    const isPacketOpen = packetId !== null && (await mayReadPacket(ctx, packetId))
    if (!isOpen && !isPacketOpen) continue
    found.push({
      ...{ participantId: id, cycleName: name, isOpen },
      packetId: isPacketOpen ? packetId : null,
    })
  }
  return found
}

async function mayReadPacket(ctx: Context, packetId: string): Promise<boolean> {
  const { facts } = await findPacket(ctx, packetId)
  return decide('packet.read', facts).allow
}

import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import { type Context, inTransaction } from '@/lib/context'
import { actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, packetFacts, type Standing, withoutSeat } from '@/lib/cycles/standing/queries'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorize, decide, type Facts } from '@/lib/policy/decide'
import { RevealPeers } from '../../schema'
import { listHandedIn, withWriters } from '../queries'

export type PeerName = { submissionId: string; name: string }

/**
 * Tells an HR partner who wrote the confidential feedback about one person, this once: they have
 * confirmed that it is them and said why. Each name leaves a row, and so does the wish with the hash
 * of its reason; nothing else is kept.
 */
export async function revealPeerNames(ctx: Context, input: unknown): Promise<PeerName[]> {
  const { participantId, reason } = parseInput(RevealPeers, input)
  return inTransaction(ctx, async (_tx, inside) => {
    const standing = withoutSeat(await getStanding(inside, participantId))
    const facts = assertMayReveal(inside, standing)
    const peers = (await listHandedIn(inside, participantId)).filter(
      ({ direction }) => direction === 'PEER',
    )
    if (peers.length === 0) throw new AppError('CONFLICT', 'No peer has submitted anything.')
    await refuseWhileChanging(inside, participantId)
    const as = actingAs({ actor: inside.actor, standing }, 'peerAuthor.read', facts)
    await recordAudit(inside, {
      ...{ action: 'peerAuthor.reveal', objectType: 'participant', objectId: participantId },
      ...{ subjectId: standing.participant.personId, cycleId: standing.cycle.id },
      ...{ reason: 'written', after: { reason }, capacity: as?.capacity ?? null },
    })
    const named = await withWriters(inside, peers, 'written')
    return named.map(({ id, writer }) => ({ submissionId: id, name: writer?.name ?? 'Unknown' }))
  })
}

function assertMayReveal(ctx: Context, standing: Standing): Facts {
  const isConfidential = standing.cycle.peerVisibility === 'CONFIDENTIAL'
  const facts = packetFacts(standing, { confidentialSteppedUp: isConfidential })
  authorize('peerAuthor.read', facts, { readOp: 'peer.read' })
  // Who may know the names in any case needs no reason, and reads them beside the texts.
  const plain = packetFacts(standing)
  if (decide('peerAuthor.read', plain).allow) return plain
  assertSteppedUp(ctx.actor)
  return facts
}

// The texts are hidden then, and a name without its text says who it is that changes theirs.
async function refuseWhileChanging(ctx: Context, participantId: string): Promise<void> {
  const changing = await ctx.db.review.count({
    where: {
      ...{ participantId, direction: 'PEER', revision: { gt: 0 } },
      status: { in: ['NOT_STARTED', 'DRAFT'] },
    },
  })
  if (changing === 0) return
  throw new AppError('CONFLICT', 'A peer is changing theirs. Come back once it is submitted again.')
}

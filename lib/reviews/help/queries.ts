import 'server-only'
import { recordReading } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { inTransaction } from '@/lib/context'
import { localDay } from '@/lib/cycles/local-day'
import { actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, packetFacts, withoutSeat } from '@/lib/cycles/standing/queries'
import type { Direction } from '@/lib/db/generated/enums'
import { parseInput } from '@/lib/input'
import { authorize, decide } from '@/lib/policy/decide'
import type { PacketPayload, RatingEntry } from '../body'
import { recordOpening } from '../packets/openings/commands'
import { readerRelation } from '../packets/openings/opening'
import { ReviewRef } from '../schema'
import type { HandedIn } from '../submissions/handed-in'
import { getSubmissions } from '../submissions/queries'
import { getTask } from '../tasks/queries'
import { draftFacts, type Task } from '../tasks/task'

/** One text that helps to write: who wrote it, by section, and their ratings by item. */
export type HelpText = {
  id: string
  title: string
  sections: Record<string, string>
  ratings: Record<string, RatingEntry>
}

export type ReviewHelp = {
  texts: HelpText[]
  /** Why something that one might expect here is not. */
  hidden: string[]
  lastPacket: { id: string; cycleName: string; texts: { title: string; text: string }[] } | null
}

/** What may stand beside the writing: for managers the self-review and the peers, and the last packet. */
export async function getReviewHelp(ctx: Context, input: unknown): Promise<ReviewHelp> {
  const { reviewId } = parseInput(ReviewRef, input)
  return inTransaction(ctx, async (_tx, inside) => {
    const task = await getTask(inside, reviewId)
    authorize('draft.read', draftFacts(task, ctx.actor.id))
    const nothing = { texts: [], hidden: [], lastPacket: null }
    // A delegate has a pen and no eyes: not the notes of the manager, not what others wrote.
    if (task.direction === 'PEER' || task.direction === 'DELEGATE') return nothing
    const lastPacket = await findLastPacket(inside, task)
    if (task.direction === 'SELF') return { ...nothing, lastPacket }
    const standing = withoutSeat(await getStanding(inside, task.participantId))
    const facts = packetFacts(standing)
    const mayRead = (op: 'mgrReview.read' | 'self.read') => decide(op, facts).allow
    if (!mayRead('mgrReview.read') && !mayRead('self.read')) return { ...nothing, lastPacket }
    const { self, peers, delegates, hidden } = await getSubmissions(inside, {
      participantId: task.participantId,
    })
    const selfText = self ? [helpText(self, `${task.subject.name} (self-review)`)] : []
    if (!mayRead('mgrReview.read')) return { texts: selfText, hidden: [], lastPacket }
    const peerTexts = peers.map((peer, index) =>
      helpText(peer, `${peer.writer?.name ?? `Peer ${index + 1}`} (peer)`),
    )
    const missing = await listMissing(inside, task)
    const ownTexts = delegates.map((one) =>
      helpText(one, `${one.writer?.name ?? 'Somebody'} (for you)`),
    )
    return {
      texts: [...ownTexts, ...selfText, ...peerTexts],
      hidden: [...hidden, ...missing],
      lastPacket,
    }
  })
}

async function listMissing(ctx: Context, { participantId, subject }: Task): Promise<string[]> {
  const tasks = await ctx.db.review.findMany({
    where: { participantId, direction: { in: ['SELF', 'PEER'] } },
    select: { direction: true, revision: true },
  })
  const isMissing = (wanted: Direction) =>
    tasks.some(({ direction }) => direction === wanted) &&
    tasks.every(({ direction, revision }) => direction !== wanted || revision === 0)
  return [
    ...(isMissing('SELF') ? [`${subject.name} has not submitted a self-review yet.`] : []),
    ...(isMissing('PEER') ? ['No peer feedback has been submitted yet.'] : []),
  ]
}

function helpText({ id, body }: HandedIn, title: string): HelpText {
  const entries = Object.entries(body.sections)
  return {
    id,
    title,
    sections: Object.fromEntries(entries.map(([key, { text }]) => [key, text])),
    ratings: Object.assign({}, ...entries.map(([, { ratings }]) => ratings)),
  }
}

type LastPacketRow = { id: string; participant_id: string; payload: PacketPayload }

async function findLastPacket(
  ctx: Context,
  task: { subject: { id: string }; cycle: { id: string } },
): Promise<ReviewHelp['lastPacket']> {
  const [row] = await ctx.db.$queryRaw<LastPacketRow[]>`
    SELECT id, participant_id, payload FROM packets
    WHERE subject_id = ${task.subject.id}::uuid AND cycle_id <> ${task.cycle.id}::uuid
    ORDER BY shared_at DESC, revision DESC LIMIT 1`
  if (!row) return null
  const standing = await getStanding(ctx, row.participant_id)
  const facts = packetFacts(standing)
  if (!decide('packet.read', facts).allow) return null
  // Its words are read here as they are on its own page.
  await recordOpening(ctx, {
    packetId: row.id,
    relation: readerRelation(standing.relations),
    on: localDay(ctx.now, row.payload.cycle.timeZone),
  })
  const { personId: subjectId, cycleId } = standing.participant
  const capacity = actingAs({ actor: ctx.actor, standing }, 'packet.read', facts)?.capacity ?? null
  const about = { objectType: 'packet', objectId: row.id, subjectId, cycleId, capacity }
  await recordReading(ctx, { action: 'packet.read', ...about })
  const manager = row.payload.reviews.filter(({ direction }) => direction === 'manager')
  return {
    id: row.id,
    cycleName: row.payload.cycle.name,
    texts: manager.flatMap(({ author, sections }) =>
      sections
        .filter(({ key }) => key === 'summary')
        .map(({ text }) => ({ title: author ?? 'Manager', text })),
    ),
  }
}

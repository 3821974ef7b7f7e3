import 'server-only'
import { recordReading } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { actingAs } from '@/lib/cycles/standing/acting-as'
import {
  getStanding,
  packetFacts,
  reviewFacts,
  type Standing,
  withoutSeat,
} from '@/lib/cycles/standing/queries'
import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'
import { parseInput } from '@/lib/input'
import { authorize, decide } from '@/lib/policy/decide'
import type { SubmissionBody } from '../body'
import { ParticipantId } from '../packets/schema'
import { isReopened, type ReviewTask } from '../packets/share-findings'
import type { HandedIn } from './handed-in'

export type SubmissionsView = {
  self: HandedIn | null
  manager: HandedIn[]
  /** What somebody wrote for the manager; not part of the packet. */
  delegates: HandedIn[]
  peers: HandedIn[]
  /** What was handed in, or may be, and is not shown here, with the reason. */
  hidden: string[]
}

export const NAMES_HIDDEN = 'The names of peers are not open to you.'

type HandedInRow = {
  id: string
  direction: Direction
  rater_key: string
  revision: number
  body: SubmissionBody
  submitted_at: Date
  review_status: ReviewStatus | null
  writer_id: string | null
  writer_name: string | null
}

/** What was handed in about a participant, as far as the actor may read it before or after sharing. */
export async function getSubmissions(ctx: Context, input: unknown): Promise<SubmissionsView> {
  const { participantId } = parseInput(ParticipantId, input)
  const standing = withoutSeat(await getStanding(ctx, participantId))
  const facts = packetFacts(standing)
  // A former manager reads the self-review beside their own part, and nothing of their successor.
  if (standing.isSelf || !decide('self.read', facts).allow) authorize('mgrReview.read', facts)
  const tasks = await listReviewTasks(ctx, participantId)
  return (await readableSubmissions(ctx, standing, tasks)).readable
}

/** The same for a caller that has the standing at hand and has decided that the actor may come in. */
export async function readableSubmissions(
  ctx: Context,
  standing: Standing,
  tasks: readonly ReviewTask[],
): Promise<{ readable: SubmissionsView; all: HandedIn[] }> {
  const all = await listHandedIn(ctx, standing.participant.id)
  const mayRead = (op: 'self.read' | 'mgrReview.read', { review, direction }: HandedIn) =>
    review !== null &&
    decide(op, reviewFacts(standing, { ...review, direction }, ctx.actor.id)).allow
  const self = all.find(({ direction }) => direction === 'SELF') ?? null
  const manager = all.filter(({ direction }) => direction === 'MANAGER')
  const peers = await readablePeers(ctx, standing, { all, tasks })
  const hidden = [...peers.hidden]
  if (self && !mayRead('self.read', self)) hidden.push(selfHidden(standing))
  const readable = {
    self: self && mayRead('self.read', self) ? self : null,
    manager: manager
      .filter((one) => mayRead('mgrReview.read', one))
      .map((one) => (mayReadRatings(ctx, standing, one) ? one : withoutRatings(one))),
    delegates: all
      .filter(({ direction }) => direction === 'DELEGATE')
      .filter((one) => mayRead('mgrReview.read', one)),
    peers: peers.shown,
    hidden,
  }
  await noteReading(ctx, standing, readable)
  return { readable, all }
}

// The words of a manager review open to more people than its proposed ratings do (access.md section 4).
function mayReadRatings(
  ctx: Context,
  standing: Standing,
  { review, direction }: HandedIn,
): boolean {
  if (!review) return false
  const facts = reviewFacts(standing, { ...review, direction }, ctx.actor.id)
  return decide('ratingProposed.read', facts).allow
}

function withoutRatings(one: HandedIn): HandedIn {
  const sections = Object.entries(one.body.sections).map(([key, { text }]) => {
    return [key, { text, ratings: {} }] as const
  })
  return { ...one, body: { sections: Object.fromEntries(sections) } }
}

async function noteReading(
  ctx: Context,
  standing: Standing,
  { self, manager, delegates, peers }: SubmissionsView,
): Promise<void> {
  const ofOthers = [...manager, ...delegates].filter(({ writer }) => writer?.id !== ctx.actor.id)
  const read = [...(self ? [self] : []), ...ofOthers, ...peers]
  if (read.length === 0) return
  const { id: objectId, personId: subjectId, cycleId } = standing.participant
  const as = actingAs({ actor: ctx.actor, standing }, 'mgrReview.read', packetFacts(standing))
  const about = { subjectId, cycleId, capacity: as?.capacity ?? null }
  const action = 'submissions.read'
  await recordReading(ctx, { ...about, action, objectType: 'participant', objectId })
  if (as?.power !== 'breakglass') return
  for (const { id } of read) {
    await recordReading(ctx, {
      ...{ ...about, action: 'submission.read', objectType: 'submission', objectId: id },
    })
  }
}

/**
 * The last revision of everything handed in, whoever asks: the caller has asked the policy. What
 * was reopened is a draft again, so it is not among them; of peers that cannot be told.
 */
export async function listHandedIn(ctx: Context, participantId: string): Promise<HandedIn[]> {
  const rows = await ctx.db.$queryRaw<HandedInRow[]>`
    SELECT DISTINCT ON (s.direction, s.rater_key) s.id, s.direction, s.rater_key, s.revision, s.body,
      s.submitted_at, r.status AS review_status, a.id AS writer_id, a.name AS writer_name
    FROM submissions s
    LEFT JOIN reviews r ON r.id = s.review_id
    LEFT JOIN people a ON a.id = r.author_id
    WHERE s.participant_id = ${participantId}::uuid
      AND (s.review_id IS NULL OR r.status IN ('SUBMITTED', 'REOPEN_REQUESTED'))
    ORDER BY s.direction, s.rater_key, s.revision DESC, s.submitted_at DESC`
  return rows.map((row) => ({
    id: row.id,
    direction: row.direction,
    raterKey: row.rater_key,
    revision: row.revision,
    body: row.body,
    submittedAt: row.submitted_at,
    review:
      row.review_status && row.writer_id
        ? { status: row.review_status, authorId: row.writer_id }
        : null,
    writer: row.writer_id && row.writer_name ? { id: row.writer_id, name: row.writer_name } : null,
  }))
}

/** Every task about a participant, by its kind alone. */
export async function listReviewTasks(ctx: Context, participantId: string): Promise<ReviewTask[]> {
  return ctx.db.review.findMany({
    where: { participantId },
    select: { direction: true, status: true, revision: true },
  })
}

/** Adds the writers' names to peer feedback; each name that is read leaves an audit row. */
export async function withWriters(
  ctx: Context,
  peers: HandedIn[],
  reason: string,
): Promise<HandedIn[]> {
  if (peers.length === 0) return []
  const ids = peers.map(({ id }) => id)
  const rows = await ctx.db.$queryRaw<{ submission_id: string; id: string; name: string }[]>`
    SELECT s.id AS submission_id, p.id, p.name
    FROM unnest(${ids}::uuid[]) AS s(id)
    CROSS JOIN LATERAL (SELECT reveal_author(s.id, ${ctx.actor.id}::uuid, ${reason}) AS author OFFSET 0) w
    JOIN people p ON p.id = w.author`
  const writers = new Map(rows.map(({ submission_id, id, name }) => [submission_id, { id, name }]))
  return peers.map((peer) => ({ ...peer, writer: writers.get(peer.id) ?? null }))
}

async function readablePeers(
  ctx: Context,
  standing: Standing,
  { all, tasks }: { all: HandedIn[]; tasks: readonly ReviewTask[] },
): Promise<{ shown: HandedIn[]; hidden: string[] }> {
  const peers = all.filter(({ direction }) => direction === 'PEER')
  if (peers.length === 0) return { shown: [], hidden: [] }
  const facts = packetFacts(standing)
  if (!decide('peer.read', facts).allow) {
    return { shown: [], hidden: ['Peer feedback is not open to you at this stage.'] }
  }
  // Which one is being changed cannot be told without its writer, so all of them wait.
  if (tasks.some((task) => task.direction === 'PEER' && isReopened(task))) {
    return {
      shown: [],
      hidden: ['Peer feedback shows again once the peer who is changing theirs has submitted it.'],
    }
  }
  if (!decide('peerAuthor.read', facts).allow) {
    const sorted = [...peers].sort((a, b) => (a.raterKey < b.raterKey ? -1 : 1))
    return { shown: sorted, hidden: [NAMES_HIDDEN] }
  }
  return { shown: await withWriters(ctx, peers, 'reads peer feedback'), hidden: [] }
}

function selfHidden({ conditions }: Standing): string {
  return conditions.selfReviewNotBlind
    ? 'The self-review is not open to you at this stage.'
    : 'The self-review opens to you once you have submitted your own review.'
}

import 'server-only'
import type { Context } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { type ActingAs, actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, packetFacts, type Standing, withoutSeat } from '@/lib/cycles/standing/queries'
import { parseInput } from '@/lib/input'
import { authorize, decide, type Facts } from '@/lib/policy/decide'
import type { HandedIn } from '../../submissions/handed-in'
import { NAMES_HIDDEN, readableSubmissions } from '../../submissions/queries'
import { firstNameOf } from '../../team/figures'
import { getPacketFacts } from '../assembly/queries'
import { packetReaders } from '../audience'
import { buildPacket, type PacketFacts } from '../packet'
import { headOf, type PacketHead } from '../queries'
import { type PacketReading, readPacket, readSubmission, type SubmissionReading } from '../reading'
import { ParticipantId } from '../schema'
import { type ReviewTask, type ShareFinding, shareFindings } from '../share-findings'
import { handedInDigest, mayEverShare } from '../sharing'

export type SharePreview = {
  participantId: string
  subjectId: string
  firstName: string
  version: number
  /** Stands for exactly what is shown; sharing is refused when something else came in since. */
  digest: string
  head: PacketHead
  reading: PacketReading
  omissions: string[]
  submissions: ShownSubmission[]
  /** What is in the packet or was handed in, and is not shown to this reader. */
  hidden: string[]
  findings: ShareFinding[]
  /** Null where reading it is the actor's ordinary work. */
  actingAs: ActingAs | null
  /** Who will be able to read it from then on, in words. */
  audience: string[]
  sharedPacketId: string | null
  can: { share: boolean; giveReason: boolean; revealPeers: boolean }
}

export type ShownSubmission = SubmissionReading & { isPeer: boolean; hasEarlier: boolean }

/** The packet as it would be shared now, by the function that builds it, and what stands in the way. */
export async function getSharePreview(ctx: Context, input: unknown): Promise<SharePreview> {
  const { participantId } = parseInput(ParticipantId, input)
  const standing = withoutSeat(await getStanding(ctx, participantId))
  authorize('mgrReview.read', packetFacts(standing))
  const sharing = await getSharing(ctx, standing)
  const { readable, all } = await readableSubmissions(ctx, standing, sharing.tasks)
  const { self, manager, delegates, peers } = readable
  const shown = [...manager, ...delegates, ...peers, ...(self ? [self] : [])]
  const facts = await getPacketFacts(ctx, standing, withoutUnreadable(all, shown))
  const payload = buildPacket(facts)
  const standingFacts = packetFacts(standing)
  // What is still to come is progress, and not for everybody who reads what is there.
  const mayFollow = decide('progress.read', standingFacts).allow
  const revealPeers = readable.peers.length > 0 && mayReveal(standing)
  const findings = shareFindings({
    ...sharing,
    hasManagerReview: all.some(({ direction }) => direction === 'MANAGER'),
    subjectName: facts.subject.name,
  })
  return {
    participantId,
    subjectId: facts.subject.id,
    firstName: firstNameOf(facts.subject.name),
    version: standing.participant.version,
    digest: handedInDigest(all),
    head: headOf(payload),
    reading: readPacket(payload),
    omissions: decide('peer.read', standingFacts).allow ? payload.omissions : [],
    submissions: shownSubmissions(shown, asSeenBy(ctx, facts), standingFacts),
    hidden: revealPeers ? readable.hidden.filter(isStillTrue) : readable.hidden,
    findings: mayFollow ? findings : [],
    actingAs: actingAs({ actor: ctx.actor, standing }, 'mgrReview.read', standingFacts),
    audience: audienceOf({ ctx, standing, facts, skipName: sharing.skipName }),
    // One that is being revised is shared anew, so the earlier one does not stand in its place.
    sharedPacketId: isShared(standing) ? sharing.sharedPacketId : null,
    can: { ...abilities(standing, findings), revealPeers },
  }
}

// Beside the names that they can look up, it would not be.
const isStillTrue = (hidden: string) => hidden !== NAMES_HIDDEN

type Sharing = {
  tasks: ReviewTask[]
  skipName: string | null
  sharedPacketId: string | null
}

/** What sharing depends on besides the words: every task of the participant, dates and status. */
export async function getSharing(ctx: Context, standing: Standing) {
  const { participant, cycle, conditions } = standing
  const [row] = await ctx.db.$queryRaw<SharingRow[]>`
    SELECT
      (SELECT jsonb_agg(jsonb_build_object('direction', direction, 'status', status, 'revision', revision))
        FROM reviews WHERE participant_id = ${participant.id}::uuid) AS tasks,
      (SELECT p.name FROM org_closure o JOIN people p ON p.id = o.manager_id
        WHERE o.person_id = ${participant.personId}::uuid AND o.depth = 2) AS "skipName",
      (SELECT id FROM packets WHERE participant_id = ${participant.id}::uuid
        ORDER BY revision DESC LIMIT 1) AS "sharedPacketId"`
  return {
    tasks: row?.tasks ?? [],
    skipName: row?.skipName ?? null,
    sharedPacketId: row?.sharedPacketId ?? null,
    participantStatus: participant.status,
    cycleState: cycle.state,
    shareDateReached: conditions.shareDateReached ?? false,
    isInCalibration: packetFacts(standing).state === 'K',
    shareFrom: dayInWords(localDay(cycle.shareFromAt, cycle.timeZone)),
    isHr: isHrOnly(standing),
    hasSelf: cycle.hasSelf,
  }
}

type SharingRow = Omit<Sharing, 'tasks'> & { tasks: ReviewTask[] | null }

function isShared({ participant }: Standing): boolean {
  return ['SHARED', 'ACKNOWLEDGED', 'FINAL'].includes(participant.status)
}

function isHrOnly({ relations }: Standing): boolean {
  return relations.has('hr_in') && !relations.has('mgr')
}

// What the reader may not see keeps its place, so that nothing is said to be missing that is not.
function withoutUnreadable(all: HandedIn[], shown: HandedIn[]): HandedIn[] {
  const readable = new Map(shown.map((one) => [one.id, one]))
  return all.map((one) => readable.get(one.id) ?? { ...one, body: { sections: {} }, writer: null })
}

function abilities(
  standing: Standing,
  findings: ShareFinding[],
): Omit<SharePreview['can'], 'revealPeers'> {
  const isBlocked = findings.some(({ isBlocker }) => isBlocker)
  const facts = packetFacts(standing, { reasonGiven: true })
  return {
    share: mayEverShare(facts) && !isBlocked && decide('packet.share', facts).allow,
    giveReason: isHrOnly(standing),
  }
}

/** Whether confirming who they are, and a reason, would open to them who the peers are. */
function mayReveal(standing: Standing): boolean {
  const isConfidential = standing.cycle.peerVisibility === 'CONFIDENTIAL'
  const isOpen = (confidentialSteppedUp: boolean) =>
    decide('peerAuthor.read', packetFacts(standing, { confidentialSteppedUp })).allow
  return isConfidential && isOpen(true) && !isOpen(false)
}

function asSeenBy({ actor }: Context, facts: PacketFacts): PacketFacts {
  const { manager } = facts
  return manager?.id === actor.id ? { ...facts, manager: { ...manager, name: 'you' } } : facts
}

function shownSubmissions(shown: HandedIn[], words: PacketFacts, facts: Facts): ShownSubmission[] {
  const conditions = { ...facts.conditions, steppedUp: true }
  const mayReadEarlier = decide('history.read', { ...facts, conditions }).allow
  const unnamed = shown.filter(({ direction, writer }) => direction === 'PEER' && !writer)
  return shown.map((one) => {
    const reading = readSubmission(one, words)
    const number = unnamed.length > 1 ? unnamed.indexOf(one) + 1 : 0
    return {
      ...reading,
      title: number > 0 ? `${reading.title} ${number}` : reading.title,
      isPeer: one.direction === 'PEER',
      hasEarlier: mayReadEarlier && one.revision > 1,
    }
  })
}

function audienceOf({
  ctx,
  standing,
  facts,
  skipName,
}: {
  ctx: Context
  standing: Standing
  facts: PacketFacts
  skipName: string | null
}): string[] {
  const { subject, manager } = facts
  const voice = manager?.id === ctx.actor.id ? 'manager' : 'other'
  return packetReaders({
    skipVisible: standing.cycle.skipVisible && skipName !== null,
    names: { voice, subjectName: subject.name, managerName: manager?.name ?? null, skipName },
  })
}

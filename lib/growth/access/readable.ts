import type {
  CycleState,
  Direction,
  ParticipantStatus,
  PeerVisibility,
} from '@/lib/db/generated/enums'
import { packetState } from '@/lib/policy/artefact-state'
import { decide, type Facts } from '@/lib/policy/decide'
import type { Relation, RelationFacts } from '@/lib/policy/relations'
import { holdsOpenWindow, relationsOf } from '@/lib/policy/relations'
import { sharedState } from '@/lib/reviews/packets/access/packet-facts'
import type { Submitted, SubmittedCycle } from '../sources/queries'
import type { AnsweredCycle } from '../sources/ratings'

/** What decides how the actor stands to one participation of a person. */
export type Participation = {
  participantId: string
  cycleState: CycleState
  participantStatus: ParticipantStatus
  skipVisible: boolean
  blindSelf: boolean
  peerVisibility: PeerVisibility
  windows: RelationFacts['windows'] | null
  hasSubmitted: boolean
  hasShared: boolean
  hasManagerSubmitted: boolean
  isErased: boolean
}

export type LineFacts = Pick<
  RelationFacts,
  'actor' | 'subjectId' | 'subjectManagerId' | 'subjectSkipId' | 'chainDepth' | 'roles' | 'now'
>

/** What of one cycle the actor may read: each direction of what was handed in, and the packet. */
export type Readable = {
  directions: ReadonlySet<Direction>
  packet: boolean
  peerNames: boolean
}

/** How the actor stands to the person in no cycle in particular. */
export function lineRelations(line: LineFacts): ReadonlySet<Relation> {
  return relationsOf({
    ...line,
    windows: [],
    authoredInCycle: false,
    sharedInCycle: false,
    peerStatus: null,
  })
}

/**
 * The relations that growth is for, and so the goal that somebody chose; an author or former manager
 * keeps what they wrote, not this.
 */
export const GROWTH_READERS: readonly Relation[] = ['mgr', 'newmgr', 'skip', 'hr_in']

export function mayOpenGrowth(relations: Iterable<Relation>): boolean {
  return [...relations].some((relation) => GROWTH_READERS.includes(relation))
}

/** Whether being their HR partner is all that opens it, and not leading the person. */
export function opensAsPartner(relations: readonly Relation[]): boolean {
  const opening = GROWTH_READERS.filter((relation) => relations.includes(relation))
  return opening.length === 1 && opening[0] === 'hr_in'
}

export function relationsIn(line: LineFacts, participation: Participation): ReadonlySet<Relation> {
  return relationsOf({
    ...line,
    windows: participation.windows ?? [],
    authoredInCycle: participation.hasSubmitted,
    sharedInCycle: participation.hasShared,
    peerStatus: null,
  })
}

/**
 * What the policy opens of one cycle: proposed ratings (ratingProposed.read), peer feedback
 * (peer.read), the self-review (self.read), and what was shared (packet.read).
 */
export function readableIn(line: LineFacts, participation: Participation): Readable {
  const relations = relationsIn(line, participation)
  const state = {
    cycleState: participation.cycleState,
    participantStatus: participation.participantStatus,
    // Growth is for none of the calibrators, and for its readers an open session changes nothing.
    sessionState: null,
    erased: participation.isErased,
  }
  const facts: Facts = {
    relations,
    isSelf: false,
    state: packetState(state),
    conditions: {
      skipVisible: participation.skipVisible,
      selfReviewNotBlind: !participation.blindSelf || participation.hasManagerSubmitted,
      ownWindowOpen: holdsOpenWindow(participation.windows ?? [], line.actor?.id ?? ''),
      feedbackNotConfidential: participation.peerVisibility !== 'CONFIDENTIAL',
      sharedThisPacket: participation.hasShared,
    },
  }
  if (!mayOpenGrowth(relations)) {
    return { directions: new Set(), packet: false, peerNames: false }
  }
  const directions = new Set<Direction>()
  if (decide('ratingProposed.read', facts).allow) directions.add('MANAGER')
  if (decide('peer.read', facts).allow) directions.add('PEER')
  if (decide('self.read', facts).allow) directions.add('SELF')
  return {
    directions,
    packet:
      !participation.isErased &&
      decide('packet.read', { ...facts, state: sharedState(state) }).allow,
    peerNames:
      participation.peerVisibility === 'ATTRIBUTED' && decide('peerAuthor.read', facts).allow,
  }
}

/**
 * The cycle as the actor may know it: handed-in answers where the policy opens the ratings, filled
 * up from the packet where only that is open; null when neither is.
 */
export function readableCycle(
  { cycle, submissions }: SubmittedCycle,
  readable: Readable,
  shared: AnsweredCycle | undefined,
): AnsweredCycle | null {
  const packet = readable.packet ? shared : undefined
  if (!readable.directions.has('MANAGER')) return packet ?? null
  const open = submissions.filter((one) => isOpen(one, readable))
  const answers = open.flatMap((one) => one.answers)
  const filled = packet
    ? packet.answers.filter(
        ({ group }) =>
          (group === 'peer' && !readable.directions.has('PEER')) ||
          (group === 'self' && !readable.directions.has('SELF')),
      )
    : []
  return { ...cycle, answers: [...answers, ...filled] }
}

/** Why answers that were handed in are not in the numbers, in sentences. */
export function hiddenIn({ cycle, submissions }: SubmittedCycle, readable: Readable): string[] {
  const changing = submissions.filter(
    (one) => one.isBeingChanged && readable.directions.has(one.direction),
  )
  if (changing.length === 0) return []
  return [
    `Something handed in for ${cycle.label} was reopened and is being changed, so it does not count until it is submitted again.`,
  ]
}

function isOpen({ direction, isBeingChanged }: Submitted, { directions }: Readable): boolean {
  return directions.has(direction) && !isBeingChanged
}

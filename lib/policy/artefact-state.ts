/** The normalised states of one artefact, in the order of its life (access.md section 2). */
export const ARTEFACT_STATES = ['D', 'S', 'K', 'L', 'R', 'A', 'Z', 'E'] as const

/** D draft, S submitted, K in calibration, L locked, R shared, A acknowledged, Z archived, E erased. */
export type ArtefactState = (typeof ARTEFACT_STATES)[number]

export type SessionState = 'OPEN' | 'LOCKED' | 'PUBLISHED'

export type PacketFacts = {
  cycleState:
    | 'DRAFT'
    | 'SCHEDULED'
    | 'LAUNCHING'
    | 'NOMINATION'
    | 'SELF_AND_PEER'
    | 'MANAGER_WRITING'
    | 'CALIBRATION'
    | 'SHARING'
    | 'CLOSED'
    | 'ARCHIVED'
  participantStatus:
    | 'ACTIVE'
    | 'READY_TO_SHARE'
    | 'SHARED'
    | 'ACKNOWLEDGED'
    | 'FINAL'
    | 'EXCUSED'
    | 'PAUSED'
    | 'REMOVED'
  /** Of the calibration session that is about the subject; null without one. */
  sessionState: SessionState | null
  erased: boolean
}

export type ReviewFacts = PacketFacts & {
  reviewStatus:
    | 'NOT_STARTED'
    | 'DRAFT'
    | 'SUBMITTED'
    | 'REOPEN_REQUESTED'
    | 'DECLINED'
    | 'NOT_PROVIDED'
    | 'REMOVED'
}

/**
 * The state of one review for the policy: in go the stored facts, out comes one letter.
 * What was not handed in is a draft whatever the cycle does, so it stays with its author; a
 * request to reopen changes nothing until it is granted. Source: access.md section 2.
 */
export function artefactState(facts: ReviewFacts): ArtefactState {
  if (facts.erased) return 'E'
  if (!isHandedIn(facts.reviewStatus)) return 'D'
  return packetState(facts)
}

/**
 * The state of a packet, or of everything that was handed in about one person.
 * An archived cycle whose packet was never shared stays locked: archiving must not open to the
 * subject or a new manager what nobody shared. Source: access.md section 2 and its invariants.
 */
export function packetState(facts: PacketFacts): ArtefactState {
  if (facts.erased) return 'E'
  const isArchived = facts.cycleState === 'ARCHIVED'
  if (facts.participantStatus === 'SHARED') return isArchived ? 'Z' : 'R'
  if (facts.participantStatus === 'ACKNOWLEDGED' || facts.participantStatus === 'FINAL') {
    return isArchived ? 'Z' : 'A'
  }
  if (isArchived) return 'L'
  if (isInCalibration(facts) && !LEFT_OUT.includes(facts.participantStatus)) return 'K'
  if (facts.cycleState === 'SHARING' || facts.cycleState === 'CLOSED') return 'L'
  return facts.cycleState === 'CALIBRATION' && isOver(facts.sessionState) ? 'L' : 'S'
}

/**
 * Whether an open session reads what was handed in: from the deadline of the managers until it is
 * locked, also when sharing has begun for others meanwhile; the end of the cycle ends it too. Before
 * the deadline a session is only being prepared. Source: cycles.md, calibration session.
 */
export function isInCalibration({
  cycleState,
  sessionState,
}: Pick<PacketFacts, 'cycleState' | 'sessionState'>): boolean {
  return sessionState === 'OPEN' && CALIBRATING.includes(cycleState)
}

/** The stages in which an open session reads; the list filters use the same. */
export const CALIBRATING: readonly PacketFacts['cycleState'][] = ['CALIBRATION', 'SHARING']

// Whoever was taken out of the cycle is compared with nobody, so that their reviews open to no seat.
const LEFT_OUT: readonly PacketFacts['participantStatus'][] = ['EXCUSED', 'REMOVED']

function isOver(sessionState: PacketFacts['sessionState']): boolean {
  return sessionState === 'LOCKED' || sessionState === 'PUBLISHED'
}

function isHandedIn(status: ReviewFacts['reviewStatus']): boolean {
  return status === 'SUBMITTED' || status === 'REOPEN_REQUESTED'
}

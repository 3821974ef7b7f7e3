/** The normalised states of one artefact, in the order of its life (access.md section 2). */
export const ARTEFACT_STATES = ['D', 'S', 'K', 'L', 'R', 'A', 'Z', 'E'] as const

/** D draft, S submitted, K in calibration, L locked, R shared, A acknowledged, Z archived, E erased. */
export type ArtefactState = (typeof ARTEFACT_STATES)[number]

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
  /** A calibration session that contains the subject is open. */
  calibrationOpen: boolean
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
  if (facts.calibrationOpen) return 'K'
  return facts.cycleState === 'SHARING' || facts.cycleState === 'CLOSED' ? 'L' : 'S'
}

function isHandedIn(status: ReviewFacts['reviewStatus']): boolean {
  return status === 'SUBMITTED' || status === 'REOPEN_REQUESTED'
}

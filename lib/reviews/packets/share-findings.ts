import type {
  CycleState,
  Direction,
  ParticipantStatus,
  ReviewStatus,
} from '@/lib/db/generated/enums'

/** A task as far as sharing asks about it; it does not say whose it is. */
export type ReviewTask = {
  direction: Direction
  status: ReviewStatus
  revision: number
}

export type ShareFacts = {
  participantStatus: ParticipantStatus
  cycleState: CycleState
  shareDateReached: boolean
  /** A calibration session that is about the person is open. */
  isInCalibration: boolean
  /** The day from which packets may be shared, in words. */
  shareFrom: string
  tasks: ReviewTask[]
  hasManagerReview: boolean
  hasSelf: boolean
  /** An HR partner shares, with a reason, also before the share date and after the close. */
  isHr: boolean
  subjectName: string
}

/** What speaks against sharing: a blocker must be settled first, the rest is only worth knowing. */
export type ShareFinding = { isBlocker: boolean; text: string }

/** Everything that stands in the way of sharing one packet, and what the reader should know. */
export function shareFindings(facts: ShareFacts): ShareFinding[] {
  const outside = participationProblem(facts)
  if (outside) return [{ isBlocker: true, text: outside }]
  const blockers = [
    managerReviewProblem(facts),
    reopenedProblem(facts),
    dateProblem(facts),
    calibrationProblem(facts),
  ]
  return [
    ...blockers.flatMap((text) => (text ? { isBlocker: true, text } : [])),
    ...worthKnowing(facts).map((text) => ({ isBlocker: false, text })),
  ]
}

/** A draft again. Nothing waits for what a delegate writes: it is not part of the packet. */
export function isReopened({ direction, status, revision }: ReviewTask): boolean {
  return (
    direction !== 'DELEGATE' && revision > 0 && (status === 'DRAFT' || status === 'NOT_STARTED')
  )
}

function participationProblem({ participantStatus, subjectName }: ShareFacts): string | null {
  if (['EXCUSED', 'PAUSED', 'REMOVED'].includes(participantStatus)) {
    return `${subjectName} does not take part in this cycle at the moment.`
  }
  if (['SHARED', 'ACKNOWLEDGED', 'FINAL'].includes(participantStatus)) {
    return 'This packet has been shared already.'
  }
  return null
}

function managerReviewProblem({ tasks, hasManagerReview }: ShareFacts): string | null {
  if (hasManagerReview) return null
  const isSettled = tasks.some(
    ({ direction, status }) => direction === 'MANAGER' && status === 'NOT_PROVIDED',
  )
  return isSettled ? null : 'The manager review has not been submitted yet.'
}

function reopenedProblem({ tasks }: ShareFacts): string | null {
  if (!tasks.some(isReopened)) return null
  return 'A review was reopened and has not been submitted again. Sharing waits for it.'
}

function dateProblem(facts: ShareFacts): string | null {
  const { cycleState, shareDateReached, shareFrom, isHr } = facts
  if (isHr && (cycleState === 'SHARING' || cycleState === 'CLOSED')) return null
  if (cycleState === 'CLOSED' || cycleState === 'ARCHIVED') return 'The cycle is closed.'
  if (!shareDateReached) return `Packets can be shared from ${shareFrom}.`
  if (cycleState !== 'SHARING') return 'The cycle has not reached its sharing stage yet.'
  return null
}

function calibrationProblem({ isInCalibration }: ShareFacts): string | null {
  if (!isInCalibration) return null
  return 'A calibration session is open for this person. Sharing waits until it is locked.'
}

function worthKnowing({ tasks, hasSelf, subjectName }: ShareFacts): string[] {
  const isIn = ({ status }: ReviewTask) => status === 'SUBMITTED' || status === 'REOPEN_REQUESTED'
  const isOpen = ({ status }: ReviewTask) => status === 'NOT_STARTED' || status === 'DRAFT'
  const self = tasks.find(({ direction }) => direction === 'SELF')
  const openPeers = tasks.filter((review) => review.direction === 'PEER' && isOpen(review))
  const words: string[] = []
  if (hasSelf && !(self && isIn(self))) {
    words.push(`${subjectName} has not submitted a self-review. You may share all the same.`)
  }
  if (openPeers.length > 0) {
    words.push('Some peer feedback is still being written. It will not be part of this packet.')
  }
  return words
}

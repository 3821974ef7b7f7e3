import type { CycleState, ReviewStatus } from '@/lib/db/generated/enums'

/** Where the review of one report stands for whoever leads them; the database works it out. */
export type TeamStage =
  | 'to_share'
  | 'to_write'
  | 'reopened'
  | 'written'
  | 'shared'
  | 'acknowledged'
  | 'closed'
  | 'excused'
  | 'hidden'
  | 'none'

const REVIEW_WORDS: Record<ReviewStatus, string> = {
  NOT_STARTED: 'Not started',
  DRAFT: 'In progress',
  SUBMITTED: 'Submitted',
  REOPEN_REQUESTED: 'Submitted',
  DECLINED: 'Declined',
  NOT_PROVIDED: 'Not provided',
  REMOVED: 'Removed',
}

export function reviewWord(status: ReviewStatus | null): string {
  return status ? REVIEW_WORDS[status] : 'Not asked'
}

const STAGE_WORDS: Record<TeamStage, string> = {
  to_share: 'Ready to share',
  to_write: 'To write',
  reopened: 'Reopened',
  written: 'Submitted',
  shared: 'Shared',
  acknowledged: 'Acknowledged',
  closed: 'Closed',
  excused: 'Excused',
  hidden: 'Not open to you',
  none: 'Not in this cycle',
}

export function stageWord(stage: TeamStage): string {
  return STAGE_WORDS[stage]
}

/**
 * How far the peers are. Counts are for the manager who chose them; where writers are promised to
 * stay unknown, and for everybody else, a word has to do.
 */
export function peersWord({
  asked,
  submitted,
  isCounted,
}: {
  asked: number
  submitted: number
  isCounted: boolean
}): string {
  if (asked === 0) return 'Nobody asked'
  if (isCounted) return `${submitted} of ${asked}`
  if (submitted === 0) return 'Not started'
  return submitted < asked ? 'In progress' : 'Complete'
}

export type ActionFacts = {
  stage: TeamStage
  firstName: string
  participantId: string | null
  personId: string
  /** The review that the viewer writes about this person, if it is theirs to write. */
  ownReviewId: string | null
  ownStatus: ReviewStatus | null
  selfStatus: ReviewStatus | null
  cycleState: CycleState | null
  packetId: string | null
  isDirect: boolean
}

export type TeamAction = { label: string; href: string }

/** The one thing to do next about a report, with where it is done. */
export function nextAction(facts: ActionFacts): TeamAction | null {
  const { stage, firstName, participantId, packetId } = facts
  const preview = participantId ? `/reviews/share/${participantId}` : null
  if (packetId) return { label: 'Read the packet', href: `/reviews/packets/${packetId}` }
  if (!preview || stage === 'hidden' || stage === 'none' || stage === 'excused') return null
  if (stage === 'to_write') return writingAction(facts)
  if (!facts.isDirect) return { label: 'Read what is in', href: preview }
  if (stage === 'to_share') return { label: `Share with ${firstName}`, href: preview }
  return { label: 'See the packet', href: preview }
}

function writingAction(facts: ActionFacts): TeamAction | null {
  const { ownReviewId, ownStatus, selfStatus, cycleState, participantId } = facts
  if (!ownReviewId) {
    return facts.isDirect
      ? null
      : { label: 'Read what is in', href: `/reviews/share/${participantId}` }
  }
  const href = `/reviews/${ownReviewId}`
  if (ownStatus === 'DRAFT') return { label: 'Go on writing', href }
  const isSelfOpen = selfStatus === 'NOT_STARTED' || selfStatus === 'DRAFT'
  if (isSelfOpen && cycleState === 'SELF_AND_PEER')
    return { label: 'Wait for the self-review', href }
  return { label: 'Write the review', href }
}

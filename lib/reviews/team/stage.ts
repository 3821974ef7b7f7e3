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
  participantId: string | null
  /** The review that the viewer writes about this person, if it is theirs to write. */
  ownReviewId: string | null
  ownStatus: ReviewStatus | null
  selfStatus: ReviewStatus | null
  cycleState: CycleState | null
  packetId: string | null
  isDirect: boolean
}

/** What to do next about a report; `id` is of the packet, the review or the participant it leads to. */
export type TeamAction = { kind: ActionKind; id: string }

export type ActionKind = 'packet' | 'share' | 'see' | 'read' | 'write' | 'continue' | 'wait'

const ACTIONS: Record<ActionKind, { label: string; path: string }> = {
  packet: { label: 'Read the packet', path: '/reviews/packets/' },
  share: { label: 'Share with', path: '/reviews/share/' },
  see: { label: 'See the packet', path: '/reviews/share/' },
  read: { label: 'Read what is in', path: '/reviews/share/' },
  write: { label: 'Write the review', path: '/reviews/' },
  continue: { label: 'Go on writing', path: '/reviews/' },
  wait: { label: 'Wait for the self-review', path: '/reviews/' },
}

/** The one thing to do next about a report. */
export function nextAction(facts: ActionFacts): TeamAction | null {
  const { stage, participantId, packetId } = facts
  if (packetId) return { kind: 'packet', id: packetId }
  if (!participantId || stage === 'hidden' || stage === 'none' || stage === 'excused') return null
  if (stage === 'to_write') return writingAction(facts, participantId)
  if (!facts.isDirect) return { kind: 'read', id: participantId }
  return { kind: stage === 'to_share' ? 'share' : 'see', id: participantId }
}

export function actionLabel({ kind }: TeamAction, firstName: string): string {
  const { label } = ACTIONS[kind]
  return kind === 'share' ? `${label} ${firstName}` : label
}

export function actionHref({ kind, id }: TeamAction): string {
  return ACTIONS[kind].path + id
}

function writingAction(facts: ActionFacts, participantId: string): TeamAction | null {
  const { ownReviewId, ownStatus, selfStatus, cycleState } = facts
  if (!ownReviewId) return facts.isDirect ? null : { kind: 'read', id: participantId }
  if (ownStatus === 'DRAFT') return { kind: 'continue', id: ownReviewId }
  const isSelfOpen = selfStatus === 'NOT_STARTED' || selfStatus === 'DRAFT'
  const waits = isSelfOpen && cycleState === 'SELF_AND_PEER'
  return { kind: waits ? 'wait' : 'write', id: ownReviewId }
}

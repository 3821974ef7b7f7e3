import { type Pen, penEndedBecause } from '@/lib/cycles/delegations/pen'
import { type CycleClock, dueAt, maySubmitNow, mayWriteNow, RUNNING } from '@/lib/cycles/timeline'
import type {
  Direction,
  ParticipantStatus,
  PeerVisibility,
  ReviewStatus,
} from '@/lib/db/generated/enums'
import { artefactState } from '@/lib/policy/artefact-state'
import type { Facts } from '@/lib/policy/decide'

/** The task of one writer, with what its cycle and its participant say about it. */
export type Task = {
  id: string
  participantId: string
  authorId: string
  direction: Direction
  status: ReviewStatus
  version: number
  revision: number
  reason: string | null
  submittedAt: Date | null
  subject: { id: string; name: string }
  participantStatus: ParticipantStatus
  levelKey: string
  nextLevelKey: string | null
  /** The author holds an open window as manager; always false for whoever writes as something else. */
  hasOpenWindow: boolean
  /** With what a delegate writes, or wrote; null for every other direction. */
  pen: Pen | null
  cycle: CycleClock & {
    id: string
    name: string
    timeZone: string
    ladderVersionId: string
    ratesNextLevel: boolean
    ratesExpectations: boolean
    peerVisibility: PeerVisibility
    skipVisible: boolean
    blindSelf: boolean
    hasCalibration: boolean
  }
  now: Date
}

/** The facts for decisions about the writer's own draft; they need no more than the task itself. */
export function draftFacts(task: Task, actorId: string): Facts {
  const isAuthor = task.authorId === actorId
  return {
    relations: new Set([isAuthor ? 'author' : 'stranger']),
    isSelf: task.subject.id === actorId,
    state: artefactState({
      cycleState: task.cycle.state,
      participantStatus: task.participantStatus,
      // A draft is one whatever a session does; what was handed in is the author's in every state.
      sessionState: null,
      erased: false,
      reviewStatus: task.status,
    }),
    conditions: {
      stageAcceptsWriting: mayWriteNow(task.cycle, task, task.now),
      relationOrWindowHeld: isAuthor && holdsTask(task),
      ownRow: isAuthor,
    },
  }
}

/** Why nothing can be written any more, as a sentence for the author; null while it can. */
export function closedBecause(task: Task): string | null {
  if (task.status === 'SUBMITTED' || task.status === 'REOPEN_REQUESTED') {
    return 'This review has been submitted.'
  }
  if (task.status === 'DECLINED') return 'You declined to write this feedback.'
  if (task.status === 'REMOVED') return 'You are no longer asked for this feedback.'
  if (task.status === 'NOT_PROVIDED') return 'The cycle was closed before this was submitted.'
  const ended = penGoneBecause(task)
  if (ended) return ended
  if (!holdsTask(task)) return 'You no longer write about this person in this cycle.'
  if (!mayWriteNow(task.cycle, task, task.now)) {
    return 'The time for writing this review is over.'
  }
  return null
}

/** Why a delegate has lost the pen while they could still be writing; null for everybody else. */
export function penGoneBecause({ direction, status, pen, cycle }: Task): string | null {
  const isUnfinished = status === 'NOT_STARTED' || status === 'DRAFT'
  if (direction !== 'DELEGATE' || !isUnfinished || pen?.isInForce) return null
  return pen
    ? penEndedBecause(pen, cycle.timeZone)
    : 'You no longer write about this person in this cycle.'
}

/** When it is expected; of a delegate never after the pen is gone. */
export function taskDueAt({
  direction,
  pen,
  cycle,
}: Pick<Task, 'direction' | 'pen' | 'cycle'>): Date {
  const due = dueAt(cycle, direction)
  return pen && pen.endsAt < due ? pen.endsAt : due
}

/** Why the review cannot be handed in at this time although it can be written; null when it can. */
export function notYetBecause(task: Task): string | null {
  if (maySubmitNow(task.cycle, task, task.now)) return null
  const isOfManager = task.direction === 'MANAGER' || task.direction === 'DELEGATE'
  return isOfManager && task.cycle.state === 'SELF_AND_PEER'
    ? 'Manager reviews can be submitted once self-reviews and peer feedback are due. You can write already.'
    : 'The time for submitting this review is over.'
}

/**
 * Whether the author may ask for a submitted review back: not once the packet is shared or the cycle
 * is over, and a self-review only until it is locked for sharing (access.md section 4).
 */
export function mayAskBack({ status, direction, participantStatus, cycle, pen }: Task): boolean {
  const isUnshared = participantStatus === 'ACTIVE' || participantStatus === 'READY_TO_SHARE'
  if (status !== 'SUBMITTED' || !isUnshared || !RUNNING.includes(cycle.state)) return false
  if (direction === 'DELEGATE') return pen?.isInForce ?? false
  return direction !== 'SELF' || cycle.state !== 'SHARING'
}

function holdsTask(task: Task): boolean {
  if (task.status !== 'NOT_STARTED' && task.status !== 'DRAFT') return false
  if (task.participantStatus === 'REMOVED' || task.participantStatus === 'EXCUSED') return false
  if (task.direction === 'DELEGATE') return task.pen?.isInForce ?? false
  return task.direction !== 'MANAGER' || task.hasOpenWindow
}

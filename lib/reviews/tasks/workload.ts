import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'

/** Minutes that writing one review takes, by experience: what people are told to plan for. */
export const MINUTES: Record<Direction, number> = {
  SELF: 45,
  PEER: 15,
  MANAGER: 120,
  DELEGATE: 60,
}

/** From this many open tasks on, asking a person for one more deserves a warning; it is never refused. */
export const HEAVY_LOAD = 5

/** The word for a status as its writer sees it. */
export function statusWord(status: ReviewStatus, revision: number): string {
  if (status === 'DRAFT' || status === 'NOT_STARTED') {
    if (revision > 0) return 'Reopened'
    return status === 'DRAFT' ? 'Draft' : 'Not started'
  }
  return STATUS_WORDS[status]
}

const STATUS_WORDS: Record<Exclude<ReviewStatus, 'DRAFT' | 'NOT_STARTED'>, string> = {
  SUBMITTED: 'Submitted',
  REOPEN_REQUESTED: 'Reopening asked',
  DECLINED: 'Declined',
  NOT_PROVIDED: 'Not provided',
  REMOVED: 'Removed',
}

/** What is to be written, as a title: "Review of Sam Lindqvist"; `forName` is whose pen a delegate has. */
export function taskTitle(
  direction: Direction,
  subjectName: string,
  forName: string | null = null,
): string {
  if (direction === 'SELF') return 'Your self-review'
  if (direction === 'PEER') return `Feedback for ${subjectName}`
  if (direction === 'MANAGER') return `Review of ${subjectName}`
  return `Writing for ${forName ?? 'the manager'} about ${subjectName}`
}

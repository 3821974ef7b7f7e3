import type { CycleState, Direction } from '@/lib/db/generated/enums'

export type CycleDates = {
  launchAt: Date
  selfDueAt: Date
  peerDueAt: Date
  managerDueAt: Date
  shareFromAt: Date
  closeAt: Date
}
export type CycleClock = CycleDates & { state: CycleState; graceDays: number }

const DAY = 86_400_000
const WRITING: readonly CycleState[] = [
  'SELF_AND_PEER',
  'MANAGER_WRITING',
  'CALIBRATION',
  'SHARING',
]

/** When a review of this direction is expected. */
export function dueAt(dates: CycleDates, direction: Direction): Date {
  if (direction === 'SELF') return dates.selfDueAt
  return direction === 'PEER' ? dates.peerDueAt : dates.managerDueAt
}

/**
 * Whether a review of this direction may be handed in. Self and peer: in their stage, and in any
 * later writing stage until the grace after their date is over. Manager, and who writes for them: from the manager
 * stage until the cycle closes, because a late review is better than none.
 */
export function acceptsSubmission(cycle: CycleClock, direction: Direction, now: Date): boolean {
  if (!WRITING.includes(cycle.state) || now >= cycle.closeAt) return false
  if (isOfManager(direction)) return cycle.state !== 'SELF_AND_PEER'
  if (cycle.state === 'SELF_AND_PEER') return true
  return now.getTime() < dueAt(cycle, direction).getTime() + cycle.graceDays * DAY
}

/** Whether a draft of this direction may be written; a manager may begin while others still write. */
export function acceptsWriting(cycle: CycleClock, direction: Direction, now: Date): boolean {
  if (isOfManager(direction) && cycle.state === 'SELF_AND_PEER') return now < cycle.closeAt
  return acceptsSubmission(cycle, direction, now)
}

type Expected = { direction: Direction; revision: number }

/**
 * The same of one review. What was handed in and given back has left the schedule (cycles.md): it may
 * be written and handed in again until the cycle closes, whatever the date it was first due.
 */
export function maySubmitNow(cycle: CycleClock, review: Expected, now: Date): boolean {
  return review.revision > 0
    ? WRITING.includes(cycle.state) && now < cycle.closeAt
    : acceptsSubmission(cycle, review.direction, now)
}

export function mayWriteNow(cycle: CycleClock, review: Expected, now: Date): boolean {
  return review.revision > 0
    ? maySubmitNow(cycle, review, now)
    : acceptsWriting(cycle, review.direction, now)
}

/** The manager's own review, or what a delegate writes for them. */
function isOfManager(direction: Direction): boolean {
  return direction === 'MANAGER' || direction === 'DELEGATE'
}

/**
 * The state a running cycle should be in by its dates, or null where no timer moves it.
 * Stages are passed one by one, so that each change leaves its own trace.
 */
export function nextStateByClock(
  cycle: CycleClock & { hasCalibration?: boolean },
  now: Date,
): CycleState | null {
  if (cycle.state === 'SCHEDULED' && now >= cycle.launchAt) return 'LAUNCHING'
  const lastOfFirst = Math.max(cycle.selfDueAt.getTime(), cycle.peerDueAt.getTime())
  if (cycle.state === 'SELF_AND_PEER' && now.getTime() >= lastOfFirst) return 'MANAGER_WRITING'
  if (cycle.state === 'CALIBRATION' && now >= cycle.shareFromAt) return 'SHARING'
  if (cycle.state !== 'MANAGER_WRITING') return null
  if (cycle.hasCalibration && now >= cycle.managerDueAt) return 'CALIBRATION'
  if (!cycle.hasCalibration && now >= cycle.shareFromAt) return 'SHARING'
  return null
}

/** The stages between launch and close, in which people write, share and read. */
export const RUNNING: readonly CycleState[] = ['NOMINATION', ...WRITING]

export function isBeforeLaunch(state: CycleState): boolean {
  return state === 'DRAFT' || state === 'SCHEDULED'
}

/** What is wrong with the order of the dates, field by field; empty when all is well. */
export function dateProblems(
  dates: CycleDates & { hasCalibration?: boolean },
): Partial<Record<keyof CycleDates, string>> {
  const problems: Partial<Record<keyof CycleDates, string>> = {}
  if (dates.selfDueAt <= dates.launchAt)
    problems.selfDueAt = 'Self-reviews must be due after the launch.'
  if (dates.peerDueAt <= dates.launchAt)
    problems.peerDueAt = 'Peer feedback must be due after the launch.'
  const lastOfFirst = dates.selfDueAt > dates.peerDueAt ? dates.selfDueAt : dates.peerDueAt
  if (dates.managerDueAt < lastOfFirst) {
    problems.managerDueAt = 'Manager reviews must be due after self-reviews and peer feedback.'
  }
  if (dates.shareFromAt < lastOfFirst) {
    problems.shareFromAt = 'Sharing can begin once self-reviews and peer feedback are due.'
  }
  // Days with a change of the clock are shorter, so half of one tells whether there is a day between.
  if (
    dates.hasCalibration &&
    dates.shareFromAt.getTime() < dates.managerDueAt.getTime() + DAY / 2
  ) {
    problems.shareFromAt =
      'With calibration, leave at least a day between the last one for manager reviews and the first one for sharing.'
  }
  if (dates.closeAt <= dates.managerDueAt || dates.closeAt <= dates.shareFromAt) {
    problems.closeAt = 'The cycle must close after manager reviews are due and sharing has begun.'
  }
  return problems
}

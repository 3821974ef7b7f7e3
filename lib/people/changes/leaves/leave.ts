import { addDays, dayInWords } from '@/lib/cycles/local-day'
import type { LeaveKind } from '@/lib/db/generated/enums'

/** What a leave is called. Why somebody is ill, or that they are, is nobody's business here. */
export const LEAVE_KINDS: Record<LeaveKind, string> = {
  PARENTAL: 'Parental leave',
  CARE: 'Leave to care for somebody',
  STUDY: 'Study leave',
  SABBATICAL: 'Sabbatical',
  SERVICE: 'Public service',
  OTHER: 'Other leave',
}

/** From the first day to the last, both away; without a last day it is not known yet. */
export type LeaveDays = { fromOn: string; lastOn: string | null }

const FURTHEST_DAYS = 5 * 366

/** What is wrong with the days of a leave beside the others of the same person, or null. */
export function leaveRefusal(
  leave: LeaveDays,
  {
    others,
    today,
    startedOn,
  }: { others: readonly LeaveDays[]; today: string; startedOn: string | null },
): string | null {
  if (leave.lastOn !== null && leave.lastOn < leave.fromOn) {
    return 'The last day is before the first. Turn them round.'
  }
  if (startedOn !== null && leave.fromOn < startedOn) {
    return `They started on ${dayInWords(startedOn)}. Choose that day or a later one.`
  }
  const [earliest, latest] = [addDays(today, -FURTHEST_DAYS), addDays(today, FURTHEST_DAYS)]
  if (leave.fromOn < earliest || (leave.lastOn ?? leave.fromOn) > latest) {
    return 'Choose days within five years of today.'
  }
  const clash = others.find((other) => overlaps(leave, other))
  return clash ? `It overlaps with the leave that begins on ${dayInWords(clash.fromOn)}.` : null
}

export function overlaps(a: LeaveDays, b: LeaveDays): boolean {
  const beginsInTime = b.lastOn === null || a.fromOn <= b.lastOn
  const endsInTime = a.lastOn === null || b.fromOn <= a.lastOn
  return beginsInTime && endsInTime
}

/** True on every day of the leave, the first and the last included. */
export function isAwayOn({ fromOn, lastOn }: LeaveDays, day: string): boolean {
  return fromOn <= day && (lastOn === null || day <= lastOn)
}

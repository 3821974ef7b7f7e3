import { dayEnd, dayStart, type LocalDay, localDay } from './local-day'
import type { CycleDates } from './timeline'

/** The days of a cycle as an administrator writes them, meant in the cycle's own time zone. */
export type CycleDays = {
  launchOn: LocalDay
  selfDueOn: LocalDay
  peerDueOn: LocalDay
  managerDueOn: LocalDay
  shareFromOn: LocalDay
  closeOn: LocalDay
}

/** What begins on a day begins with it; what is due on a day may come until its last second. */
export function instantsOf(days: CycleDays, timeZone: string): CycleDates {
  return {
    launchAt: dayStart(days.launchOn, timeZone),
    selfDueAt: dayEnd(days.selfDueOn, timeZone),
    peerDueAt: dayEnd(days.peerDueOn, timeZone),
    managerDueAt: dayEnd(days.managerDueOn, timeZone),
    shareFromAt: dayStart(days.shareFromOn, timeZone),
    closeAt: dayEnd(days.closeOn, timeZone),
  }
}

/** The same instants read back as days of the zone. */
export function daysOf(dates: CycleDates, timeZone: string): CycleDays {
  return {
    launchOn: localDay(dates.launchAt, timeZone),
    selfDueOn: localDay(dates.selfDueAt, timeZone),
    peerDueOn: localDay(dates.peerDueAt, timeZone),
    managerDueOn: localDay(dates.managerDueAt, timeZone),
    shareFromOn: localDay(dates.shareFromAt, timeZone),
    closeOn: localDay(dates.closeAt, timeZone),
  }
}

/** Problems of instants, told at the fields in which the days were written. */
export function asDayFields(
  problems: Partial<Record<keyof CycleDates, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).map(([field, message]) => [field.replace(/At$/, 'On'), message]),
  )
}

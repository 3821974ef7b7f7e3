/** A calendar day as people write it, such as 2026-03-12. */
export type LocalDay = string

const HOUR = 3_600_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const formats = new Map<string, Intl.DateTimeFormat>()
// A list asks for few days many times: each row for the same due day, and for today.
const days = new Map<string, LocalDay>()
const MOST_KEPT = 1_000

/** The day that it is at an instant in a time zone. */
export function localDay(instant: Date, timeZone: string): LocalDay {
  if (timeZone === 'UTC') return dayOfDate(instant)
  const key = `${instant.getTime()} ${timeZone}`
  const known = days.get(key)
  if (known) return known
  const day = formatFor(timeZone).format(instant)
  if (days.size === MOST_KEPT) days.clear()
  days.set(key, day)
  return day
}

/**
 * The first instant of a day in a time zone, also where clocks skip midnight. No zone is further
 * than 15 hours from UTC, so the turn of the day is looked for within that.
 */
export function dayStart(day: LocalDay, timeZone: string): Date {
  const midnight = utcMidnight(day)
  let before = midnight - 15 * HOUR
  let after = midnight + 15 * HOUR
  while (after - before > 1_000) {
    const middle = before + Math.floor((after - before) / 2_000) * 1_000
    if (localDay(new Date(middle), timeZone) < day) before = middle
    else after = middle
  }
  return new Date(after)
}

/** The last second of a day in a time zone: 23:59:59, whether the day has 23, 24 or 25 hours. */
export function dayEnd(day: LocalDay, timeZone: string): Date {
  return new Date(dayStart(addDays(day, 1), timeZone).getTime() - 1_000)
}

export function addDays(day: LocalDay, days: number): LocalDay {
  return new Date(utcMidnight(day) + days * 24 * HOUR).toISOString().slice(0, 10)
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return Math.round((utcMidnight(to) - utcMidnight(from)) / (24 * HOUR))
}

/** The same for two instants, by the days of UTC. */
export function daysApart(from: Date, to: Date): number {
  return Math.floor(to.getTime() / (24 * HOUR)) - Math.floor(from.getTime() / (24 * HOUR))
}

/** How far a day is from another, as one says it: tomorrow, in 5 days, 2 days ago. */
export function distanceInWords(from: LocalDay, to: LocalDay): string {
  const days = daysBetween(from, to)
  if (days === 0) return 'today'
  if (Math.abs(days) === 1) return days > 0 ? 'tomorrow' : 'yesterday'
  return days > 0 ? `in ${days} days` : `${-days} days ago`
}

/** A day in words: 12 Mar 2026. */
export function dayInWords(day: LocalDay): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`
}

/** An instant as the zone's clocks showed it: 12 Mar 2026, 14:05. */
export function instantInWords(instant: Date, timeZone: string): string {
  const [day = '', time = ''] = instant.toLocaleString('sv-SE', { timeZone }).split(' ')
  return `${dayInWords(day)}, ${time.slice(0, 5)}`
}

/** A day kept in a date column, which has no zone. */
export function dayOfDate(date: Date): LocalDay {
  return date.toISOString().slice(0, 10)
}

/** True for a day that exists, so not for 2026-02-30. */
export function isLocalDay(value: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === value
}

export function isTimeZone(value: string): boolean {
  try {
    formatFor(value)
    return value.length > 0
  } catch {
    return false
  }
}

function utcMidnight(day: LocalDay): number {
  return Date.parse(`${day}T00:00:00Z`)
}

// sv-SE writes days as ISO does; making a formatter is slow, so each zone has one.
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}

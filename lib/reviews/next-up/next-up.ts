import { dayInWords, daysBetween, type LocalDay } from '@/lib/cycles/local-day'

export type NextUpKind = 'write' | 'peers' | 'share' | 'acknowledge' | 'launch'

/** One thing to do, as plain values, because lists of them are sent to the browser. */
export type NextUp = {
  key: string
  kind: NextUpKind
  title: string
  cycleName: string
  /** "Not started", "Draft", "Reopened" and the like. */
  status: string
  minutes: number
  /** The same in words. */
  time: string
  href: string
  dueOn: LocalDay
  /** "due tomorrow", "3 days late", "due 12 Mar 2026". */
  due: string
  isLate: boolean
}

/** What the other duties take, in minutes; writing has its own figures. */
export const DUTY_MINUTES = { peers: 5, share: 10, acknowledge: 10, launch: 15 } as const

/** When something is due as people say it: near days by their distance, others by their date. */
export function dueWords(today: LocalDay, dueOn: LocalDay): { due: string; isLate: boolean } {
  const days = daysBetween(today, dueOn)
  if (days < -1) return { due: `${-days} days late`, isLate: true }
  if (days === -1) return { due: '1 day late', isLate: true }
  if (days === 0) return { due: 'due today', isLate: false }
  if (days === 1) return { due: 'due tomorrow', isLate: false }
  if (days <= 14) return { due: `due in ${days} days, ${dayInWords(dueOn)}`, isLate: false }
  return { due: `due ${dayInWords(dueOn)}`, isLate: false }
}

/** "45 minutes", "an hour", "9.5 hours". */
export function timeWords(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`
  const hours = Math.round(minutes / 30) / 2
  return hours === 1 ? 'an hour' : `${hours} hours`
}

const RANK: Record<NextUpKind, number> = { acknowledge: 0, share: 1, write: 2, peers: 3, launch: 4 }

/** By due day; on the same day what others wait for comes first. */
export function byDueDay(a: NextUp, b: NextUp): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return RANK[a.kind] - RANK[b.kind] || (a.title < b.title ? -1 : 1)
}

export type Strip = {
  cycleId: string
  name: string
  stateWord: string
  next: string
  milestones: { title: string; day: string; at: number; isPast: boolean }[]
  /** Where today is, 0..100 along the strip. */
  today: number
  todayInWords: string
}

/** The days of a cycle on a line from the first to the last, in percent, with today marked. */
export function stripOf(
  milestones: readonly { title: string; day: LocalDay }[],
  today: LocalDay,
): Pick<Strip, 'milestones' | 'today' | 'todayInWords'> {
  const first = milestones[0]?.day ?? today
  const last = milestones.at(-1)?.day ?? today
  const length = Math.max(1, daysBetween(first, last))
  const at = (day: LocalDay) =>
    Math.min(100, Math.max(0, Math.round((1000 * daysBetween(first, day)) / length) / 10))
  return {
    milestones: milestones.map(({ title, day }) => ({
      title,
      day: dayInWords(day),
      at: at(day),
      isPast: day < today,
    })),
    today: at(today),
    todayInWords: dayInWords(today),
  }
}

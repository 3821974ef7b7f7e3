/** How often something may happen within a minute, counted in this process. */
export type Pace = (key: string, now: Date) => { isTooFast: boolean; waitSeconds: number }

const MINUTE = 60_000
const MOST_KEYS = 10_000

/** Counts by the minute; the first of the next minute begins anew. */
export function paceOf(mostAMinute: number): Pace {
  const counts = new Map<string, { minute: number; count: number }>()
  return (key, now) => {
    const minute = Math.floor(now.getTime() / MINUTE)
    const known = counts.get(key)
    const count = known?.minute === minute ? known.count + 1 : 1
    if (counts.size > MOST_KEYS) counts.clear()
    counts.set(key, { minute, count })
    const waitSeconds = Math.ceil(((minute + 1) * MINUTE - now.getTime()) / 1_000)
    return { isTooFast: count > mostAMinute, waitSeconds }
  }
}

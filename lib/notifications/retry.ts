const MINUTE = 60_000
const GIVE_UP_AFTER = 24 * 60 * MINUTE

/** How long a sender may hold a message before another one takes it up. */
export const LEASE_SECONDS = 120

/**
 * When a message that could not be sent is tried again, or null to give up: a day after it was
 * written or given another day, or at once when the server says that it will never take it (5xx). The wait doubles from
 * a minute to a quarter of an hour.
 */
export function nextTry(message: {
  attempts: number
  waitsSince: Date
  isRefused: boolean
  now: Date
}): Date | null {
  const { attempts, waitsSince, isRefused, now } = message
  if (isRefused || now.getTime() - waitsSince.getTime() >= GIVE_UP_AFTER) return null
  const wait = Math.min(2 ** Math.max(0, attempts - 1), 15) * MINUTE
  return new Date(now.getTime() + wait)
}

import { env } from '@/lib/env'

/** After how long a session ends: unused, and whatever happens. Both by the clock of the database. */
export function sessionLimits(): { idleMinutes: number; maxHours: number } {
  return { idleMinutes: env.RUNG_SESSION_IDLE_MINUTES, maxHours: env.RUNG_SESSION_HOURS }
}

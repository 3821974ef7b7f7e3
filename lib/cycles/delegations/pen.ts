import type { Term } from '@/lib/policy/relations'
import { dayInWords, localDay } from '../local-day'

/** What somebody holds, or held, to write about a person for that person's manager. */
export type Pen = {
  id: string
  /** The manager whose pen it is. */
  forName: string
  endsAt: Date
  isRevoked: boolean
  isInForce: boolean
}

/** How an audit row names the delegation that something was written under. */
export function penCapacity(delegationId: string): string {
  return `deleg ${delegationId}`
}

/** The delegation that an audit row names; null for every other capacity. */
export function delegationOfCapacity(capacity: string): string | null {
  return /^deleg ([0-9a-f-]{36})$/.exec(capacity)?.[1] ?? null
}

/** The last day on which it can be written, where the cycle is. */
export function lastDayInWords(endsAt: Date, timeZone: string): string {
  return dayInWords(localDay(endsAt, timeZone))
}

/** The line on the page of whoever writes for somebody. */
export function penSays({ forName, endsAt }: Pen, timeZone: string): string {
  return `You write for ${forName} until ${lastDayInWords(endsAt, timeZone)}.`
}

/** Why it cannot be written with any more. */
export function penEndedBecause({ forName, endsAt, isRevoked }: Pen, timeZone: string): string {
  const ended = isRevoked
    ? `You no longer write for ${forName}: that was ended.`
    : `You no longer write for ${forName}: that ended on ${lastDayInWords(endsAt, timeZone)}.`
  return `${ended} What you wrote is kept, and only you can read it.`
}

export type HeldTerm = { startsAt: string; endsAt: string; isRevoked: boolean }

/** The terms behind `deleg`. What was taken back is gone at once, also for a request that began before. */
export function termsOf(held: readonly HeldTerm[] | null, now: Date): Term[] {
  return (held ?? []).map(({ startsAt, endsAt, isRevoked }) => ({
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    revokedAt: isRevoked ? now : null,
  }))
}

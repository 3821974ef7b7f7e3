export const MOST_HOURS = 4

/** Break-glass that the actor holds over a person at this moment. */
export type HeldBreakglass = { id: string; endsAt: Date; reason: string }

/** How an audit row names the grant that something was read under. */
export function breakglassCapacity(grantId: string): string {
  return `breakglass ${grantId}`
}

/** The grant that an audit row names; null for every other capacity. */
export function grantOfCapacity(capacity: string): string | null {
  return /^breakglass ([0-9a-f-]{36})$/.exec(capacity)?.[1] ?? null
}

/** The time of day at which it ends where the organisation is, such as 14:20. */
export function endInWords(endsAt: Date, timeZone: string): string {
  return endsAt.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
}

const FREE_TRIES = 5
const MAX_DELAY_SECONDS = 900
export const TRIES_PER_NETWORK = 60
export const WINDOW_MINUTES = 15

/** Links for a new password: so many for an address in an hour, so many wishes from a network in 15 minutes. */
export const RESETS_PER_ACCOUNT = 3
export const RESETS_PER_NETWORK = 20
export const RESET_WINDOW_MINUTES = 60

/** Whoever is signed in already has a count of their own: no stranger's guesses keep them from confirming. */
export function ownAccountKey(personId: string): string {
  return `own ${personId}`
}

/**
 * How long a person waits after failed tries: none for the first five, then 2, 4, 8 ... seconds,
 * at most 15 minutes. Never a lock, so that nobody can shut somebody else out for good.
 */
export function delaySeconds(failures: number): number {
  if (failures < FREE_TRIES) return 0
  return Math.min(MAX_DELAY_SECONDS, 2 ** (failures - FREE_TRIES + 1))
}

/** The network an address belongs to: /24 of IPv4, /48 of IPv6. */
export function networkOf(ip: string): string {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(ip)
  if (v4?.[1]) return v4[1]
  return groupsOf(ip).slice(0, 3).join(':') || 'unknown'
}

// Written out, because the two colons may stand within the part that makes the network.
function groupsOf(ip: string): string[] {
  const [before = '', after] = ip.split('::')
  if (after === undefined) return before.split(':')
  const groups = before === '' ? [] : before.split(':')
  return [...groups, ...Array.from({ length: 8 - groups.length }, () => '0')]
}

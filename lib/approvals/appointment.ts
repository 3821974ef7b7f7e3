/** That somebody was made administrator: by whom, or by nobody who is in Rung; and who agreed. */
export type Appointment = {
  personId: string
  grantedById: string | null
  approvedById: string | null
  /** By a group of a provider, which whoever made its token could be. */
  isByToken: boolean
  /** Neither to come nor ended. */
  isInForce: boolean
}

/**
 * Whether two people can be the first and the second person: neither owes being administrator to
 * one who alone appointed both, or the other. Otherwise one administrator could make their own
 * second person. Whom the operator, a claim at sign-in or two people appointed stands for themselves,
 * as long as that holds: who lost it, and was appointed anew by one person, owes it to that one too.
 * Whose appointment by a token names no maker could owe it to anybody, until the operator confirms it.
 * Source: our decision; access.md asks for a second approver and does not say where they come from.
 */
export function areIndependent(
  one: string,
  other: string,
  appointments: readonly Appointment[],
): boolean {
  const roots = rootsOf(one, appointments)
  const others = rootsOf(other, appointments)
  if (roots.has(ANYBODY) || others.has(ANYBODY)) return false
  return [...roots].every((root) => !others.has(root))
}

const ANYBODY = 'anybody'

function rootsOf(person: string, appointments: readonly Appointment[]): ReadonlySet<string> {
  const roots = new Set<string>()
  const seen = new Set<string>()
  const open = [person]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const own = appointments.filter(({ personId }) => personId === next)
    const ownRights = own.filter(isOwnRight)
    if (ownRights.length > 0 || own.length === 0) roots.add(next)
    if (ownRights.some(({ isInForce }) => isInForce)) continue
    const owed = own.filter((one) => !isOwnRight(one))
    if (owed.some(({ grantedById }) => grantedById === null)) roots.add(ANYBODY)
    open.push(...owed.flatMap(({ grantedById }) => grantedById ?? []))
  }
  return roots
}

function isOwnRight({ grantedById, approvedById, isByToken }: Appointment): boolean {
  return (grantedById === null && !isByToken) || approvedById !== null
}

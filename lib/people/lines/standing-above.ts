import type { ManagerOf } from '../org-tree'

/** That somebody comes to stand one or two steps above somebody else. */
export type NewStanding = { manager: string; person: string; depth: 1 | 2 }

/** Reviews are read from two steps above (access.md: mgr, newmgr and skip). */
const READING_DEPTHS = [1, 2] as const

/**
 * Who comes to stand at a distance from which reviews are read, or nearer than before: in go who is
 * managed by whom before and after, and whose line changes; out come the pairs, each once. Whoever
 * is below a person who is moved is moved too, so their pairs are among them.
 */
export function newStandings(
  before: ManagerOf,
  after: ManagerOf,
  changed: readonly string[],
): NewStanding[] {
  const moved = new Set(changed)
  const affected = new Set(changed)
  for (const [person, manager] of after) if (manager && moved.has(manager)) affected.add(person)
  return [...affected].flatMap((person) =>
    READING_DEPTHS.flatMap((depth) => {
      const manager = above(after, person, depth)
      if (!manager || manager === person) return []
      const earlier = READING_DEPTHS.find((step) => above(before, person, step) === manager)
      return earlier !== undefined && earlier <= depth ? [] : [{ manager, person, depth }]
    }),
  )
}

export type KnownIdentity = {
  isActor: boolean
  /** In Rung before this change. */
  exists: boolean
  wasAddedByActor: boolean
  /** Since when they sign in with a password of their own; null when they do not. */
  hasAccountSince: Date | null
  /** The organisation's own sign-in knows them. */
  isKnownToProvider: boolean
}

const SETTLED_DAYS = 30

/**
 * Whether an administrator could be the one who signs in as this person: themselves, somebody who is
 * added with the change, or somebody they added whom nobody has vouched for, neither a provider nor
 * thirty days of an account. Source: our decision; access.md grants by the line alone.
 */
export function couldBeActor(identity: KnownIdentity, now: Date): boolean {
  const { isActor, exists, wasAddedByActor, hasAccountSince, isKnownToProvider } = identity
  if (isActor || !exists) return true
  if (!wasAddedByActor || isKnownToProvider) return false
  const settled = now.getTime() - SETTLED_DAYS * 86_400_000
  return hasAccountSince === null || hasAccountSince.getTime() > settled
}

function above(managers: ManagerOf, person: string, steps: 1 | 2): string | null {
  const direct = managers.get(person) ?? null
  return steps === 1 || direct === null ? direct : (managers.get(direct) ?? null)
}

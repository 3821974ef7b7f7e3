import type { ManagerOf } from '../org-tree'

/** That somebody comes to stand one or two steps above somebody else, from where reviews are read (mgr, newmgr, skip). */
export type NewStanding = { manager: string; person: string; depth: 1 | 2 }

/** Who may come to manage whom on a later day, by changes that are planned already. */
export type PlannedManagers = ReadonlyMap<string, readonly string[]>

type Lines = {
  before: ManagerOf
  after: ManagerOf
  changed: readonly string[]
  planned?: PlannedManagers
}

/**
 * Who comes to stand at a distance from which reviews are read, or nearer than before: in go who is
 * managed by whom before and after, and whose line changes; out come the pairs, each once. Whoever
 * is below a person who is moved is moved too, so their pairs are among them. What is planned counts
 * as if it were so on both sides: two lines of different days make a pair that neither makes alone.
 */
export function newStandings({ before, after, changed, planned = NONE }: Lines): NewStanding[] {
  const moved = new Set(changed)
  const below = [...after.keys()].filter((person) =>
    managersOf(after, planned, person).some((manager) => moved.has(manager)),
  )
  return [...new Set([...changed, ...below])].flatMap((person) => {
    const earlier = distancesAbove(before, planned, person)
    return [...distancesAbove(after, planned, person)].flatMap(([manager, depth]) =>
      (earlier.get(manager) ?? Number.POSITIVE_INFINITY) <= depth
        ? []
        : [{ manager, person, depth }],
    )
  })
}

const NONE: PlannedManagers = new Map()

export type KnownIdentity = {
  isActor: boolean
  /** In Rung before this change. */
  exists: boolean
  /** Or by an administrator who is no second person beside them. */
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

/** Whoever may stand one or two steps above somebody, each at the nearest. */
function distancesAbove(
  managerOf: ManagerOf,
  planned: PlannedManagers,
  person: string,
): Map<string, 1 | 2> {
  const direct = managersOf(managerOf, planned, person)
  const second = direct.flatMap((manager) => managersOf(managerOf, planned, manager))
  const distances = new Map<string, 1 | 2>()
  for (const manager of second) distances.set(manager, 2)
  for (const manager of direct) distances.set(manager, 1)
  distances.delete(person)
  return distances
}

function managersOf(managerOf: ManagerOf, planned: PlannedManagers, person: string): string[] {
  const manager = managerOf.get(person)
  return [...(manager ? [manager] : []), ...(planned.get(person) ?? [])]
}

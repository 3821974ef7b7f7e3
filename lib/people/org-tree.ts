/** How many managers may stand above one person. */
export const MAX_DEPTH = 20

/** Who is managed by whom; null at the top. A manager who is not a key has nobody above. */
export type ManagerOf = ReadonlyMap<string, string | null>

export type ClosureRow = { managerId: string; personId: string; depth: number }

/**
 * Every loop among managers, each as the people on it in order (a person, their manager, and so
 * on), beginning with the smallest key, so that the order of the input does not matter.
 */
export function managerCycles(managerOf: ManagerOf): string[][] {
  const settled = new Set<string>()
  const cycles: string[][] = []
  for (const start of managerOf.keys()) {
    const place = new Map<string, number>()
    const path: string[] = []
    let person: string | null = start
    while (person !== null && !settled.has(person) && !place.has(person)) {
      place.set(person, path.length)
      path.push(person)
      person = managerOf.get(person) ?? null
    }
    const loopStart = person === null ? undefined : place.get(person)
    if (loopStart !== undefined) cycles.push(fromSmallest(path.slice(loopStart)))
    for (const passed of path) settled.add(passed)
  }
  return cycles.sort((a, b) => compare(a[0] ?? '', b[0] ?? ''))
}

/** A loop as people read it: `Ann → Bob → Ann`. */
export function cycleText(names: readonly string[]): string {
  return [...names, names[0]].join(' → ')
}

/** How many managers stand above each person; Infinity on a loop and below one. */
export function depths(managerOf: ManagerOf): Map<string, number> {
  const found = new Map<string, number>()
  for (const start of managerOf.keys()) {
    const path: string[] = []
    const onPath = new Set<string>()
    let person: string | null = start
    while (person !== null && !found.has(person) && !onPath.has(person)) {
      onPath.add(person)
      path.push(person)
      person = managerOf.get(person) ?? null
    }
    let depth = person === null ? -1 : (found.get(person) ?? Number.POSITIVE_INFINITY)
    for (const passed of path.reverse()) {
      depth += 1
      found.set(passed, depth)
    }
  }
  return found
}

/** Everybody above everybody, with the distance; what `org_closure` holds for a tree without loops. */
export function closureOf(managerOf: ManagerOf): ClosureRow[] {
  const rows: ClosureRow[] = []
  for (const personId of managerOf.keys()) {
    let managerId = managerOf.get(personId) ?? null
    for (let depth = 1; managerId !== null && depth <= MAX_DEPTH; depth += 1) {
      rows.push({ managerId, personId, depth })
      managerId = managerOf.get(managerId) ?? null
    }
  }
  return rows
}

function fromSmallest(loop: string[]): string[] {
  const smallest = loop.reduce((least, person) => (compare(person, least) < 0 ? person : least))
  const at = loop.indexOf(smallest)
  return [...loop.slice(at), ...loop.slice(0, at)]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

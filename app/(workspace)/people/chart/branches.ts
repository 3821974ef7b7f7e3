import type { ChartBranch, ChartNode } from '@/lib/people/chart/queries'

/** What is known of the chart: who is right below whom, by the manager's id; '' is the top. */
export type Branches = ReadonlyMap<string, ChartBranch>

export function branchesOf(branches: readonly ChartBranch[]): Branches {
  return new Map(branches.map((branch) => [branch.managerId ?? '', branch]))
}

/** Takes in a page of a branch: the first one replaces the way that was shown, further ones follow on. */
export function withPage(known: Branches, page: ChartBranch): Branches {
  const key = page.managerId ?? ''
  const before = known.get(key)
  if (!before) return new Map(known).set(key, page)
  const fresh = new Set(page.nodes.map(({ id }) => id))
  const kept = before.nodes.filter(({ id }) => !fresh.has(id))
  // Whoever the way leads to may stand behind the pages that are there; they are not lost from sight.
  const nodes = [...kept, ...page.nodes].sort(byName)
  return new Map(known).set(key, { ...page, isWhole: true, nodes })
}

/** The place of the next name that begins with what was typed, going round after the last; -1 for none. */
export function typeAhead(names: readonly string[], from: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase()
  // One letter goes on to the next name; several first look at where one is.
  const start = typed.length > 1 ? from : from + 1
  const order = names.map((_, index) => (start + index) % names.length)
  return order.find((index) => names[index]?.toLocaleLowerCase().startsWith(wanted)) ?? -1
}

/** How many are right below, and at any depth where that is more. */
export function countsText({ reports, below }: ChartNode): string {
  if (reports === 0) return ''
  const direct = reports === 1 ? '1 report' : `${reports} reports`
  return below > reports ? `${direct}, ${below} in all` : direct
}

function byName(a: ChartNode, b: ChartNode): number {
  if (a.name === b.name) return a.id < b.id ? -1 : 1
  return a.name < b.name ? -1 : 1
}

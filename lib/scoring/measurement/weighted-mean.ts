/** Code-unit order: the same on every machine and locale, so that sums are bit-identical. */
export function byId(a: { id: string }, b: { id: string }): number {
  return compareIds(a.id, b.id)
}

export function compareIds(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** A copy in id order, the order of every sum in this folder (scoring.md 2.3). */
export function inIdOrder<T extends { id: string }>(items: readonly T[]): T[] {
  return [...items].sort(byId)
}

/**
 * Σ w·v / Σ w over the items that have a value, in the order given; null when none has.
 * Each step rounds monotonically: raising a value never lowers the mean, and 0..1 stays 0..1.
 */
export function weightedMean(
  items: readonly { weight: number; value: number | null }[],
): number | null {
  let total = 0
  let weight = 0
  for (const item of items) {
    if (item.value === null) continue
    total += item.weight * item.value
    weight += item.weight
  }
  return weight > 0 ? total / weight : null
}

/** Σ w over the items that have a value. */
export function observedWeight(items: readonly { weight: number; value: number | null }[]): number {
  return items.reduce((sum, item) => (item.value === null ? sum : sum + item.weight), 0)
}

/** C = Σ W_c C_c / Σ W_c over all categories, 0..1; 0 for a level with nothing to rate. */
export function coverageOf(categories: readonly { weight: number; coverage: number }[]): number {
  return weightedMean(categories.map(({ weight, coverage }) => ({ weight, value: coverage }))) ?? 0
}

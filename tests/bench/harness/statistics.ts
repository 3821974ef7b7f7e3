export type Interval = { low: number; high: number }

/** The value below which this share (0 to 1) of the values lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? below
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Where the median of such values lies in 95 of 100 resamplings; the same for the same values. */
export function bootstrapInterval(values: readonly number[], resamplings = 2_000): Interval {
  const random = seededRandom(values.length)
  const medians = Array.from({ length: resamplings }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)] ?? Number.NaN)),
  )
  return { low: quantile(medians, 0.025), high: quantile(medians, 0.975) }
}

/** The same list in an order drawn anew each time. */
export function shuffled<T>(list: readonly T[]): T[] {
  const result = [...list]
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1))
    const kept = result[last] as T
    result[last] = result[other] as T
    result[other] = kept
  }
  return result
}

/** The gap in seconds until the next of events that come independently at this rate per second. */
export function poissonGap(ratePerSecond: number): number {
  return -Math.log(1 - Math.random()) / ratePerSecond
}

// Park and Miller's generator: enough for resampling, and repeatable.
function seededRandom(seed: number): () => number {
  let state = (seed * 7919 + 12_345) % 2_147_483_647 || 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

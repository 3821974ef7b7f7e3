/** A probability of 0 to 1 with its 95 % interval. */
export type Superiority = { probability: number; low: number; high: number }

const Z = 1.959963985
const HALVINGS = 60

/**
 * How likely somebody of the first group stands above somebody of the second one, a tie counting
 * half: P = (pairs above + ties / 2) / mn, the "A" of Vargha and Delaney (2000), "A critique and
 * improvement of the CL common language effect size statistics". In: one number per person, any
 * unit, neither group empty; the persons of the groups are taken to be others. Out: 0.5 for groups
 * that do not differ. Interval: method 5 of Newcombe (2006), "Confidence intervals for an effect
 * size measure based on the Mann-Whitney statistic, part 2": the t with |P - t| = 1.96 sqrt(V(t)),
 * V(t) = t(1 - t)[1 + N(1 - t)/(2 - t) + Nt/(1 + t)] / mn, N = (m + n)/2 - 1. It has a width also
 * where P is 0 or 1.
 */
export function superiority(first: readonly number[], second: readonly number[]): Superiority {
  const size = { m: first.length, n: second.length }
  const probability = shareAbove(first, second)
  return {
    probability,
    low: limit(probability, 0, size),
    high: limit(probability, 1, size),
  }
}

type Size = { m: number; n: number }

function shareAbove(first: readonly number[], second: readonly number[]): number {
  const sorted = second.toSorted((a, b) => a - b)
  let halves = 0
  for (const value of first) halves += countBelow(sorted, value) + countUpTo(sorted, value)
  return halves / (2 * first.length * second.length)
}

function limit(probability: number, end: 0 | 1, size: Size): number {
  let [near, far] = [probability, end as number]
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (near + far) / 2
    if ((probability - middle) ** 2 < Z ** 2 * variance(middle, size)) near = middle
    else far = middle
  }
  return (near + far) / 2
}

function variance(t: number, { m, n }: Size): number {
  const spread = (m + n) / 2 - 1
  return (t * (1 - t) * (1 + (spread * (1 - t)) / (2 - t) + (spread * t) / (1 + t))) / (m * n)
}

function countBelow(sorted: readonly number[], value: number): number {
  return firstAt(sorted, (one) => one >= value)
}

function countUpTo(sorted: readonly number[], value: number): number {
  return firstAt(sorted, (one) => one > value)
}

function firstAt(sorted: readonly number[], isReached: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isReached(sorted[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}

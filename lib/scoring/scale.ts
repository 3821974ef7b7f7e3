/** Comparisons forgive this much, so that a sum of thirds can still reach its threshold. */
export const EPSILON = 1e-9

export type ScalePoint = { value: number; name: string; anchor: string; needsNote: boolean }

/** The one rating scale: share of opportunities and independence, ordered (scoring.md 2.1). */
export const SCALE_POINTS: readonly ScalePoint[] = [
  {
    value: 1,
    name: 'Not yet shown',
    anchor: 'There was opportunity. The behaviour was absent, or the opposite was seen.',
    needsNote: true,
  },
  {
    value: 2,
    name: 'Emerging',
    anchor: 'Seen in less than half of the opportunities, or only with close support.',
    needsNote: false,
  },
  {
    value: 3,
    name: 'Developing',
    anchor: 'Seen in most opportunities, with gaps, or with some support.',
    needsNote: false,
  },
  {
    value: 4,
    name: 'Consistent',
    anchor: 'Seen in nearly all opportunities, unaided, at the scope this level describes.',
    needsNote: false,
  },
  {
    value: 5,
    name: 'Exemplary',
    anchor: 'Consistent, and others at this level work better because of it.',
    needsNote: true,
  },
]

/** The sixth answer. It is stored as a rating of null and carries no number anywhere. */
export const NOT_OBSERVED = {
  value: null,
  name: 'Not observed',
  anchor: 'The rater had no adequate opportunity to see it.',
} as const

const BANDS = [
  { id: 'exemplary', name: 'Exemplary', from: 0.95 },
  { id: 'consistent', name: 'Consistent', from: 0.75 },
  { id: 'developing', name: 'Developing', from: 0.5 },
  { id: 'emerging', name: 'Emerging', from: 0.25 },
  { id: 'not_yet', name: 'Not yet', from: 0 },
] as const

export type Band = (typeof BANDS)[number]

/** a ≥ b, forgiving `epsilon`; the only comparison scores meet thresholds with (scoring.md 2.2). */
export function atLeast(a: number, b: number, epsilon = EPSILON): boolean {
  return a >= b - epsilon
}

/** Rating 1..5 to the unit interval, (r−1)/4. Throws RangeError for anything else. */
export function toUnit(rating: number): number {
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) {
    throw new RangeError(`A rating is a whole number from 1 to 5, not ${rating}`)
  }
  return (rating - 1) / 4
}

/** Unit score 0..1 back to rating points 1..5, 1+4s; means fall between the points. */
export function toPoints(score: number): number {
  return 1 + 4 * score
}

/** Score 0..1 as people read it: 100·S, no decimals, half-up. */
export function displayScore(score: number): number {
  return Math.floor(100 * score + 0.5 + EPSILON)
}

/** Band of an unrounded score 0..1. A label only: nothing is computed from it. */
export function bandOf(score: number): Band {
  return BANDS.find((band) => atLeast(score, band.from)) ?? BANDS[4]
}

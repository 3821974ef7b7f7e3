import { NOT_OBSERVED, SCALE_POINTS, toPoints } from '@/lib/scoring/scale'

/** A score on the scale of ratings: points 1..5, the word of the point it has reached, and both. */
export type Mark = { points: number | null; word: string; text: string }

const UNSEEN: Mark = { points: null, word: NOT_OBSERVED.name, text: NOT_OBSERVED.name }

/** The mark for a unit score 0..1; a mean between two points has the word of the lower one. */
export function markOf(score: number | null): Mark {
  return score === null ? UNSEEN : markOfPoints(toPoints(score))
}

/** The mark for a rating 1..5 or a mean of ratings; null is "Not observed". */
export function markOfPoints(points: number | null): Mark {
  if (points === null) return UNSEEN
  const reached = Math.min(5, Math.max(1, Math.floor(points + 1e-9)))
  const word = SCALE_POINTS.find(({ value }) => value === reached)?.name ?? NOT_OBSERVED.name
  return { points, word, text: `${word} ${pointsText(points)}` }
}

/** At most one decimal: "4", "3.5". */
export function pointsText(points: number): string {
  return String(Number(points.toFixed(1)))
}

/** A difference in points with its sign: "+1", "−0.5". */
export function signedPoints(points: number): string {
  const size = pointsText(Math.abs(points))
  if (size === '0') return '0'
  return points < 0 ? `−${size}` : `+${size}`
}

/** A share 0..1 of readiness in points of a hundred, with a decimal below ten: "11", "3.6". */
export function costText(share: number): string {
  const points = 100 * share
  return points >= 9.95 ? String(Math.round(points)) : String(Number(points.toFixed(1)))
}

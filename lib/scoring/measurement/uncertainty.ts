import type { ScoringConfig } from '../config'
import type { Confidence, OfficialGroup } from '../rating'
import { atLeast } from '../scale'
import type { IndicatorMean } from './indicator-score'
import { compareIds } from './weighted-mean'

/** a_j of scoring.md 2.3: the share 0..1 of a score that rests on one rater. Shares sum to 1. */
export type RaterShare = { raterId: string; group: OfficialGroup; weight: number }

type Weighted = Pick<IndicatorMean, 'groups'> & { effectiveWeight: number }

/** b_k = ẽᵢ · (ω_g/Σω) · (1/n_g): the share of the score that rests on one rating. */
export function ratingWeight(
  effectiveWeight: number,
  group: { localWeight: number; ratings: readonly unknown[] },
): number {
  return (effectiveWeight * group.localWeight) / group.ratings.length
}

/** Raters who contribute, by id. In: indicators in id order. */
export function raterShares(indicators: readonly Weighted[]): RaterShare[] {
  const shares = new Map<string, RaterShare>()
  for (const { groups, effectiveWeight } of indicators) {
    for (const group of groups) {
      const weight = ratingWeight(effectiveWeight, group)
      for (const { raterId } of group.ratings) {
        const share = shares.get(raterId)
        if (share) share.weight += weight
        else shares.set(raterId, { raterId, group: group.group, weight })
      }
    }
  }
  return [...shares.values()].sort((a, b) => compareIds(a.raterId, b.raterId))
}

/**
 * Half-width of the 90 % interval in unit scores: z·√Var, Var = (σ²_R+σ²_D) Σ a_j² + σ²_e Σ b_k²
 * (scoring.md 2.3, 7). It depends on who rated what, never on how. Null when nobody contributes.
 */
export function halfWidthOf({
  indicators,
  raters,
  config,
}: {
  indicators: readonly Weighted[]
  raters: readonly RaterShare[]
  config: ScoringConfig
}): number | null {
  if (raters.length === 0) return null
  const { rater, dyad, residual } = config.variance
  let squares = 0
  for (const { groups, effectiveWeight } of indicators) {
    for (const group of groups) {
      squares += group.ratings.length * ratingWeight(effectiveWeight, group) ** 2
    }
  }
  const byRater = raters.reduce((sum, share) => sum + share.weight ** 2, 0)
  return config.intervalZ * Math.sqrt((rater + dyad) * byRater + residual * squares)
}

/** High h ≤ .11, medium h ≤ .16, else low; coverage below one half forces low (scoring.md 2.3, 8). */
export function confidenceOf({
  halfWidth,
  coverage,
  config,
}: {
  halfWidth: number | null
  coverage: number
  config: ScoringConfig
}): Confidence {
  if (halfWidth === null) return 'low'
  if (!atLeast(coverage, config.provisionalBelow, config.epsilon)) return 'low'
  if (atLeast(config.confidence.high, halfWidth, config.epsilon)) return 'high'
  return atLeast(config.confidence.medium, halfWidth, config.epsilon) ? 'medium' : 'low'
}

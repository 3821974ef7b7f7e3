import type { ScoringConfig } from './config'
import { type IndicatorMean, scoreIndicator } from './measurement/indicator-score'
import { confidenceOf, halfWidthOf, type RaterShare, raterShares } from './measurement/uncertainty'
import { coverageOf, inIdOrder, observedWeight, weightedMean } from './measurement/weighted-mean'
import type {
  Confidence,
  Interval,
  RatedCategory,
  RatedIndicator,
  RatedLevel,
  Rating,
} from './rating'
import { atLeast } from './scale'

/** Weights are shares: `localWeight` of the parent, `effectiveWeight` of the level (ẽᵢ, 0..1). */
export type IndicatorScore = IndicatorMean & {
  id: string
  label: string
  weight: number
  critical: boolean
  localWeight: number
  effectiveWeight: number
}

export type CategoryScore = {
  id: string
  label: string
  weight: number
  value: number | null
  coverage: number
  localWeight: number
  indicators: readonly IndicatorScore[]
}

/**
 * Score of one level. Unit scores 0..1; null where nothing was observed. It names raters by id:
 * what a person is shown is `explainScore`, never this.
 */
export type LevelScore = {
  id: string
  label: string
  value: number | null
  coverage: number
  provisional: boolean
  halfWidth: number | null
  interval: Interval | null
  confidence: Confidence
  raters: readonly RaterShare[]
  categories: readonly CategoryScore[]
}

/**
 * S = Σ W_c S_c / Σ W_c with S_c = Σ wᵢ sᵢ / Σ wᵢ over what was observed; coverage C = Σ W_c C_c /
 * Σ W_c over all categories; error and interval as in scoring.md 2.3. Ratings of other indicators
 * are ignored; a category without indicators is left out. The order of nothing matters to a bit.
 * Throws RangeError for a weight that is not positive, an id used twice, a rating outside 1..5 or
 * a rater who answers an indicator twice.
 */
export function scoreLevel({
  level,
  ratings,
  config,
}: {
  level: RatedLevel
  ratings: readonly Rating[]
  config: ScoringConfig
}): LevelScore {
  refuseMalformed(level)
  const byIndicator = ratingsByIndicator(ratings)
  const measured = level.categories
    .filter((category) => category.indicators.length > 0)
    .map((category) => measureCategory(category, byIndicator, config))
  const sorted = inIdOrder(measured)
  const total = observedWeight(sorted)
  const categories = measured.map((category) => weighCategory(category, total))
  const value = weightedMean(sorted)
  const coverage = coverageOf(sorted)
  const indicators = inIdOrder(categories).flatMap((category) => inIdOrder(category.indicators))
  const raters = raterShares(indicators)
  const halfWidth = halfWidthOf({ indicators, raters, config })
  return {
    id: level.id,
    label: level.label,
    value,
    coverage,
    provisional: !atLeast(coverage, config.provisionalBelow, config.epsilon),
    halfWidth,
    interval: value === null || halfWidth === null ? null : around(value, halfWidth),
    confidence: confidenceOf({ halfWidth, coverage, config }),
    raters,
    categories,
  }
}

function refuseMalformed(level: RatedLevel): void {
  const categoryIds = new Set<string>()
  const indicatorIds = new Set<string>()
  for (const category of level.categories) {
    refuseNode(category, categoryIds)
    for (const indicator of category.indicators) refuseNode(indicator, indicatorIds)
  }
}

function refuseNode({ id, weight }: { id: string; weight: number }, seen: Set<string>): void {
  if (seen.has(id)) throw new RangeError(`${id} appears twice in one level`)
  if (!(weight > 0 && Number.isFinite(weight))) {
    throw new RangeError(`The weight of ${id} must be positive, not ${weight}`)
  }
  seen.add(id)
}

function ratingsByIndicator(ratings: readonly Rating[]): Map<string, Rating[]> {
  const byIndicator = new Map<string, Rating[]>()
  for (const rating of ratings) {
    const known = byIndicator.get(rating.indicatorId)
    if (known) known.push(rating)
    else byIndicator.set(rating.indicatorId, [rating])
  }
  return byIndicator
}

type MeasuredIndicator = RatedIndicator & { mean: IndicatorMean; value: number | null }
type MeasuredCategory = Omit<CategoryScore, 'indicators' | 'localWeight'> & {
  indicators: readonly MeasuredIndicator[]
  observed: number
}

function measureCategory(
  category: RatedCategory,
  byIndicator: ReadonlyMap<string, readonly Rating[]>,
  config: ScoringConfig,
): MeasuredCategory {
  const indicators = category.indicators.map((indicator) => {
    const mean = scoreIndicator(indicator, byIndicator.get(indicator.id) ?? [], config)
    return { ...indicator, mean, value: mean.value }
  })
  const sorted = inIdOrder(indicators)
  const observed = observedWeight(sorted)
  return {
    id: category.id,
    label: category.label,
    weight: category.weight,
    value: weightedMean(sorted),
    coverage: observed / sorted.reduce((sum, { weight }) => sum + weight, 0),
    observed,
    indicators,
  }
}

function weighCategory({ observed, ...category }: MeasuredCategory, total: number): CategoryScore {
  const localWeight = category.value === null ? 0 : category.weight / total
  return {
    ...category,
    localWeight,
    indicators: category.indicators.map(({ mean, ...indicator }) => {
      const share = mean.value === null ? 0 : indicator.weight / observed
      return {
        ...mean,
        id: indicator.id,
        label: indicator.label,
        weight: indicator.weight,
        critical: indicator.critical ?? false,
        localWeight: share,
        effectiveWeight: localWeight * share,
      }
    }),
  }
}

function around(value: number, halfWidth: number): Interval {
  return { low: Math.max(0, value - halfWidth), high: Math.min(1, value + halfWidth) }
}

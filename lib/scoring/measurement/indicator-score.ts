import type { ScoringConfig } from '../config'
import { OFFICIAL_GROUPS, type OfficialGroup, type RatedIndicator, type Rating } from '../rating'
import { atLeast, toUnit } from '../scale'
import { compareIds, observedWeight, weightedMean } from './weighted-mean'

/** A group that counts: its mean 0..1 and its share ω_g/Σω of the indicator. */
export type GroupMean = {
  group: OfficialGroup
  value: number
  localWeight: number
  ratings: readonly ObservedRating[]
}

export type ObservedRating = {
  raterId: string
  raterLabel: string | null
  value: number
  evidence: readonly string[]
}

export type IndicatorMean = {
  value: number | null
  groups: readonly GroupMean[]
  withheld: readonly { group: OfficialGroup; needed: number }[]
  self: readonly ObservedRating[]
  selfValue: number | null
  gap: number | null
  noManager: boolean
  disagree: boolean
}

/**
 * One indicator: sᵢ = Σ ω_g m_g / Σ ω_g over the groups that reach their minimum of raters
 * (scoring.md 2.3, 1 and 2). In: this indicator's ratings, any order. Out: 0..1, null when no
 * group counts; gap = self − sᵢ in −1..1. Throws RangeError for a rater who answers twice.
 */
export function scoreIndicator(
  indicator: RatedIndicator,
  ratings: readonly Rating[],
  config: ScoringConfig,
): IndicatorMean {
  const sorted = [...ratings].sort((a, b) => compareIds(a.raterId, b.raterId))
  refuseSecondAnswers(indicator, sorted)
  const { counted, withheld } = groupsOf(sorted, config)
  const total = observedWeight(counted)
  const value = weightedMean(counted)
  const self = observedIn('self', sorted)
  const selfValue = self.length > 0 ? meanOf(self) : null
  return {
    value,
    groups: counted.map(({ group, weight, value, ratings }) => ({
      group,
      value,
      localWeight: weight / total,
      ratings,
    })),
    withheld,
    self,
    selfValue,
    gap: value === null || selfValue === null ? null : selfValue - value,
    noManager: !counted.some(({ group }) => group === 'manager'),
    disagree: spread(counted, config),
  }
}

type CountedGroup = {
  group: OfficialGroup
  weight: number
  value: number
  ratings: ObservedRating[]
}

function groupsOf(sorted: readonly Rating[], config: ScoringConfig) {
  const withheld: { group: OfficialGroup; needed: number }[] = []
  const counted: CountedGroup[] = []
  for (const group of OFFICIAL_GROUPS) {
    const ratings = observedIn(group, sorted)
    const needed = config.minRaters[group]
    if (ratings.length === 0) continue
    if (ratings.length < needed) withheld.push({ group, needed })
    else {
      const weight = config.groupWeights[group]
      counted.push({ group, weight, value: meanOf(ratings), ratings })
    }
  }
  return { counted, withheld }
}

function refuseSecondAnswers(indicator: RatedIndicator, sorted: readonly Rating[]): void {
  sorted.forEach((rating, index) => {
    if (index > 0 && sorted[index - 1]?.raterId === rating.raterId) {
      throw new RangeError(`Rater ${rating.raterId} answers indicator ${indicator.id} twice`)
    }
  })
}

function observedIn(group: Rating['group'], sorted: readonly Rating[]): ObservedRating[] {
  const observed: ObservedRating[] = []
  for (const rating of sorted) {
    if (rating.group !== group || rating.value === null) continue
    observed.push({
      raterId: rating.raterId,
      raterLabel: rating.raterLabel ?? null,
      value: toUnit(rating.value),
      evidence: rating.evidenceIds ?? [],
    })
  }
  return observed
}

function meanOf(ratings: readonly ObservedRating[]): number {
  return ratings.reduce((sum, rating) => sum + rating.value, 0) / ratings.length
}

function spread(groups: readonly { ratings: ObservedRating[] }[], config: ScoringConfig): boolean {
  const values = groups.flatMap((group) => group.ratings.map((rating) => rating.value))
  if (values.length < 2) return false
  const range = Math.max(...values) - Math.min(...values)
  return atLeast(range, config.disagreeAt, config.epsilon)
}

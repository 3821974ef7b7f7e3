import type { ScoringConfig } from '../config'
import { atLeast } from '../scale'
import { weightedMean } from './weighted-mean'

const DAY_MS = 86_400_000

/** One past cycle of an indicator: its score 0..1 or null, and the cycle's first and last ISO day. */
export type Observation = { value: number | null; startOn: string; endOn: string }

/** a(s) = min(1, s/θ), 0..1: above "Consistent" nothing more is earned (scoring.md 2.4). */
export function attainmentOf(value: number, config: ScoringConfig): number {
  return Math.min(1, value / config.metAt)
}

/**
 * Weight λᵗ of each cycle as a share of the observed ones; 0 where not observed or beyond the
 * lookback. In: scores, latest first. Shares sum to 1 unless nothing was observed.
 */
export function recencyShares(values: readonly (number | null)[], config: ScoringConfig): number[] {
  const weights = recencyWeights(values, config)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (total > 0 ? weight / total : 0))
}

/** āᵢ = Σ λᵗ a(s) / Σ λᵗ over observed cycles of the lookback, latest first; null if none. */
export function recentAttainment(
  values: readonly (number | null)[],
  config: ScoringConfig,
): number | null {
  const weights = recencyWeights(values, config)
  return weightedMean(
    values.map((value, cycle) => ({
      weight: weights[cycle] ?? 0,
      value: value === null ? null : attainmentOf(value, config),
    })),
  )
}

/** Most recent score within the last K cycles: "not observed" carries forward, but not for long. */
export function currentValue(
  values: readonly (number | null)[],
  config: ScoringConfig,
): number | null {
  return values.slice(0, config.sustainedCycles).find((value) => value !== null) ?? null
}

/**
 * The last K observed cycles of the lookback all reach θ, and span at least the configured days
 * from the start of the oldest to the end of the newest. Throws RangeError for a malformed day.
 */
export function isSustained(history: readonly Observation[], config: ScoringConfig): boolean {
  const recent = history
    .slice(0, config.lookbackCycles)
    .filter((observation) => observation.value !== null)
    .slice(0, config.sustainedCycles)
  const newest = recent.at(0)
  const oldest = recent.at(-1)
  if (!newest || !oldest || recent.length < config.sustainedCycles) return false
  const everyMet = recent.every(({ value }) => isMet(value, config))
  return everyMet && daysBetween(oldest.startOn, newest.endOn) >= config.sustainedDays
}

/** An observed score that reaches θ. */
export function isMet(value: number | null, config: ScoringConfig): boolean {
  return value !== null && atLeast(value, config.metAt, config.epsilon)
}

/** Days since 1970 of an ISO day. Throws RangeError when it is not one. */
export function dayNumber(day: string): number {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN
  if (Number.isNaN(instant)) throw new RangeError(`${day} is not a day like 2026-03-12`)
  return instant / DAY_MS
}

function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

function recencyWeights(values: readonly (number | null)[], config: ScoringConfig): number[] {
  return values.map((value, cycle) =>
    value === null || cycle >= config.lookbackCycles ? 0 : config.recency ** cycle,
  )
}

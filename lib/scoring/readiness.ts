import type { ScoringConfig } from './config'
import { type Gate, type GateId, readinessGates } from './gates'
import { type Loss, lossesOf } from './growth-plan'
import { dayNumber, recentAttainment } from './measurement/attainment'
import {
  type CategoryReadiness,
  type CycleScores,
  categoryReadiness,
  type IndicatorReadiness,
} from './measurement/indicator-readiness'
import { confidenceOf } from './measurement/uncertainty'
import { byId, coverageOf, inIdOrder, weightedMean } from './measurement/weighted-mean'
import type { Confidence, EvidenceItem, Interval, RatedLevel, Rating } from './rating'
import { scoreLevel } from './score'
import { type Verdict, verdictOf } from './verdict'

/**
 * A cycle the person took part in; days are ISO days. With a `config` of its own the ratings are
 * grouped and weighted by it, so that an anonymous cycle stays anonymous under a later policy.
 */
export type ReadinessCycle = {
  id: string
  label: string
  startOn: string
  endOn: string
  targetRatings: readonly Rating[]
  currentRatings: readonly Rating[]
  evidence: readonly EvidenceItem[]
  config?: ScoringConfig
}

/** Unit values 0..1; `value` and `interval` are null while nothing recent was observed. */
export type Readiness = {
  target: { id: string; label: string }
  value: number | null
  interval: Interval | null
  halfWidth: number | null
  coverage: number
  confidence: Confidence
  verdict: Verdict
  gates: readonly Gate[]
  blockers: readonly GateId[]
  categories: readonly CategoryReadiness[]
  indicators: readonly IndicatorReadiness[]
  losses: readonly Loss[]
  cycles: readonly CycleScores[]
  config: ScoringConfig
}

/**
 * Readiness for a next level: R = Σ ẽᵢ āᵢ over target indicators with a recent value, the gates
 * and the verdict (scoring.md 2.4). In: the levels, the cycles in any order (the latest count),
 * the policy. Out: null when there is no next level. Throws RangeError as `scoreLevel` does, and
 * for a day that is not ISO. It opens a promotion case and never decides one.
 */
export function readiness({
  target,
  current,
  cycles,
  config,
}: {
  target: RatedLevel | null
  current: RatedLevel | null
  cycles: readonly ReadinessCycle[]
  config: ScoringConfig
}): Readiness | null {
  if (target === null) return null
  const recent = latestFirst(cycles)
    .slice(0, config.lookbackCycles)
    .map((cycle) => scoreCycle({ cycle, target, current, config }))
  const categories = categoryReadiness(target.categories, recent, config)
  const sorted = inIdOrder(categories)
  const value = readinessValue(sorted, 0, config)
  const coverage = coverageOf(sorted)
  const lastCycles = recent.slice(0, config.sustainedCycles)
  const halfWidth = lastCycles.find(({ target }) => target.value !== null)?.target.halfWidth ?? null
  const gates = readinessGates({ coverage, categories, cycles: lastCycles, config })
  const indicators = categories.flatMap((category) => category.indicators)
  return {
    target: { id: target.id, label: target.label },
    value,
    interval: halfWidth === null ? null : intervalOf(sorted, halfWidth, config),
    halfWidth,
    coverage,
    confidence: confidenceOf({ halfWidth, coverage, config }),
    verdict: verdictOf({ value, gates, config }),
    gates,
    blockers: gates.filter((gate) => !gate.pass).map((gate) => gate.id),
    categories,
    indicators,
    losses: lossesOf(indicators, config),
    cycles: recent,
    config,
  }
}

function latestFirst(cycles: readonly ReadinessCycle[]): ReadinessCycle[] {
  return cycles
    .map((cycle) => ({ cycle, start: dayNumber(cycle.startOn), end: dayNumber(cycle.endOn) }))
    .sort((a, b) => b.end - a.end || b.start - a.start || byId(a.cycle, b.cycle))
    .map(({ cycle }) => cycle)
}

function scoreCycle({
  cycle,
  target,
  current,
  config,
}: {
  cycle: ReadinessCycle
  target: RatedLevel
  current: RatedLevel | null
  config: ScoringConfig
}): CycleScores {
  const { id, label, startOn, endOn, evidence } = cycle
  const policy = cycle.config ?? config
  return {
    id,
    label,
    startOn,
    endOn,
    target: scoreLevel({ level: target, ratings: cycle.targetRatings, config: policy }),
    current:
      current && scoreLevel({ level: current, ratings: cycle.currentRatings, config: policy }),
    evidence,
  }
}

/** Every score moves by h, clipped to 0..1: a is monotone, so the two values bracket R. */
function intervalOf(
  sorted: readonly CategoryReadiness[],
  halfWidth: number,
  config: ScoringConfig,
): Interval | null {
  const low = readinessValue(sorted, -halfWidth, config)
  const high = readinessValue(sorted, halfWidth, config)
  return low === null || high === null ? null : { low, high }
}

function readinessValue(
  sorted: readonly CategoryReadiness[],
  shift: number,
  config: ScoringConfig,
): number | null {
  return weightedMean(
    sorted.map(({ weight, indicators }) => ({
      weight,
      value: weightedMean(
        inIdOrder(indicators).map((row) => ({
          weight: row.weight,
          value: row.current === null ? null : shiftedAttainment(row, shift, config),
        })),
      ),
    })),
  )
}

function shiftedAttainment(
  row: IndicatorReadiness,
  shift: number,
  config: ScoringConfig,
): number | null {
  const values = row.history.map(({ value }) =>
    value === null ? null : Math.min(1, Math.max(0, value + shift)),
  )
  return recentAttainment(values, config)
}

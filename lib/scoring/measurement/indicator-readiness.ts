import type { ScoringConfig } from '../config'
import type { EvidenceItem, RatedCategory, RatedIndicator } from '../rating'
import type { LevelScore } from '../score'
import { currentValue, isMet, isSustained, type Observation, recentAttainment } from './attainment'
import { inIdOrder, observedWeight, weightedMean } from './weighted-mean'

/** A cycle with its scores. `target` and `current` are the next and the present level. */
export type CycleScores = {
  id: string
  label: string
  startOn: string
  endOn: string
  target: LevelScore
  current: LevelScore | null
  evidence: readonly EvidenceItem[]
}

export type HistoryPoint = Observation & { cycleId: string; label: string }

/**
 * A row of the readiness profile. Unit values 0..1; `attainment` and `loss` are null while there
 * is no current value. `loss` is what the row costs readiness: ẽᵢ(1−āᵢ).
 */
export type IndicatorReadiness = {
  id: string
  label: string
  categoryId: string
  categoryLabel: string
  critical: boolean
  weight: number
  localWeight: number
  effectiveWeight: number
  current: number | null
  history: readonly HistoryPoint[]
  attainment: number | null
  loss: number | null
  met: boolean
  sustained: boolean
  evidenced: boolean
  evidenceCount: number
  recentEvidenceIds: readonly string[]
  lastEvidenceOn: string | null
}

export type CategoryReadiness = {
  id: string
  label: string
  weight: number
  value: number | null
  coverage: number
  localWeight: number
  indicators: readonly IndicatorReadiness[]
}

/**
 * Readiness per category: R_c = Σ wᵢ āᵢ / Σ wᵢ over indicators with a current value (scoring.md
 * 2.4). In: cycles latest first. Categories without indicators are left out.
 */
export function categoryReadiness(
  categories: readonly RatedCategory[],
  cycles: readonly CycleScores[],
  config: ScoringConfig,
): CategoryReadiness[] {
  const scores = cycles.map((cycle) => scoresById(cycle.target))
  const measured = categories
    .filter((category) => category.indicators.length > 0)
    .map((category) => {
      const rows = category.indicators.map((indicator) =>
        measureRow({ indicator, category, cycles, scores, config }),
      )
      const sorted = inIdOrder(rows).map(({ weight, attainment }) => ({
        weight,
        value: attainment,
      }))
      const observed = observedWeight(sorted)
      const whole = sorted.reduce((sum, { weight }) => sum + weight, 0)
      const { id, label, weight } = category
      const value = weightedMean(sorted)
      return { id, label, weight, value, coverage: observed / whole, observed, rows }
    })
  const total = observedWeight(inIdOrder(measured))
  return measured.map(({ rows, observed, ...category }) => {
    const localWeight = category.value === null ? 0 : category.weight / total
    const indicators = rows.map((row) => weighRow(row, localWeight, observed))
    return { ...category, localWeight, indicators }
  })
}

/** Every score of a level by indicator id; null where not observed. */
export function scoresById(level: LevelScore): Map<string, number | null> {
  const scores = new Map<string, number | null>()
  for (const category of level.categories) {
    for (const indicator of category.indicators) scores.set(indicator.id, indicator.value)
  }
  return scores
}

function measureRow({
  indicator,
  category,
  cycles,
  scores,
  config,
}: {
  indicator: RatedIndicator
  category: RatedCategory
  cycles: readonly CycleScores[]
  scores: readonly ReadonlyMap<string, number | null>[]
  config: ScoringConfig
}): IndicatorReadiness {
  const history = historyOf(indicator.id, cycles, scores)
  const values = history.map((point) => point.value)
  const current = currentValue(values, config)
  const met = isMet(current, config)
  const evidence = evidenceOf(indicator.id, cycles, config)
  return {
    id: indicator.id,
    label: indicator.label,
    categoryId: category.id,
    categoryLabel: category.label,
    critical: indicator.critical ?? false,
    weight: indicator.weight,
    localWeight: 0,
    effectiveWeight: 0,
    current,
    history,
    attainment: current === null ? null : recentAttainment(values, config),
    loss: null,
    met,
    sustained: current !== null && isSustained(history, config),
    evidenced: met && evidence.recentEvidenceIds.length > 0,
    ...evidence,
  }
}

function historyOf(
  indicatorId: string,
  cycles: readonly CycleScores[],
  scores: readonly ReadonlyMap<string, number | null>[],
): HistoryPoint[] {
  return cycles.map(({ id, label, startOn, endOn }, cycle) => {
    const value = scores[cycle]?.get(indicatorId) ?? null
    return { cycleId: id, label, startOn, endOn, value }
  })
}

function evidenceOf(
  indicatorId: string,
  cycles: readonly CycleScores[],
  config: ScoringConfig,
): Pick<IndicatorReadiness, 'evidenceCount' | 'recentEvidenceIds' | 'lastEvidenceOn'> {
  const all = new Set<string>()
  const recent = new Set<string>()
  let lastEvidenceOn: string | null = null
  cycles.forEach((cycle, index) => {
    for (const item of cycle.evidence) {
      if (item.indicatorId !== indicatorId) continue
      all.add(item.id)
      if (index < config.sustainedCycles) recent.add(item.id)
      if (lastEvidenceOn === null || item.on > lastEvidenceOn) lastEvidenceOn = item.on
    }
  })
  return { evidenceCount: all.size, recentEvidenceIds: [...recent].sort(), lastEvidenceOn }
}

function weighRow(
  row: IndicatorReadiness,
  categoryWeight: number,
  observed: number,
): IndicatorReadiness {
  if (row.attainment === null) return row
  const localWeight = row.weight / observed
  const effectiveWeight = categoryWeight * localWeight
  return { ...row, localWeight, effectiveWeight, loss: effectiveWeight * (1 - row.attainment) }
}

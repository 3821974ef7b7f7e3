import type { ScoringConfig } from './config'
import type { IndicatorReadiness } from './measurement/indicator-readiness'
import { compareIds } from './measurement/weighted-mean'

/** One line of the growth plan: what the indicator still costs readiness, 0..1 of R. */
export type Loss = {
  indicatorId: string
  label: string
  categoryId: string
  critical: boolean
  loss: number
}

/**
 * The growth plan: indicators that cost readiness, dearest first, equal ones by id. The losses
 * ẽᵢ(1−āᵢ) sum to 1−R (scoring.md 2.4). What was not observed has no loss and is not listed.
 */
export function lossesOf(rows: readonly IndicatorReadiness[], config: ScoringConfig): Loss[] {
  return rows
    .flatMap(({ id, label, categoryId, critical, loss }) =>
      loss !== null && loss > config.epsilon
        ? [{ indicatorId: id, label, categoryId, critical, loss }]
        : [],
    )
    .sort((a, b) => b.loss - a.loss || compareIds(a.indicatorId, b.indicatorId))
}

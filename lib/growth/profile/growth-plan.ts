import type { IndicatorReadiness } from '@/lib/scoring/measurement/indicator-readiness'
import type { Readiness } from '@/lib/scoring/readiness'
import { costText, markOf } from '../words/rating-words'

/** One line of the plan: an indicator, what it costs in points of a hundred, and what would change that. */
export type PlanLine = {
  key: string
  text: string
  isCritical: boolean
  cost: string | null
  advice: string
}

/** The dearest first, as the losses have it; then what was not observed, which costs coverage. */
export function planOf(readiness: Readiness): PlanLine[] {
  const { losses, indicators } = readiness
  const dear = losses.flatMap(({ indicatorId, loss }) => {
    const row = indicators.find(({ id }) => id === indicatorId)
    return row ? [{ ...lineOf(row), cost: costText(loss), advice: costAdvice(row, readiness) }] : []
  })
  const unseen = indicators
    .filter(({ current }) => current === null)
    .map((row) => ({ ...lineOf(row), cost: null, advice: unseenAdvice(row) }))
  return [...dear, ...unseen]
}

function lineOf({ id, label, critical }: IndicatorReadiness) {
  return { key: id, text: label, isCritical: critical }
}

function costAdvice(row: IndicatorReadiness, { config }: Readiness): string {
  const goal = markOf(config.metAt).text
  const last = row.history.find(({ value }) => value !== null)
  const label = last?.label ?? 'the last cycle'
  if (row.met) {
    return `Met in ${label}. What is left of the cost comes from earlier cycles and fades while it stays met.`
  }
  const seen = `Last seen as ${markOf(row.current).text} in ${label}`
  return `${seen}. At ${goal} it would be met, and its cost would fade with every cycle in which it stays there.`
}

function unseenAdvice(row: IndicatorReadiness): string {
  return row.history.some(({ value }) => value !== null)
    ? 'Not observed lately, so it no longer counts. Look for work that shows it, and ask for it to be rated.'
    : 'Nobody has observed this yet. Look for work that shows it, and ask for it to be rated.'
}

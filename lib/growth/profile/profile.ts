import type { IndicatorReadiness } from '@/lib/scoring/measurement/indicator-readiness'
import type { Readiness } from '@/lib/scoring/readiness'
import { toPoints } from '@/lib/scoring/scale'
import type { IndicatorScore } from '@/lib/scoring/score'
import type { AnsweredCycle } from '../sources/ratings'
import { costText, type Mark, markOf, signedPoints } from '../words/rating-words'
import { counted, type Voice } from '../words/voice'
import { type CycleReading, readingOf } from './readings'

export type ProfileDot = { cycleId: string; label: string; mark: Mark }

/** One indicator of the target level: what was seen of it, and what that means for readiness. */
export type ProfileRow = {
  key: string
  text: string
  isCritical: boolean
  /** Oldest first. */
  dots: ProfileDot[]
  isObserved: boolean
  isMet: boolean
  isSustained: boolean
  isEvidenced: boolean
  evidence: string
  /** What it costs, in points of a hundred; null while nothing recent was observed. */
  cost: string | null
  /** Self-rating against the others in the last cycle that has both, as a sentence. */
  gap: string | null
  /** Latest first. */
  readings: CycleReading[]
}

export type ProfileGroup = { key: string; title: string; rows: ProfileRow[] }

/** A row for every indicator of the target level, by category, in the order of the ladder. */
export function profileOf(
  readiness: Readiness,
  cycles: readonly AnsweredCycle[],
  voice: Voice,
): ProfileGroup[] {
  return readiness.categories.map(({ id, label, indicators }) => ({
    key: id,
    title: label,
    rows: indicators.map((row) => profileRow({ row, readiness, cycles, voice })),
  }))
}

function profileRow({
  row,
  readiness,
  cycles,
  voice,
}: {
  row: IndicatorReadiness
  readiness: Readiness
  cycles: readonly AnsweredCycle[]
  voice: Voice
}): ProfileRow {
  return {
    key: row.id,
    text: row.label,
    isCritical: row.critical,
    dots: row.history
      .map(({ cycleId, label, value }) => ({ cycleId, label, mark: markOf(value) }))
      .reverse(),
    isObserved: row.current !== null,
    isMet: row.met,
    isSustained: row.sustained,
    isEvidenced: row.evidenced,
    evidence: evidenceWords(row, readiness),
    cost: row.loss === null ? null : costText(row.loss),
    gap: gapWords(row, readiness, voice),
    readings: cycles
      .map((cycle) => readingOf(cycle, row.id, voice))
      .filter(({ marks, remarks }) => marks.length > 0 || remarks.length > 0),
  }
}

/** How much was noted and how fresh it is: "2 notes, last in H1 2026". */
function evidenceWords(row: IndicatorReadiness, { cycles, config }: Readiness): string {
  if (row.evidenceCount === 0) return 'No evidence yet'
  const last = cycles.findIndex(({ evidence }) =>
    evidence.some(({ indicatorId }) => indicatorId === row.id),
  )
  const label = cycles[last]?.label ?? ''
  const stale = last >= config.sustainedCycles ? ', too old to count' : ''
  return `${counted(row.evidenceCount, 'note')}, last in ${label}${stale}`
}

function gapWords(row: IndicatorReadiness, { cycles }: Readiness, voice: Voice): string | null {
  for (const cycle of cycles) {
    const indicator = indicatorIn(cycle.target, row)
    if (!indicator || indicator.gap === null || indicator.selfValue === null) continue
    const points = 4 * indicator.gap
    const who = voice.isOwn ? 'You' : voice.name
    if (Math.abs(points) < 0.05) return `${who} and the others agreed in ${cycle.label} (gap 0)`
    const direction = points > 0 ? 'higher' : 'lower'
    return `${who} rated this ${direction} than the others in ${cycle.label} (gap ${signedPoints(points)}: ${pointsOf(indicator.selfValue)} against ${pointsOf(indicator.value)})`
  }
  return null
}

function indicatorIn(
  level: Readiness['cycles'][number]['target'],
  row: IndicatorReadiness,
): IndicatorScore | undefined {
  const category = level.categories.find(({ id }) => id === row.categoryId)
  return category?.indicators.find(({ id }) => id === row.id)
}

function pointsOf(value: number | null): string {
  return value === null ? '–' : String(Number(toPoints(value).toFixed(1)))
}

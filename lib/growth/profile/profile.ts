import type { Break } from '@/lib/ladder/versions/history'
import type { IndicatorReadiness } from '@/lib/scoring/measurement/indicator-readiness'
import type { Readiness } from '@/lib/scoring/readiness'
import { toPoints } from '@/lib/scoring/scale'
import type { IndicatorScore } from '@/lib/scoring/score'
import type { JoinedRecord } from '../history/joined'
import type { AnsweredCycle } from '../sources/ratings'
import { costText, type Mark, markOf, signedPoints } from '../words/rating-words'
import { counted, type Voice } from '../words/voice'
import { type CycleReading, readingOf } from './readings'

/** `isOtherMeaning`: it was rated then, for words that meant something else. */
export type ProfileDot = { cycleId: string; label: string; mark: Mark; isOtherMeaning: boolean }

/** What was said of words that stand beside those of today, because no line may join the two. */
export type EarlierReading = { text: string; why: string; reading: CycleReading }

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
  /** Latest first. */
  earlier: EarlierReading[]
}

export type ProfileGroup = { key: string; title: string; rows: ProfileRow[] }

type ProfileRecord = {
  cycles: readonly AnsweredCycle[]
  earlier: JoinedRecord['earlier']
  voice: Voice
}

/** A row for every indicator of the target level, by category, in the order of the ladder. */
export function profileOf(readiness: Readiness, record: ProfileRecord): ProfileGroup[] {
  return readiness.categories.map(({ id, label, indicators }) => ({
    key: id,
    title: label,
    rows: indicators.map((row) => profileRow(row, readiness, record)),
  }))
}

function profileRow(
  row: IndicatorReadiness,
  readiness: Readiness,
  record: ProfileRecord,
): ProfileRow {
  const { cycles, voice } = record
  const earlier = earlierReadings(row.id, record)
  const other = new Set(earlier.map(({ reading }) => reading.cycleId))
  return {
    key: row.id,
    text: row.label,
    isCritical: row.critical,
    dots: row.history
      .map(({ cycleId, label, value }) => ({
        cycleId,
        label,
        mark: markOf(value),
        isOtherMeaning: value === null && other.has(cycleId),
      }))
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
    earlier,
  }
}

const WHY: { [How in Break]: string } = {
  material: 'The words meant something else then.',
  replaces: 'This took its place and is not measured alike.',
  split: 'It was split, and this is a part of it.',
  merged: 'It was merged with others into this.',
  related: 'It is related to this and not the same.',
}

function earlierReadings(key: string, { earlier, voice }: ProfileRecord): EarlierReading[] {
  return (earlier.get(key) ?? [])
    .map(({ cycle, itemKey, text, broken }) => ({
      text,
      why: WHY[broken],
      reading: readingOf(cycle, itemKey, voice),
    }))
    .filter(({ reading }) => reading.marks.length > 0 || reading.remarks.length > 0)
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

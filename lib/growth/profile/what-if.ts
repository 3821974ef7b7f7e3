import { addDays, daysBetween } from '@/lib/cycles/local-day'
import { type Answer, type AnsweredCycle, hasOfficialAnswers } from '../sources/ratings'

/** A supposed rating of one indicator. */
export type Supposition = { itemKey: string; value: 1 | 2 | 3 | 4 | 5 }

export const SUPPOSED_CYCLE = 'supposed'

/**
 * The record with one more cycle: as long as the last one and rated by the same people in the same
 * way, without notes, except that everybody rates the supposed indicators as supposed. A manager who
 * has not written in the last cycle yet rates as in the one before. Null while there is no cycle to
 * go on from. It is computed and forgotten.
 */
export function supposeNextCycle(
  cycles: readonly AnsweredCycle[],
  suppositions: readonly Supposition[],
): AnsweredCycle[] | null {
  const record = cycles.filter(hasOfficialAnswers).sort(latestFirst)
  const [latest] = record
  if (!latest) return null
  const startOn = addDays(latest.endOn, 1)
  const next = {
    ...latest,
    id: SUPPOSED_CYCLE,
    label: 'the next cycle',
    startOn,
    endOn: addDays(startOn, daysBetween(latest.startOn, latest.endOn)),
    packetId: null,
    answers: supposedAnswers(expectedAnswers(record), suppositions),
  }
  return [next, ...cycles]
}

function expectedAnswers(record: readonly AnsweredCycle[]): Answer[] {
  const answers = (record[0]?.answers ?? []).filter(({ group }) => group !== 'self')
  if (answers.some(({ group }) => group === 'manager')) return answers
  const managers = record.map((cycle) => cycle.answers.filter(({ group }) => group === 'manager'))
  return [...answers, ...(managers.find((own) => own.length > 0) ?? [])]
}

function supposedAnswers(
  expected: readonly Answer[],
  suppositions: readonly Supposition[],
): Answer[] {
  const supposed = new Set(suppositions.map(({ itemKey }) => itemKey))
  const raters = new Map(expected.map((answer) => [answer.raterKey, answer]))
  const kept = expected.filter(({ itemKey }) => !supposed.has(itemKey))
  const changed = suppositions.flatMap(({ itemKey, value }) =>
    [...raters.values()].map((rater) => ({ ...rater, itemKey, value })),
  )
  return [...kept, ...changed].map((answer) => ({ ...answer, note: null, hasNote: false }))
}

function latestFirst(a: AnsweredCycle, b: AnsweredCycle): number {
  return a.endOn === b.endOn ? 0 : a.endOn < b.endOn ? 1 : -1
}

/** Reads "key:4" as written in an address; what is not a known indicator and a point is left out. */
export function readSuppositions(
  written: readonly string[],
  itemKeys: readonly string[],
): Supposition[] {
  const found = new Map<string, Supposition>()
  for (const text of written) {
    const match = /^([^:]+):([1-5])$/.exec(text)
    const itemKey = match?.[1]
    const value = POINTS.find((point) => String(point) === match?.[2])
    if (itemKey && value && itemKeys.includes(itemKey)) found.set(itemKey, { itemKey, value })
  }
  return [...found.values()]
}

const POINTS = [1, 2, 3, 4, 5] as const

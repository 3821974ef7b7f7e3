import { addDays, daysBetween } from '@/lib/cycles/local-day'
import { type AnsweredCycle, hasOfficialAnswers } from '../sources/ratings'

/** A supposed rating of one indicator. */
export type Supposition = { itemKey: string; value: 1 | 2 | 3 | 4 | 5 }

export const SUPPOSED_CYCLE = 'supposed'

/**
 * The record with one more cycle: as long as the last one and rated by the same people in the same
 * way, without notes, except that everybody rates the supposed indicators as supposed. Null while
 * there is no cycle to go on from. It is computed and forgotten.
 */
export function supposeNextCycle(
  cycles: readonly AnsweredCycle[],
  suppositions: readonly Supposition[],
): AnsweredCycle[] | null {
  const [latest] = cycles
    .filter(hasOfficialAnswers)
    .sort((a, b) => (a.endOn < b.endOn ? 1 : a.endOn > b.endOn ? -1 : 0))
  if (!latest) return null
  const supposed = new Map(suppositions.map(({ itemKey, value }) => [itemKey, value]))
  const official = latest.answers.filter(({ group }) => group !== 'self')
  const raters = new Map(official.map((answer) => [answer.raterKey, answer]))
  const kept = official
    .filter(({ itemKey }) => !supposed.has(itemKey))
    .map((answer) => ({ ...answer, note: null, hasNote: false }))
  const changed = [...supposed].flatMap(([itemKey, value]) =>
    [...raters.values()].map(({ group, raterKey, rater }) => {
      return { itemKey, group, raterKey, rater, value, note: null, hasNote: false }
    }),
  )
  const startOn = addDays(latest.endOn, 1)
  const endOn = addDays(startOn, daysBetween(latest.startOn, latest.endOn))
  const label = 'Next cycle, supposed'
  const next = { ...latest, id: SUPPOSED_CYCLE, label, startOn, endOn, packetId: null }
  return [{ ...next, answers: [...kept, ...changed] }, ...cycles]
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

import { type Break, type HistoryStep, successorsOf } from '@/lib/ladder/versions/history'
import type { AnsweredCycle } from '../sources/ratings'

/**
 * The versions from one that a cycle pinned to the one that growth is measured against, both
 * included; `other` is a version of another ladder. What is not listed is measured as it is.
 */
export type VersionPaths = ReadonlyMap<string, readonly HistoryStep[] | 'other'>

/** Ratings that stand beside an indicator of today: of which words, and why they are not its own. */
export type Earlier = { cycle: AnsweredCycle; itemKey: string; text: string; broken: Break }

/** The cycles in the keys of today; `earlier` by the key of today, in the order of the cycles. */
export type JoinedRecord = {
  cycles: AnsweredCycle[]
  earlier: ReadonlyMap<string, readonly Earlier[]>
}

/**
 * Brings answers that were given to earlier versions to the keys of the one that is measured
 * against. Answers whose meaning changed, or that ended, keep a key that nothing asks for, so that
 * they count nowhere; they are never averaged into another line. Shows no answer that did not go in.
 */
export function joined(cycles: readonly AnsweredCycle[], paths: VersionPaths): JoinedRecord {
  const earlier = new Map<string, Earlier[]>()
  const inKeysOfToday = cycles.map((cycle) => {
    const path = paths.get(cycle.ladderVersionId)
    if (path === undefined) return cycle
    const keys = new Map<string, string>()
    for (const itemKey of new Set(cycle.answers.map((answer) => answer.itemKey))) {
      keys.set(itemKey, `${cycle.ladderVersionId}:${itemKey}`)
      for (const { key, broken } of path === 'other' ? [] : successorsOf(itemKey, path)) {
        if (broken === null) keys.set(itemKey, key)
        else put(earlier, key, { cycle, itemKey, text: textOf(itemKey, path), broken })
      }
    }
    const answers = cycle.answers.map((answer) => ({
      ...answer,
      itemKey: keys.get(answer.itemKey) ?? answer.itemKey,
    }))
    return { ...cycle, answers }
  })
  return { cycles: inKeysOfToday, earlier }
}

function textOf(key: string, path: readonly HistoryStep[] | 'other'): string {
  return path === 'other' ? '' : (path[0]?.items.get(key)?.text ?? '')
}

function put(earlier: Map<string, Earlier[]>, key: string, one: Earlier) {
  earlier.set(key, [...(earlier.get(key) ?? []), one])
}

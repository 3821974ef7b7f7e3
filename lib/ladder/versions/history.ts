import { isEditorial } from '../diff/change-class'
import type { ChangeClass, KeyMap, LadderDocument } from '../format/document'

/** What of a version the history of its items needs. */
export type HistoryStep = {
  items: ReadonlyMap<string, { text: string; change: ChangeClass | null }>
  keymap: readonly KeyMap[]
}

/** Why ratings of an item stand beside those of a later one, and do not go on in it. */
export type Break = 'material' | KeyMap['relation']

/** What a later version calls an item; `broken` is null where one line may join the two. */
export type Successor = { key: string; broken: Break | null }

export function historyStep({
  items,
  keymap,
}: Pick<LadderDocument, 'items' | 'keymap'>): HistoryStep {
  return {
    items: new Map(items.map(({ key, text, change }) => [key, { text, change }])),
    keymap,
  }
}

/**
 * What became of an item of the first version in the last one. In: the versions in their order,
 * each with those between. A line goes on under the same key unless the change was material, and
 * through a comparable map from one key to one; split, merged, related and unnamed ones stand
 * beside. Empty for an item that ended.
 */
export function successorsOf(key: string, versions: readonly HistoryStep[]): Successor[] {
  const [first, ...later] = versions
  if (!first?.items.has(key)) return []
  let before = first
  let successors: Successor[] = [{ key, broken: null }]
  for (const after of later) {
    const step = { before, after }
    successors = distinct(
      successors.flatMap((one) =>
        nextKeys(one.key, step).map((next) => ({ ...next, broken: one.broken ?? next.broken })),
      ),
    )
    before = after
  }
  return successors
}

type Step = { before: HistoryStep; after: HistoryStep }

function nextKeys(key: string, step: Step): Successor[] {
  const { before, after } = step
  const kept: Successor[] = after.items.has(key)
    ? [{ key, broken: isSameMeaning(key, step) ? null : 'material' }]
    : []
  const mapped = after.keymap.filter(({ entity, from }) => entity === 'item' && from.includes(key))
  return [
    ...kept,
    ...mapped.flatMap((map) =>
      map.to
        .filter((to) => to !== key && after.items.has(to) && !before.items.has(to))
        .map((to) => ({
          key: to,
          broken: kept.length === 0 && joinsLines(map, after) ? null : map.relation,
        })),
    ),
  ]
}

// A class that nobody stated is no promise that the words still mean the same.
function isSameMeaning(key: string, { before, after }: Step): boolean {
  const [old, now] = [before.items.get(key), after.items.get(key)]
  if (!old || !now || old.text === now.text || isEditorial(old.text, now.text)) return true
  return now.change === 'clarified'
}

function joinsLines({ from, to, relation, comparable }: KeyMap, { keymap }: HistoryStep): boolean {
  if (!comparable || relation !== 'replaces' || from.length !== 1 || to.length !== 1) return false
  const rivals = keymap.filter((map) => map.entity === 'item' && map.to.includes(to[0] ?? ''))
  return rivals.length === 1
}

function distinct(successors: readonly Successor[]): Successor[] {
  const byKey = new Map<string, Successor>()
  for (const one of successors) {
    if (byKey.get(one.key)?.broken !== null) byKey.set(one.key, one)
  }
  return [...byKey.values()]
}

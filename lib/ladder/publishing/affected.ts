import { hasVisibleChange } from '../diff/fields'
import type { LadderDiff } from '../diff/ladder-diff'
import type { Item, LadderDocument } from '../format/document'

/** People who stand at one level today and aim at one; `chosenKey` is null where they chose nothing. */
export type Standing = { levelKey: string; chosenKey: string | null; people: number }

/** Counts of people and nothing else: `at` the level, and `aiming` at it as their next or chosen one. */
export type AffectedLevel = {
  key: string
  title: string
  change: 'added' | 'changed' | 'removed'
  at: number
  aiming: number
}

/** The levels that read differently afterwards, in the order of the ladder, the removed ones last. */
export function affectedLevels(
  diff: LadderDiff,
  { before, after }: { before: LadderDocument; after: LadderDocument },
  standings: readonly Standing[],
): AffectedLevel[] {
  const touched = touchedLevels(diff, before, after)
  const next = nextLevels(before)
  const removed = diff.levels.removed.map(({ key }) => key)
  const added = new Set(diff.levels.added.map(({ key }) => key))
  const sum = (isCounted: (standing: Standing) => boolean) =>
    standings.filter(isCounted).reduce((total, { people }) => total + people, 0)
  return [...after.levels, ...diff.levels.removed].flatMap(({ key, title }) => {
    if (!touched.has(key)) return []
    const change = removed.includes(key) ? 'removed' : added.has(key) ? 'added' : 'changed'
    const at = sum(({ levelKey }) => levelKey === key)
    const aiming = sum((one) => (one.chosenKey ?? next.get(one.levelKey)) === key)
    return [{ key, title, change, at, aiming }]
  })
}

function touchedLevels(diff: LadderDiff, before: LadderDocument, after: LadderDocument) {
  const touched = new Set<string>()
  const add = (keys: readonly string[]) => {
    for (const key of keys) touched.add(key)
  }
  add([...diff.levels.added, ...diff.levels.removed].map(({ key }) => key))
  add(diff.levels.changed.map(({ key }) => key))
  add([...diff.targets.added, ...diff.targets.removed].map(({ level }) => level))
  add(diff.targets.changed.map(({ value }) => value.level))
  for (const document of [before, after]) {
    const items = new Set(itemKeys(diff, document))
    const held = targetLevels(document)
    for (const item of document.items) if (items.has(item.key)) add(levelsOf(item, held))
    if (diff.scales.changed.length > 0) add(document.levels.map(({ key }) => key))
  }
  return touched
}

/** Items that changed themselves, or whose category did. */
function itemKeys({ items, categories }: LadderDiff, document: LadderDocument): string[] {
  const changed = new Set(categories.changed.map(({ key }) => key))
  return [
    ...[...items.added, ...items.removed].map(({ key }) => key),
    ...items.changed.filter(hasVisibleChange).map(({ key }) => key),
    ...document.items.filter(({ category }) => changed.has(category)).map(({ key }) => key),
  ]
}

function levelsOf(item: Item, held: ReadonlyMap<string, string[]>): readonly string[] {
  return item.at === null ? item.levels : (held.get(item.category) ?? [])
}

function targetLevels({ targets }: LadderDocument): Map<string, string[]> {
  const held = new Map<string, string[]>()
  for (const { level, category } of targets) {
    held.set(category, [...(held.get(category) ?? []), level])
  }
  return held
}

function nextLevels({ levels }: LadderDocument): Map<string, string> {
  const next = new Map<string, string>()
  levels.forEach(({ key, track }, index) => {
    const above = levels.slice(index + 1).find((level) => level.track === track)
    if (above) next.set(key, above.key)
  })
  return next
}

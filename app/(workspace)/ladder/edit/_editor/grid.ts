import { type Cell, cellKey } from '@/lib/ladder/editing/changes/items'
import { type Section, sectionsOf } from '@/lib/ladder/editing/changes/steps'
import { type Draft, inOrder, levelsInOrder, type Ordered } from '@/lib/ladder/editing/draft'
import type { Item, Level } from '@/lib/ladder/format/document'

/** The frame of the matrix; the same object while tracks, levels and categories are the same. */
export type Grid = { levels: Ordered<Level>[]; tracks: string[]; sections: Section[] }

export function gridOf(draft: Draft): Grid {
  return {
    levels: levelsInOrder(draft),
    tracks: inOrder(draft.track.values()).map(({ key }) => key),
    sections: sectionsOf(draft),
  }
}

/**
 * The keys of the items of each cell. A cell that holds the same as before keeps its array, so that
 * it is not drawn again.
 */
export function cellsOf(
  draft: Draft,
  { levels }: Grid,
  before: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const rank = new Map(levels.map(({ key }, index) => [key, index]))
  const firstOf = (item: Item) => Math.min(...item.levels.map((level) => rank.get(level) ?? 0))
  const placed = inOrder(draft.item.values())
    .map((item) => ({ item, first: firstOf(item) }))
    .sort((a, b) => (a.first === b.first ? 0 : a.first - b.first))
  const cells = new Map<string, string[]>()
  for (const { item } of placed) {
    for (const cell of cellsOfItem(item)) {
      const name = cellKey(cell)
      const keys = cells.get(name)
      if (keys) keys.push(item.key)
      else cells.set(name, [item.key])
    }
  }
  return new Map([...cells].map(([name, keys]) => [name, unchanged(before.get(name), keys)]))
}

export function cellsOfItem({ category, levels, at }: Item): Cell[] {
  if (at !== null) return [{ category, level: null, at }]
  return levels.map((level) => ({ category, level, at: null }))
}

/** Whether the two drafts have the same items in the same places, whatever they say. */
export function hasSamePlaces(a: Draft, b: Draft): boolean {
  if (a.item === b.item) return true
  if (a.item.size !== b.item.size) return false
  for (const [key, item] of a.item) {
    const other = b.item.get(key)
    if (item === other) continue
    if (!other || item.category !== other.category || item.order !== other.order) return false
    if (item.at !== other.at || item.levels.join() !== other.levels.join()) return false
  }
  return true
}

function unchanged(before: readonly string[] | undefined, keys: string[]): readonly string[] {
  const isSame = before?.length === keys.length && keys.every((key, index) => key === before[index])
  return isSame ? before : keys
}

import type { Item } from '../../format/document'
import { type Draft, inOrder, levelsInOrder, type Ordered, scaleOf } from '../draft'
import type { Edit } from '../edit'
import { setFields } from './fields'
import { placeAfter } from './order'

/** A cell of the matrix: a category at a level, or at a point of the category's scale. */
export type Cell = { category: string; level: string | null; at: string | null }

export function cellKey({ category, level, at }: Cell): string {
  return level === null ? `${category} @${at}` : `${category} ${level}`
}

/** The items of a cell from the top. What is shared from a lower level stands before its own. */
export function itemsIn(draft: Draft, cell: Cell): Ordered<Item>[] {
  const rank = levelRanks(draft)
  const items = [...draft.item.values()].filter((item) => standsIn(item, cell))
  return inOrder(items).sort((a, b) => firstRank(a, rank) - firstRank(b, rank))
}

export function standsIn(item: Item, { category, level, at }: Cell): boolean {
  if (item.category !== category) return false
  return level === null ? item.at === at : item.levels.includes(level)
}

/** A new item below another (`after`), or at the end of the cell. */
export function addItem(
  draft: Draft,
  { key, cell, text, after }: { key: string; cell: Cell; text: string; after: string | null },
): Edit[] {
  const beside = itemsIn(draft, cell)
  const like = beside.find((item) => item.key === after) ?? beside.at(-1)
  const kind = like?.kind ?? kindOf(draft, cell.category)
  const value: Ordered<Item> = {
    key,
    kind,
    category: cell.category,
    levels: cell.level === null ? [] : [cell.level],
    at: cell.at,
    text,
    label: null,
    scored: like?.scored ?? kind === 'indicator',
    weight: null,
    critical: false,
    target: null,
    change: null,
    examples: [],
    antiExamples: [],
    anchors: [],
    links: [],
    order: 0,
  }
  const { order, shifts } = placed(draft, value, after ?? beside.at(-1)?.key ?? null)
  return [...shifts, { op: 'add', entity: 'item', key, value: { ...value, order } }]
}

/**
 * Takes an item out of one cell into another, below `after` (null for the top). What it shares
 * with other levels stays as it is, unless the category changes: then it moves as a whole.
 */
export function moveItem(
  draft: Draft,
  { key, from, to, after }: { key: string; from: Cell; to: Cell; after: string | null },
): Edit[] {
  const item = draft.item.get(key)
  if (!item) return []
  const levels = new Set(item.levels)
  if (from.level !== null) levels.delete(from.level)
  if (to.level === null) levels.clear()
  else levels.add(to.level)
  const moved = { ...item, category: to.category, levels: [...levels].sort(), at: to.at }
  const { order, shifts } = placed(draft, moved, after)
  const scale = (category: string) => scaleOf(draft, category)?.key
  const target = scale(item.category) === scale(to.category) ? item.target : null
  const { category, at } = moved
  const fields = { category, levels: moved.levels, at, target, order }
  return [...shifts, ...setFields(draft, { entity: 'item', key }, fields)]
}

/** The item stands at exactly these levels, which are at least one. */
export function shareItem(
  draft: Draft,
  { key, levels }: { key: string; levels: readonly string[] },
): Edit[] {
  if (levels.length === 0) return []
  return setFields(draft, { entity: 'item', key }, { levels: [...new Set(levels)].sort() })
}

/** The first half stays where the ratings are; the second becomes an item of its own below it. */
export function splitItem(
  draft: Draft,
  { key, first, second, newKey }: { key: string; first: string; second: string; newKey: string },
): Edit[] {
  const item = draft.item.get(key)
  if (!item) return []
  const half = { ...item, key: newKey, text: second, change: null }
  const own = { examples: [], antiExamples: [], anchors: [], links: [], weight: null }
  const { order, shifts } = placed(draft, half, key)
  return [
    ...shifts,
    ...setFields(draft, { entity: 'item', key }, { text: first }),
    { op: 'add', entity: 'item', key: newKey, value: { ...half, ...own, order } },
  ]
}

/** Takes an item out of one level, or away altogether where it stands at no other. */
export function removeItem(
  draft: Draft,
  { key, level }: { key: string; level: string | null },
): Edit[] {
  const item = draft.item.get(key)
  if (!item) return []
  const rest = item.levels.filter((other) => other !== level)
  if (level !== null && rest.length > 0) return shareItem(draft, { key, levels: rest })
  return [{ op: 'remove', entity: 'item', key, value: item }]
}

/** An item of an earlier version under its old key, at those of its levels that still exist. */
export function restoreItem(draft: Draft, { order: _, ...item }: Ordered<Item>): Edit[] {
  const levels = item.levels.filter((level) => draft.level.has(level)).sort()
  const hasCategory = draft.category.has(item.category)
  if (draft.item.has(item.key) || !hasCategory) return []
  if (item.at === null && levels.length === 0) return []
  const value = { ...item, levels, change: null, order: 0 }
  const level = levels[0] ?? null
  const last = itemsIn(draft, { category: item.category, level, at: item.at }).at(-1)
  const { order, shifts } = placed(draft, value, last?.key ?? null)
  return [...shifts, { op: 'add', entity: 'item', key: item.key, value: { ...value, order } }]
}

// Order counts among those that begin at the same level of the same category.
function placed(draft: Draft, item: Ordered<Item>, after: string | null) {
  const rank = levelRanks(draft)
  const own = firstRank(item, rank)
  const group = [...draft.item.values()].filter(
    (other) =>
      other.key !== item.key &&
      other.category === item.category &&
      other.at === item.at &&
      firstRank(other, rank) === own,
  )
  const { order, shifted } = placeAfter(group, { after })
  const shifts = shifted.flatMap(({ key, order: place }) =>
    setFields(draft, { entity: 'item', key }, { order: place }),
  )
  return { order, shifts }
}

function levelRanks(draft: Draft): Map<string, number> {
  return new Map(levelsInOrder(draft).map(({ key }, index) => [key, index]))
}

function firstRank({ levels }: Item, rank: Map<string, number>): number {
  return Math.min(...levels.map((level) => rank.get(level) ?? 0), rank.size)
}

function kindOf(draft: Draft, category: string): Item['kind'] {
  const all = [...draft.item.values()].filter((item) => item.category === category)
  return all[0]?.kind ?? 'expectation'
}

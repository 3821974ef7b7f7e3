import type { Item, LevelFact } from '../format/document'
import type { VersionTree } from '../versions/tree'

export type LevelName = { key: string; code: string | null; title: string; track: string }

/** An item as a reader sees it. `sharedWith` names the other levels at which the same item stands. */
export type Statement = Omit<Item, 'category' | 'levels' | 'at' | 'change'> & {
  id: string
  sharedWith: string[]
}

export type FactView = Pick<LevelFact, 'key' | 'label' | 'text' | 'min' | 'max' | 'open' | 'unit'>

export function statement(tree: VersionTree, item: Item, levelKey: string | null): Statement {
  const { category: _category, levels, at: _at, change: _change, ...words } = item
  const sharedWith = levelKey === null ? [] : levels.filter((key) => key !== levelKey)
  return { ...words, id: idOf(tree.itemIds, item.key), sharedWith }
}

export function levelName({ document }: VersionTree, levelKey: string): LevelName | null {
  const level = document.levels.find((candidate) => candidate.key === levelKey)
  if (!level) return null
  const { key, code, title, track } = level
  return { key, code, title, track }
}

export function factView({ item: _item, ...fact }: LevelFact): FactView {
  return fact
}

export function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`The version has no id for "${key}".`)
  return id
}

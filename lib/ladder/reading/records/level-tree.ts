import { MAX_ITEMS } from '../../checks/document'
import type { ItemKind } from '../../format/document'
import type { FilePlace } from '../../format/messages'
import { type OutlineItem, type OutlineNode, outlineNode, plainItem, type Role } from '../outline'
import { cleanTitle, comparable, levelTitle } from '../structure/titles'

/** A place in the source with the index of its file, which ids are made of. */
export type RecordPlace = FilePlace & { index: number }

export type ItemWords = { text: string; at: RecordPlace } & Partial<OutlineItem>

/** The outline of records that name their track, level and categories again and again. */
export type LevelTree = {
  /** `title` is as it stands in the source; the same words mean the same level of a track. */
  level: (track: string | null, title: string, at: RecordPlace) => OutlineNode
  /** The innermost of the categories, each below the one before; the level itself without any. */
  category: (level: OutlineNode, titles: readonly string[], at: RecordPlace) => OutlineNode
  item: (parent: OutlineNode, words: ItemWords) => void
  node: (given: { role: Role; title: string; text?: string; at: RecordPlace }) => OutlineNode
  /** Tracks with their levels; levels without a track as they are. */
  outline: () => OutlineNode[]
}

// Twice what a ladder may have, so that too many are still seen to be too many.
const MOST_ITEMS = 2 * MAX_ITEMS
const INDICATORS = /\b(?:growth|performance|success|key)\s+indicators?\b|^indicators?$/i

export function levelTree(): LevelTree {
  const ids = new Map<string, number>()
  const known = new Map<string, OutlineNode>()
  const roots: OutlineNode[] = []
  let items = 0
  const node: LevelTree['node'] = ({ role, title, text = '', at }) => {
    const { index, ...place } = at
    return outlineNode({ id: freeId(ids, at), role, title, text, place })
  }
  const once = (key: string, siblings: OutlineNode[], make: () => OutlineNode): OutlineNode => {
    const found = known.get(key)
    if (found) return found
    const made = make()
    known.set(key, made)
    siblings.push(made)
    return made
  }
  const trackOf = (title: string, at: RecordPlace) =>
    once(`track ${comparable(title)}`, roots, () => node({ role: 'track', title, at }))
  return {
    level: (track, written, at) => {
      const siblings = track === null ? roots : trackOf(track, at).children
      const key = `level ${track === null ? '' : comparable(track)} ${comparable(written)}`
      return once(key, siblings, () => {
        const { title, code, aliases } = levelTitle(cleanTitle(written))
        return { ...node({ role: 'level', title, at }), code, aliases }
      })
    },
    category: (level, titles, at) =>
      titles.reduce((parent, title) => {
        const key = `category ${parent.id} ${comparable(title)}`
        return once(key, parent.children, () => ({
          ...node({ role: 'category', title: cleanTitle(title), at }),
          kind: kindOf(title),
        }))
      }, level),
    item: (parent, { text, at, ...item }) => {
      items += 1
      if (items > MOST_ITEMS) return
      const made = node({ role: 'item', title: '', text, at })
      parent.children.push({ ...made, item: plainItem(item) })
    },
    node,
    outline: () => roots,
  }
}

function kindOf(title: string): ItemKind | null {
  return INDICATORS.test(title) ? 'indicator' : null
}

function freeId(slots: Map<string, number>, { index, line, column }: RecordPlace): string {
  const cell = `${index}:${line}.${column}`
  let slot = slots.get(cell) ?? column
  while (slots.has(`taken ${index}:${line}.${slot}`)) slot += 1
  slots.set(`taken ${index}:${line}.${slot}`, slot)
  slots.set(cell, slot + 1)
  return `${index}:${line}.${slot}`
}

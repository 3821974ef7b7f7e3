import fc from 'fast-check'
import {
  addCategory,
  addTransition,
  moveCategory,
  removeCategory,
  removeTransition,
} from '@/lib/ladder/editing/changes/categories'
import { setFields } from '@/lib/ladder/editing/changes/fields'
import {
  addItem,
  type Cell,
  moveItem,
  removeItem,
  shareItem,
  splitItem,
} from '@/lib/ladder/editing/changes/items'
import {
  addLevel,
  addTrack,
  moveLevel,
  removeLevel,
  removeTrack,
} from '@/lib/ladder/editing/changes/levels'
import { type Draft, HEAD } from '@/lib/ladder/editing/draft'
import type { Edit } from '@/lib/ladder/editing/edit'
import { canonicalText, ITEM_KINDS } from '@/lib/ladder/format/document'

/** Numbers from which a step picks what it is about, so that it fits whatever draft it meets. */
export type Step = { kind: number; a: number; b: number; c: number; text: string }

export const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.nat({ max: 99 }),
  a: fc.nat({ max: 999 }),
  b: fc.nat({ max: 999 }),
  c: fc.nat({ max: 999 }),
  text: fc
    .string({ minLength: 1, maxLength: 20 })
    .map(canonicalText)
    .filter((text) => text !== ''),
})

type Maker = (draft: Draft, step: Step, newKey: string) => Edit[]

/** What an editor would do in this draft; no edits where there is nothing to do it to. */
export function editsOf(draft: Draft, step: Step, newKey: string): Edit[] {
  return MAKERS[step.kind % MAKERS.length]?.(draft, step, newKey) ?? []
}

const MAKERS: Maker[] = [
  (draft, { a, text }) => ofItem(draft, a, (key) => setItem(draft, key, { text })),
  (draft, { a, b }) =>
    ofItem(draft, a, (key) =>
      setItem(draft, key, { scored: b % 2 === 0, weight: b / 4, critical: b % 3 === 0 }),
    ),
  (draft, { a, b, text }) =>
    ofItem(draft, a, (key) =>
      setItem(draft, key, { kind: pick(ITEM_KINDS, b), label: text, examples: [text] }),
    ),
  (draft, { a, text }, key) => {
    const cell = anyCell(draft, a)
    return cell ? addItem(draft, { key, cell, text, after: null }) : []
  },
  (draft, { a, b, c }) =>
    ofItem(draft, a, (key) => {
      const item = draft.item.get(key)
      const to = anyCell(draft, b)
      if (!item || !to) return []
      const from: Cell = { category: item.category, level: item.levels[0] ?? null, at: item.at }
      const others = [...draft.item.keys()].filter((other) => other !== key)
      return moveItem(draft, { key, from, to, after: c % 2 ? (pick(others, c) ?? null) : null })
    }),
  (draft, { a, b }) =>
    ofItem(draft, a, (key) => {
      const levels = [...draft.level.keys()]
      if (draft.item.get(key)?.at !== null) return []
      return shareItem(draft, { key, levels: levels.slice(0, (b % levels.length) + 1) })
    }),
  (draft, { a, text }, newKey) =>
    ofItem(draft, a, (key) =>
      splitItem(draft, { key, first: text, second: 'Second half', newKey }),
    ),
  (draft, { a, b }) =>
    ofItem(draft, a, (key) =>
      removeItem(draft, { key, level: pick(draft.item.get(key)?.levels ?? [], b) ?? null }),
    ),
  (draft, { a, b, text }, key) => {
    const track = pick([...draft.track.keys()], a)
    const own = [...draft.level.values()].filter((level) => level.track === track)
    if (!track) return []
    return addLevel(draft, { key, title: text, track, after: pick(own, b)?.key ?? null })
  },
  (draft, { a, b }) => {
    const key = pick([...draft.level.keys()], a)
    const track = pick([...draft.track.keys()], b)
    return key && track ? moveLevel(draft, { key, track, after: null }) : []
  },
  (draft, { a }) => {
    const key = pick([...draft.level.keys()], a)
    return key && draft.level.size > 1 ? removeLevel(draft, key) : []
  },
  (draft, { a, text }) => {
    const key = pick([...draft.level.keys()], a)
    return key ? setFields(draft, { entity: 'level', key }, { title: text, band: a % 9 }) : []
  },
  (draft, { a, text }, key) =>
    addCategory(draft, {
      key,
      title: text,
      kind: a % 2 ? 'competency' : 'growth-area',
      after: null,
    }),
  (draft, { a, b }) => {
    const keys = [...draft.category.keys()]
    const key = pick(keys, a)
    const after = pick(keys, b)
    return key && after !== key ? moveCategory(draft, { key, after: after ?? null }) : []
  },
  (draft, { a }) => removeCategory(draft, pick([...draft.category.keys()], a) ?? ''),
  (draft, { text }, key) => addTrack(draft, { key, title: text }),
  (draft, { a }) => removeTrack(draft, pick([...draft.track.keys()], a) ?? ''),
  (draft, { a, text }, key) => {
    const to = pick([...draft.level.keys()], a)
    return to ? addTransition(draft, { key, title: text, from: null, to }) : []
  },
  (draft, { a }) => removeTransition(draft, pick([...draft.transition.keys()], a) ?? ''),
  (draft, { text, a }) =>
    setFields(draft, { entity: 'head', key: HEAD }, { name: text, cumulative: a % 2 === 0 }),
]

function ofItem(draft: Draft, a: number, make: (key: string) => Edit[]): Edit[] {
  const key = pick([...draft.item.keys()], a)
  return key ? make(key) : []
}

function setItem(draft: Draft, key: string, fields: Parameters<typeof setFields<'item'>>[2]) {
  return setFields(draft, { entity: 'item', key }, fields)
}

function anyCell(draft: Draft, a: number): Cell | null {
  const category = pick([...draft.category.values()], a)
  if (!category) return null
  const scale = draft.scales.find(({ key }) => key === category.scale)
  if (scale) return { category: category.key, level: null, at: pick(scale.points, a)?.code ?? null }
  const level = pick([...draft.level.keys()], a)
  return level ? { category: category.key, level, at: null } : null
}

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % Math.max(1, list.length)]
}

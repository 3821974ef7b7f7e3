import { type Draft, inOrder, levelsInOrder, scaleOf } from '../draft'
import type { Edit } from '../edit'
import { moveCategory } from './categories'
import { setFields } from './fields'
import { type Cell, itemsIn, moveItem } from './items'
import { levelsOf, moveLevel } from './levels'
import { placeAfter } from './order'

export type Direction = 'up' | 'down' | 'left' | 'right'

/** Rows that belong together: an item moves up and down within them. Skills stand by their scale. */
export type Section = { kind: 'levels' | 'areas' | 'skills'; scale: string | null; rows: string[] }

/** What one step does: the edits and where the item is then, or why it goes no further. */
export type Step = { edits: Edit[]; cell: Cell } | { stopped: string }

/** The rows of the matrix in their order: categories, growth areas, then the skills of each scale. */
export function sectionsOf(draft: Draft): Section[] {
  const categories = inOrder(draft.category.values())
  const rows = (holds: (category: (typeof categories)[number]) => boolean) =>
    categories.filter(holds).map(({ key }) => key)
  const scales = [...new Set(categories.flatMap(({ scale }) => scale ?? []))]
  const sections: Section[] = [
    {
      kind: 'levels',
      scale: null,
      rows: rows(({ kind, scale }) => kind === 'competency' && scale === null),
    },
    { kind: 'areas', scale: null, rows: rows(({ kind }) => kind === 'growth-area') },
    ...scales.map((scale) => ({
      kind: 'skills' as const,
      scale,
      rows: rows((category) => category.kind === 'competency' && category.scale === scale),
    })),
  ]
  return sections.filter((section, index) => index === 0 || section.rows.length > 0)
}

/** Moves an item one place: within its cell, then on to the next cell in that direction. */
export function stepItem(
  draft: Draft,
  { key, cell, direction }: { key: string; cell: Cell; direction: Direction },
): Step {
  const isSideways = direction === 'left' || direction === 'right'
  return isSideways
    ? stepAcross(draft, { key, cell, by: direction === 'left' ? -1 : 1 })
    : stepAlong(draft, { key, cell, by: direction === 'up' ? -1 : 1 })
}

type By = { key: string; cell: Cell; by: 1 | -1 }

function stepAlong(draft: Draft, { key, cell, by }: By): Step {
  const items = itemsIn(draft, cell)
  const at = items.findIndex((item) => item.key === key)
  const neighbour = items[at + by]
  if (!neighbour) return stepToRow(draft, { key, cell, by })
  const first = firstLevel(draft, items[at]?.levels ?? [])
  if (first !== firstLevel(draft, neighbour.levels)) {
    return { stopped: 'Items shared from a lower level always stand first.' }
  }
  const after = by === 1 ? neighbour.key : (items[at - 2]?.key ?? null)
  return { edits: moveItem(draft, { key, from: cell, to: cell, after }), cell }
}

function stepToRow(draft: Draft, { key, cell, by }: By): Step {
  const section = sectionsOf(draft).find(({ rows }) => rows.includes(cell.category))
  const rows = section?.rows ?? []
  const category = rows[rows.indexOf(cell.category) + by]
  if (category === undefined) {
    return { stopped: by === 1 ? 'This is the last row.' : 'This is the first row.' }
  }
  const to = { ...cell, category }
  const after = by === 1 ? null : (itemsIn(draft, to).at(-1)?.key ?? null)
  return { edits: moveItem(draft, { key, from: cell, to, after }), cell: to }
}

function stepAcross(draft: Draft, { key, cell, by }: By): Step {
  const columns =
    cell.level === null
      ? (scaleOf(draft, cell.category)?.points ?? []).map(({ code }) => code)
      : levelsInOrder(draft).map((level) => level.key)
  const column = columns[columns.indexOf(cell.level ?? cell.at ?? '') + by]
  if (column === undefined) {
    return { stopped: by === 1 ? 'This is the last column.' : 'This is the first column.' }
  }
  const to = cell.level === null ? { ...cell, at: column } : { ...cell, level: column }
  if (cell.level !== null && draft.item.get(key)?.levels.includes(column)) {
    return { stopped: 'The item stands there already, because it is shared.' }
  }
  const place = itemsIn(draft, cell).findIndex((item) => item.key === key)
  const there = itemsIn(draft, to)
  const after = place === 0 ? undefined : (there[place - 1] ?? there.at(-1))
  return { edits: moveItem(draft, { key, from: cell, to, after: after?.key ?? null }), cell: to }
}

/** Moves a level one place along its track, and from its end into the neighbouring track. */
export function stepLevel(draft: Draft, key: string, by: 1 | -1): Edit[] {
  const level = draft.level.get(key)
  if (!level) return []
  const levels = levelsOf(draft, level.track)
  const at = levels.findIndex((other) => other.key === key)
  if (levels[at + by]) {
    const after = levels[by === 1 ? at + 1 : at - 2]?.key ?? null
    return moveLevel(draft, { key, track: level.track, after })
  }
  const tracks = inOrder(draft.track.values()).map((track) => track.key)
  const track = tracks[tracks.indexOf(level.track) + by]
  if (track === undefined) return []
  const after = by === 1 ? null : (levelsOf(draft, track).at(-1)?.key ?? null)
  return moveLevel(draft, { key, track, after })
}

/** Moves a track one place. */
export function stepTrack(draft: Draft, key: string, by: 1 | -1): Edit[] {
  const tracks = inOrder(draft.track.values())
  const at = tracks.findIndex((track) => track.key === key)
  const neighbour = tracks[at + by]
  if (!neighbour) return []
  const after = by === 1 ? neighbour.key : (tracks[at - 2]?.key ?? null)
  const others = tracks.filter((track) => track.key !== key)
  const { order, shifted } = placeAfter(others, { after })
  return [{ key, order }, ...shifted].flatMap((placed) =>
    setFields(draft, { entity: 'track', key: placed.key }, { order: placed.order }),
  )
}

/** Moves a category one place among those of its section. */
export function stepCategory(draft: Draft, key: string, by: 1 | -1): Edit[] {
  const rows = sectionsOf(draft).find((section) => section.rows.includes(key))?.rows ?? []
  const at = rows.indexOf(key)
  const neighbour = rows[at + by]
  if (neighbour === undefined) return []
  const all = inOrder(draft.category.values()).map((category) => category.key)
  const above = all.slice(0, all.indexOf(neighbour)).filter((other) => other !== key)
  return moveCategory(draft, { key, after: by === 1 ? neighbour : (above.at(-1) ?? null) })
}

function firstLevel(draft: Draft, levels: readonly string[]): string | undefined {
  return levelsInOrder(draft).find(({ key }) => levels.includes(key))?.key
}

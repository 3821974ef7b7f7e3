import { type Cell, cellKey } from '@/lib/ladder/editing/changes/items'
import type { Ref } from './editor-store'

/** A place in the matrix that can have the focus, as it stands in `data-spot`. */
export type Spot =
  | { kind: 'item'; key: string; cell: Cell }
  | { kind: 'add'; cell: Cell }
  | { kind: 'level' | 'category' | 'track'; key: string }

export function spotOfItem(key: string, cell: Cell): string {
  return `item ${key} ${cellKey(cell)}`
}

export function spotOfAdd(cell: Cell): string {
  return `add ${cellKey(cell)}`
}

export function spotOf({ entity, key }: Ref): string {
  return `${entity} ${key}`
}

/** What the address of a place means; keys have no spaces and codes no "@". */
export function parseSpot(spot: string): Spot | null {
  const [kind, ...words] = spot.split(' ')
  if (kind === 'item') {
    const [key = '', category = '', place = ''] = words
    return { kind, key, cell: cellAt(category, place) }
  }
  if (kind === 'add') return { kind, cell: cellAt(words[0] ?? '', words[1] ?? '') }
  if (kind === 'level' || kind === 'category' || kind === 'track') {
    return { kind, key: words[0] ?? '' }
  }
  return null
}

export function cellAt(category: string, place: string): Cell {
  return place.startsWith('@')
    ? { category, level: null, at: place.slice(1) }
    : { category, level: place, at: null }
}

export function spotElement(spot: string): HTMLElement | null {
  return document.querySelector(`[data-spot="${CSS.escape(spot)}"]`)
}

/** Puts the focus there once the screen shows it. */
export function focusSpot(spot: string): void {
  requestAnimationFrame(() => spotElement(spot)?.focus())
}

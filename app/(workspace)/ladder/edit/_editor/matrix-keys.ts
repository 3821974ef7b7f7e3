import { cellKey, removeItem } from '@/lib/ladder/editing/changes/items'
import {
  type Direction,
  stepCategory,
  stepItem,
  stepLevel,
} from '@/lib/ladder/editing/changes/steps'
import type { EditorStore } from './editor-store'
import { focusSpot, parseSpot, type Spot, spotOfAdd, spotOfItem } from './spot'
import { placeInWords } from './words'

const ARROWS: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** Arrows walk, Alt and arrows move, Enter writes, Space opens the details, Delete removes. */
export function onMatrixKey(store: EditorStore, event: KeyboardEvent): void {
  const { target } = event
  if (!(target instanceof HTMLElement)) return
  if (target.matches('.edit-matrix')) enter(target, event)
  if (!target.dataset.spot) return
  const spot = parseSpot(target.dataset.spot)
  if (!spot) return
  const direction = ARROWS[event.key]
  if (direction && !event.ctrlKey && !event.metaKey) {
    event.preventDefault()
    if (event.altKey) move(store, spot, direction)
    else walk(store, target, direction)
  } else if (event.key === 'Enter' && event.altKey) {
    event.preventDefault()
    addBelow(store, spot)
  } else if (event.key === ' ') {
    event.preventDefault()
    openDetails(store, spot)
  } else if (event.key === 'Delete' && spot.kind === 'item') {
    event.preventDefault()
    remove(store, spot)
  }
}

function enter(box: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Enter') return
  event.preventDefault()
  box.querySelector<HTMLElement>('[data-spot]')?.focus()
}

/** A click, or Enter, on what can be written: it opens where it stands. */
export function onMatrixClick(store: EditorStore, event: MouseEvent): void {
  const found = (event.target as HTMLElement).closest<HTMLElement>('[data-spot]')
  const spot = parseSpot(found?.dataset.spot ?? '')
  if (!found || !spot) return
  const active = found.dataset.spot ?? null
  if (spot.kind === 'add') {
    store.show({ active, editing: null, adding: { cell: spot.cell, after: null, key: null } })
    return
  }
  store.show({ active, editing: active, adding: null, selected: refOf(spot) })
}

/** The place with the focus is the one that Tab comes back to, and that the details are about. */
export function onMatrixFocus(store: EditorStore, target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return
  const { spot: active } = target.dataset
  const spot = parseSpot(active ?? '')
  if (!active || !spot || store.active === active) return
  store.show({ active, ...(spot.kind === 'add' ? {} : { selected: refOf(spot) }) })
}

export function addBelow(store: EditorStore, spot: Spot): void {
  if (spot.kind !== 'item' && spot.kind !== 'add') return
  const after = spot.kind === 'item' ? spot.key : null
  store.show({ editing: null, adding: { cell: spot.cell, after, key: null } })
}

export function openDetails(store: EditorStore, spot: Spot): void {
  if (spot.kind === 'add') return
  store.show({ selected: refOf(spot), isPanelOpen: true })
  requestAnimationFrame(() => document.getElementById('edit-details')?.focus())
}

export function remove(store: EditorStore, spot: Spot): void {
  if (spot.kind !== 'item') return
  const isShared = (store.draft.item.get(spot.key)?.levels.length ?? 0) > 1
  const keys = store.cells.get(cellKey(spot.cell)) ?? []
  const at = keys.indexOf(spot.key)
  const next = keys[at + 1] ?? keys[at - 1]
  const edits = removeItem(store.draft, { key: spot.key, level: spot.cell.level })
  const words = isShared
    ? 'Taken out of this level; it stays at the others.'
    : 'Removed. Undo brings it back.'
  if (!store.change(edits, words)) return
  const active = next ? spotOfItem(next, spot.cell) : spotOfAdd(spot.cell)
  store.show({ active })
  focusSpot(active)
}

export function move(store: EditorStore, spot: Spot, direction: Direction): void {
  const { draft } = store
  if (spot.kind === 'item') moveItemBy(store, spot, direction)
  const by = direction === 'left' || direction === 'up' ? -1 : 1
  const isSideways = direction === 'left' || direction === 'right'
  if (spot.kind === 'level' && isSideways) {
    const edits = stepLevel(draft, spot.key, by)
    if (!store.change(edits)) {
      store.announce('The level can go no further.')
      return
    }
    const { track, title } = store.draft.level.get(spot.key) ?? { track: null, title: '' }
    if (store.track !== null && track !== store.track) store.show({ track })
    store.announce(`${title} moved.`)
    focusSpot(`level ${spot.key}`)
  }
  if (spot.kind === 'category' && !isSideways) {
    if (!store.change(stepCategory(draft, spot.key, by))) {
      store.announce('The category can go no further.')
      return
    }
    store.announce(`${draft.category.get(spot.key)?.title} moved.`)
    focusSpot(`category ${spot.key}`)
  }
}

function moveItemBy(
  store: EditorStore,
  { key, cell }: Extract<Spot, { kind: 'item' }>,
  direction: Direction,
): void {
  const step = stepItem(store.draft, { key, cell, direction })
  if ('stopped' in step) {
    store.announce(step.stopped)
    return
  }
  if (!store.change(step.edits)) return
  showItemAt(store, key, step.cell)
}

/** Leads to an item where it stands now, also when that is in a track that was not on the screen. */
export function showItemAt(
  store: EditorStore,
  key: string,
  cell: Extract<Spot, { kind: 'item' }>['cell'],
): void {
  const active = spotOfItem(key, cell)
  const track = cell.level ? (store.draft.level.get(cell.level)?.track ?? null) : store.track
  const isHidden = store.track !== null && track !== store.track
  const keys = store.cells.get(cellKey(cell)) ?? []
  store.show({ active, narrow: cell.level ?? store.narrow, ...(isHidden ? { track } : {}) })
  const place = `${keys.indexOf(key) + 1} of ${keys.length}`
  store.announce(`${placeInWords(store.draft, cell)}, ${place}.`)
  focusSpot(active)
}

function refOf(spot: Exclude<Spot, { kind: 'add' }>) {
  return { entity: spot.kind, key: spot.key }
}

function walk(store: EditorStore, from: HTMLElement, direction: Direction): void {
  const next = neighbourOf(from, direction)
  if (!next?.dataset.spot) return
  store.show({ active: next.dataset.spot })
  next.focus()
}

function neighbourOf(from: HTMLElement, direction: Direction): HTMLElement | undefined {
  const cell = from.closest<HTMLTableCellElement>('td, th')
  const row = cell?.parentElement as HTMLTableRowElement | null
  if (!cell || !row) return undefined
  const own = spotsIn(cell)
  const at = own.indexOf(from)
  if (direction === 'left' || direction === 'right') {
    const by = direction === 'left' ? -1 : 1
    for (let index = cell.cellIndex + by; row.cells[index]; index += by) {
      const there = spotsIn(row.cells[index])
      if (there.length > 0) return there[Math.min(at, there.length - 1)]
    }
    return undefined
  }
  const by = direction === 'up' ? -1 : 1
  if (own[at + by]) return own[at + by]
  const rows = [...(row.closest('table')?.rows ?? [])]
  for (let index = rows.indexOf(row) + by; rows[index]; index += by) {
    const there = spotsIn(rows[index]?.cells[cell.cellIndex])
    if (there.length > 0) return there.at(by === 1 ? 0 : -1)
  }
  return undefined
}

function spotsIn(cell: HTMLTableCellElement | undefined): HTMLElement[] {
  return [...(cell?.querySelectorAll<HTMLElement>('[data-spot]') ?? [])].filter(
    (spot) => spot.offsetParent !== null,
  )
}

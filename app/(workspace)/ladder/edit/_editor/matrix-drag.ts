import { cellKey, itemsIn, moveItem } from '@/lib/ladder/editing/changes/items'
import type { EditorStore } from './editor-store'
import { showItemAt } from './matrix-keys'
import { cellAt, parseSpot, type Spot } from './spot'

const FAR_ENOUGH = 6
const EDGE = 60
const SPEED = 14

type Item = Extract<Spot, { kind: 'item' }>
type Drag = {
  store: EditorStore
  item: Item
  source: HTMLElement
  ghost: HTMLElement
  box: Element | null
}
type Place = { cell: string; after: string | null; mark: Element; isAbove: boolean }

/** Lets an item be dragged by mouse or pen. By touch a page scrolls; there the details move items. */
export function onMatrixPointerDown(store: EditorStore, event: PointerEvent): void {
  const source = (event.target as HTMLElement).closest<HTMLElement>('[data-spot]')
  const item = parseSpot(source?.dataset.spot ?? '')
  if (event.button !== 0 || event.pointerType === 'touch' || !source || item?.kind !== 'item')
    return
  const { clientX, clientY } = event
  const end = new AbortController()
  const { signal } = end
  let drag: Drag | null = null
  const onMove = (move: PointerEvent) => {
    const isFar = Math.hypot(move.clientX - clientX, move.clientY - clientY) > FAR_ENOUGH
    if (!drag && isFar) drag = begin(store, { item, source })
    if (drag) follow(drag, move)
  }
  const onUp = (up: PointerEvent) => {
    end.abort()
    if (drag) drop(drag, up)
  }
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', onUp, { signal })
  const cancel = () => {
    end.abort()
    if (drag) clear(drag)
  }
  window.addEventListener('pointercancel', cancel, { signal })
  const onKey = (key: KeyboardEvent) => {
    if (key.key === 'Escape') cancel()
  }
  window.addEventListener('keydown', onKey, { signal })
}

function begin(store: EditorStore, { item, source }: Pick<Drag, 'item' | 'source'>): Drag {
  const ghost = document.createElement('div')
  ghost.className = 'edit-ghost'
  ghost.textContent = source.textContent
  document.body.append(ghost)
  source.closest('li')?.classList.add('is-dragged')
  getSelection()?.removeAllRanges()
  const box = source.closest('.edit-matrix')
  // What ends a drag would also count as a click.
  window.addEventListener('click', (click) => click.stopPropagation(), {
    capture: true,
    once: true,
  })
  return { store, item, source, ghost, box }
}

function follow(drag: Drag, { clientX, clientY }: PointerEvent): void {
  drag.ghost.style.translate = `${clientX + 8}px ${clientY + 8}px`
  scrollAtEdges(drag.box, { clientX, clientY })
  unmark()
  const place = placeAt(drag, { clientX, clientY })
  place?.mark.classList.add(place.isAbove ? 'drop-above' : 'drop-below')
}

function drop(drag: Drag, { clientX, clientY }: PointerEvent): void {
  const place = placeAt(drag, { clientX, clientY })
  clear(drag)
  if (!place) return
  const { store, item } = drag
  const [category = '', column = ''] = place.cell.split(' ')
  const to = cellAt(category, column)
  const isShared =
    cellKey(to) !== cellKey(item.cell) && store.cells.get(place.cell)?.includes(item.key)
  if (isShared) {
    store.announce('The item stands there already, because it is shared.')
    return
  }
  const edits = moveItem(store.draft, { key: item.key, from: item.cell, to, after: place.after })
  if (store.change(edits)) showItemAt(store, item.key, to)
}

function clear({ ghost, source }: Drag): void {
  unmark()
  ghost.remove()
  source.closest('li')?.classList.remove('is-dragged')
}

function unmark(): void {
  for (const mark of document.querySelectorAll('.drop-above, .drop-below')) {
    mark.classList.remove('drop-above', 'drop-below')
  }
}

function placeAt(
  { store, item }: Drag,
  { clientX, clientY }: { clientX: number; clientY: number },
): Place | null {
  const under = document.elementFromPoint(clientX, clientY)
  const box = under?.closest<HTMLElement>('[data-cell]')
  const cell = box?.dataset.cell
  if (!box || !cell) return null
  const [category = '', column = ''] = cell.split(' ')
  // A skill stands by points and everything else by levels; a drag does not turn one into the other.
  if (column.startsWith('@') !== (item.cell.level === null)) return null
  const lines = [...box.querySelectorAll<HTMLElement>('li[data-item]')]
  const below = lines.find((line) => {
    const { top, height } = line.getBoundingClientRect()
    return clientY < top + height / 2
  })
  const keys = itemsIn(store.draft, cellAt(category, column)).map(({ key }) => key)
  const others = keys.filter((key) => key !== item.key)
  if (!below)
    return { cell, after: others.at(-1) ?? null, mark: lines.at(-1) ?? box, isAbove: false }
  const at = keys.indexOf(below.dataset.item ?? '')
  const after = keys.slice(0, at).filter((key) => key !== item.key)
  return { cell, after: after.at(-1) ?? null, mark: below, isAbove: true }
}

function scrollAtEdges(
  box: Element | null,
  { clientX, clientY }: { clientX: number; clientY: number },
): void {
  if (!box) return
  const { left, right, top, bottom } = box.getBoundingClientRect()
  const x = clientX > right - EDGE ? SPEED : clientX < left + EDGE ? -SPEED : 0
  const isLow = clientY > Math.min(bottom, innerHeight) - EDGE
  const isHigh = clientY < Math.max(top, 0) + EDGE
  const y = isLow ? SPEED : isHigh ? -SPEED : 0
  box.scrollBy(x, y)
}

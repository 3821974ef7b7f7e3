const BOX = '.ladder-matrix > section'
const ITEM = 'li[id]'

/** The item of a matrix that an event came from; none for a link or outside of items. */
export function itemOfEvent({ target }: Event): HTMLElement | null {
  if (!(target instanceof Element) || target.closest('a')) return null
  return target.closest<HTMLElement>(`${BOX} ${ITEM}`)
}

/** The scrolling box of a matrix, when it has the focus itself. */
export function boxOfEvent({ target }: Event): HTMLElement | null {
  return target instanceof HTMLElement && target.matches(BOX) ? target : null
}

/** The first item that can be seen below the heads of the box. */
export function firstInView(box: HTMLElement): HTMLElement | null {
  const heads = box.querySelector('thead')?.getBoundingClientRect().bottom ?? 0
  const top = Math.max(heads, 0)
  const isInView = (item: HTMLElement) => {
    const { bottom, height } = item.getBoundingClientRect()
    return height > 0 && bottom > top
  }
  return [...box.querySelectorAll<HTMLElement>(ITEM)].find(isInView) ?? null
}

/** The next item in the direction of an arrow key: along the column, or in the cell beside. */
export function neighbour(item: HTMLElement, arrow: string): HTMLElement | null {
  const cell = item.closest('td')
  if (!cell) return null
  if (arrow === 'ArrowDown' || arrow === 'ArrowUp') {
    const column = [...cell.classList][0]
    const items = [
      ...(item.closest(BOX)?.querySelectorAll<HTMLElement>(`td.${column} ${ITEM}`) ?? []),
    ]
    return items[items.indexOf(item) + (arrow === 'ArrowDown' ? 1 : -1)] ?? null
  }
  const next = arrow === 'ArrowRight' ? 'nextElementSibling' : 'previousElementSibling'
  for (let beside = cell[next]; beside; beside = beside[next]) {
    const found = [...beside.querySelectorAll<HTMLElement>(ITEM)].find(
      (one) => one.offsetHeight > 0,
    )
    if (found) return found
  }
  return null
}

export function focusItem(item: HTMLElement | null): void {
  if (!item) return
  item.tabIndex = -1
  item.focus({ preventScroll: true })
  item.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

export function focusBoxOf(item: HTMLElement): void {
  item.closest<HTMLElement>(BOX)?.focus()
}

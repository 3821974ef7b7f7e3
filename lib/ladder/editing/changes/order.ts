import { inOrder, ORDER_GAP } from '../draft'

type Placed = { key: string; order: number }

/** A place for one thing, and new places for the things that have to make room for it. */
export type Placing = { order: number; shifted: Placed[] }

/**
 * Where something stands that comes right after a sibling, or first with null. `random` (0 to 1)
 * keeps two people apart who put something into the same gap at the same time.
 */
export function placeAfter(
  siblings: Iterable<Placed>,
  { after, random = Math.random }: { after: string | null; random?: () => number },
): Placing {
  const sorted = inOrder(siblings)
  const at = after === null ? -1 : sorted.findIndex(({ key }) => key === after)
  const before = sorted[at]
  const next = sorted[at + 1]
  if (!next) return { order: (before?.order ?? 0) + between(1, ORDER_GAP * 2, random), shifted: [] }
  if (!before) return { order: next.order - between(1, ORDER_GAP * 2, random), shifted: [] }
  if (next.order - before.order >= 2) {
    return { order: between(before.order + 1, next.order, random), shifted: [] }
  }
  const shifted = sorted
    .slice(at + 1)
    .map(({ key, order }) => ({ key, order: order + ORDER_GAP * 2 }))
  return { order: before.order + between(1, ORDER_GAP * 2, random), shifted: shifted.reverse() }
}

/** A whole number in the middle half from `first` to `end`, without `end`. */
function between(first: number, end: number, random: () => number): number {
  const span = end - first
  return first + Math.floor(span / 4 + (random() * span) / 2)
}

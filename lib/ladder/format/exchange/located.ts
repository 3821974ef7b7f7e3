import type { Place } from '../messages'

export type Scalar = string | number | boolean | null
export type LocatedEntry = { key: string; keyAt: number; value: LocatedNode }

/** A value with the offset in the text at which it begins, whatever syntax it was written in. */
export type LocatedNode =
  | { kind: 'scalar'; at: number; value: Scalar }
  | { kind: 'list'; at: number; items: LocatedNode[] }
  | { kind: 'map'; at: number; entries: LocatedEntry[] }

export type LocatedTree = { root: LocatedNode; placeAt: (offset: number) => Place }
export type TreePath = readonly PropertyKey[]

/** More values than any ladder within the limits has. */
export const MAX_VALUES = 1_000_000
export const MAX_DEPTH = 100

/** Line and column of an offset, both from 1. */
export function placesIn(text: string): (offset: number) => Place {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

/** The value without its places. */
export function plainValue(node: LocatedNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainValue)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]))
}

/** The node at a path, or the nearest one above it that there is. */
export function nodeAt(root: LocatedNode, path: TreePath): LocatedNode {
  let node = root
  for (const step of path) {
    const next = childOf(node, step)
    if (!next) return node
    node = next
  }
  return node
}

/** The offset at which the name of an entry begins; that of the mapping when it has no such entry. */
export function keyOffset(node: LocatedNode, name: string): number {
  if (node.kind !== 'map') return node.at
  return node.entries.find(({ key }) => key === name)?.keyAt ?? node.at
}

function childOf(node: LocatedNode, step: PropertyKey): LocatedNode | undefined {
  if (node.kind === 'list') return node.items[Number(step)]
  if (node.kind === 'map') return node.entries.find(({ key }) => key === String(step))?.value
  return undefined
}

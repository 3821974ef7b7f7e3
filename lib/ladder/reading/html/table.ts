import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { Block, Cell, TableRow } from '../structure/blocks'
import { piecesOf } from '../structure/pieces'
import { blocksOf, type HtmlContext } from './blocks'
import { attributeOf, inlineMarkdown, isElement } from './inline'

const MAX_CELLS = 100_000
const WIDEST = 200
const TALLEST = 2_000
const MERGED = 'Merged cells are read as standing in each place they cover.'

/** A table with merged cells standing in each place they cover (W701), as one and the same cell. */
export function tableOf(table: Tree.Element, context: HtmlContext, depth: number): Block[] {
  const at = context.spotOf(table)
  const caption = elements(table).find((child) => child.tagName === 'caption')
  const title = caption ? inlineMarkdown(caption.childNodes).replaceAll('\n', ' ') : ''
  const head: Block[] = title === '' ? [] : [{ kind: 'paragraph', at, text: title }]
  const rows = expanded(table, context, depth)
  return rows.length === 0 ? head : [...head, { kind: 'table', at, rows }]
}

function rowsOf(table: Tree.Element): Tree.Element[] {
  return elements(table).flatMap((child) => {
    if (child.tagName === 'tr') return [child]
    return /^(?:thead|tbody|tfoot)$/.test(child.tagName) ? rowsOf(child) : []
  })
}

function expanded(table: Tree.Element, context: HtmlContext, depth: number): TableRow[] {
  const rows = rowsOf(table)
  const grid: (Cell | undefined)[][] = rows.map(() => [])
  const size = { cells: 0, isMerged: false }
  rows.forEach((row, y) => {
    let x = 0
    for (const element of cellsOf(row)) {
      while (grid[y]?.[x]) x += 1
      const width = span(element, 'colspan', WIDEST)
      const height = Math.min(span(element, 'rowspan', TALLEST), rows.length - y)
      size.cells += width * height
      if (size.cells > MAX_CELLS || x + width > WIDEST) {
        context.report('E011', context.spotOf(element), 'This table is too large to be read.')
        return
      }
      if (width * height > 1 && !size.isMerged) {
        context.report('W701', context.spotOf(element), MERGED)
        size.isMerged = true
      }
      cover(grid, { x, y, width, height }, cellOf(element, context, depth))
      x += width
    }
  })
  return grid.map((cells, y) => {
    const at = context.spotOf(rows[y] ?? table)
    return {
      cells: Array.from(cells, (cell) => cell ?? { at, pieces: [] }),
      isHead: isHead(rows[y]),
    }
  })
}

type Area = { x: number; y: number; width: number; height: number }

function cover(grid: (Cell | undefined)[][], { x, y, width, height }: Area, cell: Cell) {
  for (const row of grid.slice(y, y + height)) {
    for (let right = 0; right < width; right++) row[x + right] ??= cell
  }
}

function isHead(row: Tree.Element | undefined): boolean {
  if (!row) return false
  const isInHead = row.parentNode !== null && row.parentNode.nodeName === 'thead'
  return (
    isInHead || (cellsOf(row).length > 0 && cellsOf(row).every((cell) => cell.tagName === 'th'))
  )
}

function cellOf(element: Tree.Element, context: HtmlContext, depth: number): Cell {
  const blocks = blocksOf(element.childNodes, context, depth + 1)
  const at = context.spotOf(element)
  return { at, pieces: blocks.flatMap((block) => blockPieces(block)) }
}

function blockPieces(block: Block): Cell['pieces'] {
  if (block.kind === 'list') {
    return block.items.flatMap(({ text, at, blocks }) => [
      ...(text === '' ? [] : [{ text, isBullet: true, at }]),
      ...blocks.flatMap(blockPieces),
    ])
  }
  if (block.kind === 'table') {
    return block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.pieces))
  }
  if (block.kind === 'details') {
    const head =
      block.summary === '' ? [] : [{ text: block.summary, isBullet: false, at: block.at }]
    return [...head, ...block.blocks.flatMap(blockPieces)]
  }
  return piecesOf(block.text.split('\n').map((text) => ({ text, at: block.at })))
}

function cellsOf(row: Tree.Element): Tree.Element[] {
  return elements(row).filter(({ tagName }) => tagName === 'td' || tagName === 'th')
}

function elements(node: Tree.Element): Tree.Element[] {
  return node.childNodes.filter(isElement)
}

function span(element: Tree.Element, name: string, most: number): number {
  const value = Number.parseInt(attributeOf(element, name) ?? '1', 10)
  return Number.isFinite(value) ? Math.min(Math.max(1, value), most) : 1
}

import { htmlBlocks } from '../html/blocks'
import type { Block, Cell, Spot, TableRow } from '../structure/blocks'
import { harmless, type SpotReport } from '../structure/harmless'
import { piecesOf } from '../structure/pieces'

const RULER = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/
const WIDEST = 200

/** A paragraph that may hold a table: the words before it, and the table. */
export function paragraphOrTable(text: string, at: Spot, report: SpotReport): Block[] {
  const lines = text.split('\n')
  const head = lines.findIndex((line, index) => isHead(line, lines[index + 1]))
  if (head === -1) return [{ kind: 'paragraph', at, text: harmless(text, at, report) }]
  const rows: TableRow[] = []
  lines.slice(head).forEach((line, index) => {
    const spot = { ...at, line: at.line + head + index }
    if (index !== 1) rows.push({ cells: cellsOf(line, spot, report), isHead: index === 0 })
  })
  const before = lines.slice(0, head).join('\n')
  const words: Block[] =
    before === '' ? [] : [{ kind: 'paragraph', at, text: harmless(before, at, report) }]
  return [...words, { kind: 'table', at: { ...at, line: at.line + head }, rows }]
}

function isHead(line: string, next: string | undefined): boolean {
  if (next === undefined || !line.includes('|') || !RULER.test(next.trim())) return false
  const width = split(line).length
  return width <= WIDEST && split(next).length === width
}

function split(line: string): { text: string; column: number }[] {
  const parts: { text: string; column: number }[] = []
  let from = 0
  for (let index = 0; index <= line.length; index++) {
    if (line[index] === '\\') index += 1
    else if (index === line.length || line[index] === '|') {
      parts.push({ text: line.slice(from, index), column: from + 1 })
      from = index + 1
    }
  }
  if (from < line.length) parts.push({ text: line.slice(from), column: from + 1 })
  const first = parts[0]?.text.trim() === '' && line.trimStart().startsWith('|') ? 1 : 0
  const isClosed = line.trimEnd().endsWith('|') && parts.length > first
  return parts.slice(first, isClosed && parts.at(-1)?.text.trim() === '' ? -1 : undefined)
}

function cellsOf(line: string, at: Spot, report: SpotReport): Cell[] {
  return split(line).map(({ text, column }) => {
    const spot = { ...at, column }
    const words = text.replaceAll('\\|', '|').trim()
    return { at: spot, pieces: words === '' ? [] : pieces(words, spot, report) }
  })
}

function pieces(words: string, at: Spot, report: SpotReport): Cell['pieces'] {
  if (!/<(?:p|ul|ol|li|div|details|table)\b/i.test(words)) {
    const clean = harmless(words, at, report)
    return piecesOf(clean.split('\n').map((text) => ({ text, at })))
  }
  // Blank lines between the tags keep the pieces apart whatever the tags are.
  const blocks = htmlBlocks({ html: words, at, report, isPage: false })
  return piecesOf(blocks.flatMap((block) => linesOf(block)).map((text) => ({ text, at })))
}

function linesOf(block: Block): string[] {
  if (block.kind === 'list') {
    return block.items.flatMap(({ text, blocks }) => [`- ${text}`, ...blocks.flatMap(linesOf)])
  }
  if (block.kind === 'details') return [block.summary, ...block.blocks.flatMap(linesOf)]
  if (block.kind === 'table') {
    return block.rows.flatMap(({ cells }) =>
      cells.flatMap((cell) => cell.pieces.map((p) => p.text)),
    )
  }
  return block.text.split('\n')
}

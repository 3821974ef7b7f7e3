import type { MessageCode } from '../../messages'

/** `at` is the offset of the cell, or of its record where the cell begins on a later line. */
export type CsvCell = { at: number; text: string }
export type CsvRecord = { at: number; cells: CsvCell[] }
export type Complain = (code: MessageCode, at: number, message: string) => void

export const DELIMITERS = [',', ';', '\t'] as const
const SAMPLE = 30

/**
 * Splits a text with LF line ends into records; blank lines are left out. A quotation mark inside an
 * unquoted cell is text. E603 for one that is never closed, and the records before it.
 */
export function readCsvText(
  text: string,
  { delimiter, complain, atMost = Infinity }: CsvOptions,
): CsvRecord[] {
  const records: CsvRecord[] = []
  const plain = new RegExp(`[^${delimiter}\\n]*`, 'y')
  let at = 0
  while (at < text.length && records.length < atMost) {
    const record: CsvRecord = { at, cells: [] }
    let hasLine = false
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, plain) : plainCell(text, at, plain)
      if (!cell) {
        complain('E603', at, 'The quotation mark that opens this cell is never closed.')
        return records
      }
      record.cells.push({ at: hasLine ? record.at : at, text: cell.text })
      hasLine ||= cell.text.includes('\n')
      at = cell.end
      if (text[at] !== delimiter) break
      at += 1
    }
    at += 1
    if (record.cells.length > 1 || record.cells[0]?.text.trim()) records.push(record)
  }
  return records
}

type CsvOptions = { delimiter: string; complain: Complain; atMost?: number }
type Scanned = { text: string; end: number } | null

/** The delimiter that gives the most cells in the most records; a comma where none gives any. */
export function delimiterOf(text: string): string {
  const scored = DELIMITERS.map((delimiter) => {
    const options = { delimiter, complain: () => undefined, atMost: SAMPLE }
    const widths = readCsvText(text, options).map(({ cells }) => cells.length)
    const width = widths[0] ?? 0
    const agreeing = widths.filter((other) => other === width).length
    return { delimiter, score: width < 2 ? 0 : (agreeing / widths.length) * Math.min(width, 20) }
  })
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter
}

function plainCell(text: string, at: number, plain: RegExp): Scanned {
  plain.lastIndex = at
  const cell = plain.exec(text)?.[0] ?? ''
  return { text: cell, end: at + cell.length }
}

function quotedCell(text: string, at: number, plain: RegExp): Scanned {
  let from = at + 1
  let content = ''
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return null
    content += text.slice(from, quote)
    if (text[quote + 1] !== '"') {
      const rest = plainCell(text, quote + 1, plain)
      return rest && { text: content + rest.text.trimEnd(), end: rest.end }
    }
    content += '"'
    from = quote + 2
  }
}

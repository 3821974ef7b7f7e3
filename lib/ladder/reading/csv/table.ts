import { delimiterOf, readCsvText } from '../../format/exchange/csv/csv-text'
import { isFormula } from '../../format/exchange/csv/formulas'
import { placesIn } from '../../format/exchange/located'
import type { SourceFile } from '../outline'
import type { RecordPlace } from '../records/level-tree'
import { lineOf, type RecordReport } from '../records/values'

export type TableCell = { text: string; at: RecordPlace }
export type TableRow = { at: RecordPlace; cells: TableCell[] }
/** A file as a rectangle: every row has as many cells as the widest header. */
export type Table = { name: string; heads: TableRow[]; rows: TableRow[] }

export const MAX_COLUMNS = 300
export const MAX_ROWS = 50_000

/** Splits a file into rows; `heads` of them are headers. E011, E601, E602, E603, W606. */
export function tableOf(
  file: SourceFile,
  { index, report }: { index: number; report: RecordReport },
): Table | null {
  const { name, text } = file
  const placeAt = placesIn(text)
  const at = (offset: number): RecordPlace => ({ file: name, index, ...placeAt(offset) })
  const records = readCsvText(text, {
    delimiter: delimiterOf(text),
    complain: (code, offset, message) => report(code, at(offset), message),
    atMost: MAX_ROWS + 2,
  })
  if (records.length > MAX_ROWS + 1) {
    report('E011', at(0), `There are more than ${MAX_ROWS} rows; at most so many are read.`)
    return null
  }
  const rows = records
    .map((record) => ({
      at: at(record.at),
      cells: record.cells.map((cell) => ({ text: cell.text, at: at(cell.at) })),
    }))
    .filter(({ cells }) => cells.some((cell) => cell.text.trim() !== ''))
  const [first] = rows
  if (!first || rows.length < 2) {
    report('E601', first?.at ?? at(0), 'The file has no rows below its header.')
    return null
  }
  const width = first.cells.length
  if (width > MAX_COLUMNS) {
    report('E011', first.at, `There are ${width} columns; at most ${MAX_COLUMNS} are read.`)
    return null
  }
  const count = headCount(rows)
  const body = rows.slice(count).map((row) => evened(row, width, report))
  for (const { cells } of body) {
    for (const cell of cells) checkFormula(cell, report)
  }
  return { name, heads: rows.slice(0, count).map((row) => evened(row, width, report)), rows: body }
}

// A first row that names groups of columns leaves most of its cells empty; the second names them all.
function headCount(rows: TableRow[]): number {
  const [first, second, third] = rows
  if (!first || !second || !third) return 1
  const filled = (row: TableRow) => row.cells.filter(({ text }) => text.trim() !== '').length
  const isShort = second.cells.every(({ text }) => lineOf(text).length <= 60)
  const holes = first.cells.length - filled(first)
  const isGrouping = filled(first) >= 1 && holes > first.cells.length / 3
  return isGrouping && isShort && filled(second) > filled(first) ? 2 : 1
}

function evened(row: TableRow, width: number, report: RecordReport): TableRow {
  const { cells, at } = row
  if (cells.length === width) return row
  const surplus = cells.slice(width).some(({ text }) => text.trim() !== '')
  if (surplus || cells.length < width) {
    report('E602', at, `This row has ${cells.length} cells; ${width} are expected.`)
  }
  const missing = Array.from({ length: Math.max(0, width - cells.length) }, () => ({
    text: '',
    at,
  }))
  return { at, cells: [...cells.slice(0, width), ...missing] }
}

function checkFormula({ text, at }: TableCell, report: RecordReport) {
  // A hyphen with a space behind it is a bullet.
  if (!isFormula(text) || /^[-+]\s/.test(text)) return
  report('W606', at, 'A spreadsheet would run this cell as a formula; it is kept as text.')
}

import { CsvError, parse } from 'csv-parse/sync'
import { plainCell } from '@/lib/csv'
import { didYouMean } from '@/lib/ladder/words/suggestion'
import { COLUMNS, FIELD_NAMES, type FieldName, fieldOfHeader } from './columns'
import { cellProblem, type FileColumn, type Problem, rowProblem } from './problem'

export const MAX_BYTES = 5_000_000
export const MAX_ROWS = 20_000
export const MAX_COLUMNS = 64

export type FileRow = { row: number; cells: ReadonlyMap<FieldName, string> }
export type PeopleFile = {
  columns: ReadonlyMap<FieldName, FileColumn>
  rows: FileRow[]
  /** Headers of columns that are left alone. */
  ignored: string[]
  problems: Problem[]
}

/** Why this cannot be a CSV file of people at all, as a sentence; null when it is worth reading. */
export function refusalOf(source: string): string | null {
  if (source.trim() === '') return 'This file is empty.'
  if (source.startsWith('PK\u0003\u0004')) {
    return 'This is a workbook or an archive, not CSV. Save the sheet as CSV (UTF-8) first.'
  }
  if (source.includes('\0')) return 'This file is not plain text. Save it as CSV (UTF-8) first.'
  if (new TextEncoder().encode(source).byteLength > MAX_BYTES) {
    return 'This file is larger than 5 MB. Leave out columns that are not needed, or split it.'
  }
  return null
}

/** Reads the text into rows with known columns. Problems are data: a file never makes this throw. */
export function readPeopleFile(source: string): PeopleFile {
  const [records, problem] = recordsOf(source)
  const [header = [], ...body] = records
  const nothing = { columns: new Map(), rows: [], ignored: [] }
  if (problem) return { ...nothing, problems: [problem] }
  if (header.length > MAX_COLUMNS) {
    const message = `There are ${header.length} columns; ${MAX_COLUMNS} are the most.`
    return { ...nothing, problems: [rowProblem(1, message)] }
  }
  const rows = body.map((cells, index) => ({ row: index + 2, cells })).filter(isFilled)
  const { columns, ignored, problems } = readHeader(header)
  if (rows.length > MAX_ROWS || records.length >= MAX_RECORDS)
    problems.push(rowProblem(1, TOO_MANY_ROWS))
  if (problems.length > 0) return { ...nothing, ignored, problems }
  return {
    columns,
    ignored,
    rows: rows.map((row) => named(row, columns)),
    problems: rows.flatMap((row) => surplus(row, header.length)),
  }
}

// With the blank rows that spreadsheets leave behind.
const MAX_RECORDS = 2 * MAX_ROWS
const TOO_MANY_ROWS = `There are more than ${MAX_ROWS.toLocaleString('en')} rows. Split the file, or delete the blank rows.`

// Blank rows count too, so that our row numbers are those of the spreadsheet.
function recordsOf(source: string): [string[][], Problem | null] {
  const options = {
    bom: true,
    delimiter: delimiterOf(source),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    to: MAX_RECORDS,
  }
  try {
    return [parse(source, options), null]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = typeof error.records === 'number' ? error.records + 1 : 1
    return [[], rowProblem(row, QUOTES[error.code] ?? 'This row is not CSV.')]
  }
}

const QUOTES: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened in this row and never closed.',
  INVALID_OPENING_QUOTE:
    'A quotation mark stands in the middle of a cell. Put the whole cell in quotation marks and double those inside.',
  CSV_INVALID_CLOSING_QUOTE:
    'Something follows the closing quotation mark of a cell. Double the quotation marks inside a cell.',
}

/** The delimiter that the first line uses most outside quotation marks; a comma where none is used. */
function delimiterOf(source: string): string {
  const counts = new Map([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ])
  let isQuoted = false
  for (const character of source.slice(0, 20_000)) {
    if (character === '"') isQuoted = !isQuoted
    if (isQuoted) continue
    if (character === '\n' || character === '\r') break
    const count = counts.get(character)
    if (count !== undefined) counts.set(character, count + 1)
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

function readHeader(header: readonly string[]) {
  const columns = new Map<FieldName, FileColumn>()
  const ignored: string[] = []
  const problems: Problem[] = []
  for (const [index, text] of header.entries()) {
    const field = fieldOfHeader(text)
    if (!field) {
      if (text.trim()) ignored.push(text.trim().slice(0, 60))
      continue
    }
    const column = { field, number: index + 1, header: text.trim() }
    const earlier = columns.get(field)
    if (!earlier) columns.set(field, column)
    else {
      const message = `Column ${earlier.number} ("${earlier.header}") means the same. Keep one.`
      problems.push(cellProblem({ row: 1, column, cell: text }, message))
    }
  }
  const missing = COLUMNS.filter(({ field, isRequired }) => isRequired && !columns.has(field))
  for (const { header: name } of missing) {
    const hint = ignored.map((other) => didYouMean(other, [name])).find((text) => text !== '')
    const message = `The column "${name}" is missing.${hint ? ' Is one of the headers misspelt?' : ''}`
    problems.push(rowProblem(1, message))
  }
  return { columns, ignored, problems }
}

type RawRow = { row: number; cells: string[] }

function isFilled({ cells }: RawRow): boolean {
  return cells.some((cell) => cell.trim() !== '')
}

function named(
  { row, cells }: RawRow,
  columns: ReadonlyMap<FieldName, FileColumn>,
): { row: number; cells: Map<FieldName, string> } {
  const values = new Map<FieldName, string>()
  for (const field of FIELD_NAMES) {
    const column = columns.get(field)
    if (column) values.set(field, plainCell(cells[column.number - 1] ?? ''))
  }
  return { row, cells: values }
}

function surplus({ row, cells }: RawRow, width: number): Problem[] {
  const at = cells.findIndex((cell, index) => index >= width && cell.trim() !== '')
  if (at < 0) return []
  const column = { field: 'name' as const, number: at + 1, header: '' }
  const message =
    'There is no header above this cell. Is a cell with a comma not in quotation marks?'
  return [{ ...cellProblem({ row, column, cell: cells[at] ?? '' }, message), header: null }]
}

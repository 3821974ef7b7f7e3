import { didYouMean } from '../../../words/suggestion'
import type { Report } from '../../messages'
import { type LocatedNode, type LocatedTree, placesIn } from '../located'
import { nodeOfCell } from './cells'
import { type Complain, type CsvRecord, delimiterOf, readCsvText } from './csv-text'
import { isFormula, withFormula } from './formulas'
import { COLUMNS, type CsvField, NEEDED, RECORD_NAMES, RECORDS, type RecordName } from './records'
import { rootOf } from './rows'

// More than 10,000 items at ten levels each.
const MAX_ROWS = 200_000

/** A row with the fields that its kind of record has; cells without words are left out. */
export type CsvRow = { record: RecordName; at: number; fields: Record<string, LocatedNode> }

/** The tree of a CSV file that `writeCsv` could have written; null after an error, which is reported. */
export function readCsvTree(text: string, report: Report): LocatedTree | null {
  const placeAt = placesIn(text)
  let isSound = true
  const complain: Complain = (code, at, message) => {
    if (code.startsWith('E')) isSound = false
    report(code, placeAt(at), message)
  }
  const [header, ...records] = readCsvText(text, {
    delimiter: delimiterOf(text),
    complain,
    atMost: MAX_ROWS,
  })
  if (records.length >= MAX_ROWS - 1) complain('E011', 0, `There are ${MAX_ROWS} rows or more.`)
  const columns = header ? columnsOf(header, complain) : []
  if (!header) complain('E601', 0, 'The file has no rows.')
  if (!isSound) return null
  const rows = records.flatMap((record) => rowOf(record, columns, complain) ?? [])
  const root = rootOf(rows, { complain, lineOf: (at) => placeAt(at).line })
  return root && { root, placeAt }
}

function columnsOf({ at, cells }: CsvRecord, complain: Complain): string[] {
  const names = cells.map((cell) => cell.text.trim())
  names.forEach((name, index) => {
    const place = cells[index]?.at ?? at
    if (name !== '' && !COLUMNS.includes(name)) {
      complain('E008', place, `Unknown column "${name}".${didYouMean(name, COLUMNS)}`)
    } else if (name !== '' && names.indexOf(name) < index) {
      complain('E007', place, `The column "${name}" stands twice.`)
    }
  })
  for (const name of NEEDED) {
    if (!names.includes(name)) complain('E601', at, `The column "${name}" is missing.`)
  }
  return names
}

function rowOf({ at, cells }: CsvRecord, columns: string[], complain: Complain): CsvRow | null {
  if (cells.every(({ text }) => text.trim() === '')) return null
  const isTooLong = cells.slice(columns.length).some(({ text }) => text.trim() !== '')
  if (cells.length < columns.length || isTooLong) {
    complain('E602', at, `This row has ${cells.length} cells; ${columns.length} are expected.`)
    return null
  }
  const kind = cells[columns.indexOf('record')]
  const record = RECORD_NAMES.find((name) => name === kind?.text.trim())
  if (!record) {
    const hint = didYouMean(kind?.text.trim() ?? '', RECORD_NAMES)
    complain('E010', kind?.at ?? at, `"record" must be one of ${RECORD_NAMES.join(', ')}.${hint}`)
    return null
  }
  const known: readonly CsvField[] = RECORDS[record]
  const fields: Record<string, LocatedNode> = {}
  columns.forEach((column, index) => {
    const cell = cells[index]
    if (column === 'record' || !cell || cell.text.trim() === '') return
    const field = known.find((candidate) => candidate.column === column)
    if (!field) {
      complain('E008', cell.at, `A row of the record "${record}" has no "${column}".`)
      return
    }
    if (isFormula(cell.text) && field.type !== 'number') {
      complain(
        'W606',
        cell.at,
        'A spreadsheet would run this cell as a formula; it is kept as text.',
      )
    }
    fields[field.field] = nodeOfCell({ ...cell, text: withFormula(cell.text) }, field.type)
  })
  return { record, at, fields }
}

import { stringify } from 'csv-stringify/sync'
import { escapeShift } from '../../body/transitions'
import { canonicalDocument, type LadderDocument } from '../../document'
import { withoutFormula } from './formulas'
import { listCell } from './lists'
import { type CellType, COLUMNS, type CsvField, RECORDS, type RecordName } from './records'

type Row = [record: RecordName, values: object]

/**
 * The ladder as CSV for spreadsheets (UTF-8 with byte order mark, CRLF): one row for each item and
 * level, and rows for everything else. No cell is a formula.
 */
export function writeCsv(document: LadderDocument): string {
  const rows = rowsOf(canonicalDocument(document)).map(([record, values]) =>
    cellsOf(record, values),
  )
  return stringify([[...COLUMNS], ...rows], {
    bom: true,
    record_delimiter: 'windows',
    quoted_match: /[\n\r]/,
  })
}

function rowsOf(document: LadderDocument): Row[] {
  const rows: Row[] = [['ladder', document]]
  const add = (record: RecordName, values: readonly object[]) => {
    for (const value of values) rows.push([record, value])
  }
  for (const { key, kind, points } of document.scales) {
    add(
      'point',
      points.map((point) => ({ ...point, scale: key, kind })),
    )
  }
  add('track', document.tracks)
  for (const level of document.levels) {
    rows.push(['level', level])
    add(
      'fact',
      level.facts.map((fact) => ({ ...fact, level: level.key })),
    )
  }
  add('category', document.categories)
  add('target', document.targets)
  for (const item of document.items) {
    const levels = item.levels.length === 0 ? [null] : item.levels
    add(
      'item',
      levels.map((level) => ({ ...item, levels: level })),
    )
  }
  add('transition', document.transitions)
  add('keymap', document.keymap)
  return rows
}

function cellsOf(record: RecordName, values: object): string[] {
  const fields: readonly CsvField[] = RECORDS[record]
  const cells = new Map<string, string>([['record', record]])
  for (const { column, field, type } of fields) {
    cells.set(column, withoutFormula(cellOf(Reflect.get(values, field), type)))
  }
  return COLUMNS.map((column) => cells.get(column) ?? '')
}

function cellOf(value: unknown, type: CellType): string {
  if (value === null || value === undefined) return ''
  if (!Array.isArray(value)) return String(value)
  if (type === 'keys') return value.join(', ')
  return listCell(value.map((inner) => entryOf(inner, type)))
}

function entryOf(value: unknown, type: CellType): string {
  if (type === 'anchors') {
    const { point, text } = value as LadderDocument['items'][number]['anchors'][number]
    return `@${point}: ${text}`
  }
  if (type === 'links') {
    const { label, url } = value as LadderDocument['items'][number]['links'][number]
    return `${label} ${url}`
  }
  if (type === 'shifts') {
    const { from, to } = value as LadderDocument['transitions'][number]['shifts'][number]
    return `${escapeShift(from)} -> ${escapeShift(to)}`
  }
  return String(value)
}

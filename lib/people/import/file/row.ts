import type { HeldLevel, levelFinder } from '../level-finder'
import {
  type Employment,
  type Reading,
  readDay,
  readEmail,
  readEmployment,
  readText,
  tidy,
} from './cell'
import type { FieldName } from './columns'
import type { FileRow, PeopleFile } from './csv'
import { cellProblem, type Problem } from './problem'

/** A row as we understand it. Undefined: the file has no such column, so that it says nothing. */
export type PersonRow = {
  row: number
  email: string
  name: string
  managerEmail: string | null | undefined
  level: HeldLevel | null | undefined
  team: string | null | undefined
  startedOn: string | null | undefined
  employment: Employment | undefined
}

export type RowReading = { row: FileRow; person: PersonRow | null; problems: Problem[] }

type Known = {
  columns: PeopleFile['columns']
  findLevel: ReturnType<typeof levelFinder>
  /** The level that the person of this address holds now, of the published ladder or of an older one. */
  heldLevel: (email: string) => HeldLevel | null
}

/** Reads every cell of a row; `person` is null when the row has no usable address. */
export function readRow(row: FileRow, { columns, findLevel, heldLevel }: Known): RowReading {
  const problems: Problem[] = []
  const report = (field: FieldName, message: string) => {
    const cell = row.cells.get(field) ?? ''
    problems.push(cellProblem({ row: row.row, column: columns.get(field), cell }, message))
  }
  const read = <Value>(field: FieldName, reader: (cell: string) => Reading<Value>) => {
    const cell = row.cells.get(field)
    const reading = cell === undefined ? undefined : reader(cell)
    if (reading?.ok === false) report(field, reading.message)
    return reading?.ok ? reading.value : undefined
  }
  const name = read('name', (cell) => required(readText(cell, 'name'), 'Write the name.'))
  const email = read('email', readEmail)
  const managerEmail = read('managerEmail', optionalEmail)
  const team = read('team', (cell) => nullable(readText(cell, 'team')))
  const startedOn = read('startedOn', readDay)
  const employment = read('employment', readEmployment)
  const level = readLevel(row, { findLevel, held: email ? heldLevel(email) : null, report })
  if (!email) return { row, person: null, problems }
  const said = { managerEmail, level, team, startedOn, employment }
  return { row, person: { row: row.row, email, name: name ?? email, ...said }, problems }
}

type LevelReader = {
  findLevel: ReturnType<typeof levelFinder>
  held: HeldLevel | null
  report: (field: FieldName, message: string) => void
}

function readLevel(
  row: FileRow,
  { findLevel, held, report }: LevelReader,
): HeldLevel | null | undefined {
  const level = row.cells.get('level')
  const track = row.cells.get('track')
  if (level === undefined && !track?.trim()) return undefined
  const reading = findLevel(level ?? '', track ?? '')
  if (reading.ok) return reading.value
  // A level that the published ladder has no more stays with those who hold it, as an export writes it.
  if (held && tidy(level ?? '') === held.levelKey && tidy(track ?? '') === held.trackKey)
    return held
  report(row.cells.has(reading.field) ? reading.field : 'track', reading.message)
  return undefined
}

function required(reading: Reading<string>, message: string): Reading<string> {
  return reading.ok && reading.value === '' ? { ok: false, message } : reading
}

function nullable(reading: Reading<string>): Reading<string | null> {
  return reading.ok && reading.value === '' ? { ok: true, value: null } : reading
}

function optionalEmail(cell: string): Reading<string | null> {
  return cell.trim() === '' ? { ok: true, value: null } : readEmail(cell)
}

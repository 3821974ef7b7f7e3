import { tidy } from './file/cell'
import type { PeopleFile } from './file/csv'
import { byPlace, cellProblem, type Problem } from './file/problem'
import { type PersonRow, type RowReading, readRow } from './file/row'
import { type HeldLevel, type LevelOption, levelFinder } from './level-finder'
import {
  differences,
  type OrganisationPerson,
  type OrganisationState,
  type PersonChange,
  type PlannedPerson,
} from './person-change'
import { structureProblems } from './structure'

export type ImportPlan = {
  created: PlannedPerson[]
  /** New name, level, team or start date. */
  changed: PersonChange[]
  /** New manager. Somebody may be changed and moved. */
  moved: PersonChange[]
  /** Everybody who is changed or moved, as they will be. */
  updated: PlannedPerson[]
  unchanged: number
  /** Active people who are not in the file; they stay as they are. */
  absent: number
  problems: Problem[]
}

/**
 * What applying the file would do. Pure: the same file against the same organisation gives the same
 * plan. A row with a problem is in no group; a plan with problems is not applied.
 */
export function planImport(
  file: PeopleFile,
  organisation: OrganisationState,
  actorEmail: string,
): ImportPlan {
  const current = new Map(organisation.people.map((person) => [person.email, person]))
  const findLevel = levelFinder(organisation.levels)
  const readings = file.rows.map((row) => readRow(row, file.columns, findLevel))
  const rows = firstOfEach(readings)
  const teams = teamSpelling(organisation.people, readings)
  const planned = new Map(
    [...rows].map(([email, row]) => [email, merged(row, current.get(email), teams)]),
  )
  const problems = [
    ...file.problems,
    ...readings.flatMap((reading) => reading.problems),
    ...duplicateProblems(readings, rows, file),
    ...structureProblems({ planned, current, rows, columns: file.columns }),
    ...personProblems({ planned, current, columns: file.columns, actorEmail }),
  ].sort(byPlace)
  const blocked = new Set(problems.map((problem) => problem.row))
  const sound = [...planned.values()].filter((person) => !blocked.has(person.row))
  return { ...grouped(sound, current, organisation.levels), ...absence(planned, current), problems }
}

function firstOfEach(readings: readonly RowReading[]): Map<string, PersonRow> {
  const rows = new Map<string, PersonRow>()
  for (const { person } of readings) {
    if (person && !rows.has(person.email)) rows.set(person.email, person)
  }
  return rows
}

function duplicateProblems(
  readings: readonly RowReading[],
  rows: ReadonlyMap<string, PersonRow>,
  { columns }: PeopleFile,
): Problem[] {
  return readings.flatMap(({ person, row }) => {
    const first = person ? rows.get(person.email) : undefined
    if (!person || !first || first === person) return []
    const cell = row.cells.get('email') ?? ''
    const at = { row: person.row, column: columns.get('email'), cell }
    return [cellProblem(at, `Row ${first.row} has this address already.`)]
  })
}

// One team has one spelling, whatever the order of the rows: that of Rung, else the first by alphabet.
function teamSpelling(
  people: readonly OrganisationPerson[],
  readings: readonly RowReading[],
): (team: string | null) => string | null {
  const known = people.flatMap(({ team }) => team ?? []).sort()
  const written = readings.flatMap(({ person }) => person?.team ?? []).sort()
  const spelling = new Map<string, string>()
  for (const team of [...known, ...written]) {
    const key = team.toLowerCase()
    if (!spelling.has(key)) spelling.set(key, team)
  }
  return (team) => (team === null ? null : (spelling.get(team.toLowerCase()) ?? team))
}

function merged(
  row: PersonRow,
  before: OrganisationPerson | undefined,
  spelled: (team: string | null) => string | null,
): PlannedPerson {
  const { row: number, email } = row
  const isSameName = before && tidy(before.name) === row.name
  return {
    row: number,
    email,
    name: isSameName ? before.name : row.name,
    team: row.team === undefined ? (before?.team ?? null) : spelled(row.team),
    startedOn: row.startedOn === undefined ? (before?.startedOn ?? null) : row.startedOn,
    managerEmail:
      row.managerEmail === undefined ? (before?.managerEmail ?? null) : row.managerEmail,
    level: row.level === undefined ? (before?.level ?? null) : keysOf(row.level),
  }
}

function keysOf(level: LevelOption | null): HeldLevel | null {
  if (!level) return null
  const { ladderKey, trackKey, levelKey } = level
  return { ladderKey, trackKey, levelKey }
}

type PersonCheck = {
  planned: ReadonlyMap<string, PlannedPerson>
  current: ReadonlyMap<string, OrganisationPerson>
  columns: PeopleFile['columns']
  actorEmail: string
}

function personProblems({ planned, current, columns, actorEmail }: PersonCheck): Problem[] {
  const column = columns.get('email')
  return [...planned.values()].flatMap((person) => {
    const before = current.get(person.email)
    const at = { row: person.row, column, cell: person.email }
    if (before && !before.isActive) return [cellProblem(at, DEACTIVATED)]
    const isOwnChange = before && person.email === actorEmail && differs(before, person)
    return isOwnChange ? [cellProblem(at, OWN_ROW)] : []
  })
}

const DEACTIVATED = 'This person is deactivated. Reactivate them first, or leave the row out.'
const OWN_ROW =
  'This is your own row, and nobody changes their own. Leave it out, or let another administrator import it.'

function grouped(
  sound: readonly PlannedPerson[],
  current: ReadonlyMap<string, OrganisationPerson>,
  levels: readonly LevelOption[],
): Pick<ImportPlan, 'created' | 'changed' | 'moved' | 'updated' | 'unchanged'> {
  const created: PlannedPerson[] = []
  const changed: PersonChange[] = []
  const moved: PersonChange[] = []
  const updated: PlannedPerson[] = []
  for (const person of sound) {
    const before = current.get(person.email)
    if (!before) created.push(person)
    if (!before || !differs(before, person)) continue
    updated.push(person)
    const { row, email, name } = person
    const changes = differences(before, person, levels)
    const own = changes.filter(({ field }) => field !== 'managerEmail')
    const line = changes.filter(({ field }) => field === 'managerEmail')
    if (own.length > 0) changed.push({ row, email, name, changes: own })
    if (line.length > 0) moved.push({ row, email, name, changes: line })
  }
  const unchanged = sound.length - created.length - updated.length
  return { created, changed, moved, updated, unchanged }
}

function differs(before: OrganisationPerson, after: PlannedPerson): boolean {
  return differences(before, after, []).length > 0
}

function absence(
  planned: ReadonlyMap<string, PlannedPerson>,
  current: ReadonlyMap<string, OrganisationPerson>,
): Pick<ImportPlan, 'absent'> {
  const absent = [...current.values()].filter(
    ({ email, isActive }) => isActive && !planned.has(email),
  )
  return { absent: absent.length }
}

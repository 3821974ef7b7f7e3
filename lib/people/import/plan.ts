import { tidy } from './file/cell'
import type { PeopleFile } from './file/csv'
import { byPlace, cellProblem, type Problem } from './file/problem'
import { type PersonRow, type RowReading, readRow } from './file/row'
import { structureProblems } from './file/structure'
import { type AbsentMode, absenceOf } from './leaving'
import { type HeldLevel, type LevelOption, levelFinder } from './level-finder'
import {
  differences,
  type OrganisationPerson,
  type OrganisationState,
  type PersonChange,
  type PlannedPerson,
} from './person-change'

export type ImportPlan = {
  created: PlannedPerson[]
  /** New name, level, team or start date. */
  changed: PersonChange[]
  /** New manager. Somebody may be changed and moved. */
  moved: PersonChange[]
  /** Everybody who is changed or moved, as they will be. */
  updated: PlannedPerson[]
  /** Deactivated until now and in the file of a synchronisation; may be changed or moved as well. */
  reactivated: PlannedPerson[]
  /** Not in the file of a synchronisation. */
  deactivated: OrganisationPerson[]
  /** New or changed, and without a level from then on: contractors, for instance. */
  unlevelled: PlannedPerson[]
  unchanged: number
  /** Active people who are not in the file and stay as they are. */
  spared: OrganisationPerson[]
  problems: Problem[]
}

export type ImportTerms = { actorEmail: string; absent: AbsentMode }

/**
 * What applying the file would do. Pure: the same file against the same organisation gives the same
 * plan. A row with a problem is in no group; a plan with problems is not applied.
 */
export function planImport(
  file: PeopleFile,
  organisation: OrganisationState,
  { actorEmail, absent }: ImportTerms,
): ImportPlan {
  const current = new Map(organisation.people.map((person) => [person.email, person]))
  const { columns } = file
  const findLevel = levelFinder(organisation.levels)
  const heldLevel = (email: string) => current.get(email)?.level ?? null
  const readings = file.rows.map((row) => readRow(row, { columns, findLevel, heldLevel }))
  const rows = firstOfEach(readings)
  const teams = teamSpelling(organisation.people, readings)
  const planned = new Map(
    [...rows].map(([email, row]) => [email, merged(row, current.get(email), teams)]),
  )
  // A file without a row says nothing of anybody.
  const mode = planned.size === 0 ? 'KEEP' : absent
  const { leaving, spared } = absenceOf({ current, inFile: planned, actorEmail, absent: mode })
  const standing = {
    leaving: new Set(leaving.map(({ email }) => email)),
    returning: absent === 'KEEP' ? new Set<string>() : inactiveOf(planned, current),
  }
  const problems = [
    ...file.problems,
    ...readings.flatMap((reading) => reading.problems),
    ...duplicateProblems(readings, rows, file),
    ...structureProblems({ planned, current, rows, columns, ...standing }),
    ...personProblems({ planned, current, columns, actorEmail, ...standing }),
  ].sort(byPlace)
  const blocked = new Set(problems.map((problem) => problem.row))
  const sound = [...planned.values()].filter((person) => !blocked.has(person.row))
  const { returning } = standing
  const groups = grouped(sound, current, { levels: organisation.levels, returning })
  return { ...groups, deactivated: leaving, spared, problems }
}

function inactiveOf(
  planned: ReadonlyMap<string, PlannedPerson>,
  current: ReadonlyMap<string, OrganisationPerson>,
): Set<string> {
  return new Set([...planned.keys()].filter((email) => current.get(email)?.isActive === false))
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
    const key = tidy(team).toLowerCase()
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
  const employment = row.employment ?? before?.employment ?? 'EMPLOYEE'
  const kept = employment === 'CONTRACTOR' ? null : (before?.level ?? null)
  return {
    row: number,
    email,
    name: isSameName ? before.name : row.name,
    team: row.team === undefined ? (before?.team ?? null) : spelled(row.team),
    startedOn: row.startedOn === undefined ? (before?.startedOn ?? null) : row.startedOn,
    managerEmail:
      row.managerEmail === undefined ? (before?.managerEmail ?? null) : row.managerEmail,
    employment,
    level: row.level === undefined ? kept : keysOf(row.level),
  }
}

function keysOf(level: HeldLevel | null): HeldLevel | null {
  if (!level) return null
  const { ladderKey, trackKey, levelKey } = level
  return { ladderKey, trackKey, levelKey }
}

type PersonCheck = {
  planned: ReadonlyMap<string, PlannedPerson>
  current: ReadonlyMap<string, OrganisationPerson>
  columns: PeopleFile['columns']
  actorEmail: string
  returning: ReadonlySet<string>
}

function personProblems({
  planned,
  current,
  columns,
  actorEmail,
  returning,
}: PersonCheck): Problem[] {
  const column = columns.get('email')
  return [...planned.values()].flatMap((person) => {
    const before = current.get(person.email)
    const at = { row: person.row, column, cell: person.email }
    if (person.employment === 'CONTRACTOR' && person.level) {
      return [cellProblem({ ...at, column: columns.get('level') }, CONTRACTOR)]
    }
    if (!before || !differs(before, person)) return []
    if (person.email === actorEmail) return [cellProblem(at, OWN_ROW)]
    const isGone = !before.isActive && !returning.has(person.email)
    return isGone ? [cellProblem(at, DEACTIVATED)] : []
  })
}

const CONTRACTOR =
  'A contractor holds no level. Leave the level empty, or write employee as the employment.'
const DEACTIVATED =
  'This person is deactivated. Reactivate them first, leave the row out, or let the file decide who is active.'
const OWN_ROW =
  'This is your own row, and nobody changes their own. Leave it out, or let another administrator import it.'

type Grouped = Omit<ImportPlan, 'deactivated' | 'spared' | 'problems'>

function grouped(
  sound: readonly PlannedPerson[],
  current: ReadonlyMap<string, OrganisationPerson>,
  { levels, returning }: { levels: readonly LevelOption[]; returning: ReadonlySet<string> },
): Grouped {
  const groups: Grouped = {
    ...{ created: [], changed: [], moved: [], updated: [], reactivated: [], unlevelled: [] },
    unchanged: 0,
  }
  for (const person of sound) {
    const before = current.get(person.email)
    const changes = before ? differences(before, person, levels) : []
    const returns = returning.has(person.email)
    if (!before) groups.created.push(person)
    if (returns) groups.reactivated.push(person)
    if (changes.length > 0) groups.updated.push(person)
    if (before && !returns && changes.length === 0) groups.unchanged += 1
    if (!person.level && (!before || before.level)) groups.unlevelled.push(person)
    const { row, email, name } = person
    const own = changes.filter(({ field }) => field !== 'managerEmail')
    const line = changes.filter(({ field }) => field === 'managerEmail')
    if (own.length > 0) groups.changed.push({ row, email, name, changes: own })
    if (line.length > 0) groups.moved.push({ row, email, name, changes: line })
  }
  return groups
}

function differs(before: OrganisationPerson, after: PlannedPerson): boolean {
  return differences(before, after, []).length > 0
}

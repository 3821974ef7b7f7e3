import { didYouMean } from '@/lib/ladder/words/suggestion'
import { cycleText, depths, MAX_DEPTH, managerCycles } from '../../org-tree'
import type { OrganisationPerson, PlannedPerson } from '../person-change'
import type { PeopleFile } from './csv'
import { cellProblem, type Problem } from './problem'
import type { PersonRow } from './row'

type Structure = {
  planned: ReadonlyMap<string, PlannedPerson>
  current: ReadonlyMap<string, OrganisationPerson>
  rows: ReadonlyMap<string, PersonRow>
  columns: PeopleFile['columns']
  /** Addresses of those who would be deactivated because the file does not name them. */
  leaving: ReadonlySet<string>
  /** Addresses of those who are deactivated and would be active again. */
  returning: ReadonlySet<string>
}

// A suggestion compares with thousands of addresses, so it is made for the first few and the likely ones.
const MAX_SUGGESTIONS = 20

/** What is wrong with the tree of managers that the file would make, each at the row that can mend it. */
export function structureProblems(structure: Structure): Problem[] {
  return [...managerProblems(structure), ...loopProblems(structure), ...depthProblems(structure)]
}

function managerProblems({
  planned,
  current,
  rows,
  columns,
  leaving,
  returning,
}: Structure): Problem[] {
  const everybody = new Set([...planned.keys(), ...current.keys()])
  let suggestions = 0
  return [...planned.values()].flatMap(({ row, email, managerEmail }) => {
    if (managerEmail === null) return []
    const at = { row, column: columns.get('managerEmail'), cell: managerEmail }
    if (managerEmail === email) return [cellProblem(at, 'Nobody can be their own manager.')]
    if (!everybody.has(managerEmail)) {
      suggestions += 1
      const hint = suggestions <= MAX_SUGGESTIONS ? suggestion(managerEmail, everybody) : ''
      return [cellProblem(at, `Nobody in this file or in Rung has this address.${hint}`)]
    }
    if (leaving.has(managerEmail)) return [cellProblem(at, LEAVES)]
    const before = current.get(email)?.managerEmail
    const isNew = rows.get(email)?.managerEmail === managerEmail && before !== managerEmail
    // Whom the file brings back is there again when the lines are drawn.
    const hasLeft = current.get(managerEmail)?.isActive === false && !returning.has(managerEmail)
    return isNew && hasLeft ? [cellProblem(at, LEFT)] : []
  })
}

const LEAVES =
  'This manager is not in the file and would be deactivated. Name another one, or add their row.'
const LEFT = 'This manager is deactivated. Name another one, or reactivate them first.'

function suggestion(email: string, everybody: ReadonlySet<string>): string {
  const likely = [...everybody].filter((candidate) => candidate[0] === email[0])
  return didYouMean(email, likely)
}

function loopProblems(structure: Structure): Problem[] {
  return managerCycles(managersAfter(structure))
    .filter((loop) => loop.length > 1)
    .flatMap((loop) => {
      const person = firstInFile(loop, structure.planned)
      if (!person) return []
      const names = loop.map((email) => nameOf(email, structure))
      const message = `${cycleText(names)}: nobody can be above themselves.`
      return [managerCell(person, structure, message)]
    })
}

function depthProblems(structure: Structure): Problem[] {
  const managers = managersAfter(structure)
  return [...depths(managers)].flatMap(([email, depth]) => {
    if (depth !== MAX_DEPTH + 1) return []
    const chain = [email]
    for (let at = managers.get(email); at; at = managers.get(at)) chain.push(at)
    const person = firstInFile(chain, structure.planned)
    if (!person) return []
    const message = `${nameOf(email, structure)} would have ${depth} managers above; ${MAX_DEPTH} are the most.`
    return [managerCell(person, structure, message)]
  })
}

function managersAfter({ planned, current }: Structure): Map<string, string | null> {
  const managers = new Map<string, string | null>()
  for (const { email, managerEmail } of current.values()) managers.set(email, managerEmail)
  for (const { email, managerEmail } of planned.values()) managers.set(email, managerEmail)
  return managers
}

function firstInFile(
  emails: readonly string[],
  planned: ReadonlyMap<string, PlannedPerson>,
): PlannedPerson | null {
  const inFile = emails.flatMap((email) => planned.get(email) ?? [])
  return inFile.sort((a, b) => a.row - b.row)[0] ?? null
}

function managerCell(person: PlannedPerson, { columns }: Structure, message: string): Problem {
  const cell = person.managerEmail ?? ''
  return cellProblem({ row: person.row, column: columns.get('managerEmail'), cell }, message)
}

function nameOf(email: string, { planned, current }: Structure): string {
  return planned.get(email)?.name ?? current.get(email)?.name ?? email
}

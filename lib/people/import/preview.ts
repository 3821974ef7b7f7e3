import type { PeopleFile } from './file/csv'
import type { Problem } from './file/problem'
import { levelText, type OrganisationState } from './person-change'
import type { ImportPlan } from './plan'

export const SHOWN_CHANGES = 200
export const SHOWN_PROBLEMS = 1_000

export type PreviewChange = {
  row: number
  email: string
  name: string
  changes: { field: string; from: string | null; to: string | null }[]
}
export type PreviewPerson = {
  row: number
  email: string
  name: string
  level: string | null
  team: string | null
  manager: string | null
  startedOn: string | null
}
export type ImportCounts = {
  rows: number
  created: number
  changed: number
  moved: number
  unchanged: number
  absent: number
  problems: number
}

/** What the screen shows of a plan, and what is stored with the upload: all counts, the first of each group. */
export type ImportPreview = {
  counts: ImportCounts
  ignored: string[]
  problems: Problem[]
  created: PreviewPerson[]
  changed: PreviewChange[]
  moved: PreviewChange[]
}

export function previewOf(
  plan: ImportPlan,
  file: PeopleFile,
  organisation: OrganisationState,
): ImportPreview {
  const names = namesOf(plan, organisation)
  const manager = (email: string | null) => {
    const name = email === null ? undefined : names.get(email)
    return name ? `${name} (${email})` : email
  }
  const moved = plan.moved.slice(0, SHOWN_CHANGES).map((change) => ({
    ...change,
    changes: change.changes.map(({ field, from, to }) => ({
      field,
      from: manager(from),
      to: manager(to),
    })),
  }))
  return {
    counts: countsOf(plan, file),
    ignored: file.ignored,
    problems: plan.problems.slice(0, SHOWN_PROBLEMS),
    created: plan.created.slice(0, SHOWN_CHANGES).map((person) => ({
      row: person.row,
      email: person.email,
      name: person.name,
      level: levelText(person.level, organisation.levels),
      team: person.team,
      manager: manager(person.managerEmail),
      startedOn: person.startedOn,
    })),
    changed: plan.changed.slice(0, SHOWN_CHANGES),
    moved,
  }
}

/** How many lines the preview lists as changes: what the button says it will apply. */
export function changeCount({ created, changed, moved }: ImportCounts): number {
  return created + changed + moved
}

function countsOf(plan: ImportPlan, file: PeopleFile): ImportCounts {
  return {
    rows: file.rows.length,
    created: plan.created.length,
    changed: plan.changed.length,
    moved: plan.moved.length,
    unchanged: plan.unchanged,
    absent: plan.absent,
    problems: plan.problems.length,
  }
}

function namesOf(plan: ImportPlan, organisation: OrganisationState): Map<string, string> {
  const people = [...organisation.people, ...plan.created, ...plan.updated]
  return new Map(people.map(({ email, name }) => [email, name]))
}

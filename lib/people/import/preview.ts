import type { PeopleFile } from './file/csv'
import type { Problem } from './file/problem'
import {
  levelText,
  type OrganisationState,
  type PersonChange,
  type PlannedPerson,
} from './person-change'
import type { ImportPlan } from './plan'

export const SHOWN_PROBLEMS = 1_000

/** The groups that a preview lists, in the order in which they are shown. */
export const GROUPS = [
  'created',
  'changed',
  'moved',
  'deactivated',
  'reactivated',
  'unlevelled',
] as const
export type Group = (typeof GROUPS)[number]

export type ShownChange = { field: string; from: string | null; to: string | null }

/** A line of a group. Only what the group shows is there. */
export type PreviewEntry = {
  row: number | null
  email: string
  name: string
  detail: {
    level?: string | null
    team?: string | null
    manager?: string | null
    startedOn?: string | null
    employment?: string
    roles?: readonly string[]
    changes?: readonly ShownChange[]
  }
}

export type ImportCounts = Record<Group, number> & {
  rows: number
  unchanged: number
  /** Active and not in the file, and nothing happens to them. */
  absent: number
  /** Everybody who is active before the import. */
  active: number
  problems: number
}

/** What the screen shows above the groups, and what is stored with the upload. */
export type ImportPreview = {
  counts: ImportCounts
  ignored: string[]
  problems: Problem[]
  /** How many pairs of people a second administrator must agree to, for whoever made the preview. */
  standings: number
}

export function previewOf(
  plan: ImportPlan,
  file: PeopleFile,
  organisation: OrganisationState,
): Omit<ImportPreview, 'standings'> {
  const counts: ImportCounts = {
    created: plan.created.length,
    changed: plan.changed.length,
    moved: plan.moved.length,
    deactivated: plan.deactivated.length,
    reactivated: plan.reactivated.length,
    unlevelled: plan.unlevelled.length,
    rows: file.rows.length,
    unchanged: plan.unchanged,
    absent: plan.spared.length,
    active: organisation.people.filter(({ isActive }) => isActive).length,
    problems: plan.problems.length,
  }
  return { counts, ignored: file.ignored, problems: plan.problems.slice(0, SHOWN_PROBLEMS) }
}

/** How many lines the preview lists as changes: what the button says it will apply. */
export function changeCount(counts: ImportCounts): number {
  const { created, changed, moved, deactivated, reactivated } = counts
  return created + changed + moved + deactivated + reactivated
}

/** Every line of every group, as they are stored and shown. */
export function entriesOf(
  plan: ImportPlan,
  organisation: OrganisationState,
): Record<Group, PreviewEntry[]> {
  const manager = managerText(plan, organisation)
  const described = (person: PlannedPerson): PreviewEntry => ({
    row: person.row,
    email: person.email,
    name: person.name,
    detail: {
      level: levelText(person.level, organisation.levels),
      team: person.team,
      manager: manager(person.managerEmail),
      startedOn: person.startedOn,
      employment: person.employment,
    },
  })
  const different = ({ changes, ...line }: PersonChange): PreviewEntry => ({
    ...line,
    detail: {
      changes: changes.map((change) =>
        change.field === 'managerEmail'
          ? { ...change, from: manager(change.from), to: manager(change.to) }
          : change,
      ),
    },
  })
  return {
    created: plan.created.map(described),
    changed: plan.changed.map(different),
    moved: plan.moved.map(different),
    deactivated: plan.deactivated.map(({ email, name, team, managerEmail, roles }) => ({
      row: null,
      email,
      name,
      detail: { team, manager: manager(managerEmail), roles },
    })),
    reactivated: plan.reactivated.map(described),
    unlevelled: plan.unlevelled.map(described),
  }
}

function managerText(
  plan: ImportPlan,
  organisation: OrganisationState,
): (email: string | null) => string | null {
  const people = [...organisation.people, ...plan.created, ...plan.updated]
  const names = new Map(people.map(({ email, name }) => [email, name]))
  return (email) => {
    const name = email === null ? undefined : names.get(email)
    return name ? `${name} (${email})` : email
  }
}

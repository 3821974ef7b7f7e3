import type { Role } from '@/lib/context'
import type { Employment } from './file/cell'
import { type HeldLevel, type LevelOption, sameLevel } from './level-finder'

export type OrganisationPerson = {
  email: string
  name: string
  isActive: boolean
  team: string | null
  startedOn: string | null
  managerEmail: string | null
  level: HeldLevel | null
  employment: Employment
  /** The roles in force. */
  roles: readonly Role[]
}

/** The organisation as it stands when the plan is made. */
export type OrganisationState = { people: OrganisationPerson[]; levels: LevelOption[] }

export type ChangedField = 'name' | 'level' | 'team' | 'startedOn' | 'employment' | 'managerEmail'
export type FieldChange = { field: ChangedField; from: string | null; to: string | null }
export type PersonChange = { row: number; email: string; name: string; changes: FieldChange[] }

/** A person as they will be; whole, so that writing needs nothing else. */
export type PlannedPerson = Omit<OrganisationPerson, 'isActive' | 'roles'> & { row: number }

/** How a field reads to people: a level by its title and track. */
export function levelText(level: HeldLevel | null, levels: readonly LevelOption[]): string | null {
  if (!level) return null
  const option = levels.find((candidate) => sameLevel(candidate, level))
  return option ? option.title : level.levelKey
}

/** What differs between a person as they are and as they are planned; empty for no difference. */
export function differences(
  before: OrganisationPerson,
  after: PlannedPerson,
  levels: readonly LevelOption[],
): FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of ['name', 'team', 'startedOn', 'employment', 'managerEmail'] as const) {
    const [from, to] = [before[field], after[field]]
    if (from !== to) changes.push({ field, from, to })
  }
  if (!sameLevel(before.level, after.level)) {
    const [from, to] = [levelText(before.level, levels), levelText(after.level, levels)]
    changes.push({ field: 'level', from, to })
  }
  return changes
}

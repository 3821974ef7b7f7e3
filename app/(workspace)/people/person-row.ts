import type { PersonListItem } from '@/lib/people/queries'

/** One person of the directory: id, name, e-mail, team, level or that there is none, manager's id and name. */
export type PersonRow = [
  string,
  string,
  string,
  string | null,
  string | null,
  string | null,
  string | null,
]

export function packPerson(person: PersonListItem): PersonRow {
  const { id, name, email, team, managerId, manager, isContractor } = person
  const level = person.level ?? (isContractor ? 'Contractor' : null)
  return [id, name, email, team, level, managerId, manager]
}

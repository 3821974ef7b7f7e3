import type { LineChange } from '../../lines/schema'
import type { OrganisationState } from '../person-change'
import type { ImportPlan } from '../plan'

/** Every reporting line that a plan would make, end or change, by address. */
export function linesOf(plan: ImportPlan, organisation: OrganisationState): LineChange[] {
  const before = new Map(
    organisation.people.map(({ email, managerEmail }) => [email, managerEmail]),
  )
  return [...plan.created, ...plan.updated]
    .filter(({ email, managerEmail }) => (before.get(email) ?? null) !== managerEmail)
    .map(({ email, managerEmail }) => ({ email, managerEmail }))
}

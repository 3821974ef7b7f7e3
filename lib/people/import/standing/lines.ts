import type { LineChange } from '../../lines/schema'
import type { Joining } from '../../teams/scope/queries'
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

/** Whoever is in Rung already and would come to another team. */
export function joiningOf(plan: ImportPlan, organisation: OrganisationState): Joining[] {
  const before = new Map(organisation.people.map(({ email, team }) => [email, team]))
  return plan.updated.flatMap(({ email, name, team }) => {
    const from = before.get(email) ?? null
    return from === team ? [] : [{ name, from, to: team }]
  })
}

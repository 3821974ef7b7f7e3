export type PersonHistoryFacts = {
  isSelf: boolean
  /** The actor stands anywhere above the person today. */
  isAbove: boolean
  isAdmin: boolean
  isHrPartnerInScope: boolean
}

/**
 * Whether somebody may see a person's former levels and managers, and the entry of a person who has
 * left. Today's level, team and manager are in the directory for everybody who is active; what was
 * before is for the person, everybody above them, HR partners with the person in scope, and
 * administrators. Source: our decision; access.md is silent, and denies what it does not list.
 */
export function canReadPersonHistory(facts: PersonHistoryFacts): boolean {
  return facts.isSelf || facts.isAbove || facts.isAdmin || facts.isHrPartnerInScope
}

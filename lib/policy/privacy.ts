import type { Decision, Facts } from './decide'
import { decide } from './decide'

/**
 * Whether somebody may hold back from removal what concerns a person or a cycle, or ask to end that:
 * an HR partner with the person in scope, never in their own case; for a cycle one whose scope is
 * everybody. Source: our decision; access.md names legal holds as a condition of erasure only.
 */
export function canHold({ relations, isSelf }: Pick<Facts, 'relations' | 'isSelf'>): boolean {
  return !isSelf && relations.has('hr_in')
}

/**
 * Whether somebody may set for how many days things are kept. Administrators may, because it is a
 * setting; what shortens a term also needs a second person. Source: our decision, after
 * `cycle.close`.
 */
export function canSetRetention({ relations }: Pick<Facts, 'relations'>): boolean {
  return relations.has('admin')
}

/**
 * Whether somebody may see how many rows of a class are due, and their ids: HR partners for
 * everybody, and administrators where the rows hold nothing that people wrote about people.
 * Source: our decision; access.md cell 1, operators need no prose and no trace of it.
 */
export function canSeeDue(
  { relations }: Pick<Facts, 'relations'>,
  { isAboutPeople }: { isAboutPeople: boolean },
): boolean {
  return relations.has('hr_in') || (relations.has('admin') && !isAboutPeople)
}

/**
 * Whether somebody sees the record of an erasure: who erased, when, on which legal basis (G4).
 * In: facts in any state; they are asked for state E. Source: access.md section 3.
 */
export function canSeeTombstone(facts: Facts): Decision {
  return decide('audit.read', {
    ...facts,
    state: 'E',
    conditions: { ...facts.conditions, inScope: true },
  })
}

/**
 * Whether somebody may take a package of an access request: the person themself once it is released,
 * and an HR partner with the person in scope, to hand it over. Source: our decision after
 * `sar.build`; access.md cell 13 wants HR to build it and two people to release it.
 */
export function canTakePackage(
  { relations, isSelf }: Pick<Facts, 'relations' | 'isSelf'>,
  { state }: { state: 'OPEN' | 'RELEASED' | 'CLOSED' },
): boolean {
  return isSelf ? state === 'RELEASED' : relations.has('hr_in')
}

import { AppError } from '@/lib/errors'
import type { ArtefactState } from './artefact-state'
import { CONDITIONS, type ConditionFacts, type ConditionName } from './conditions'
import { countingRelations, globalDeny, requiredConditions } from './global-denies'
import { GRANTS, type Grant, type Op } from './grants'
import type { Relation } from './relations'

export type Facts = {
  relations: ReadonlySet<Relation>
  /** Null for what has no artefact, such as the ladder or an account. */
  state: ArtefactState | null
  /** The actor is the person whom the question is about. */
  isSelf: boolean
  conditions: ConditionFacts
}

export type Decision = { allow: boolean; reason: string }

/**
 * Whether somebody with these facts may do this. In: the operation and what is true of actor,
 * subject and artefact. Out: the answer with its reason, meant for logs and tests. Grants of all
 * relations add up, a global deny beats them all, everything else is denied; a condition that is
 * not stated does not hold. Source: access.md sections 3 and 4.
 */
export function decide(op: Op, facts: Facts): Decision {
  const denied = globalDeny(op, facts.relations, facts.state)
  if (denied) return { allow: false, reason: denied }
  const grants = applicableGrants(op, facts)
  if (grants.length === 0) return { allow: false, reason: noGrantReason(op, facts) }
  const missing = grants.map(({ when }) => when.filter((name) => !facts.conditions[name]))
  const met = missing.findIndex((names) => names.length === 0)
  if (met >= 0) return { allow: true, reason: `granted to ${grants[met]?.to.join(', ')}` }
  return { allow: false, reason: `not met: ${missing.map(conditionText).join(' or ')}` }
}

/**
 * Returns when the operation is allowed, and otherwise throws an AppError: UNAUTHENTICATED
 * without a valid session, FORBIDDEN when `readOp` tells that the person may read the thing,
 * NOT_FOUND when they may not even know of it. Source: access.md section 5, cell 20.
 */
export function authorize(op: Op, facts: Facts, { readOp }: { readOp?: Op } = {}): void {
  if (decide(op, facts).allow) return
  if (facts.relations.has('anon') || facts.relations.has('deact')) {
    throw new AppError('UNAUTHENTICATED', 'Sign in to go on.')
  }
  if (readOp && decide(readOp, facts).allow) {
    throw new AppError('FORBIDDEN', 'You can see this, but you cannot do that with it.')
  }
  throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

type ApplicableGrant = { to: readonly Relation[]; when: readonly ConditionName[] }

/**
 * The grants that speak for these facts, whether or not their conditions hold, each with the
 * relations that it speaks to and every condition it needs.
 */
export function applicableGrants(op: Op, facts: Omit<Facts, 'conditions'>): ApplicableGrant[] {
  const counting = countingRelations(op, facts.relations, facts.isSelf)
  const grants: readonly Grant[] = GRANTS[op]
  return grants
    .filter(({ states }) => !states || (facts.state !== null && states.includes(facts.state)))
    .map((grant) => ({
      to: grant.to.filter((relation) => counting.has(relation)),
      when: requiredConditions(op, grant),
    }))
    .filter(({ to }) => to.length > 0)
}

/** The words of access.md for conditions that must all hold; empty for none. */
export function conditionText(names: readonly ConditionName[]): string {
  return names.map((name) => CONDITIONS[name]).join('; ')
}

function noGrantReason(op: Op, { relations, state, isSelf }: Facts): string {
  const who = [...relations].join(', ') || 'nobody'
  const own = isSelf || relations.has('subj') ? ' in their own case (G2)' : ''
  return `${op} is not granted to ${who}${own}${state ? ` in state ${state}` : ''}`
}

import { ARTEFACT_STATES, type ArtefactState } from './artefact-state'
import { CONDITIONS, type ConditionFacts } from './conditions'
import { applicableGrants, conditionText, decide } from './decide'
import { type GrantTable, OPS, type Op } from './grants'
import { RELATIONS, type Relation } from './relations'

export type Ruling = { decision: 'deny' | 'allow' | 'allow_if'; condition: string }

export type Cell = Ruling & { op: Op; state: ArtefactState; relation: Relation }

const ALL_CONDITIONS: ConditionFacts = Object.fromEntries(
  Object.keys(CONDITIONS).map((name) => [name, true]),
)

const DENY: Ruling = { decision: 'deny', condition: '' }

/**
 * What the policy rules for somebody with one relation only: denied, allowed, or allowed under a
 * condition in the words of access.md. Global denies are applied; the subject is in their own case.
 */
export function rulingFor(op: Op, state: ArtefactState, relation: Relation): Ruling {
  const facts = { relations: new Set([relation]), state, isSelf: relation === 'subj' }
  if (!decide(op, { ...facts, conditions: ALL_CONDITIONS }).allow) return DENY
  return rulingOf(applicableGrants(op, facts).map(({ when }) => conditionText(when)))
}

/**
 * What a table of grants says by itself, before the global denies: so a needless grant that a
 * global deny happens to cover is seen as well.
 */
export function grantedBy(
  table: GrantTable,
  { op, state, relation }: { op: string; state: ArtefactState; relation: Relation },
): Ruling {
  const grants = (table[op] ?? []).filter(
    (grant) => (!grant.states || grant.states.includes(state)) && grant.to.includes(relation),
  )
  return rulingOf(grants.map(({ when }) => conditionText(when ?? [])))
}

/** Every operation for every state and relation, in the order of access.md: 63 x 8 x 28 cells. */
export function expandPolicy(relations: readonly Relation[] = RELATIONS): Cell[] {
  return OPS.flatMap((op) =>
    ARTEFACT_STATES.flatMap((state) =>
      relations.map((relation) => ({ op, state, relation, ...rulingFor(op, state, relation) })),
    ),
  )
}

/** The expansion as CSV with a header row and a line feed after each row (RFC 4180 quoting). */
export function policyCsv(cells: readonly Cell[]): string {
  const rows = cells.map(({ op, state, relation, decision, condition }) =>
    [op, state, relation, decision, condition].map(csvField).join(','),
  )
  return `${['op,state,relation,decision,condition', ...rows].join('\n')}\n`
}

function rulingOf(alternatives: readonly string[]): Ruling {
  if (alternatives.length === 0) return DENY
  if (alternatives.includes('')) return { decision: 'allow', condition: '' }
  return { decision: 'allow_if', condition: [...new Set(alternatives)].join(' or ') }
}

function csvField(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

import type { ArtefactState } from './artefact-state'
import type { ConditionName } from './conditions'
import type { Grant, Op } from './grants'
import type { Relation } from './relations'

/** Fewest answers behind peer or upward content that a subject may see (access.md section 4). */
export const MINIMUM_ANSWERS = 3

/** Fewest people behind an aggregate (access.md section 4). */
export const MINIMUM_AGGREGATE = 5

/** Operations that show the words or ratings of an artefact, hence of a draft in state D. */
const SHOWS_BODY: ReadonlySet<Op> = new Set<Op>([
  'draft.read',
  'draft.write',
  'self.read',
  'mgrReview.read',
  'ratingProposed.read',
  'ratingCal.read',
  'calibNote.read',
  'promo.read',
  'peer.read',
  'peerAuthor.read',
  'upward.read',
  'packet.read',
  'packet.exportPdf',
  'history.read',
])

/** What people may do with rows that they wrote or own although they are the subject themselves. */
const OWN_ROW_OPS: ReadonlySet<Op> = new Set<Op>([
  'draft.read',
  'draft.write',
  'history.read',
  'privateNote.*',
  'evidence.read',
  'evidence.write',
])

/**
 * The global deny that refuses everything to these relations in this state, or null.
 * G1: no session or a deactivated account may do nothing. G3: a draft is open to its author only.
 * G4: of what was erased only the record of the erasure is left. Source: access.md section 3.
 */
export function globalDeny(
  op: Op,
  relations: ReadonlySet<Relation>,
  state: ArtefactState | null,
): string | null {
  if (relations.has('anon')) return 'G1: nobody is signed in'
  if (relations.has('deact')) return 'G1: the account is deactivated'
  if (state === 'E' && !(op === 'audit.read' && seesTombstone(relations))) {
    return 'G4: the content was erased'
  }
  if (state === 'D' && SHOWS_BODY.has(op) && !relations.has('author')) {
    return 'G3: a draft is open to its author only'
  }
  return null
}

/**
 * The relations that count for a person: all of them, or, when the case is their own, only what
 * they hold as the subject and as author or owner of their own rows (G2).
 */
export function countingRelations(
  op: Op,
  relations: ReadonlySet<Relation>,
  isSelf: boolean,
): ReadonlySet<Relation> {
  if (!isSelf && !relations.has('subj')) return relations
  const counting = new Set<Relation>()
  if (relations.has('subj')) counting.add('subj')
  if (OWN_ROW_OPS.has(op)) {
    if (relations.has('author')) counting.add('author')
    if (relations.has('owner')) counting.add('owner')
  }
  return counting
}

/**
 * Every condition of a grant, with the one that no grant of an aggregate can do without: the
 * numbers must not give a single person away (G7). Counts of completion say nothing of anyone.
 */
export function requiredConditions(op: Op, grant: Grant): readonly ConditionName[] {
  const named = grant.when ?? []
  const isAggregate =
    (op === 'aggregate.read' && !named.includes('completionOnly')) ||
    named.includes('aggregateOfEnough')
  return isAggregate && !named.includes('aggregateIsSafe') ? [...named, 'aggregateIsSafe'] : named
}

/** Who reads the peers' names: the subject too, the manager but not the subject, or HR alone. */
export type PeerVisibility = 'ATTRIBUTED' | 'UNATTRIBUTED' | 'CONFIDENTIAL'

const BREADTH: Record<PeerVisibility, number> = { CONFIDENTIAL: 0, UNATTRIBUTED: 1, ATTRIBUTED: 2 }

/**
 * True when the visibility promised to the writers may become another one: narrower at any time,
 * wider only while nobody has answered (G6).
 */
export function canChangeVisibility({
  from,
  to,
  hasAnswers,
}: {
  from: PeerVisibility
  to: PeerVisibility
  hasAnswers: boolean
}): boolean {
  return !hasAnswers || BREADTH[to] <= BREADTH[from]
}

/**
 * True when numbers about `group` may be shown to the viewer (G7): at least `minimum` people, the
 * viewer not among them, and as many in the rest that the viewer could compute from a smaller or
 * larger group whose numbers they can also reach. An empty rest reveals nobody.
 */
export function canShowAggregate({
  viewerId,
  group,
  reachable,
  minimum = MINIMUM_AGGREGATE,
}: {
  viewerId: string
  group: ReadonlySet<string>
  reachable: readonly ReadonlySet<string>[]
  minimum?: number
}): boolean {
  if (group.has(viewerId) || group.size < minimum) return false
  return reachable.every((other) => {
    const outside = countMissing(other, group)
    const inside = countMissing(group, other)
    const isNested = outside === 0 || inside === 0
    return !isNested || outside + inside === 0 || outside + inside >= minimum
  })
}

function seesTombstone(relations: ReadonlySet<Relation>): boolean {
  return relations.has('hr_in') || relations.has('auditor')
}

function countMissing(from: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...from].filter((id) => !other.has(id)).length
}

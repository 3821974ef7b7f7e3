import type { ArtefactState } from '../artefact-state'
import { CONDITIONS, type ConditionFacts, type ConditionName } from '../conditions'
import { applicableGrants, decide } from '../decide'
import type { PeerVisibility } from '../global-denies'
import type { Op } from '../grants'
import { RELATIONS, type Relation } from '../relations'

/** What a cycle promises to those who write in it. */
export type Promises = {
  peerVisibility: PeerVisibility
  skipVisible: boolean
  blindSelf: boolean
  hasCalibration?: boolean
}

/** Somebody who may read, by how they stand to the subject. */
export type Reader = {
  relation: Relation
  /** The states in which they may. */
  states: readonly ArtefactState[]
  /** What must hold besides in their case, where the cycle alone does not settle it. */
  when: readonly ConditionName[]
}

/** What is written passes through these once it is handed in. */
export const LIFE = ['S', 'L', 'R', 'A', 'Z'] as const satisfies readonly ArtefactState[]
const CALIBRATED_LIFE = ['S', 'K', 'L', 'R', 'A', 'Z'] as const satisfies readonly ArtefactState[]

const NOT_READERS: ReadonlySet<Relation> = new Set<Relation>(['anon', 'deact', 'job', 'author'])

/**
 * Who else than its author may do this with what was written, in which states, and on what it then
 * still depends. In: the operation, and what the cycle promises. Out: one entry per relation that
 * `decide` lets do it in some state. Source: access.md section 4.
 */
export function readersOf(
  op: Op,
  promises: Promises,
  life: readonly ArtefactState[] = promises.hasCalibration ? CALIBRATED_LIFE : LIFE,
): Reader[] {
  const settled = settledBy(promises)
  return RELATIONS.filter((relation) => !NOT_READERS.has(relation)).flatMap((relation) => {
    const may = (state: ArtefactState, conditions: ConditionFacts) =>
      decide(op, { ...whoIs(relation), state, conditions }).allow
    const states = life.filter((state) => may(state, { ...ALL, ...settled }))
    const open = states.filter((state) => !may(state, settled))
    if (states.length === 0) return []
    return [{ relation, states, when: [...new Set(open.flatMap((state) => missing(state)))] }]

    function missing(state: ArtefactState): ConditionName[] {
      return applicableGrants(op, { ...whoIs(relation), state }).flatMap(({ when }) =>
        when.filter((name) => !settled[name]),
      )
    }
  })
}

/** The conditions whose answer is the same for everybody in the cycle. */
export function settledBy({ peerVisibility, skipVisible, blindSelf }: Promises): ConditionFacts {
  return {
    skipVisible,
    feedbackAttributed: peerVisibility === 'ATTRIBUTED',
    feedbackNotConfidential: peerVisibility !== 'CONFIDENTIAL',
    ...(blindSelf ? {} : { selfReviewNotBlind: true }),
  }
}

const ALL: ConditionFacts = Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, true]))

function whoIs(relation: Relation) {
  return { relations: new Set([relation]), isSelf: relation === 'subj' }
}

/**
 * Who may do this at all, whatever the case: whom a reason is written for. In: the operation, and the
 * state in which it is asked for where it has one. Out: relations, without the author's own.
 */
export function decidersOf(op: Op, state: ArtefactState | null = null): Relation[] {
  return RELATIONS.filter((relation) => !NOT_READERS.has(relation)).filter(
    (relation) => decide(op, { ...whoIs(relation), state, conditions: ALL }).allow,
  )
}

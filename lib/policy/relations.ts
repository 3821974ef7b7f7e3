import type { SessionState } from './artefact-state'

/** How a person can stand to a subject in a cycle, in the order of access.md section 1. */
export const RELATIONS = [
  'anon',
  'deact',
  'stranger',
  'subj',
  'author',
  'mgr',
  'skip',
  'chain3',
  'exm_author',
  'exm_none',
  'newmgr',
  'peer_req',
  'peer_done',
  'peer_off',
  'up_author',
  'calib_in',
  'calib_facil',
  'calib_past',
  'calib_other',
  'hr_in',
  'hr_out',
  'admin',
  'ladder_admin',
  'auditor',
  'breakglass',
  'job',
  'deleg',
  'deleg_exp',
] as const

/** Relations to one row that stand beside the 28: owner of evidence, panel member, citing reader. */
export const ROW_RELATIONS = ['owner', 'promoPanel', 'citingReader'] as const

export type Relation = (typeof RELATIONS)[number] | (typeof ROW_RELATIONS)[number]

/** A right with a term; `endsAt` is the first instant at which it no longer holds. */
export type Term = { startsAt: Date; endsAt: Date; revokedAt: Date | null }

export type CalibrationSeat = {
  role: 'FACILITATOR' | 'MEMBER' | 'READER'
  sessionState: SessionState
  containsSubject: boolean
}

export type RelationFacts = {
  /** Null without a session. */
  actor: { id: string; isActive: boolean } | null
  /** Null when the question is about no person, such as the ladder. */
  subjectId: string | null
  subjectManagerId: string | null
  subjectSkipId: string | null
  /** How many steps the actor stands above the subject; null when not above. */
  chainDepth: number | null
  windows: readonly {
    authorId: string
    role: 'PRIMARY' | 'CONTRIBUTOR' | 'CO_REVIEWER'
    isOpen: boolean
  }[]
  /** The actor wrote about, or shared the packet of, the subject in this cycle. */
  authoredInCycle: boolean
  sharedInCycle: boolean
  peerStatus: null | 'REQUESTED' | 'SUBMITTED' | 'DECLINED' | 'REMOVED'
  roles: readonly {
    role: 'ADMIN' | 'LADDER_ADMIN' | 'HR_PARTNER' | 'AUDITOR'
    inScope: boolean
  }[]
  /** The clock of the database. */
  now: Date
  givesUpwardFeedback?: boolean
  calibrationSeats?: readonly CalibrationSeat[]
  delegations?: readonly Term[]
  breakglass?: readonly (Term & { isApproved: boolean })[]
  row?: {
    authorIds?: readonly string[]
    ownerId?: string
    isOnPromotionPanel?: boolean
    readsCitingSubmission?: boolean
  }
}

/**
 * Everything that the actor is to the subject in this cycle; several relations hold at once and
 * nothing is a relation by itself that has ended or not begun (G5). Never empty: without any
 * other relation a person is a stranger. Source: access.md section 1.
 */
export function relationsOf(facts: RelationFacts): ReadonlySet<Relation> {
  const { actor } = facts
  if (!actor) return new Set<Relation>(['anon'])
  if (!actor.isActive) return new Set<Relation>(['deact'])
  const held = new Set<Relation>([
    ...lineRelations(facts, actor.id),
    ...peerRelations(facts),
    ...calibrationRelations(facts.calibrationSeats ?? []),
    ...termRelations(facts),
    ...roleRelations(facts.roles),
    ...rowRelations(facts.row ?? {}, actor.id),
  ])
  return held.size > 0 ? held : new Set<Relation>(['stranger'])
}

/** What the background worker is to everything; it is nobody's manager, partner or author. */
export function jobRelations(): ReadonlySet<Relation> {
  return new Set<Relation>(['job'])
}

/**
 * True when the right holds at this instant: from `startsAt` inclusive to `endsAt` exclusive, and
 * not revoked (G5).
 */
export function isInForce(term: Term, now: Date): boolean {
  if (term.revokedAt && term.revokedAt <= now) return false
  return term.startsAt <= now && now < term.endsAt
}

/** True while a window in this cycle, also one of part of the period, lets this person write. */
export function holdsOpenWindow(windows: RelationFacts['windows'], actorId: string): boolean {
  return windows.some(({ authorId, isOpen }) => authorId === actorId && isOpen)
}

function lineRelations(facts: RelationFacts, actorId: string): Relation[] {
  if (!facts.subjectId) return []
  if (facts.subjectId === actorId) return ['subj']
  const held = managerRelations(facts, actorId)
  if (facts.subjectSkipId === actorId || facts.chainDepth === 2) held.push('skip')
  if (facts.chainDepth !== null && facts.chainDepth >= 3) held.push('chain3')
  return held
}

function managerRelations(facts: RelationFacts, actorId: string): Relation[] {
  const own = facts.windows.filter(
    (window) => window.authorId === actorId && window.role !== 'CO_REVIEWER',
  )
  // The window says who the manager is in this cycle: participants keep the one of the launch
  // until the window is closed, which is what a move with effect on a running cycle does.
  if (own.some((window) => window.isOpen && window.role === 'PRIMARY')) return ['mgr']
  const isDirect = facts.subjectManagerId === actorId
  const held: Relation[] = isDirect ? ['newmgr'] : []
  if (own.length > 0) {
    held.push(facts.authoredInCycle || facts.sharedInCycle ? 'exm_author' : 'exm_none')
  }
  return held
}

function peerRelations(facts: RelationFacts): Relation[] {
  const held: Relation[] = facts.givesUpwardFeedback ? ['up_author'] : []
  if (facts.peerStatus === 'REQUESTED') held.push('peer_req')
  if (facts.peerStatus === 'SUBMITTED') held.push('peer_done')
  if (facts.peerStatus === 'DECLINED' || facts.peerStatus === 'REMOVED') held.push('peer_off')
  return held
}

function calibrationRelations(seats: readonly CalibrationSeat[]): Relation[] {
  return seats.map((seat) => {
    if (!seat.containsSubject) return 'calib_other'
    // The facilitator answers questions after the lock; a member's purpose is over (cell 8).
    if (seat.role === 'FACILITATOR') return 'calib_facil'
    return seat.sessionState === 'OPEN' ? 'calib_in' : 'calib_past'
  })
}

function termRelations({ delegations = [], breakglass = [], now }: RelationFacts): Relation[] {
  const held: Relation[] = []
  if (delegations.some((term) => isInForce(term, now))) held.push('deleg')
  else if (delegations.some((term) => term.startsAt <= now)) held.push('deleg_exp')
  if (breakglass.some((grant) => grant.isApproved && isInForce(grant, now))) held.push('breakglass')
  return held
}

function roleRelations(roles: RelationFacts['roles']): Relation[] {
  return roles.map(({ role, inScope }) => {
    if (role === 'ADMIN') return 'admin'
    if (role === 'LADDER_ADMIN') return 'ladder_admin'
    if (role === 'AUDITOR') return 'auditor'
    return inScope ? 'hr_in' : 'hr_out'
  })
}

function rowRelations(row: NonNullable<RelationFacts['row']>, actorId: string): Relation[] {
  const held: Relation[] = []
  if (row.authorIds?.includes(actorId)) held.push('author')
  if (row.ownerId === actorId) held.push('owner')
  if (row.isOnPromotionPanel) held.push('promoPanel')
  if (row.readsCitingSubmission) held.push('citingReader')
  return held
}

import type { CalibrationRole, CycleState } from '@/lib/db/generated/enums'
import { isInCalibration, packetState, type SessionState } from '@/lib/policy/artefact-state'
import { decide, type Facts } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import { relationsOf } from '@/lib/policy/relations'

/** A session as far as the policy asks about it. */
export type SessionRow = {
  id: string
  cycleId: string
  name: string
  state: SessionState
  version: number
  cycleState: CycleState
  /** Where the actor sits in it. */
  seat: CalibrationRole | null
  /** The teams of those whom it is about, without the actor's own row (G2). */
  teamIds: readonly (string | null)[]
}

type ActorLike = {
  id: string
  roles: readonly {
    role: 'ADMIN' | 'LADDER_ADMIN' | 'HR_PARTNER' | 'AUDITOR'
    scopeTeamId: string | null
  }[]
}

/** One that is about nobody yet: what making a session is decided by. */
export const NO_SESSION: Pick<SessionRow, 'seat' | 'state' | 'teamIds' | 'cycleState'> = {
  ...{ seat: null, state: 'OPEN', teamIds: [], cycleState: 'DRAFT' },
}

/**
 * How the actor stands to a session as a whole. An HR partner has it in scope when everybody in it is
 * in scope; its state is that of what it is about: K while its members read, then L.
 */
export function sessionFacts(
  actor: ActorLike,
  session: Pick<SessionRow, 'seat' | 'state' | 'teamIds' | 'cycleState'>,
  now: Date,
): Facts {
  const { seat, state: sessionState, teamIds, cycleState } = session
  const relations = relationsOf({
    actor: { id: actor.id, isActive: true },
    ...{ subjectId: null, subjectManagerId: null, subjectSkipId: null, chainDepth: null },
    ...{ windows: [], authoredInCycle: false, sharedInCycle: false, peerStatus: null, now },
    roles: actor.roles.map(({ role, scopeTeamId }) => ({
      role,
      inScope: scopeTeamId === null || teamIds.every((id) => id === scopeTeamId),
    })),
    calibrationSeats: seat ? [{ role: seat, sessionState, containsSubject: true }] : [],
  })
  const participantStatus = 'ACTIVE'
  const state = packetState({ cycleState, sessionState, participantStatus, erased: false })
  return { relations, isSelf: false, state, conditions: {} }
}

/** What somebody sees of a session who may not do this with it: 403 for them, and 404 for all others. */
export function sessionReadOp(facts: Facts): Op {
  return decide('calibSession.setMembers', facts).allow
    ? 'calibSession.setMembers'
    : 'calibNote.read'
}

/**
 * Whether somebody may give themselves a seat, or choose whose reviews the session shows them in which
 * they sit. A seat opens texts, so only HR partners may, who read them anyway; an administrator has
 * another person do it. Source: our decision after access.md cell 1 and attack A18.
 */
export function mayChooseForThemselves({ relations }: Pick<Facts, 'relations'>): boolean {
  return relations.has('hr_in')
}

const STATES: Record<SessionState, string> = {
  OPEN: 'Open',
  LOCKED: 'Locked',
  PUBLISHED: 'Published',
}

export function sessionWord(session: Pick<SessionRow, 'state' | 'cycleState'>): string {
  const { state: sessionState, cycleState } = session
  if (sessionState !== 'OPEN') return STATES[sessionState]
  if (isInCalibration({ sessionState, cycleState })) return STATES.OPEN
  return cycleState === 'CLOSED' || cycleState === 'ARCHIVED' ? STATES.LOCKED : 'Being prepared'
}

const ROLES: Record<CalibrationRole, string> = {
  FACILITATOR: 'Facilitator',
  MEMBER: 'Takes part',
  READER: 'Reads only',
}

export function seatWord(role: CalibrationRole): string {
  return ROLES[role]
}

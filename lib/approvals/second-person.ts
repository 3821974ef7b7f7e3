import { CONDITIONS, type ConditionFacts } from '@/lib/policy/conditions'
import { decide } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import { type RelationFacts, relationsOf } from '@/lib/policy/relations'
import { type Appointment, areIndependent } from './appointment'

type HeldRole = { role: RelationFacts['roles'][number]['role']; scopeTeamId: string | null }

export type Candidate = {
  id: string
  roles: readonly HeldRole[]
  /** Stands anywhere below whoever asks. */
  isBelowRequester: boolean
}

export type AskedCase = {
  op: Op
  /** Null where Rung itself asks. */
  requestedById: string | null
  subject: { id: string; teamId: string | null } | null
  /** How the administrators came to be. */
  appointments: readonly Appointment[]
}

/**
 * Whether somebody may be the second person: the policy lets them do it; they are neither who asks
 * nor whom it is about, nor owe being administrator to one of the two alone, nor one of the two to
 * them; and for break-glass they do not report to who asks. What else the operation needs is for the
 * domain to check when it happens. Source: access.md section 4.
 */
export function maySecond(candidate: Candidate, asked: AskedCase, now: Date): boolean {
  const isRequester = candidate.id === asked.requestedById
  const isSubject = candidate.id === asked.subject?.id
  if (isRequester || isSubject) return false
  const { appointments } = asked
  const concerned = [asked.requestedById, asked.subject?.id].flatMap((id) => id ?? [])
  if (!concerned.every((id) => areIndependent(candidate.id, id, appointments))) return false
  return decide(asked.op, {
    relations: relationsTo(candidate, asked, now),
    isSelf: false,
    state: null,
    conditions: { ...ALL, approverIndependent: !candidate.isBelowRequester },
  }).allow
}

/** Whether whoever asked still holds what lets them ask: their role may have ended meanwhile. */
export function mayStillAsk(
  requester: Pick<Candidate, 'id' | 'roles'>,
  { op, subject }: Pick<AskedCase, 'op' | 'subject'>,
  now: Date,
): boolean {
  const relations = relationsTo(requester, { subject }, now)
  return decide(op, { relations, isSelf: false, state: null, conditions: ALL }).allow
}

const ALL: ConditionFacts = Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, true]))

function relationsTo(
  candidate: Pick<Candidate, 'id' | 'roles'>,
  { subject }: Pick<AskedCase, 'subject'>,
  now: Date,
) {
  return relationsOf({
    actor: { id: candidate.id, isActive: true },
    subjectId: subject?.id ?? null,
    subjectManagerId: null,
    subjectSkipId: null,
    chainDepth: null,
    windows: [],
    authoredInCycle: false,
    sharedInCycle: false,
    peerStatus: null,
    roles: candidate.roles.map(({ role, scopeTeamId }) => ({
      role,
      inScope: scopeTeamId === null || scopeTeamId === subject?.teamId,
    })),
    now,
  })
}

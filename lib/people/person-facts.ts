import type { Actor } from '@/lib/context'
import type { Facts } from '@/lib/policy/decide'
import { relationsOf } from '@/lib/policy/relations'

export type PersonSubject = {
  id: string
  teamId: string | null
  /** HR partner or auditor: who sees what others must not. */
  holdsGuardedRole: boolean
}

/** The facts for a decision about somebody's account or entry in the directory. */
export function personFacts(actor: Actor, person: PersonSubject, now: Date): Facts {
  const isSelf = actor.id === person.id
  const relations = relationsOf({
    actor: { id: actor.id, isActive: true },
    subjectId: person.id,
    subjectManagerId: null,
    subjectSkipId: null,
    chainDepth: null,
    windows: [],
    authoredInCycle: false,
    sharedInCycle: false,
    peerStatus: null,
    roles: actor.roles.map(({ role, scopeTeamId }) => ({
      role,
      inScope: scopeTeamId === null || scopeTeamId === person.teamId,
    })),
    now,
  })
  const conditions = { notOwnRow: !isSelf, guardedRoleApproved: !person.holdsGuardedRole }
  return { relations, isSelf, state: null, conditions }
}

import type { ConditionFacts } from './conditions'
import type { Facts } from './decide'
import { relationsOf } from './relations'

type ActorLike = {
  id: string
  roles: readonly {
    role: 'ADMIN' | 'LADDER_ADMIN' | 'HR_PARTNER' | 'AUDITOR'
    scopeTeamId: string | null
  }[]
}

/**
 * The facts for an operation that is about no single person, such as reading the ladder or
 * opening a cycle: in goes the signed-in actor, out come relations from roles alone.
 */
export function actorFacts(actor: ActorLike, now: Date, conditions: ConditionFacts = {}): Facts {
  const relations = relationsOf({
    actor: { id: actor.id, isActive: true },
    subjectId: null,
    subjectManagerId: null,
    subjectSkipId: null,
    chainDepth: null,
    windows: [],
    authoredInCycle: false,
    sharedInCycle: false,
    peerStatus: null,
    roles: actor.roles.map(({ role, scopeTeamId }) => ({ role, inScope: scopeTeamId === null })),
    now,
  })
  return { relations, isSelf: false, state: null, conditions }
}

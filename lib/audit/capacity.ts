import { powerBehind } from '@/lib/policy/capacity'
import { CONDITIONS, type ConditionFacts } from '@/lib/policy/conditions'
import type { Op } from '@/lib/policy/grants'
import { type RelationFacts, relationsOf } from '@/lib/policy/relations'

type Acting = {
  actor: { id: string; roles: readonly { role: RelationFacts['roles'][number]['role'] }[] }
  now: Date
}

type Done = {
  objectType: string
  subjectId?: string | null
  decision?: 'allow' | 'deny'
  reason?: string | null
}

/** What only a role can do to these things, the nearest role first. */
const OPS: Record<string, readonly Op[]> = {
  breakglass: ['breakglass.approve', 'breakglass.request'],
  cycle: ['cycle.launch'],
  ladder_import: ['ladder.write'],
  ladder_version: ['ladder.write'],
  message: ['user.write'],
  people_import: ['user.write'],
  person: ['user.write', 'user.deactivate'],
  role_grant: ['user.write'],
  team: ['user.write'],
}

const ALL: ConditionFacts = Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, true]))

/**
 * The power behind something that only roles allow, from the policy: accounts, roles, cycles,
 * ladders. `operator` for what was done on the machine itself; null for everything else, where
 * whoever records it tells. Call it for what was allowed, by an actor of whom that is known.
 */
export function capacityOf({ actor, now }: Acting, done: Done): string | null {
  if (done.decision === 'deny') return null
  if (done.reason === 'operator') return 'operator'
  if (done.subjectId === actor.id) return null
  const relations = relationsOf({
    actor: { id: actor.id, isActive: true },
    ...{ subjectId: null, subjectManagerId: null, subjectSkipId: null, chainDepth: null },
    ...{ windows: [], authoredInCycle: false, sharedInCycle: false, peerStatus: null, now },
    roles: actor.roles.map(({ role }) => ({ role, inScope: true })),
  })
  for (const op of OPS[done.objectType] ?? []) {
    const power = powerBehind(op, { relations, isSelf: false, state: null, conditions: ALL })
    if (power) return power
  }
  return null
}

import { actorFacts } from '@/lib/policy/actor-facts'
import { decide } from '@/lib/policy/decide'

type Reader = Parameters<typeof actorFacts>[0]

/** Which events somebody may read; several parts add up. Never those about their own case (G2). */
export type AuditSight = {
  everything: boolean
  /** What is about people: everybody, those of some teams, or none. */
  people: 'all' | readonly string[]
  /** What was done to cycles, ladders, imports, roles, the provider and terms of retention. */
  configuration: boolean
}

/** From `audit.read` of access.md: auditors, HR partners in their scope, administrators the settings. */
export function auditSight(actor: Reader, now: Date): AuditSight {
  const everything = decide('audit.read', actorFacts(actor, now)).allow
  const partner = actor.roles.filter(({ role }) => role === 'HR_PARTNER')
  const teams = partner.filter((grant) => mayReadScope(actor.id, grant, now))
  const administrator = actor.roles.filter(({ role }) => role === 'ADMIN')
  const own = { id: actor.id, roles: administrator }
  return {
    everything,
    people: teams.some(({ scopeTeamId }) => scopeTeamId === null)
      ? 'all'
      : teams.flatMap(({ scopeTeamId }) => scopeTeamId ?? []),
    configuration: decide('audit.read', actorFacts(own, now, { configEventsOnly: true })).allow,
  }
}

export function seesNothing({ everything, people, configuration }: AuditSight): boolean {
  return !everything && !configuration && people.length === 0
}

/** Who reads here what, for the head of the page. */
export function sightInWords({ everything, people, configuration }: AuditSight): string {
  if (everything) return 'Who did what, and what was refused. Events about yourself are left out.'
  const parts = [
    ...(people === 'all' ? ['what concerns people'] : []),
    ...(people !== 'all' && people.length > 0 ? ['what concerns people of your scope'] : []),
    ...(configuration
      ? ['changes to cycles, ladders, imports, roles, the provider and retention']
      : []),
  ]
  return `You see ${parts.join(' and ')}. Events about yourself are left out.`
}

// Within its own team a scoped grant is a grant: the facts are those of somebody there.
function mayReadScope(id: string, { role }: Reader['roles'][number], now: Date): boolean {
  const there = { id, roles: [{ role, scopeTeamId: null }] }
  return decide('audit.read', actorFacts(there, now, { inScope: true })).allow
}

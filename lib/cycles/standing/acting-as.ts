import { breakglassCapacity, endInWords } from '@/lib/breakglass/term'
import { type Power, powerBehind, powerInWords } from '@/lib/policy/capacity'
import type { Facts } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import type { Standing } from './queries'

type ActorRoles = { roles: readonly { role: string; scopeTeamId: string | null }[] }

/** By which power somebody sees or does something about a participant. */
export type ActingAs = {
  power: Power
  /** As the audit log names it. */
  capacity: string
  /** The line on the page. */
  says: string
}

/** Null where it is the actor's ordinary work, or not theirs at all. */
export function actingAs(
  { actor, standing }: { actor: ActorRoles; standing: Standing },
  op: Op,
  facts: Facts,
): ActingAs | null {
  const power = powerBehind(op, facts)
  if (!power) return null
  const { breakglass, cycle, teamName } = standing
  if (power === 'breakglass' && breakglass) {
    const until = endInWords(breakglass.endsAt, cycle.timeZone)
    return {
      ...{ power, capacity: breakglassCapacity(breakglass.id) },
      says: `You read this under break-glass until ${until}. Reason: ${breakglass.reason} It is recorded.`,
    }
  }
  return { power, capacity: power, says: powerSays(actor, power, teamName) }
}

/** The line for a power over somebody of this team. */
export function powerSays(actor: ActorRoles, power: Power, teamName: string | null): string {
  const isScoped = power === 'hr_in' && !actor.roles.some(isForEverybody)
  const scope = isScoped && teamName ? ` for ${teamName}` : ''
  return `You see this as ${powerInWords(power)}${scope}.`
}

function isForEverybody({ role, scopeTeamId }: ActorRoles['roles'][number]): boolean {
  return role === 'HR_PARTNER' && scopeTeamId === null
}

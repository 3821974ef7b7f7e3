import { applicableGrants, decide, type Facts } from './decide'
import { GRANTS, type Grant, type Op } from './grants'
import type { Relation } from './relations'

/** Relations that are a power over others and not somebody's ordinary work; the closest to it first. */
export const POWERS = [
  'deleg',
  'hr_in',
  'breakglass',
  'ladder_admin',
  'admin',
  'auditor',
] as const satisfies readonly Relation[]

export type Power = (typeof POWERS)[number]

/**
 * By which power somebody sees or does this, for the page and the audit log to say. Null when they
 * may not, when anybody may, and when an ordinary relation such as author or manager is enough; of
 * several powers the first of `POWERS`. Source: issue 4, "acting as".
 */
export function powerBehind(op: Op, facts: Facts): Power | null {
  if (!decide(op, facts).allow || isForAnybody(op)) return null
  const granting = new Set(
    applicableGrants(op, facts)
      .filter(({ when }) => when.every((name) => facts.conditions[name]))
      .flatMap(({ to }) => to),
  )
  const isOrdinary = [...granting].some((relation) => !isPower(relation))
  return isOrdinary ? null : (POWERS.find((power) => granting.has(power)) ?? null)
}

const WORDS: Record<Power, string> = {
  deleg: 'delegate',
  hr_in: 'HR partner',
  breakglass: 'somebody with break-glass access',
  ladder_admin: 'ladder administrator',
  admin: 'administrator',
  auditor: 'auditor',
}

/** The power as one is called who holds it, such as "HR partner". */
export function powerInWords(power: Power): string {
  return WORDS[power]
}

/** The powers that roles give, for pages where nothing else counts; the same order as `POWERS`. */
export function powersOfRoles(roles: readonly { role: string }[]): Power[] {
  const held = new Set(roles.map(({ role }) => POWER_OF_ROLE[role]))
  return POWERS.filter((power) => held.has(power))
}

const POWER_OF_ROLE: Record<string, Power> = {
  ADMIN: 'admin',
  LADDER_ADMIN: 'ladder_admin',
  HR_PARTNER: 'hr_in',
  AUDITOR: 'auditor',
}

function isPower(relation: Relation): relation is Power {
  return POWERS.some((power) => power === relation)
}

function isForAnybody(op: Op): boolean {
  const grants: readonly Grant[] = GRANTS[op]
  return grants.some(({ to }) => to.includes('stranger'))
}

import type { Role } from '@/lib/context'

/** Roles that show what others must not see, so that no single person gives them. */
export const GUARDED: readonly Role[] = ['HR_PARTNER', 'AUDITOR']

/** True for the roles that access.md gives only with a second approver. */
export function isGuardedRole(role: Role): boolean {
  return GUARDED.includes(role)
}

/** The guarded roles, and that of whoever agrees to granting them: nobody else holds a key to these. */
export const POWERFUL: readonly Role[] = [...GUARDED, 'ADMIN']

export function isPowerful(role: Role): boolean {
  return POWERFUL.includes(role)
}

export type HeldGrant = {
  role: Role
  scopeTeamId: string | null
  validFrom: Date
  validTo: Date | null
}

/** The grant of the same role over the same people that is in force at some time of the wished one. */
export function overlapping(held: readonly HeldGrant[], wished: HeldGrant): HeldGrant | undefined {
  return held.find(
    ({ role, scopeTeamId, validFrom, validTo }) =>
      role === wished.role &&
      scopeTeamId === wished.scopeTeamId &&
      (wished.validTo === null || validFrom < wished.validTo) &&
      (validTo === null || wished.validFrom < validTo),
  )
}

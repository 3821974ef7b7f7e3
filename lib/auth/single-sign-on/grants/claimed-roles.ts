import type { Role } from '@/lib/context'

export type RoleClaimChanges = { granted: Role[]; endedIds: string[] }

/** The roles that the values of a claim give, each once. */
export function rolesOfClaim(
  values: readonly string[],
  mapping: ReadonlyMap<string, Role>,
): Set<Role> {
  return new Set(values.flatMap((value) => mapping.get(value) ?? []))
}

/** What has to change so that exactly the claimed roles are held by claim. */
export function roleClaimChanges(
  held: readonly { id: string; role: Role }[],
  claimed: ReadonlySet<Role>,
): RoleClaimChanges {
  const has = new Set(held.map(({ role }) => role))
  return {
    granted: [...claimed].filter((role) => !has.has(role)),
    endedIds: held.filter(({ role }) => !claimed.has(role)).map(({ id }) => id),
  }
}

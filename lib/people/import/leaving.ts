import type { OrganisationPerson } from './person-change'

/** What becomes of active people who are not in the file. */
export type AbsentMode = 'KEEP' | 'DEACTIVATE'

export const LEAVING_LIMIT = 20
export const LEAVING_SHARE = 0.1

type Absence = {
  current: ReadonlyMap<string, OrganisationPerson>
  inFile: { has: (email: string) => boolean }
  actorEmail: string
  absent: AbsentMode
}

/**
 * Who would be deactivated because the file does not name them, and who is spared although it does
 * not: administrators and the person who imports, since a wrong file must not lock everybody out.
 */
export function absenceOf({ current, inFile, actorEmail, absent }: Absence): {
  leaving: OrganisationPerson[]
  spared: OrganisationPerson[]
} {
  const missing = [...current.values()].filter(
    ({ email, isActive }) => isActive && !inFile.has(email),
  )
  if (absent === 'KEEP') return { leaving: [], spared: missing }
  const isSpared = ({ email, roles }: OrganisationPerson) =>
    email === actorEmail || roles.includes('ADMIN')
  return {
    leaving: missing.filter((person) => !isSpared(person)),
    spared: missing.filter(isSpared),
  }
}

/** True when so many would leave that the file may be half of what it should be. */
export function looksLikeHalfAFile({
  leaving,
  active,
}: {
  leaving: number
  active: number
}): boolean {
  return leaving > LEAVING_LIMIT || leaving > active * LEAVING_SHARE
}

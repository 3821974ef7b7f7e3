import type { Role } from '@/lib/context'

/** What each role is called, and what it is for. */
export const ROLE_NAMES: Record<Role, { title: string; says: string }> = {
  ADMIN: {
    title: 'Administrator',
    says: 'Runs people, accounts and review cycles. Reads nobody’s reviews.',
  },
  LADDER_ADMIN: { title: 'Ladder administrator', says: 'Edits and publishes the ladder.' },
  HR_PARTNER: {
    title: 'HR partner',
    says: 'Reads the submitted reviews of the people in scope: everybody, or chosen teams.',
  },
  AUDITOR: { title: 'Auditor', says: 'Reads who did what and when; no review.' },
}

/** The role that an operator writes, such as `hr_partner` or `HR partner`; null for none. */
export function roleOfWord(word: string): Role | null {
  const wanted = plain(word)
  const roles: Role[] = ['ADMIN', 'LADDER_ADMIN', 'HR_PARTNER', 'AUDITOR']
  return (
    roles.find((role) => plain(role) === wanted || plain(ROLE_NAMES[role].title) === wanted) ?? null
  )
}

function plain(word: string): string {
  return word
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
}

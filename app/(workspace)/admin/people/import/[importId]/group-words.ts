import type { Group } from '@/lib/people/import/preview'

/** How each group is called and explained. */
export const GROUP_WORDS: Record<Group, { title: string; caption: string; says: string }> = {
  created: {
    title: 'New',
    caption: 'New people',
    says: 'They can sign in once you have invited them.',
  },
  changed: {
    title: 'Changed',
    caption: 'Changed',
    says: 'A new level, team, name, employment or start date, from the day this is applied.',
  },
  moved: {
    title: 'Moved',
    caption: 'Moved',
    says: 'A new manager. Running cycles keep the manager and the level of their launch.',
  },
  deactivated: {
    title: 'Deactivated',
    caption: 'Deactivated',
    says: 'Not in the file. Their sessions, invitations and roles end at once; what they wrote stays.',
  },
  reactivated: {
    title: 'Active again',
    caption: 'Active again',
    says: 'In the file and deactivated until now. They sign in as they did before, without the roles they had.',
  },
  unlevelled: {
    title: 'Without a level',
    caption: 'Without a level',
    says: 'New or changed, and without a level from then on. They take no part in cycles; contractors never do.',
  },
}

export const ROLE_NAMES: Record<string, string> = {
  ADMIN: 'administrator',
  LADDER_ADMIN: 'ladder administrator',
  HR_PARTNER: 'HR partner',
  AUDITOR: 'auditor',
}

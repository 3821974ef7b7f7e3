/** What stands in the way of an erasure, as facts. */
export type ErasureFacts = {
  name: string
  isActive: boolean
  /** A hold on the person, on a cycle of theirs, or on somebody who wrote with them. */
  isHeld: boolean
  reports: number
  isErased: boolean
}

/** Why somebody cannot be erased now, each with what to do; empty when nothing stands in the way. */
export function erasureBlockers(facts: ErasureFacts): string[] {
  const { name, isActive, isHeld, reports, isErased } = facts
  if (isErased) return [`${name} has been erased already, or is about to be.`]
  return [
    ...(isHeld ? [HELD] : []),
    ...(isActive ? [`${name} still has an active account. Deactivate it first.`] : []),
    ...(reports > 0 ? [`${reportsOf(reports)} to ${name}. Give them another manager first.`] : []),
  ]
}

const HELD =
  'A legal hold keeps this: on them, on a cycle they had a part in, or on somebody who wrote about them or whom they wrote about. It has to be ended by two people first.'

function reportsOf(count: number): string {
  return count === 1 ? 'One person reports' : `${count} people report`
}

type Line = { label: string; count: number }

const REMOVED: readonly (readonly [string, string])[] = [
  ['submissions', 'Submitted reviews about them'],
  ['packets', 'Packets shared with them'],
  ['replies', 'Their replies to packets'],
  ['drafts', 'Drafts of theirs, and drafts about them'],
  ['tasks', 'Tasks to review them'],
  ['accounts', 'Account with its password'],
  ['identities', 'Links to an identity provider'],
  ['sessions', 'Sessions'],
  ['invitations', 'Invitations and password links'],
  ['role_grants', 'Roles, present and past'],
  ['person_levels', 'Levels over time'],
  ['reporting_lines', 'Managers over time'],
  ['team_memberships', 'Teams over time'],
  ['growth_targets', 'Level they wanted to reach'],
  ['imports', 'Imported files that name them, emptied whole'],
  ['packages', 'Packages for access requests'],
]

/** What an erasure removes, in words, as counted by the database. */
export function removedInWords(counts: Readonly<Record<string, number>>): Line[] {
  return REMOVED.flatMap(([key, label]) => {
    const count = counts[key] ?? 0
    return count > 0 ? [{ label, count }] : []
  })
}

/** What remains after an erasure and why, in sentences with their counts. */
export function remainsInWords(
  counts: Readonly<Record<string, number>>,
): (Line & { why: string })[] {
  const at = (key: string) => counts[key] ?? 0
  return [
    {
      label: 'Reviews they wrote about others',
      count: at('kept_authored'),
      why: 'They are the record of other people. They stay under the pseudonym.',
    },
    {
      label: 'Packets of others that name them',
      count: at('renamed'),
      why: 'The name in them becomes the pseudonym; the rest stays as it was shared.',
    },
    {
      label: 'Reviews of others whose text mentions their name',
      count: at('kept_mentions'),
      why: 'Nobody changes what others wrote. Look through these people if the mention matters.',
    },
    {
      label: 'Events of the audit log',
      count: at('kept_audit'),
      why: 'They hold ids and no text, and must stay whole to be proof.',
    },
  ].filter(({ count }) => count > 0)
}

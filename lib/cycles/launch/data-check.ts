/** What is known of one active person in the scope of a cycle that is about to be launched. */
export type CandidateFacts = {
  personId: string
  name: string
  teamName: string
  hasLevel: boolean
  isInLadder: boolean
  hasManager: boolean
  managerHasLeft: boolean
  hasReviewer: boolean
  hasAccount: boolean
  /** On leave on the day of the check. */
  isAway: boolean
}

export type FindingKind =
  | 'NO_LEVEL'
  | 'LEVEL_NOT_IN_LADDER'
  | 'MANAGER_LEFT'
  | 'NO_REVIEWER'
  | 'NO_ACCOUNT'
  | 'ON_LEAVE'

/** Stops: no launch until it is mended. Leaves out: launch needs a word. Warns: only says it. */
export type Severity = 'stops' | 'leaves-out' | 'warns'

export type Finding = {
  kind: FindingKind
  severity: Severity
  title: string
  meaning: string
  count: number
  /** The first of them by name. */
  people: { id: string; name: string; teamName: string }[]
}

export const SHOWN_PEOPLE = 50

const FINDINGS: Record<FindingKind, { severity: Severity; title: string; meaning: string }> = {
  MANAGER_LEFT: {
    severity: 'stops',
    title: 'Manager has left',
    meaning: 'Nobody could write their manager review. Give them another manager.',
  },
  NO_LEVEL: {
    severity: 'leaves-out',
    title: 'No level',
    meaning: 'There is nothing to review them against, so they would be left out.',
  },
  LEVEL_NOT_IN_LADDER: {
    severity: 'leaves-out',
    title: 'Level is not in this ladder',
    meaning: 'The ladder of this cycle does not have their level, so they would be left out.',
  },
  NO_REVIEWER: {
    severity: 'warns',
    title: 'No manager',
    meaning: 'They take part, but no manager review is written unless somebody acts for one.',
  },
  NO_ACCOUNT: {
    severity: 'warns',
    title: 'No account yet',
    meaning: 'They get their tasks, but cannot sign in before they accept an invitation.',
  },
  ON_LEAVE: {
    severity: 'warns',
    title: 'On leave',
    meaning: 'They take part, and their dates are those of everybody else.',
  },
}

/** What stands in the way of reviewing one person; empty when all is well. */
export function findingsOf(facts: CandidateFacts): FindingKind[] {
  if (!facts.hasLevel) return ['NO_LEVEL']
  if (!facts.isInLadder) return ['LEVEL_NOT_IN_LADDER']
  const kinds: FindingKind[] = []
  if (facts.managerHasLeft) kinds.push('MANAGER_LEFT')
  else if (!facts.hasReviewer) kinds.push('NO_REVIEWER')
  if (!facts.hasAccount) kinds.push('NO_ACCOUNT')
  if (facts.isAway) kinds.push('ON_LEAVE')
  return kinds
}

/** The findings of everybody by kind, the gravest first; people come as they were given. */
export function gatherFindings(candidates: readonly CandidateFacts[]): Finding[] {
  const found = new Map<FindingKind, CandidateFacts[]>()
  for (const facts of candidates) {
    for (const kind of findingsOf(facts)) {
      const people = found.get(kind)
      if (people) people.push(facts)
      else found.set(kind, [facts])
    }
  }
  return (Object.keys(FINDINGS) as FindingKind[]).flatMap((kind) => {
    const people = found.get(kind)
    if (!people) return []
    const shown = people.slice(0, SHOWN_PEOPLE)
    return {
      kind,
      ...FINDINGS[kind],
      count: people.length,
      people: shown.map(({ personId, name, teamName }) => ({ id: personId, name, teamName })),
    }
  })
}

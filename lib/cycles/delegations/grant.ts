import { dayEnd, type LocalDay, localDay } from '../local-day'

/** What stands between somebody and writing about a person as a delegate, in this cycle. */
export type Tie = 'SUBJECT' | 'REPORT' | 'PEER' | 'WRITER'

export type Tied = { subjectName: string; tie: Tie | null; isDelegate: boolean }

/**
 * The last instant of a delegation: the end of its last day where the cycle is, and never later
 * than the instant at which the cycle closes on that day.
 */
export function endOfTerm(
  endsOn: LocalDay,
  { timeZone, closeAt }: { timeZone: string; closeAt: Date },
): Date {
  const end = dayEnd(endsOn, timeZone)
  return end > closeAt && endsOn === localDay(closeAt, timeZone) ? closeAt : end
}

/** Why this person cannot be the delegate for everybody in the list, or null when they can. */
export function tieInWords(granteeName: string, tied: readonly Tied[]): string | null {
  const first = tied.find(({ tie, isDelegate }) => tie !== null || isDelegate)
  if (!first) return null
  const { subjectName, tie } = first
  if (tie === null) return `${granteeName} writes about ${subjectName} for the manager already.`
  return `${TIES[tie](granteeName, subjectName)} Choose somebody else.`
}

const TIES: Record<Tie, (grantee: string, subject: string) => string> = {
  SUBJECT: (grantee) => `${grantee} would write about themselves.`,
  REPORT: (grantee, subject) => `${grantee} reports to ${subject}.`,
  PEER: (grantee, subject) => `${grantee} was asked for feedback about ${subject} as a peer.`,
  WRITER: (grantee, subject) => `${grantee} writes about ${subject} as a manager.`,
}

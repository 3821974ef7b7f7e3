import type { Direction } from '@/lib/db/generated/enums'

/** What is counted; what somebody writes for a manager is no duty of theirs. */
export type Counted = Exclude<Direction, 'DELEGATE'>

/** Teams on a page. */
export const PAGE_SIZE = 50

export type Tally = { notStarted: number; inProgress: number; submitted: number; ended: number }
export type TeamProgress = {
  team: string
  people: number
  shared: number
  byDirection: Record<Counted, Tally>
}

const KEYS: readonly (keyof Tally)[] = ['notStarted', 'inProgress', 'submitted', 'ended']
const WORDS: Record<keyof Tally, string> = {
  notStarted: 'not_started',
  inProgress: 'in_progress',
  submitted: 'submitted',
  ended: 'ended',
}

/** What one row of sums says about a team. */
export function teamProgress(row: {
  team: string
  people: number
  shared: number
  counts: Readonly<Record<string, number>>
}): TeamProgress {
  const { counts, ...team } = row
  const tallyOf = (direction: Counted) =>
    Object.fromEntries(KEYS.map((key) => [key, counts[columnOf(direction, key)] ?? 0])) as Tally
  return {
    ...team,
    byDirection: { SELF: tallyOf('SELF'), MANAGER: tallyOf('MANAGER'), PEER: tallyOf('PEER') },
  }
}

/** All that was asked for, whatever came of it. */
export function sumOf(tally: Tally): number {
  return tally.notStarted + tally.inProgress + tally.submitted + tally.ended
}

function columnOf(direction: Counted, key: keyof Tally): string {
  return `${direction.toLowerCase()}_${WORDS[key]}`
}

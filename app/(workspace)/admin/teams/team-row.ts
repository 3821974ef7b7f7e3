import { dayInWords, dayOfDate } from '@/lib/cycles/local-day'
import type { TeamListItem } from '@/lib/people/teams/queries'

/** One team: id, name, how many are in it, who in words, and since when it is dissolved. */
export type TeamRow = [string, string, number, string, string | null]

export function packTeam({ id, name, people, members, endedOn }: TeamListItem): TeamRow {
  const others = people - members.length
  const who = others > 0 ? `${members.join(', ')} and ${others} more` : members.join(', ')
  return [id, name, people, who, endedOn && dayInWords(dayOfDate(endedOn))]
}

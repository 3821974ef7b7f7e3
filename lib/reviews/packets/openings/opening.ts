import { dayInWords, type LocalDay } from '@/lib/cycles/local-day'
import type { Relation } from '@/lib/policy/relations'

const READERS = [
  'subj',
  'mgr',
  'newmgr',
  'skip',
  'hr_in',
  'exm_author',
  'breakglass',
] as const satisfies readonly Relation[]

export type ReaderRelation = (typeof READERS)[number]

const WORDS: Record<ReaderRelation, string> = {
  subj: 'you',
  mgr: 'your manager',
  newmgr: 'your manager',
  skip: 'your manager’s manager',
  hr_in: 'an HR partner',
  exm_author: 'a former manager',
  breakglass: 'somebody with emergency access',
}

export type Opening = { relation: string; on: LocalDay }
export type PacketOpening = { who: string; on: string }

/** As what somebody opens a packet: the closest of the relations that may read it. */
export function readerRelation(relations: ReadonlySet<Relation>): ReaderRelation {
  const relation = READERS.find((one) => relations.has(one))
  if (!relation) throw new RangeError('Nobody without a reading relation opens a packet.')
  return relation
}

/** Whether this time is noted: of others once a day, of the person the first time only. */
export function isNewOpening({
  relation,
  lastOn,
  today,
}: {
  relation: ReaderRelation
  lastOn: LocalDay | null
  today: LocalDay
}): boolean {
  return lastOn === null || (relation !== 'subj' && lastOn !== today)
}

/** For the person: in which role, and on which day, others opened the packet; no name. */
export function openingsInWords(openings: readonly Opening[]): PacketOpening[] {
  return openings.map(({ relation, on }) => ({ who: openerWords(relation), on: dayInWords(on) }))
}

/** The role in words for the person whom the packet is about; no name. */
export function openerWords(relation: string): string {
  return isReader(relation) ? WORDS[relation] : 'somebody'
}

function isReader(relation: string): relation is ReaderRelation {
  return READERS.some((one) => one === relation)
}

import type { Direction } from '@/lib/db/generated/enums'
import { decide } from '@/lib/policy/decide'
import { MINIMUM_ANSWERS } from '@/lib/policy/global-denies'
import type { Op } from '@/lib/policy/grants'
import { type Promises, type Reader, readersOf, settledBy } from '@/lib/policy/plain/audience'
import type { Relation } from '@/lib/policy/relations'
import { andList, type Names, readerInWords } from './reader-words'

export type AudienceFacts = {
  direction: Direction
  /** The names that the writer reads; null where there is nobody. */
  subjectName: string
  managerName: string | null
  skipName: string | null
  cycle: Promises
}

export type Audience = {
  /** For the footer, after "Visible to". */
  short: string
  /** Everybody who reads it once it is submitted, after "read by". */
  readers: string
  /** What the person themselves gets to read. */
  subject: string[]
  /** Everything a writer must know before writing. */
  sentences: string[]
}

/** Somebody who reads it, by how they stand to the subject, and from when. */
export type Audited = {
  relation: Relation
  /** The last is while a calibration session is open, and not after. */
  from: 'submitted' | 'shared' | 'calibrated'
  reader: Reader
}

const READ: Record<Direction, Op> = {
  SELF: 'self.read',
  MANAGER: 'mgrReview.read',
  PEER: 'peer.read',
  DELEGATE: 'mgrReview.read',
}

// Those who are named in a sentence of their own, because hardly anybody ever is one of them.
const RARE: readonly Relation[] = ['exm_author', 'breakglass']

/** Who will read what is being written, and when, as the policy and the cycle have it. */
export function audienceOf(facts: AudienceFacts): Audience {
  const all = readersOfWriting(facts).filter(({ relation }) => isSomebody(relation, facts))
  const usual = all.filter(({ relation }) => !RARE.includes(relation))
  const early = usual.filter(({ from }) => from === 'submitted')
  const readers = andList([
    ...(facts.direction === 'SELF' ? ['you'] : []),
    ...early.filter(({ relation }) => relation !== 'subj').map((one) => long(facts, one)),
  ])
  const subject = subjectSentences(facts)
  return {
    short: shortOf(facts, usual),
    readers,
    subject,
    sentences: [
      'Until you submit, only you can read this. Nobody else can, not even an administrator.',
      `Once submitted, it is read by ${readers}.`,
      ...calibrationSentences(facts, usual),
      ...subject,
      ...laterSentences(facts, usual),
      ...rareSentences(facts, all),
    ],
  }
}

/**
 * Everybody but the writer who gets to read it: in the review, or in the packet that it becomes part
 * of. Confidential feedback and what a delegate writes are not in the packet.
 */
export function readersOfWriting({ direction, cycle }: AudienceFacts): Audited[] {
  const own = readersOf(READ[direction], cycle)
  const isInPacket =
    direction !== 'DELEGATE' && (direction !== 'PEER' || cycle.peerVisibility !== 'CONFIDENTIAL')
  const packet = isInPacket ? readersOf('packet.read', cycle) : []
  const early = own.filter(({ states }) => states.includes('S'))
  const passing = own.filter(({ states }) => states.every((state) => state === 'K'))
  const late = [...own, ...packet].filter(
    ({ relation }, index, every) =>
      ![...early, ...passing].some((one) => one.relation === relation) &&
      every.findLastIndex((one) => one.relation === relation) === index,
  )
  return [
    ...early.map((reader) => ({ relation: reader.relation, from: 'submitted' as const, reader })),
    ...passing.map((reader) => {
      return { relation: reader.relation, from: 'calibrated' as const, reader }
    }),
    ...late.map((reader) => ({ relation: reader.relation, from: 'shared' as const, reader })),
  ]
}

function isSomebody(relation: Relation, { direction, managerName, skipName }: AudienceFacts) {
  if (relation === 'mgr') return managerName !== null && direction !== 'MANAGER'
  return relation !== 'skip' || skipName !== null
}

function namesOf({ direction, subjectName, managerName, skipName }: AudienceFacts): Names {
  const voice = direction === 'SELF' ? 'subject' : direction === 'MANAGER' ? 'manager' : 'other'
  return { voice, subjectName, managerName, skipName }
}

function long(facts: AudienceFacts, { relation, reader }: Audited): string {
  const isBlind = reader.when.includes('selfReviewNotBlind')
  const asides = [
    ...nameAside(facts, relation),
    ...(isBlind ? ['once their own review is submitted'] : []),
    ...(isOverWhenShared(facts, reader) ? ['until the packet is shared'] : []),
  ]
  return readerInWords(relation, namesOf(facts), asides.join(', '))
}

function isOverWhenShared({ cycle }: AudienceFacts, { states }: Reader): boolean {
  return !states.includes('R') && cycle.peerVisibility === 'CONFIDENTIAL'
}

function nameAside(facts: AudienceFacts, relation: Relation): string[] {
  if (facts.direction !== 'PEER') return []
  if (relation === 'hr_in' && facts.cycle.peerVisibility === 'CONFIDENTIAL') {
    return ['who can look up your name for a stated reason']
  }
  return [seesName(facts, relation) ? 'with your name' : 'without your name']
}

function seesName({ cycle }: AudienceFacts, relation: Relation): boolean {
  const isSelf = relation === 'subj'
  return decide('peerAuthor.read', {
    relations: new Set([relation]),
    state: isSelf ? 'R' : 'S',
    isSelf,
    conditions: settledBy(cycle),
  }).allow
}

function shortOf(facts: AudienceFacts, usual: Audited[]): string {
  const names = usual
    .filter(({ relation, from }) => from === 'submitted' && relation !== 'subj')
    .map(({ relation }) => (relation === 'hr_in' ? 'HR' : readerInWords(relation, namesOf(facts))))
  const passing = usual.some(({ from }) => from === 'calibrated') ? ['calibrators'] : []
  return [subjectShort(facts), ...names, ...passing].filter(Boolean).join(', ')
}

function subjectShort(facts: AudienceFacts): string {
  const { direction, subjectName, cycle } = facts
  if (direction === 'SELF' || direction === 'DELEGATE') return ''
  if (direction === 'MANAGER') return `${subjectName} once you share it`
  if (cycle.peerVisibility === 'CONFIDENTIAL') return `not ${subjectName}`
  return `${subjectName} ${seesName(facts, 'subj') ? 'with' : 'without'} your name once it is shared`
}

function subjectSentences(facts: AudienceFacts): string[] {
  const { direction, subjectName, cycle } = facts
  if (direction === 'SELF') return []
  if (direction === 'MANAGER') {
    return [`${subjectName} reads all of it when you share it, and nothing before.`]
  }
  const law = `The law may give ${subjectName} a right to what is written about them.`
  if (direction === 'DELEGATE') {
    return [`${subjectName} does not read it here; the manager decides what to take from it.`, law]
  }
  if (cycle.peerVisibility === 'CONFIDENTIAL') {
    return [`${subjectName} does not read it here.`, law]
  }
  if (seesName(facts, 'subj')) {
    return [
      `${subjectName} reads it with your name when the manager shares the packet, and so does everybody who reads the packet.`,
      law,
    ]
  }
  return [
    `${subjectName} reads it without your name when the manager shares the packet, and only if at least ${MINIMUM_ANSWERS} peers have written.`,
    law,
  ]
}

function calibrationSentences({ direction }: AudienceFacts, usual: Audited[]): string[] {
  if (!usual.some(({ from }) => from === 'calibrated')) return []
  const what = direction === 'PEER' ? 'it without your name' : 'it'
  return [
    `This cycle calibrates: while a calibration session is open, its members read ${what}. Once it is locked they do not.`,
  ]
}

function laterSentences(facts: AudienceFacts, usual: Audited[]): string[] {
  const later = usual.filter(({ from, relation }) => from === 'shared' && relation !== 'subj')
  if (later.length === 0) return []
  const who = andList(later.map(({ relation }) => readerInWords(relation, namesOf(facts))))
  return [`Once shared, also by ${who}.`]
}

function rareSentences(facts: AudienceFacts, all: Audited[]): string[] {
  const rare = RARE.flatMap((relation) => all.filter((one) => one.relation === relation))
  if (rare.length === 0) return []
  const who = rare.map(({ relation, from }) =>
    readerInWords(relation, namesOf(facts), from === 'submitted' ? 'early' : 'late'),
  )
  return [`Seldom: ${andList(who)}.`]
}

import type { Direction, PeerVisibility } from '@/lib/db/generated/enums'
import { decide } from '@/lib/policy/decide'
import { MINIMUM_ANSWERS } from '@/lib/policy/global-denies'
import type { Op } from '@/lib/policy/grants'
import type { Relation } from '@/lib/policy/relations'

export type AudienceFacts = {
  direction: Direction
  /** The names that the writer reads; `isAuthor` where the manager is the writer. */
  subjectName: string
  managerName: string | null
  skipName: string | null
  cycle: { peerVisibility: PeerVisibility; skipVisible: boolean; blindSelf: boolean }
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

const READ: Record<Direction, Op> = {
  SELF: 'self.read',
  MANAGER: 'mgrReview.read',
  PEER: 'peer.read',
}

/** Who will read what is being written, and when, as the policy and the cycle have it. */
export function audienceOf(facts: AudienceFacts): Audience {
  const found = readersOf(facts)
  const readers = inWords([
    ...(facts.direction === 'SELF' ? ['you'] : []),
    ...found.map(({ long }) => long),
  ])
  const subject = subjectSentences(facts)
  return {
    short: [subjectShort(facts), ...found.map(({ short }) => short)].filter(Boolean).join(', '),
    readers,
    subject,
    sentences: [
      'Until you submit, only you can read this. Nobody else can, not even an administrator.',
      `Once submitted, it is read by ${readers}.`,
      ...subject,
    ],
  }
}

type Reader = { short: string; long: string }

function readersOf(facts: AudienceFacts): Reader[] {
  const { managerName, skipName, direction } = facts
  const readers: Reader[] = []
  if (managerName && direction !== 'MANAGER' && allows(facts, 'mgr')) {
    const who = direction === 'SELF' ? 'your manager' : 'manager'
    readers.push({
      short: `${managerName} (${who})`,
      long: `${managerName} (${who}${managerAside(facts)})`,
    })
  }
  if (skipName && allows(facts, 'skip')) {
    const of = direction === 'MANAGER' ? 'your manager' : `${managerName}’s manager`
    const aside = direction === 'PEER' ? ', without your name' : ''
    readers.push({ short: `${skipName} (${of})`, long: `${skipName} (${of}${aside})` })
  }
  if (allows(facts, 'hr_in')) readers.push({ short: 'HR', long: `the HR partner${hrAside(facts)}` })
  return readers
}

function allows(facts: AudienceFacts, relation: Relation): boolean {
  return decide(READ[facts.direction], {
    relations: new Set([relation]),
    state: 'S',
    isSelf: false,
    conditions: { skipVisible: facts.cycle.skipVisible, selfReviewNotBlind: true },
  }).allow
}

function seesName(facts: AudienceFacts, relation: Relation): boolean {
  const mode = facts.cycle.peerVisibility
  return decide('peerAuthor.read', {
    relations: new Set([relation]),
    state: relation === 'subj' ? 'R' : 'S',
    isSelf: relation === 'subj',
    conditions: {
      feedbackAttributed: mode === 'ATTRIBUTED',
      feedbackNotConfidential: mode !== 'CONFIDENTIAL',
    },
  }).allow
}

function managerAside(facts: AudienceFacts): string {
  if (facts.direction === 'SELF') {
    return facts.cycle.blindSelf ? ', once their own review is submitted' : ''
  }
  return seesName(facts, 'mgr') ? ', with your name' : ', without your name'
}

function hrAside({ direction }: AudienceFacts): string {
  return direction === 'PEER' ? ' (who can look up your name for a stated reason)' : ''
}

function subjectShort(facts: AudienceFacts): string {
  const { direction, subjectName, cycle } = facts
  if (direction === 'SELF') return ''
  if (direction === 'MANAGER') return `${subjectName} once you share it`
  if (cycle.peerVisibility === 'CONFIDENTIAL') return `not ${subjectName}`
  return `${subjectName} ${seesName(facts, 'subj') ? 'with' : 'without'} your name`
}

function subjectSentences(facts: AudienceFacts): string[] {
  const { direction, subjectName, cycle } = facts
  if (direction === 'SELF') return []
  if (direction === 'MANAGER') {
    return [`${subjectName} reads all of it when you share it, and nothing before.`]
  }
  const law = `The law may give ${subjectName} a right to what is written about them.`
  if (cycle.peerVisibility === 'CONFIDENTIAL') {
    return [`${subjectName} does not read it here.`, law]
  }
  if (seesName(facts, 'subj')) {
    return [`${subjectName} reads it with your name when the manager shares the packet.`, law]
  }
  return [
    `${subjectName} reads it without your name when the manager shares the packet, and only if at least ${MINIMUM_ANSWERS} peers have written.`,
    law,
  ]
}

function inWords(parts: string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last
}

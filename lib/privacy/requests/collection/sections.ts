import type { Direction } from '@/lib/db/generated/enums'
import type { PacketPayload, SubmissionBody } from '@/lib/reviews/body'
import { openerWords } from '@/lib/reviews/packets/openings/opening'
import { ratingWord } from '@/lib/reviews/packets/reading'
import type { PackageEntry, PackageField, PackageSection } from '../package/package'

export type Span = { title: string; fromOn: string; toOn: string | null }

export type CollectedReview = {
  cycle: string
  direction: Direction
  /** Never known of peers here. */
  writer: string | null
  submittedOn: string
  body: SubmissionBody
  /** The words of the ladder's items by their key. */
  items: ReadonlyMap<string, string>
}

export type CollectedPacket = {
  cycle: string
  revision: number
  sharedOn: string
  sharedBy: string
  shareReason: string | null
  payload: PacketPayload
  acknowledgement: { typedName: string; comment: string; on: string } | null
  replies: { body: string; on: string }[]
  openings: { relation: string; on: string }[]
}

export type CollectedDelegation = {
  cycle: string
  fromOn: string
  toOn: string
  /** What the person is in it. */
  role: 'SUBJECT' | 'GRANTOR' | 'GRANTEE'
  manager: string
  delegate: string
  /** Null for everybody whom the manager writes about. */
  about: string | null
  reason: string
}

export type Collected = {
  profile: { label: string; text: string | null }[]
  levels: Span[]
  managers: Span[]
  teams: Span[]
  leaves: Span[]
  target: { levelKey: string; on: string } | null
  scores: { cycle: string; audience: string; score: number | null; verdict: string | null }[]
  reviews: CollectedReview[]
  packets: CollectedPacket[]
  written: { cycle: string; direction: Exclude<Direction, 'SELF'>; count: number }[]
  delegations: CollectedDelegation[]
  sessions: { createdAt: string; lastSeenAt: string; ip: string | null; agent: string | null }[]
  events: { on: string; what: string; count: number }[]
}

/** What is kept about a person, laid out for them, each part with why it is kept. */
export function sectionsOf(found: Collected): PackageSection[] {
  const section = (title: string, why: string, entries: PackageEntry[]) => ({ title, why, entries })
  return [
    section('Your entry', 'So that colleagues find you and reviews reach you.', [
      { title: 'Today', fields: fieldsOf(found.profile) },
    ]),
    section(
      'Levels over time',
      'Reviews are read against the level of their time.',
      spans(found.levels),
    ),
    section('Managers over time', 'Whoever manages you writes a review.', spans(found.managers)),
    section('Teams over time', 'Teams decide who takes part in a cycle.', spans(found.teams)),
    section('Leave', 'Whoever is away is not asked for reviews.', spans(found.leaves)),
    section('Growth', 'The level you chose to grow towards, and the figures of each cycle.', [
      ...(found.target
        ? [
            {
              title: 'Target',
              fields: [field('Level', found.target.levelKey), field('Chosen on', found.target.on)],
            },
          ]
        : []),
      ...found.scores.map(scoreEntry),
    ]),
    section(
      'Reviews about you',
      'They were submitted in a review cycle.',
      found.reviews.map(reviewEntry),
    ),
    section(
      'Packets shared with you',
      'They are what you were given to read.',
      found.packets.flatMap(packetEntries),
    ),
    section(
      'What you wrote about others',
      'Only how much: the texts are about other people.',
      found.written.map(writtenEntry),
    ),
    section(
      'Delegations',
      'Somebody wrote in the place of a manager.',
      found.delegations.map(delegationEntry),
    ),
    section(
      'Sessions',
      'To recognise a sign-in that was not yours.',
      found.sessions.map(sessionEntry),
    ),
    section(
      'The audit log about you',
      'What was done that concerns you, by day.',
      found.events.map(eventEntry),
    ),
  ]
}

/** What a package never holds, in sentences for the person. */
export const OMISSIONS: readonly string[] = [
  'Drafts that nobody submitted. A draft is readable to its writer alone; sign in to read or export your own.',
  'Who gave you peer feedback, except where your packet names them. It was written with the promise that the cycle made.',
  'The texts that you wrote about others. They are part of what is kept about them; sign in to read them.',
  'Who else opened what, beyond their role and the day.',
  'On which days others were asked to write about you, and did. It could tell who wrote.',
]

const DIRECTIONS = {
  SELF: 'Self-review',
  MANAGER: 'Manager review',
  PEER: 'Peer feedback',
  DELEGATE: 'Written for the manager',
} as const

function field(label: string, text: string): PackageField {
  return { label, text }
}

function fieldsOf(facts: readonly { label: string; text: string | null }[]): PackageField[] {
  return facts.flatMap(({ label, text }) => (text ? [field(label, text)] : []))
}

function spans(all: readonly Span[]): PackageEntry[] {
  return all.map(({ title, fromOn, toOn }) => ({
    title: `From ${fromOn}${toOn ? ` to ${toOn}` : ''}`,
    fields: [field('What', title)],
  }))
}

function scoreEntry({
  cycle,
  audience,
  score,
  verdict,
}: Collected['scores'][number]): PackageEntry {
  const of = audience === 'SHARED' ? 'as shared with you' : 'from what was submitted'
  return {
    title: `Figures of ${cycle}, ${of}`,
    fields: fieldsOf([
      { label: 'Score of 100', text: score === null ? null : score.toFixed(1) },
      { label: 'Readiness', text: verdict },
    ]),
  }
}

function reviewEntry(review: CollectedReview): PackageEntry {
  const { cycle, direction, writer, submittedOn, body, items } = review
  const about = fieldsOf([
    { label: 'Written by', text: direction === 'PEER' ? null : writer },
    // When a peer wrote could tell who it was.
    { label: 'Submitted on', text: direction === 'PEER' ? null : submittedOn },
  ])
  const texts = Object.entries(body.sections).flatMap(([key, { text, ratings }]) => [
    ...fieldsOf([{ label: sectionWords(key), text: text.trim() }]),
    ...Object.entries(ratings).map(([itemKey, { value, note }]) =>
      field(items.get(itemKey) ?? itemKey, ratedWords(value, note)),
    ),
  ])
  return { title: `${DIRECTIONS[direction]}, ${cycle}`, fields: [...about, ...texts] }
}

// One entry for the packet itself and one for each writer, so that a writer is named once.
function packetEntries(packet: CollectedPacket): PackageEntry[] {
  const { payload } = packet
  const title = `Packet of ${packet.cycle}, version ${packet.revision}`
  const texts = new Map(payload.items.map(({ key, text }) => [key, text]))
  const written = [
    ...payload.reviews.map(({ direction, author, sections }) => ({
      ...{ direction, writer: author },
      fields: sections.map((section) => field(section.title, section.text)),
    })),
    ...payload.ratings.map(({ itemKey, group, rater, value, note }) => ({
      ...{ direction: group, writer: rater },
      fields: [field(texts.get(itemKey) ?? itemKey, ratedWords(value, note))],
    })),
  ]
  const writers = Map.groupBy(written, ({ direction, writer }) => `${direction} ${writer ?? ''}`)
  return [
    { title, fields: packetFields(packet) },
    ...[...writers.values()].flatMap((parts) => {
      const [first] = parts
      if (!first) return []
      const by = fieldsOf([{ label: 'Written by', text: first.writer }])
      return {
        title: `${title}: ${DIRECTIONS[upper(first.direction)]}`,
        fields: [...by, ...parts.flatMap(({ fields }) => fields)],
      }
    }),
  ]
}

function packetFields(packet: CollectedPacket): PackageField[] {
  const { sharedOn, sharedBy, shareReason, acknowledgement, replies, openings } = packet
  return [
    ...fieldsOf([
      { label: 'Shared on', text: sharedOn },
      { label: 'Shared by', text: sharedBy },
      { label: 'Why in place of the manager', text: shareReason },
      { label: 'You acknowledged it', text: acknowledgement && acknowledgedWords(acknowledgement) },
    ]),
    ...replies.map(({ body, on }) => field(`You replied on ${on}`, body)),
    ...openings.map(({ relation, on }) => field('Opened by', `${openerWords(relation)}, ${on}`)),
  ]
}

function acknowledgedWords({
  typedName,
  comment,
  on,
}: NonNullable<CollectedPacket['acknowledgement']>): string {
  return `${on}, as ${typedName}. ${comment}`.trim()
}

const WRITTEN = {
  MANAGER: 'Manager reviews',
  PEER: 'Peer feedback',
  DELEGATE: 'Written for a manager',
} as const

function writtenEntry({ cycle, direction, count }: Collected['written'][number]): PackageEntry {
  return {
    title: cycle,
    fields: [field(WRITTEN[direction], String(count))],
  }
}

function delegationEntry(delegation: CollectedDelegation): PackageEntry {
  const { cycle, fromOn, toOn, role, manager, delegate, reason } = delegation
  const about = delegation.about ?? 'everybody whom the manager writes about'
  const facts = {
    SUBJECT: { Manager: manager, 'Wrote for them': delegate },
    // Why is said of the manager, and to them.
    GRANTOR: { 'Wrote for you': delegate, About: about, Why: reason },
    GRANTEE: { 'For the manager': manager, About: about },
  }[role]
  const fields = Object.entries(facts).map(([label, text]) => ({ label, text }))
  return { title: `${cycle}, from ${fromOn} to ${toOn}`, fields: fieldsOf(fields) }
}

function sessionEntry(session: Collected['sessions'][number]): PackageEntry {
  return {
    title: `Begun ${session.createdAt}`,
    fields: fieldsOf([
      { label: 'Last request', text: session.lastSeenAt },
      { label: 'Network address', text: session.ip },
      { label: 'Browser', text: session.agent },
    ]),
  }
}

function eventEntry({ on, what, count }: Collected['events'][number]): PackageEntry {
  const times = count === 1 ? 'once' : `${count} times`
  return { title: on, fields: [field(what, times)] }
}

function ratedWords(value: number | null, note: string): string {
  const word = value === null ? ratingWord(null) : `${ratingWord(value)} (${value})`
  return note.trim() ? `${word}: ${note.trim()}` : word
}

function upper(direction: 'self' | 'manager' | 'peer'): 'SELF' | 'MANAGER' | 'PEER' {
  return direction === 'self' ? 'SELF' : direction === 'manager' ? 'MANAGER' : 'PEER'
}

function sectionWords(key: string): string {
  if (key === 'summary') return 'Summary'
  const [kind = '', name = ''] = key.split(':')
  return `${kind === 'indicators' ? 'Level' : 'Category'} ${name}`
}

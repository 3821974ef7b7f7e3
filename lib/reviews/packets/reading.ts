import { NOT_OBSERVED, SCALE_POINTS } from '@/lib/scoring/scale'
import { type PacketItem, type PacketPayload, type PacketRating, SUMMARY_SECTION } from '../body'
import type { HandedIn } from '../submissions/handed-in'

/** One answer in words: "Consistent", 4. Null is "Not observed" and never a number. */
export type Mark = { value: PacketRating['value']; word: string; rater: string | null }

export type ItemReading = {
  key: string
  text: string
  manager: Mark[]
  peers: Mark[]
  self: Mark[]
  notes: { who: string; text: string }[]
}

export type ItemGroup = { key: string; title: string; items: ItemReading[] }

export type ReviewReading = {
  title: string
  sections: { key: string; title: string; text: string }[]
}

/** A packet laid out for reading: the manager's summary first, then ratings, then the texts. */
export type PacketReading = {
  summary: { author: string; text: string }[]
  groups: ItemGroup[]
  manager: ReviewReading[]
  peers: ReviewReading[]
  self: ReviewReading[]
}

/** One review as handed in, for those who may read it before it is part of a packet. */
export type SubmissionReading = ReviewReading & {
  id: string
  ratings: { key: string; text: string; mark: Mark; note: string }[]
}

/** The word of a point of the scale; "Not observed" for null. */
export function ratingWord(value: number | null): string {
  return SCALE_POINTS.find((point) => point.value === value)?.name ?? NOT_OBSERVED.name
}

/** Lays a stored packet out; it asks nothing but the packet itself. */
export function readPacket(payload: PacketPayload): PacketReading {
  const managers = payload.reviews.filter(({ direction }) => direction === 'manager')
  const managerName = payload.manager?.name ?? 'Manager'
  return {
    summary: managers.flatMap(({ author, sections }) =>
      sections
        .filter(({ key }) => key === SUMMARY_SECTION)
        .map(({ text }) => ({ author: author ?? managerName, text })),
    ),
    groups: itemGroups(payload),
    manager: managers
      .map(({ author, sections }) => ({
        title: `Review by ${author ?? managerName}`,
        sections: sections.filter(({ key }) => key !== SUMMARY_SECTION),
      }))
      .filter(({ sections }) => sections.length > 0),
    peers: texts(payload, 'peer', (author) => (author ? `From ${author}` : 'From a peer')),
    self: texts(payload, 'self', () => `By ${payload.subject.name}`),
  }
}

/** Lays one review out with the words of what was rated; `writer` is named where it is known. */
export function readSubmission(
  { id, direction, writer, body }: HandedIn,
  words: {
    items: PacketItem[]
    sections: { key: string; title: string }[]
    /** For whom a delegate wrote, as the reader calls them. */
    manager?: { name: string } | null
  },
): SubmissionReading {
  const ratings = Object.values(body.sections).flatMap((section) => Object.entries(section.ratings))
  const answers = new Map(ratings)
  return {
    id,
    title: SUBMISSION_TITLES[direction](writer?.name ?? null, words.manager?.name),
    sections: words.sections.flatMap(({ key, title }) => {
      const text = body.sections[key]?.text.trim()
      return text ? [{ key, title, text }] : []
    }),
    ratings: words.items.flatMap(({ key, text }) => {
      const answer = answers.get(key)
      if (!answer) return []
      const mark = { value: answer.value, word: ratingWord(answer.value), rater: null }
      return [{ key, text, mark, note: answer.note.trim() }]
    }),
  }
}

type Titling = (writer: string | null, manager?: string) => string

const SUBMISSION_TITLES: Record<HandedIn['direction'], Titling> = {
  MANAGER: (writer) => `Manager review${writer ? ` by ${writer}` : ''}`,
  PEER: (writer) => (writer ? `Peer feedback by ${writer}` : 'Peer feedback'),
  SELF: () => 'Self-review',
  DELEGATE: (writer, manager = 'the manager') =>
    `${writer ? `By ${writer}, for` : 'For'} ${manager}; not in the packet`,
}

function texts(
  payload: PacketPayload,
  direction: 'peer' | 'self',
  title: (author: string | null) => string,
): ReviewReading[] {
  return payload.reviews
    .filter((review) => review.direction === direction && review.sections.length > 0)
    .map(({ author, sections }) => ({ title: title(author), sections }))
}

function itemGroups(payload: PacketPayload): ItemGroup[] {
  const { level, nextLevel, items } = payload
  const own = { key: level.key, title: `Growth indicators: ${level.title}` }
  const next = nextLevel && {
    key: nextLevel.key,
    title: `Towards the next level: ${nextLevel.title}`,
  }
  return [
    { ...own, kind: 'INDICATOR' },
    { key: level.key, title: `Expectations: ${level.title}`, kind: 'EXPECTATION' },
    ...(next ? [{ ...next, kind: 'INDICATOR' }] : []),
  ]
    .map(({ key, title, kind }) => ({
      key: `${kind}-${key}`,
      title,
      items: items
        .filter((item) => item.levelKey === key && item.kind === kind)
        .map((item) => itemReading(item, payload)),
    }))
    .filter((group) => group.items.length > 0)
}

function itemReading(item: PacketItem, payload: PacketPayload): ItemReading {
  const ratings = payload.ratings.filter(
    ({ itemKey, levelKey }) => itemKey === item.key && levelKey === item.levelKey,
  )
  const marks = (group: PacketRating['group']) =>
    ratings.filter((rating) => rating.group === group).map(markOf)
  return {
    key: item.key,
    text: item.text,
    manager: marks('manager'),
    peers: orderedPeers(marks('peer')),
    self: marks('self'),
    notes: orderedNotes(ratings.filter(({ note }) => note)).map((rating) => ({
      who: raterWords(rating, payload),
      text: rating.note,
    })),
  }
}

function markOf({ value, rater }: PacketRating): Mark {
  return { value, word: ratingWord(value), rater }
}

// By value and not by writer: the same order in every row would tie the answers of one peer together.
function orderedPeers(marks: Mark[]): Mark[] {
  if (marks.some(({ rater }) => rater)) return marks
  return [...marks].sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
}

// By what they say, for the same reason; where they stand among the others is kept.
function orderedNotes(ratings: PacketRating[]): PacketRating[] {
  const isUnnamed = ({ group, rater }: PacketRating) => group === 'peer' && rater === null
  const sorted = ratings.filter(isUnnamed).sort((a, b) => (a.note < b.note ? -1 : 1))
  return ratings.map((rating) => (isUnnamed(rating) ? (sorted.shift() ?? rating) : rating))
}

function raterWords({ group, rater }: PacketRating, payload: PacketPayload): string {
  if (group === 'self') return payload.subject.name
  if (rater) return rater
  return group === 'manager' ? (payload.manager?.name ?? 'Manager') : 'A peer'
}

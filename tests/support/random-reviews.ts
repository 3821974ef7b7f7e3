import type { Database } from '@/lib/db/client'
import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'
import type { TestLadder } from './ladder-factory'
import type { Dice } from './random-organisation'

type About = { cycleId: string; participantId: string; subjectId: string }
type Task = About & { authorId: string; direction: Direction }

/** Stands in everything that somebody wrote; no list may hold it. */
export const PRIVATE_TEXT = '[private text]'

export const REVIEW_STATES: [ReviewStatus, number][] = [
  ['NOT_STARTED', 0],
  ['DRAFT', 0],
  ['DRAFT', 1],
  ['SUBMITTED', 1],
  ['SUBMITTED', 2],
  ['REOPEN_REQUESTED', 1],
  ['NOT_PROVIDED', 0],
]
const PEER_STATES: [ReviewStatus, number][] = [...REVIEW_STATES, ['DECLINED', 0], ['REMOVED', 0]]

/** Tasks in any status for self, manager and up to four peers, with what they handed in. */
export async function makeReviews(
  db: Database,
  {
    about,
    authorId,
    people,
    ladder,
    dice,
    at,
  }: {
    about: About
    authorId: string | null
    people: readonly { id: string }[]
    ladder: TestLadder
    dice: Dice
    at: number[]
  },
): Promise<Writers> {
  const writers = new Map<string, Direction>([[about.subjectId, 'SELF']])
  if (authorId) writers.set(authorId, 'MANAGER')
  for (let peer = 0; peer < Math.floor(dice.share('peers', ...at) * 5); peer++) {
    const { id } = dice.pick(people, 'peer', ...at, peer)
    if (!writers.has(id)) writers.set(id, 'PEER')
  }
  for (const [place, [author, direction]] of [...writers].entries()) {
    const states = direction === 'PEER' ? PEER_STATES : REVIEW_STATES
    const [status, revision] = dice.pick(states, 'review', ...at, place)
    const task = { ...about, authorId: author, direction }
    const { id: reviewId } = await db.review.create({
      data: { ...task, status, revision, reason: 'because' },
    })
    if (revision > 0) await handIn(db, task, { reviewId, revision, ladder })
  }
  return writers
}

/** Who writes about somebody, and as what. */
export type Writers = ReadonlyMap<string, Direction>

export async function handIn(
  db: Database,
  { authorId, direction, ...about }: Task,
  { reviewId, revision, ladder }: { reviewId: string; revision: number; ladder: TestLadder },
): Promise<void> {
  const [item] = ladder.items
  if (!item) throw new Error('The ladder has nothing to rate.')
  const ratings = { [item.key]: { value: 4, note: PRIVATE_TEXT } }
  const { id: submissionId } = await db.submission.create({
    data: {
      ...about,
      direction,
      raterKey: authorId.slice(0, 12),
      revision,
      reviewId: direction === 'PEER' ? null : reviewId,
      body: { sections: { summary: { text: PRIVATE_TEXT, ratings } } },
    },
  })
  const rating = { submissionId, itemId: item.id, levelKey: item.levelKey }
  await db.rating.create({ data: { ...rating, value: 4, hasNote: true } })
}

/** A packet as the person reads it, with one rating. */
export async function makePacket(
  db: Database,
  { about, ladder, sharedById }: { about: About; ladder: TestLadder; sharedById: string },
): Promise<void> {
  const [item] = ladder.items
  const rating = { group: 'manager', raterKey: 'manager', rater: 'Boss', value: 4, note: '' }
  await db.packet.create({
    data: {
      ...about,
      revision: 1,
      sharedById,
      payload: {
        format: 1,
        cycle: { id: about.cycleId, name: 'Cycle', timeZone: 'Europe/Stockholm' },
        level: { key: 'engineer', title: 'Level engineer' },
        nextLevel: null,
        reviews: [],
        ratings: [{ ...rating, itemKey: item?.key ?? '', levelKey: item?.levelKey ?? '' }],
      },
    },
  })
}

import type { Database } from '@/lib/db/client'
import type { TestLadder } from './ladder-factory'
import type { Dice } from './random-organisation'
import { handIn, REVIEW_STATES, type Writers } from './random-reviews'

const DAY = 86_400_000

/** When a pen is lent, in days from now, and whether it was taken back. */
const TERMS = [
  { from: -5, to: 5, isRevoked: false },
  { from: -5, to: 5, isRevoked: false },
  { from: -5, to: 5, isRevoked: true },
  { from: -10, to: -5, isRevoked: false },
  { from: 5, to: 10, isRevoked: false },
]

type Lending = {
  about: { cycleId: string; participantId: string; subjectId: string }
  grantorId: string
  writers: Writers
  people: readonly { id: string }[]
  ladder: TestLadder
  dice: Dice
  at: number[]
}

/** For some, somebody who writes for whoever holds the window: now, no longer, or not yet. */
export async function makeDelegate(db: Database, lending: Lending): Promise<void> {
  const { about, grantorId, writers, people, ladder, dice, at } = lending
  const { id: granteeId } = dice.pick(people, 'delegate', ...at)
  const isFree = !writers.has(granteeId) && granteeId !== grantorId
  if (!isFree || dice.share('delegated', ...at) > 0.5) return
  const [status, revision] = dice.pick(REVIEW_STATES, 'delegate review', ...at)
  const task = { ...about, authorId: granteeId, direction: 'DELEGATE' as const }
  const { id: reviewId } = await db.review.create({ data: { ...task, status, revision } })
  if (revision > 0) await handIn(db, task, { reviewId, revision, ladder })
  const { from, to, isRevoked } = dice.pick(TERMS, 'term', ...at)
  const on = (days: number) => new Date(Date.now() + days * DAY)
  await db.delegation.create({
    data: {
      cycleId: about.cycleId,
      participantId: dice.share('for all', ...at) < 0.3 ? null : about.participantId,
      ...{ grantorId, granteeId, grantedById: grantorId, reason: 'because' },
      startsAt: on(from),
      endsAt: on(to),
      ...(isRevoked ? { revokedAt: new Date(), revokedById: grantorId } : {}),
    },
  })
}

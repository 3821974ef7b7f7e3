import { expect, test } from 'vitest'
import { closeCycle, requestClosing } from '@/lib/cycles/closing/commands'
import {
  declinePeerFeedback,
  reopenReview,
  requestReopening,
  submitReview,
} from '@/lib/reviews/commands'
import { getHome } from '@/lib/reviews/next-up/queries'
import { choosePeers } from '@/lib/reviews/peers/commands'
import { getPeerChoices } from '@/lib/reviews/peers/queries'
import { getReviewScreen, listMyReviews } from '@/lib/reviews/queries'
import { listReopeningRequests } from '@/lib/reviews/reopening/queries'
import { testDatabase } from '../../support/database'
import {
  makeReviewWorld,
  nowAs,
  type ReviewWorld,
  reviewOf,
  submitting,
  writeAll,
} from '../../support/review-factory'

const REASON = 'I confused two projects.'

test('an HR partner does not give their own review back to themselves', async () => {
  const world = await makeReviewWorld()
  const reviewId = await handIn(world, world.managerId)
  const author = await nowAs(world.managerId, ['HR_PARTNER'])
  await requestReopening(author, { reviewId, reason: REASON })
  expect(await requestsSeenBy(author, reviewId)).toEqual([])
  await expect(reopenReview(author, { reviewId, reason: REASON })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  const other = await nowAs(world.partnerId, ['HR_PARTNER'])
  expect(await requestsSeenBy(other, reviewId)).toHaveLength(1)
})

test.each(['CLOSED', 'ARCHIVED'] as const)(
  'nothing is given back in a cycle that is %s',
  async (state) => {
    const world = await makeReviewWorld()
    const reviewId = await handIn(world, world.managerId)
    await requestReopening(await nowAs(world.managerId), { reviewId, reason: REASON })
    const owner = await testDatabase('owner')
    await owner.cycle.update({ where: { id: world.cycleId }, data: { state } })
    const partner = await nowAs(world.partnerId, ['HR_PARTNER'])
    expect(await requestsSeenBy(partner, reviewId)).toEqual([])
    await expect(getReviewScreen(partner, { reviewId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(reopenReview(partner, { reviewId, reason: REASON })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  },
)

test('a reopened review is in no score until it stands again', async () => {
  const world = await makeReviewWorld()
  const reviewId = await handIn(world, world.managerId)
  expect(await officialScore(world)).toBe(0.75)
  await requestReopening(await nowAs(world.managerId), { reviewId, reason: REASON })
  expect(await officialScore(world)).toBe(0.75)
  const partner = await nowAs(world.partnerId, ['HR_PARTNER'])
  await reopenReview(partner, { reviewId, reason: REASON })
  expect(await officialScore(world)).toBeNull()
  await handIn(world, world.subjectId)
  expect(await officialScore(world)).toBeNull()
  const { cycleId } = world
  await requestClosing(await nowAs(world.strangerId, ['ADMIN']), { cycleId })
  await closeCycle(await nowAs(world.partnerId, ['ADMIN']), { cycleId })
  expect(await officialScore(world)).toBe(0.75)
})

test('a peer who changes what is in can neither decline nor be taken out', async () => {
  const world = await makeReviewWorld({ peers: 2 })
  const [peerId = '', other = ''] = world.peerIds
  const reviewId = await handIn(world, peerId)
  const peer = await nowAs(peerId)
  await requestReopening(peer, { reviewId, reason: REASON })
  await reopenReview(await nowAs(world.partnerId, ['HR_PARTNER']), { reviewId, reason: REASON })
  await expect(declinePeerFeedback(peer, { reviewId, reason: 'no' })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  const manager = await nowAs(world.managerId)
  const { participantId } = world
  const { peers } = await getPeerChoices(manager, { participantId })
  expect(peers.find(({ personId }) => personId === peerId)).toMatchObject({
    isChosen: true,
    isFixed: true,
  })
  expect(await choosePeers(manager, { participantId, personIds: [] })).toMatchObject({ removed: 1 })
  const db = await testDatabase()
  const tasks = await db.review.findMany({ where: { participantId, direction: 'PEER' } })
  expect(Object.fromEntries(tasks.map(({ authorId, status }) => [authorId, status]))).toEqual({
    [peerId]: 'DRAFT',
    [other]: 'REMOVED',
  })
})

test('whoever is asked while the cycle closes is not left with a task in a closed cycle', async () => {
  const world = await makeReviewWorld({ peers: 0 })
  const owner = await testDatabase('owner')
  const manager = await nowAs(world.managerId)
  const { participantId, strangerId } = world
  let choosing: Promise<unknown> = Promise.resolve()
  await owner.$transaction(async (tx) => {
    await tx.cycle.update({ where: { id: world.cycleId }, data: { state: 'CLOSED' } })
    choosing = choosePeers(manager, { participantId, personIds: [strangerId] })
    choosing.catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  await expect(choosing).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await owner.review.count({ where: { participantId, direction: 'PEER' } })).toBe(0)
})

test('a late self-review in its grace is asked back, and given back it may be changed after the grace', async () => {
  const world = await makeReviewWorld()
  await selfDue(world, 1)
  const reviewId = await handIn(world, world.subjectId)
  const subject = await nowAs(world.subjectId)
  expect(await getReviewScreen(subject, { reviewId })).toMatchObject({
    editor: { can: { askBack: true } },
  })
  await requestReopening(subject, { reviewId, reason: REASON })
  await selfDue(world, 30)
  await reopenReview(await nowAs(world.partnerId, ['HR_PARTNER']), { reviewId, reason: REASON })
  const { toWrite } = await listMyReviews(subject, {})
  expect(toWrite.map((one) => one.reviewId)).toContain(reviewId)
  const { nextUp } = await getHome(subject)
  expect(nextUp.map(({ key }) => key)).toContain(reviewId)
  const again = await submitReview(subject, submitting(world, world.subjectId, 3))
  expect(again).toEqual({ reviewId, revision: 2 })
})

test('once sharing is open a self-review is locked, in its grace too: only HR gives it back', async () => {
  const world = await makeReviewWorld({ state: 'SHARING' })
  await selfDue(world, 1)
  const reviewId = await handIn(world, world.subjectId)
  const subject = await nowAs(world.subjectId)
  expect(await getReviewScreen(subject, { reviewId })).toMatchObject({
    editor: { can: { askBack: false } },
  })
  await expect(requestReopening(subject, { reviewId, reason: REASON })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  await reopenReview(await nowAs(world.partnerId, ['HR_PARTNER']), { reviewId, reason: REASON })
  await selfDue(world, 30)
  await submitReview(subject, submitting(world, world.subjectId, 2))
})

async function selfDue({ cycleId }: ReviewWorld, daysAgo: number): Promise<void> {
  const owner = await testDatabase('owner')
  const selfDueAt = new Date(Date.now() - daysAgo * 86_400_000)
  await owner.cycle.update({ where: { id: cycleId }, data: { selfDueAt, graceDays: 3 } })
}

async function handIn(world: ReviewWorld, authorId: string): Promise<string> {
  await writeAll(world, authorId)
  const ctx = await nowAs(authorId)
  const { reviewId } = await submitReview(ctx, submitting(world, authorId))
  expect(reviewId).toBe(reviewOf(world, authorId))
  return reviewId
}

async function requestsSeenBy(ctx: Awaited<ReturnType<typeof nowAs>>, reviewId: string) {
  return (await listReopeningRequests(ctx)).requests.filter((one) => one.reviewId === reviewId)
}

async function officialScore({ participantId }: ReviewWorld): Promise<number | null | undefined> {
  const db = await testDatabase()
  const snapshot = await db.scoreSnapshot.findFirst({
    where: { participantId, audience: 'OFFICIAL' },
  })
  return snapshot?.score
}

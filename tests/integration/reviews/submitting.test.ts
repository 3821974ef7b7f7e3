import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  declinePeerFeedback,
  reopenReview,
  requestReopening,
  submitReview,
} from '@/lib/reviews/commands'
import { saveDraftSection, settleConflict } from '@/lib/reviews/drafts/commands'
import { getEditor, getReviewScreen, listMyReviews } from '@/lib/reviews/queries'
import { listReopeningRequests } from '@/lib/reviews/reopening/queries'
import { testDatabase } from '../../support/database'
import {
  completeBodies,
  makeReviewWorld,
  nowAs,
  type ReviewWorld,
  reviewOf,
  saving,
  submitting,
  writeAll,
} from '../../support/review-factory'

async function submit(world: ReviewWorld, authorId: string, version = 0) {
  return submitReview(await nowAs(authorId), submitting(world, authorId, version))
}

async function submissionsOf(world: ReviewWorld) {
  const db = await testDatabase()
  return db.submission.findMany({
    where: { participantId: world.participantId },
    include: { ratings: true },
    orderBy: { revision: 'asc' },
  })
}

test('a complete review is handed in with its ratings, and not observed as nothing', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  await writeAll(world, managerId)
  expect(await submit(world, managerId)).toMatchObject({ revision: 1 })
  const [submission] = await submissionsOf(world)
  expect(submission).toMatchObject({
    direction: 'MANAGER',
    revision: 1,
    reviewId: reviewOf(world, managerId),
    body: { sections: completeBodies(world) },
  })
  const values = submission?.ratings.map(({ levelKey, value }) => `${levelKey} ${value}`)
  expect(values?.sort()).toEqual(['engineer 4', 'engineer null', 'senior 4', 'senior null'])
  const db = await testDatabase()
  const snapshot = await db.scoreSnapshot.findFirst({
    where: { participantId: world.participantId, audience: 'OFFICIAL' },
  })
  expect(snapshot).toMatchObject({ score: 0.75, coverage: 0.5, targetLevelKey: 'senior' })
})

test('forty submits at once hand in once', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  await writeAll(world, managerId)
  const ctx = await nowAs(managerId)
  const same = submitting(world, managerId)
  const attempts = Array.from({ length: 40 }, (_, n) =>
    submitReview(ctx, n % 2 === 0 ? same : { ...same, idempotencyKey: randomUUID() }),
  )
  const settled = await Promise.allSettled(attempts)
  const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const refusals = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(answers.length).toBeGreaterThanOrEqual(1)
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(new Set(refusals)).toEqual(new Set(['CONFLICT']))
  expect(await submissionsOf(world)).toHaveLength(1)
  const db = await testDatabase()
  expect(
    await db.auditEvent.count({
      where: { objectId: reviewOf(world, managerId), action: 'mgrReview.submit' },
    }),
  ).toBe(1)
})

test('nothing in a peer’s submission leads to the peer', async () => {
  const world = await makeReviewWorld()
  const [peerId = ''] = world.peerIds
  await writeAll(world, peerId)
  await submit(world, peerId)
  const [submission] = await submissionsOf(world)
  expect(submission).toMatchObject({ direction: 'PEER', reviewId: null })
  expect(JSON.stringify(submission)).not.toContain(peerId)
  expect(JSON.stringify(submission)).not.toContain(reviewOf(world, peerId))
  expect(submission?.submittedAt.toISOString()).toMatch(/T00:00:00.000Z$/)
  expect(submission?.id[14]).toBe('4')
  const db = await testDatabase()
  expect(await db.submissionAuthor.findMany()).toEqual([])
  const events = await db.auditEvent.findMany({ where: { subjectId: world.subjectId } })
  expect(
    JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? 0 : value)),
  ).not.toContain(submission?.id)
  const { submission: own } = await getEditor(await nowAs(peerId), {
    reviewId: reviewOf(world, peerId),
  })
  expect(own?.body.sections.summary?.text).toBe('All in all.')
})

test('what is missing is named, and nothing is handed in', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  const ctx = await nowAs(managerId)
  const section = 'indicators:engineer'
  const ratings = { 'engineer-1': { value: 5, note: ' ' }, 'engineer-2': { value: 3, note: '' } }
  await saveDraftSection(ctx, saving(world, managerId, { section, body: { text: '', ratings } }))
  const refusal = await submit(world, managerId).catch((error) => error)
  expect(refusal).toMatchObject({ code: 'INVALID' })
  expect(
    refusal.details.missing.map(({ kind, itemKey }: { kind: string; itemKey: string }) => [
      kind,
      itemKey,
    ]),
  ).toEqual([
    ['note', 'engineer-1'],
    ['answer', 'senior-1'],
    ['answer', 'senior-2'],
    ['text', null],
  ])
  expect(await submissionsOf(world)).toEqual([])
})

test('two texts of one section must be chosen from first', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  await writeAll(world, managerId)
  const ctx = await nowAs(managerId)
  const lost = await saveDraftSection(ctx, saving(world, managerId, {}))
  await expect(submit(world, managerId)).rejects.toMatchObject({ code: 'INVALID' })
  const conflictId = lost.outcome === 'conflict' ? lost.conflictId : ''
  await settleConflict(ctx, { reviewId: reviewOf(world, managerId), conflictId })
  expect(await submit(world, managerId)).toMatchObject({ revision: 1 })
})

test('a manager may write early but not hand in before their stage', async () => {
  const world = await makeReviewWorld({ state: 'SELF_AND_PEER' })
  await writeAll(world, world.managerId)
  await expect(submit(world, world.managerId)).rejects.toMatchObject({ code: 'CONFLICT' })
  await writeAll(world, world.subjectId)
  expect(await submit(world, world.subjectId)).toMatchObject({ revision: 1 })
})

test.each(['CLOSED', 'ARCHIVED'] as const)(
  'nothing is handed in once the cycle is %s',
  async (state) => {
    const world = await makeReviewWorld()
    await writeAll(world, world.managerId)
    const owner = await testDatabase('owner')
    await owner.cycle.update({ where: { id: world.cycleId }, data: { state } })
    await expect(submit(world, world.managerId)).rejects.toMatchObject({ code: 'CONFLICT' })
  },
)

test('whoever is not the author finds nothing to hand in', async () => {
  const world = await makeReviewWorld()
  await writeAll(world, world.managerId)
  for (const other of [world.subjectId, world.partnerId, world.strangerId]) {
    const sent = submitReview(
      await nowAs(other, ['HR_PARTNER', 'ADMIN']),
      submitting(world, world.managerId),
    )
    await expect(sent).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('reopening: asked by the author, granted by HR, handed in again as the next revision', async () => {
  const world = await makeReviewWorld()
  const { managerId, partnerId } = world
  const reviewId = reviewOf(world, managerId)
  await writeAll(world, managerId)
  await submit(world, managerId)
  const author = await nowAs(managerId)
  await requestReopening(author, { reviewId, reason: 'I confused two projects.' })
  const partner = await nowAs(partnerId, ['HR_PARTNER'])
  const { requests } = await listReopeningRequests(partner)
  expect(requests.filter((one) => one.reviewId === reviewId)).toMatchObject([
    { authorName: `Manager ${world.key}`, reason: 'I confused two projects.' },
  ])
  const later = await listReopeningRequests(partner, { after: reviewId })
  expect(later.requests.filter((one) => one.reviewId === reviewId)).toEqual([])
  expect(await getReviewScreen(partner, { reviewId })).toMatchObject({ kind: 'decision' })
  await expect(reopenReview(author, { reviewId, reason: 'mine' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await reopenReview(partner, { reviewId, reason: 'Please correct it.' })
  expect(await getEditor(author, { reviewId })).toMatchObject({
    statusWord: 'Reopened',
    version: 3,
    revision: 1,
    reason: 'Please correct it.',
    can: { write: true, decline: false },
  })
  await saveDraftSection(
    author,
    saving(world, managerId, { baseVersion: 1, body: { text: 'Corrected.', ratings: {} } }),
  )
  await submit(world, managerId, 3)
  const submissions = await submissionsOf(world)
  expect(submissions.map(({ revision }) => revision)).toEqual([1, 2])
  expect(new Set(submissions.map(({ raterKey }) => raterKey)).size).toBe(1)
  const db = await testDatabase()
  const kinds = await db.outboxMessage.findMany({
    where: { recipientId: { in: [managerId, partnerId] } },
    orderBy: { kind: 'asc' },
  })
  expect(kinds.map(({ kind, recipientId }) => [kind, recipientId])).toEqual([
    ['reopening-asked', partnerId],
    ['reopening-granted', managerId],
  ])
})

test('HR cannot reopen what is about themselves, nor what has been shared', async () => {
  const world = await makeReviewWorld()
  const reviewId = reviewOf(world, world.managerId)
  await writeAll(world, world.managerId)
  await submit(world, world.managerId)
  const input = { reviewId, reason: 'because' }
  const subject = await nowAs(world.subjectId, ['HR_PARTNER'])
  await expect(reopenReview(subject, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const owner = await testDatabase('owner')
  await owner.participant.update({
    where: { id: world.participantId },
    data: { status: 'SHARED' },
  })
  const partner = await nowAs(world.partnerId, ['HR_PARTNER'])
  await expect(reopenReview(partner, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const author = await nowAs(world.managerId)
  await expect(requestReopening(author, input)).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('a peer declines and keeps what they wrote', async () => {
  const world = await makeReviewWorld()
  const [peerId = ''] = world.peerIds
  const ctx = await nowAs(peerId)
  const reviewId = reviewOf(world, peerId)
  await saveDraftSection(ctx, saving(world, peerId, {}))
  await declinePeerFeedback(ctx, { reviewId, reason: 'We did not work together.' })
  const view = await getEditor(ctx, { reviewId })
  expect(view).toMatchObject({ statusWord: 'Declined', can: { write: false } })
  expect(view.drafts).toHaveLength(1)
  const manager = await nowAs(world.managerId)
  const own = { reviewId: reviewOf(world, world.managerId), reason: 'no' }
  await expect(declinePeerFeedback(manager, own)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('my reviews: to write by date, waiting, done, and whose peers I choose', async () => {
  const world = await makeReviewWorld()
  const { managerId, subjectId } = world
  const mine = await listMyReviews(await nowAs(managerId), {})
  expect(mine.toWrite.map(({ title, statusWord }) => [title, statusWord])).toEqual([
    [`Review of Subject ${world.key}`, 'Not started'],
  ])
  expect(mine.peersOf).toMatchObject([{ participantId: world.participantId, asked: 1 }])
  await writeAll(world, subjectId)
  await submit(world, subjectId)
  const subject = await listMyReviews(await nowAs(subjectId), {})
  expect(subject).toMatchObject({ toWrite: [], done: [{ title: 'Your self-review' }] })
  const stranger = await listMyReviews(await nowAs(world.strangerId), {})
  expect(stranger).toEqual({ toWrite: [], waiting: [], done: [], doneBefore: null, peersOf: [] })
})

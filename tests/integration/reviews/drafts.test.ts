import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { inTransaction } from '@/lib/context'
import { submitReview } from '@/lib/reviews/commands'
import { saveDraftSection, settleConflict } from '@/lib/reviews/drafts/commands'
import { getOwnWriting, listConflicts } from '@/lib/reviews/drafts/queries'
import { testDatabase } from '../../support/database'
import {
  makeReviewWorld,
  nowAs,
  type ReviewWorld,
  reviewOf,
  saving,
  submitting,
  writeAll,
} from '../../support/review-factory'

const text = (words: string) => ({ text: words, ratings: {} })

async function save(world: ReviewWorld, authorId: string, change: Parameters<typeof saving>[2]) {
  return saveDraftSection(await nowAs(authorId), saving(world, authorId, change))
}

async function historyOf(world: ReviewWorld, authorId: string) {
  return inTransaction(await nowAs(authorId), (tx) =>
    tx.draftRevision.findMany({
      where: { draft: { reviewId: reviewOf(world, authorId) } },
      orderBy: { version: 'asc' },
    }),
  )
}

test('the first save begins the review; each save is a version with its history', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  const db = await testDatabase()
  expect(await save(world, managerId, { body: text('one') })).toMatchObject({
    outcome: 'saved',
    version: 1,
  })
  expect(await db.review.findUnique({ where: { id: reviewOf(world, managerId) } })).toMatchObject({
    status: 'DRAFT',
    version: 0,
  })
  await save(world, managerId, { body: text('one two'), baseVersion: 1 })
  const history = await historyOf(world, managerId)
  expect(history.map(({ version, body }) => [version, body])).toEqual([
    [1, text('one')],
    [2, text('one two')],
  ])
  const events = await db.auditEvent.findMany({
    where: { objectId: reviewOf(world, managerId), action: 'draft.begin' },
  })
  expect(events).toHaveLength(1)
})

test('the same save sent twice has one effect and the same answer', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  const saveId = randomUUID()
  const answers = await Promise.all(
    [1, 2, 3].map(() => save(world, managerId, { saveId, body: text('once') })),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  await save(world, managerId, { body: text('later'), baseVersion: 1 })
  expect(await save(world, managerId, { saveId, body: text('once') })).toEqual(answers[0])
  expect(await historyOf(world, managerId)).toHaveLength(2)
})

test('of two tabs one wins; the text that lost is stored before the answer', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  const answers = await Promise.all(
    ['left', 'right'].map((words) => save(world, managerId, { body: text(words) })),
  )
  const lost = answers.find(({ outcome }) => outcome === 'conflict')
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'saved'])
  const ctx = await nowAs(managerId)
  const { drafts } = await getOwnWriting(ctx, reviewOf(world, managerId))
  const conflicts = await listConflicts(ctx, { reviewId: reviewOf(world, managerId) })
  expect(lost).toMatchObject({ version: 1, body: drafts[0]?.body, conflictId: conflicts[0]?.id })
  expect([drafts[0]?.body.text, conflicts[0]?.body.text].sort()).toEqual(['left', 'right'])
})

test('a settled conflict is not shown again and its text stays stored', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  await save(world, managerId, { body: text('first') })
  const lost = await save(world, managerId, { body: text('second') })
  const ctx = await nowAs(managerId)
  const conflictId = lost.outcome === 'conflict' ? lost.conflictId : ''
  await settleConflict(ctx, { reviewId: reviewOf(world, managerId), conflictId })
  expect(await listConflicts(ctx, { reviewId: reviewOf(world, managerId) })).toEqual([])
  const rows = await inTransaction(ctx, (tx) => tx.draftConflict.findMany())
  expect(rows.filter(({ id }) => id === conflictId).map(({ body }) => body)).toEqual([
    text('second'),
  ])
})

test('J07 alternate saves of two tabs: every text is current, in the history, or kept', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  const sent: string[] = []
  const tabs = [0, 0]
  for (let round = 0; round < 40; round++) {
    const tab = (round * 7) % 3 === 0 ? 0 : 1
    const words = `text ${round}`
    sent.push(words)
    const answer = await save(world, managerId, { body: text(words), baseVersion: tabs[tab] ?? 0 })
    if ('version' in answer && round % 5 !== 0) tabs[tab] = answer.version
  }
  const history = await historyOf(world, managerId)
  const conflicts = await listConflicts(await nowAs(managerId), {
    reviewId: reviewOf(world, managerId),
  })
  expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1))
  const kept = [...history, ...conflicts].map(({ body }) => JSON.stringify(body))
  expect(new Set(kept)).toEqual(new Set(sent.map((words) => JSON.stringify(text(words)))))
  expect(conflicts.length).toBeGreaterThan(0)
})

test('what comes after the review was submitted is refused and kept', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  await writeAll(world, managerId)
  const ctx = await nowAs(managerId)
  await submitReview(ctx, submitting(world, managerId))
  const late = await save(world, managerId, { body: text('too late'), baseVersion: 1 })
  expect(late).toEqual({ outcome: 'closed', message: 'This review has been submitted.' })
  const conflicts = await listConflicts(ctx, { reviewId: reviewOf(world, managerId) })
  expect(conflicts.map(({ body }) => body.text)).toEqual(['too late'])
})

test('nobody but the author finds a draft, by command or by row', async () => {
  const world = await makeReviewWorld()
  const { managerId, subjectId, partnerId, strangerId } = world
  await save(world, managerId, { body: text('private') })
  for (const other of [subjectId, partnerId, strangerId]) {
    const ctx = await nowAs(other, ['HR_PARTNER', 'ADMIN'])
    const stolen = { ...saving(world, managerId, { body: text('mine now'), baseVersion: 1 }) }
    await expect(saveDraftSection(ctx, stolen)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const found = await inTransaction(ctx, async (tx) => [
      ...(await tx.draft.findMany()),
      ...(await tx.draftRevision.findMany()),
      ...(await tx.draftConflict.findMany()),
    ])
    expect(found.filter(({ authorId }) => authorId === managerId)).toEqual([])
    expect(await getOwnWriting(ctx, reviewOf(world, managerId))).toEqual({
      drafts: [],
      conflicts: [],
      submission: null,
    })
  }
  const db = await testDatabase()
  expect(await db.draft.findMany()).toEqual([])
})

test('a removed peer can no longer write, and reads their own text', async () => {
  const world = await makeReviewWorld()
  const [peerId = ''] = world.peerIds
  await save(world, peerId, { body: text('my feedback') })
  const owner = await testDatabase('owner')
  await owner.review.update({
    where: { id: reviewOf(world, peerId) },
    data: { status: 'REMOVED' },
  })
  const answer = await save(world, peerId, { body: text('more'), baseVersion: 1 })
  expect(answer).toMatchObject({ outcome: 'closed' })
  const { drafts, conflicts } = await getOwnWriting(await nowAs(peerId), reviewOf(world, peerId))
  expect(drafts[0]?.body.text).toBe('my feedback')
  expect(conflicts[0]?.body.text).toBe('more')
})

test.each([
  ['a rating of 6', { text: '', ratings: { 'engineer-1': { value: 6, note: '' } } }],
  ['a rating of 3.7', { text: '', ratings: { 'engineer-1': { value: 3.7, note: '' } } }],
  ['a rating in words', { text: '', ratings: { 'engineer-1': { value: '3', note: '' } } }],
  ['a rating of another level', { text: '', ratings: { 'senior-1': { value: 3, note: '' } } }],
  ['a rating of nothing', { text: '', ratings: { 'no-such': { value: 3, note: '' } } }],
  ['an unknown key', { text: '', ratings: {}, authorId: randomUUID() }],
  ['a text where ratings are asked', { text: 'text', ratings: {} }],
  ['NUL', { text: '', ratings: { 'engineer-1': { value: 3, note: 'a\0b' } } }],
  ['half a character', { text: '', ratings: { 'engineer-1': { value: 3, note: '\ud800' } } }],
  ['a prototype', JSON.parse('{"text": "", "ratings": {}, "__proto__": {"a": 1}}')],
  [
    'a prototype as item',
    JSON.parse('{"text": "", "ratings": {"__proto__": {"value": 3, "note": ""}}}'),
  ],
])('%s is refused and nothing is stored', async (_, body) => {
  const world = await makeReviewWorld()
  const sent = save(world, world.managerId, { section: 'indicators:engineer', body })
  await expect(sent).rejects.toMatchObject({ code: 'INVALID' })
  expect(await historyOf(world, world.managerId)).toEqual([])
})

test('64 kB of text are taken byte for byte, one more is refused', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  const whole = `${'ä'.repeat(32 * 1024 - 8)}\u202e👩‍👩‍👧 e\u0301`.slice(0, 32 * 1024 - 4)
  expect(await save(world, managerId, { body: text(whole) })).toMatchObject({ outcome: 'saved' })
  const { drafts } = await getOwnWriting(await nowAs(managerId), reviewOf(world, managerId))
  expect(drafts[0]?.body.text).toBe(whole)
  await expect(
    save(world, managerId, { body: text('ä'.repeat(32 * 1024 + 1)), baseVersion: 1 }),
  ).rejects.toMatchObject({ code: 'INVALID' })
})

test('“Not observed” is an answer of its own and no number', async () => {
  const world = await makeReviewWorld()
  const { managerId } = world
  const body = { text: '', ratings: { 'engineer-1': { value: null, note: '' } } }
  await save(world, managerId, { section: 'indicators:engineer', body })
  const { drafts } = await getOwnWriting(await nowAs(managerId), reviewOf(world, managerId))
  expect(drafts[0]?.body).toEqual(body)
})

import { expect, test } from 'vitest'
import { submitReview } from '@/lib/reviews/commands'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import { getOwnWriting } from '@/lib/reviews/drafts/queries'
import { choosePeers } from '@/lib/reviews/peers/commands'
import { getPeerChoices } from '@/lib/reviews/peers/queries'
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

async function choose(world: ReviewWorld, personIds: string[], as = world.managerId) {
  return choosePeers(await nowAs(as), { participantId: world.participantId, personIds })
}

async function statuses(world: ReviewWorld): Promise<Record<string, string>> {
  const db = await testDatabase()
  const rows = await db.review.findMany({
    where: { participantId: world.participantId, direction: 'PEER' },
  })
  return Object.fromEntries(rows.map(({ authorId, status }) => [authorId, status]))
}

test('the manager chooses; the peers are asked and told once', async () => {
  const world = await makeReviewWorld({ peers: 1 })
  const [first = ''] = world.peerIds
  expect(await choose(world, [first, world.strangerId])).toEqual({
    asked: 1,
    removed: 0,
    heavy: [],
  })
  expect(await statuses(world)).toEqual({
    [first]: 'NOT_STARTED',
    [world.strangerId]: 'NOT_STARTED',
  })
  expect(await choose(world, [first, world.strangerId])).toMatchObject({ asked: 0, removed: 0 })
  const db = await testDatabase()
  const messages = await db.outboxMessage.findMany({ where: { recipientId: world.strangerId } })
  expect(messages.map(({ kind }) => kind)).toEqual(['peer-feedback-asked'])
})

test('a removed peer keeps the text, and is asked again with it', async () => {
  const world = await makeReviewWorld({ peers: 2 })
  const [first = '', second = ''] = world.peerIds
  const ctx = await nowAs(first)
  await saveDraftSection(ctx, saving(world, first, {}))
  expect(await choose(world, [second])).toMatchObject({ asked: 0, removed: 1 })
  expect(await statuses(world)).toEqual({ [first]: 'REMOVED', [second]: 'NOT_STARTED' })
  const reviewId = reviewOf(world, first)
  expect((await getOwnWriting(ctx, reviewId)).drafts).toHaveLength(1)
  expect(await choose(world, [first, second])).toMatchObject({ asked: 1, removed: 0 })
  const again = saving(world, first, { baseVersion: 1 })
  expect(await saveDraftSection(ctx, again)).toMatchObject({ outcome: 'saved', version: 2 })
})

test('feedback that is in stays in', async () => {
  const world = await makeReviewWorld({ peers: 1 })
  const [first = ''] = world.peerIds
  await writeAll(world, first)
  await submitReview(await nowAs(first), submitting(world, first))
  expect(await choose(world, [])).toMatchObject({ removed: 0 })
  expect(await statuses(world)).toEqual({ [first]: 'SUBMITTED' })
})

test('neither the person nor the manager nor somebody who left can be a peer', async () => {
  const world = await makeReviewWorld()
  const owner = await testDatabase('owner')
  await owner.person.update({ where: { id: world.strangerId }, data: { isActive: false } })
  for (const id of [world.subjectId, world.managerId, world.strangerId]) {
    await expect(choose(world, [id])).rejects.toMatchObject({ code: 'INVALID' })
  }
  await expect(choose(world, [world.strangerId, world.strangerId])).rejects.toMatchObject({
    code: 'INVALID',
  })
})

test('only the manager and HR choose', async () => {
  const world = await makeReviewWorld()
  const [peer = ''] = world.peerIds
  for (const other of [world.subjectId, peer, world.strangerId]) {
    await expect(choose(world, [], other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      getPeerChoices(await nowAs(other), { participantId: world.participantId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  const partner = await nowAs(world.partnerId, ['HR_PARTNER'])
  const { participantId } = world
  expect(await choosePeers(partner, { participantId, personIds: [peer] })).toMatchObject({
    asked: 0,
  })
})

test('who has five things to write already is named, and asked all the same', async () => {
  const worlds = []
  for (let n = 0; n < 5; n++) worlds.push(await makeReviewWorld())
  const [first] = worlds
  const busy = first?.strangerId ?? ''
  for (const world of worlds.slice(1)) await choose(world, [busy])
  const last = worlds[0] as ReviewWorld
  expect(await choose(last, [busy])).toEqual({
    asked: 1,
    removed: 1,
    heavy: [{ personId: busy, name: `Stranger ${last.key}`, open: 5 }],
  })
})

test('the picker shows who is asked, who is near, and leaves out subject and manager', async () => {
  const world = await makeReviewWorld({ peers: 1 })
  const view = await getPeerChoices(await nowAs(world.managerId), {
    participantId: world.participantId,
  })
  expect(view.peers.map(({ name, status, open }) => [name, status, open])).toEqual([
    [`Peer1 ${world.key}`, 'Not started', 1],
  ])
  expect(view.suggestions.map(({ name }) => name)).toEqual([
    `Partner ${world.key}`,
    `Stranger ${world.key}`,
  ])
  expect(view.subject.name).toBe(`Subject ${world.key}`)
  expect(view.can.choose).toBe(true)
})

test('two choices at once leave each peer with one task', async () => {
  const world = await makeReviewWorld({ peers: 0 })
  await Promise.all([1, 2, 3, 4].map(() => choose(world, [world.strangerId, world.partnerId])))
  expect(Object.values(await statuses(world))).toEqual(['NOT_STARTED', 'NOT_STARTED'])
})

import { beforeAll, describe, expect, it } from 'vitest'
import { reopenReview, submitReview } from '@/lib/reviews/commands'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getOwnRevisions, getRevisions } from '@/lib/reviews/submissions/revisions/queries'
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

let world: ReviewWorld
let peerId: string

beforeAll(async () => {
  world = await makeReviewWorld({ peers: 2 })
  peerId = world.peerIds[0] ?? ''
  for (const authorId of [world.managerId, world.subjectId, peerId]) await handInTwice(authorId)
})

const asPartner = async (id: string, isSteppedUp = true) => {
  const ctx = await nowAs(id, ['HR_PARTNER'])
  return { ...ctx, actor: { ...ctx.actor, isSteppedUp } }
}

describe('the author', () => {
  it('reads each revision of their own, with what changed, and leaves no row', async () => {
    for (const authorId of [world.managerId, world.subjectId, peerId]) {
      const view = await getOwnRevisions(await nowAs(authorId), {
        reviewId: reviewOf(world, authorId),
      })
      expect(view.revisions.map(({ revision }) => revision)).toEqual([2, 1])
      const [latest, first] = view.revisions
      expect(first?.changes).toBeNull()
      expect(first?.reading.sections.map(({ text }) => text)).toContain('All in all.')
      expect(latest?.changes).toMatchObject([
        {
          title: 'Summary',
          lines: [{ fields: [{ before: 'All in all.', after: 'All in all, better.' }] }],
        },
      ])
      expect(latest?.submittedOn === null).toBe(authorId === peerId)
      expect(view.actingAs).toBeNull()
    }
    expect(await readings()).toEqual([])
  })

  it('reads what stands while they change it', async () => {
    const other = await makeReviewWorld()
    await writeAll(other, other.managerId)
    const manager = await nowAs(other.managerId)
    const reviewId = reviewOf(other, other.managerId)
    await expect(getOwnRevisions(manager, { reviewId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await submitReview(manager, submitting(other, other.managerId))
    const partner = await nowAs(other.partnerId, ['HR_PARTNER'])
    await reopenReview(partner, { reviewId, reason: 'Wrong project.' })
    expect((await getOwnRevisions(manager, { reviewId })).revisions).toHaveLength(1)
    const submissionId = await submissionOf(other, 'MANAGER')
    // Whoever is not the author meets a draft again (G3).
    await expect(
      getRevisions(await asPartner(other.partnerId), { submissionId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is the only one who reads it there', async () => {
    const reviewId = reviewOf(world, world.managerId)
    for (const id of [world.subjectId, peerId, world.strangerId, world.partnerId]) {
      await expect(getOwnRevisions(await asPartner(id), { reviewId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
  })
})

describe('an HR partner in scope', () => {
  it('is asked to confirm that it is them, reads, and leaves a row each time', async () => {
    const submissionId = await submissionOf(world, 'MANAGER')
    const partner = await asPartner(world.partnerId, false)
    await expect(getRevisions(partner, { submissionId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { stepUp: true },
    })
    const before = (await readings()).length
    const view = await getRevisions(await asPartner(world.partnerId), { submissionId })
    expect(view.revisions).toHaveLength(2)
    expect(view.actingAs).toMatchObject({ power: 'hr_in' })
    const rows = await readings()
    expect(rows.length).toBe(before + 1)
    expect(rows.at(-1)).toMatchObject({
      actorId: world.partnerId,
      subjectId: world.subjectId,
      cycleId: world.cycleId,
      capacity: 'hr_in',
    })
  })

  it('learns of a peer neither who nor when', async () => {
    const submissionId = await submissionOf(world, 'PEER')
    const view = await getRevisions(await asPartner(world.partnerId), { submissionId })
    expect(view.revisions.map(({ submittedOn }) => submittedOn)).toEqual([null, null])
    const text = JSON.stringify(view)
    expect(text).not.toContain(peerId)
    expect(text).not.toContain('Peer1')
  })

  it('is led there from what was submitted, and nobody else is', async () => {
    const input = { participantId: world.participantId }
    const of = async (ctx: Awaited<ReturnType<typeof nowAs>>) =>
      (await getSharePreview(ctx, input)).submissions.map(({ hasEarlier }) => hasEarlier)
    expect(await of(await nowAs(world.partnerId, ['HR_PARTNER']))).toEqual([true, true, true])
    expect(await of(await nowAs(world.managerId))).toEqual([false, false, false])
  })

  it('is nobody in their own case, nor out of scope, nor by another relation', async () => {
    const submissionId = await submissionOf(world, 'MANAGER')
    const owner = await testDatabase('owner')
    const { id: teamId } = await owner.team.create({ data: { name: `Elsewhere ${world.key}` } })
    const elsewhere = await asPartner(world.strangerId)
    elsewhere.actor.roles = [{ role: 'HR_PARTNER', scopeTeamId: teamId }]
    for (const ctx of [elsewhere, await nowAs(peerId), await asPartner(world.subjectId)]) {
      await expect(getRevisions(ctx, { submissionId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    const self = await submissionOf(world, 'SELF')
    for (const id of [world.managerId, world.strangerId]) {
      await expect(getRevisions(await nowAs(id), { submissionId: self })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
  })
})

async function handInTwice(authorId: string): Promise<void> {
  await writeAll(world, authorId)
  await submitReview(await nowAs(authorId), submitting(world, authorId))
  await reopenReview(await nowAs(world.partnerId, ['HR_PARTNER']), {
    reviewId: reviewOf(world, authorId),
    reason: 'Wrong project.',
  })
  const body = { text: 'All in all, better.', ratings: {} }
  const change = saving(world, authorId, { body, baseVersion: 1 })
  await saveDraftSection(await nowAs(authorId), change)
  await submitReview(await nowAs(authorId), submitting(world, authorId, 2))
}

async function submissionOf(
  { participantId }: ReviewWorld,
  direction: 'SELF' | 'MANAGER' | 'PEER',
) {
  const owner = await testDatabase('owner')
  const { id } = await owner.submission.findFirstOrThrow({ where: { participantId, direction } })
  return id
}

async function readings() {
  const owner = await testDatabase('owner')
  return owner.auditEvent.findMany({
    where: { action: 'history.read', subjectId: world.subjectId },
    orderBy: { id: 'asc' },
  })
}

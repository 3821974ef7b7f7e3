import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { grantDelegation, revokeDelegation } from '@/lib/cycles/delegations/commands'
import { getDelegations } from '@/lib/cycles/delegations/queries'
import { getStanding } from '@/lib/cycles/standing/queries'
import { submitReview } from '@/lib/reviews/commands'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import { getOwnWriting } from '@/lib/reviews/drafts/queries'
import { getReviewHelp } from '@/lib/reviews/help/queries'
import { getHome } from '@/lib/reviews/next-up/queries'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { choosePeers } from '@/lib/reviews/peers/commands'
import { getEditor, listMyReviews } from '@/lib/reviews/queries'
import { testDatabase } from '../../support/database'
import {
  dayIn,
  endAt,
  knowTask,
  type Lending,
  lend,
  lending,
  takingBack,
} from '../../support/delegation-factory'
import {
  makeReviewWorld,
  nowAs,
  type ReviewWorld,
  reviewOf,
  saving,
  submitting,
  writeAll,
} from '../../support/review-factory'

const HR = ['HR_PARTNER' as const]

async function grant(
  world: ReviewWorld,
  granteeId: string,
  { as = world.managerId, ...change }: Partial<Lending> & { as?: string } = {},
) {
  const ctx = await nowAs(as, as === world.partnerId ? HR : [])
  return grantDelegation(ctx, await lending(world, granteeId, change))
}

async function write(world: ReviewWorld, authorId: string, text = 'What I saw.', baseVersion = 0) {
  const change = { body: { text, ratings: {} }, baseVersion }
  return saveDraftSection(await nowAs(authorId), saving(world, authorId, change))
}

async function relations(world: ReviewWorld, personId: string): Promise<string[]> {
  return [...(await getStanding(await nowAs(personId), world.participantId)).relations].sort()
}

describe('lending a pen', () => {
  it('gives a task of their own, a mail, and a row that names the power', async () => {
    const world = await makeReviewWorld()
    const { strangerId, managerId } = world
    const { delegationId } = await grant(world, strangerId)
    expect(await relations(world, strangerId)).toEqual(['deleg'])
    const owner = await testDatabase('owner')
    const mails = await owner.outboxMessage.findMany({ where: { recipientId: strangerId } })
    expect(mails.map(({ kind }) => kind)).toEqual(['delegation-granted'])
    expect(await owner.outboxMessage.count({ where: { recipientId: managerId } })).toBe(0)
    await knowTask(world, strangerId)
    expect(await write(world, strangerId)).toMatchObject({ outcome: 'saved' })
    await submitReview(await nowAs(strangerId), submitting(world, strangerId))
    const events = await owner.auditEvent.findMany({
      where: { actorId: strangerId },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action, capacity }) => [action, capacity])).toEqual([
      ['draft.begin', `deleg ${delegationId}`],
      ['mgrReview.submit', `deleg ${delegationId}`],
    ])
  })

  it('is told to the manager when an HR partner does it, with the power in the row', async () => {
    const world = await makeReviewWorld()
    const { delegationId } = await grant(world, world.strangerId, { as: world.partnerId })
    const owner = await testDatabase('owner')
    const told = await owner.outboxMessage.findMany({ where: { recipientId: world.managerId } })
    expect(told.map(({ kind }) => kind)).toEqual(['pen-lent'])
    const event = await owner.auditEvent.findFirstOrThrow({ where: { objectId: delegationId } })
    expect(event).toMatchObject({ action: 'delegation.grant', capacity: 'hr_in' })
    const view = await getDelegations(await nowAs(world.managerId), {
      participantId: world.participantId,
    })
    expect(view.lent).toMatchObject([{ state: 'in force', forEverybodyOf: null }])
    expect(view.lent[0]?.grantedBy).toContain('Partner')
  })

  it('for everybody of the manager covers each of them', async () => {
    const world = await makeReviewWorld()
    const other = await secondParticipant(world)
    await grant(world, world.strangerId, { scope: 'all' })
    const owner = await testDatabase('owner')
    const tasks = await owner.review.findMany({
      where: { authorId: world.strangerId, direction: 'DELEGATE' },
    })
    expect(tasks.map(({ participantId }) => participantId).sort()).toEqual(
      [world.participantId, other].sort(),
    )
  })

  it('is nothing for whoever is not the manager or an HR partner in scope', async () => {
    const world = await makeReviewWorld()
    const [peerId = ''] = world.peerIds
    for (const as of [world.subjectId, peerId, world.strangerId]) {
      await expect(grant(world, world.strangerId, { as })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    const ownCase = grantDelegation(
      await nowAs(world.subjectId, HR),
      await lending(world, world.strangerId),
    )
    await expect(ownCase).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is refused for whoever is the person, their report, a peer, the manager or oneself', async () => {
    const world = await makeReviewWorld()
    const [peerId = ''] = world.peerIds
    const owner = await testDatabase('owner')
    await owner.orgClosure.create({
      data: { managerId: world.subjectId, personId: world.strangerId, depth: 1 },
    })
    for (const id of [world.subjectId, peerId, world.strangerId, world.managerId]) {
      await expect(grant(world, id)).rejects.toMatchObject({ code: 'INVALID' })
    }
    const toThemselves = grant(world, world.partnerId, { as: world.partnerId })
    await expect(toThemselves).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('cannot be passed on, outlast the cycle, or be given twice', async () => {
    const world = await makeReviewWorld()
    const late = grant(world, world.strangerId, { endsOn: dayIn(31) })
    await expect(late).rejects.toMatchObject({ code: 'INVALID' })
    const past = grant(world, world.strangerId, { endsOn: dayIn(-1) })
    await expect(past).rejects.toMatchObject({ code: 'INVALID' })
    await grant(world, world.strangerId, { endsOn: dayIn(30) })
    await expect(grant(world, world.strangerId)).rejects.toMatchObject({ code: 'INVALID' })
    const passedOn = grant(world, world.partnerId, { as: world.strangerId })
    await expect(passedOn).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await grant(world, world.partnerId)
    const [peerId = ''] = world.peerIds
    const byHolder = grant(world, peerId, { as: world.partnerId })
    await expect(byHolder).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('comes too late when nothing can be written any more', async () => {
    const world = await makeReviewWorld({ state: 'CLOSED' })
    await expect(grant(world, world.strangerId)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('makes nobody a peer, and takes no rating', async () => {
    const world = await makeReviewWorld()
    await lend(world, world.strangerId)
    const asPeer = choosePeers(await nowAs(world.managerId), {
      participantId: world.participantId,
      personIds: [...world.peerIds, world.strangerId],
    })
    await expect(asPeer).rejects.toMatchObject({ code: 'INVALID' })
    const { outline } = await getEditor(await nowAs(world.strangerId), {
      reviewId: reviewOf(world, world.strangerId),
    })
    expect(outline.sections.flatMap(({ items }) => items)).toEqual([])
    expect(outline.sections.flatMap(({ expectations }) => expectations)).not.toEqual([])
  })
})

describe('what is written with it', () => {
  it('is read by the manager beside their own, and is in no packet', async () => {
    const world = await makeReviewWorld()
    await lend(world, world.strangerId)
    await write(world, world.strangerId, 'From the delegate.')
    await submitReview(await nowAs(world.strangerId), submitting(world, world.strangerId))
    const manager = await nowAs(world.managerId)
    const help = await getReviewHelp(manager, { reviewId: reviewOf(world, world.managerId) })
    expect(help.texts).toMatchObject([{ sections: { summary: 'From the delegate.' } }])
    const preview = await getSharePreview(manager, { participantId: world.participantId })
    expect(JSON.stringify(preview.submissions)).toContain('From the delegate.')
    expect(JSON.stringify(preview.reading)).not.toContain('From the delegate.')
    expect(preview.findings[0]?.text).toContain('manager review has not been submitted')
  })

  it('shows its writer nothing of what others wrote', async () => {
    const world = await makeReviewWorld()
    await lend(world, world.strangerId)
    await writeAll(world, world.subjectId)
    await submitReview(await nowAs(world.subjectId), submitting(world, world.subjectId))
    const delegate = await nowAs(world.strangerId)
    const reviewId = reviewOf(world, world.strangerId)
    expect(await getReviewHelp(delegate, { reviewId })).toEqual({
      ...{ texts: [], hidden: [], lastPacket: null },
    })
    const { participantId } = world
    const opened = [
      () => getEditor(delegate, { reviewId: reviewOf(world, world.managerId) }),
      () => getSharePreview(delegate, { participantId }),
      () => getDelegations(delegate, { participantId }),
    ]
    for (const open of opened) await expect(open()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const shared = sharePacket(delegate, sharing(participantId))
    await expect(shared).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('waits on home and in the list, and is gone from both when the pen is', async () => {
    const world = await makeReviewWorld()
    const delegationId = await lend(world, world.strangerId)
    const ctx = await nowAs(world.strangerId)
    const title = expect.stringMatching(/^Writing for Manager .+ about Subject /)
    expect((await getHome(ctx)).nextUp).toMatchObject([{ title }])
    expect((await listMyReviews(ctx, {})).toWrite).toMatchObject([{ title }])
    await revokeDelegation(await nowAs(world.managerId), { delegationId })
    const after = await nowAs(world.strangerId)
    expect((await getHome(after)).nextUp).toEqual([])
    expect(await listMyReviews(after, {})).toMatchObject({ toWrite: [], waiting: [], done: [] })
  })
})

describe('the end of it', () => {
  it('A12 a delegate saves a second after the end: refused, and the text is kept for them', async () => {
    const world = await makeReviewWorld()
    const delegationId = await lend(world, world.strangerId)
    await write(world, world.strangerId, 'In time.')
    await endAt(delegationId, new Date(Date.now() - 1_000))
    expect(await write(world, world.strangerId, 'Too late.', 1)).toMatchObject({
      outcome: 'not-theirs',
    })
    const own = await getOwnWriting(
      await nowAs(world.strangerId),
      reviewOf(world, world.strangerId),
    )
    expect(own.drafts).toMatchObject([{ body: { text: 'In time.' } }])
    expect(own.conflicts).toMatchObject([{ body: { text: 'Too late.' } }])
    const late = submitReview(await nowAs(world.strangerId), submitting(world, world.strangerId))
    await expect(late).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await relations(world, world.strangerId)).toEqual(['deleg_exp'])
    const { closedBecause, can } = await getEditor(await nowAs(world.strangerId), {
      reviewId: reviewOf(world, world.strangerId),
    })
    expect(can.write).toBe(false)
    expect(closedBecause).toMatch(/^You no longer write for Manager .+ is kept, and only you/)
  })

  it('J06 a pen taken back between the check and the save: refused inside, the text is kept', async () => {
    const world = await makeReviewWorld()
    const delegationId = await lend(world, world.strangerId)
    const other = await takingBack(delegationId, world.managerId)
    const saved = write(world, world.strangerId, 'In the race.')
    expect(await Promise.race([saved, wait(300)])).toBeUndefined()
    await other.commit()
    expect(await saved).toMatchObject({ outcome: 'not-theirs' })
    const own = await getOwnWriting(
      await nowAs(world.strangerId),
      reviewOf(world, world.strangerId),
    )
    expect(own.conflicts).toMatchObject([{ body: { text: 'In the race.' } }])
    const owner = await testDatabase('owner')
    expect(
      await owner.auditEvent.count({ where: { action: 'draft.begin', actorId: world.strangerId } }),
    ).toBe(0)
  })

  it('J06 a pen taken back between the check and the submission: refused inside', async () => {
    const world = await makeReviewWorld()
    const delegationId = await lend(world, world.strangerId)
    await write(world, world.strangerId)
    const other = await takingBack(delegationId, world.managerId)
    const submitted = submitReview(
      await nowAs(world.strangerId),
      submitting(world, world.strangerId),
    ).catch((error: unknown) => error)
    expect(await Promise.race([submitted, wait(300)])).toBeUndefined()
    await other.commit()
    expect(await submitted).toMatchObject({ code: 'FORBIDDEN' })
    const owner = await testDatabase('owner')
    expect(await owner.submission.count({ where: { participantId: world.participantId } })).toBe(0)
  })

  it('is the manager’s or an HR partner’s to bring about, once', async () => {
    const world = await makeReviewWorld()
    const delegationId = await lend(world, world.strangerId)
    for (const id of [world.strangerId, world.subjectId]) {
      const refused = revokeDelegation(await nowAs(id), { delegationId })
      await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await revokeDelegation(await nowAs(world.partnerId, HR), { delegationId })
    const again = revokeDelegation(await nowAs(world.managerId), { delegationId })
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
    const owner = await testDatabase('owner')
    const kinds = await owner.outboxMessage.findMany({
      where: { recipientId: { in: [world.strangerId, world.managerId] } },
      orderBy: { id: 'asc' },
    })
    expect(kinds.map(({ kind }) => kind).sort()).toEqual([
      'delegation-ended',
      'delegation-granted',
      'pen-returned',
    ])
  })

  it('is not for ever: lent again, the draft goes on where it was', async () => {
    const world = await makeReviewWorld()
    const delegationId = await lend(world, world.strangerId)
    await write(world, world.strangerId, 'First.')
    await revokeDelegation(await nowAs(world.managerId), { delegationId })
    await lend(world, world.strangerId)
    expect(await write(world, world.strangerId, 'Second.', 1)).toMatchObject({ version: 2 })
  })

  it('comes with the window: whoever manages the person no more lends no pen', async () => {
    const world = await makeReviewWorld()
    await lend(world, world.strangerId)
    const owner = await testDatabase('owner')
    await owner.contributionWindow.updateMany({
      where: { participantId: world.participantId },
      data: { isOpen: false },
    })
    expect(await relations(world, world.strangerId)).toEqual(['stranger'])
    expect(await write(world, world.strangerId)).toMatchObject({ outcome: 'not-theirs' })
  })
})

function sharing(participantId: string) {
  return { participantId, version: 0, idempotencyKey: crypto.randomUUID() }
}

async function secondParticipant({ cycleId, managerId, key }: ReviewWorld): Promise<string> {
  const owner = await testDatabase('owner')
  const { id: personId } = await owner.person.create({
    data: { name: `Second ${key}`, email: `second.${key}@example.org` },
  })
  const { id } = await owner.participant.create({
    data: {
      ...{ cycleId, personId, managerId, trackKey: 'ic', levelKey: 'engineer' },
      windows: {
        create: {
          authorId: managerId,
          fromOn: new Date('2026-01-01'),
          toOn: new Date('2026-06-30'),
        },
      },
    },
  })
  return id
}

import { describe, expect, it } from 'vitest'
import { grantDelegation } from '@/lib/cycles/delegations/commands'
import { getDelegations } from '@/lib/cycles/delegations/queries'
import { submitReview } from '@/lib/reviews/commands'
import { choosePeers } from '@/lib/reviews/peers/commands'
import { getEditor } from '@/lib/reviews/queries'
import { testDatabase } from '../../support/database'
import {
  dayIn,
  grant,
  knowTask,
  lend,
  lending,
  relations,
  write,
} from '../../support/delegation-factory'
import {
  makeReviewWorld,
  nowAs,
  type ReviewWorld,
  reviewOf,
  submitting,
} from '../../support/review-factory'

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
      await nowAs(world.subjectId, ['HR_PARTNER']),
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

  it('lets the delegate choose peers, which the row tells, but not themselves', async () => {
    const world = await makeReviewWorld({ state: 'SELF_AND_PEER' })
    await lend(world, world.strangerId)
    const choose = async (id: string) =>
      choosePeers(await nowAs(world.strangerId), {
        participantId: world.participantId,
        personIds: [...world.peerIds, id],
      })
    expect(await choose(world.partnerId)).toMatchObject({ asked: 1 })
    await expect(choose(world.strangerId)).rejects.toMatchObject({ code: 'INVALID' })
    const owner = await testDatabase('owner')
    const event = await owner.auditEvent.findFirstOrThrow({
      where: { action: 'nomination.approve', actorId: world.strangerId },
    })
    expect(event.capacity).toBe('deleg')
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

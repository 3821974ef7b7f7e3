import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { revokeDelegation } from '@/lib/cycles/delegations/commands'
import { getDelegations } from '@/lib/cycles/delegations/queries'
import { submitReview } from '@/lib/reviews/commands'
import { getOwnWriting } from '@/lib/reviews/drafts/queries'
import { getReviewHelp } from '@/lib/reviews/help/queries'
import { getHome } from '@/lib/reviews/next-up/queries'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getEditor, listMyReviews } from '@/lib/reviews/queries'
import { testDatabase } from '../../support/database'
import { endAt, lend, relations, takingBack, write } from '../../support/delegation-factory'
import {
  makeReviewWorld,
  nowAs,
  reviewOf,
  submitting,
  writeAll,
} from '../../support/review-factory'

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
    expect(await listMyReviews(after, {})).toMatchObject({
      toWrite: [],
      done: [{ title, statusWord: 'Ended' }],
    })
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
    await revokeDelegation(await nowAs(world.partnerId, ['HR_PARTNER']), { delegationId })
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

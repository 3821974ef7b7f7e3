import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { approveErasure, requestErasure, runErasures } from '@/lib/privacy/erasure/commands'
import { endHold, holdCycle, holdPerson, requestHoldEnd } from '@/lib/privacy/holds/commands'
import { testDatabase } from '../../support/database'
import { makePacketWorld } from '../../support/packet-factory'
import { erase, leave, wishFor, writerAndSubject } from './erasing'
import { asSomebody, jobNow, openApproval } from './privacy-world'

const folder = mkdtempSync(join(tmpdir(), 'erasures-'))
const logFile = join(folder, 'erasures.jsonl')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a legal hold', () => {
  it('keeps a person from erasure until two people end it', async () => {
    const { subjectId } = await makePacketWorld()
    await leave(subjectId)
    const partner = await asSomebody(['HR_PARTNER'])
    const reason = 'A court asked us to keep this.'
    const { holdId } = await holdPerson(partner, { personId: subjectId, reason })
    await expect(holdPerson(partner, { personId: subjectId, reason })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(requestErasure(partner, await wishFor(subjectId))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('legal hold'),
    })
    await requestHoldEnd(partner, { holdId, reason: 'The court has closed the case.' })
    const approvalId = await openApproval('hold.end', holdId)
    await expect(endHold(partner, { approvalId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await endHold(await asSomebody(['HR_PARTNER']), { approvalId })
    await erase(subjectId, logFile)
    const owner = await testDatabase('owner')
    const held = await owner.legalHold.findUniqueOrThrow({ where: { id: holdId } })
    expect(held.reason).toBe('')
  }, 60_000)

  it('of a cycle keeps everybody who took part, also after the request was made', async () => {
    const world = await makePacketWorld()
    await leave(world.subjectId)
    const partner = await asSomebody(['HR_PARTNER'])
    await requestErasure(partner, await wishFor(world.subjectId))
    const reason = 'A court asked us to keep this.'
    await holdCycle(partner, { cycleId: world.cycleId, reason })
    const approvalId = await openApproval('erasure', world.subjectId)
    await expect(
      approveErasure(await asSomebody(['HR_PARTNER']), { approvalId }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    const owner = await testDatabase('owner')
    expect(await owner.approval.findUniqueOrThrow({ where: { id: approvalId } })).toMatchObject({
      state: 'OPEN',
    })
  }, 60_000)

  it('keeps what was written about a person: its writer is not erased meanwhile', async () => {
    const owner = await testDatabase('owner')
    const { writerId, others } = await writerAndSubject()
    const [first, second] = await Promise.all(
      others.map(({ participantId: id }) => owner.participant.findUniqueOrThrow({ where: { id } })),
    )
    const partner = await asSomebody(['HR_PARTNER'])
    const wish = await wishFor(writerId)
    const reason = 'A court asked us to keep this.'
    const refused = { code: 'CONFLICT', message: expect.stringContaining('legal hold') }
    await holdPerson(partner, { personId: first?.personId ?? '', reason })
    await expect(requestErasure(partner, wish)).rejects.toMatchObject(refused)
    await owner.legalHold.deleteMany({ where: { personId: first?.personId ?? '' } })
    await holdCycle(partner, { cycleId: second?.cycleId ?? '', reason })
    await expect(requestErasure(partner, wish)).rejects.toMatchObject(refused)
  }, 60_000)

  it('keeps what a person wrote: whom it is about is not erased meanwhile', async () => {
    const { subjectId, peerIds } = await makePacketWorld({ peers: 1 })
    await leave(subjectId)
    const partner = await asSomebody(['HR_PARTNER'])
    const reason = 'A court asked us to keep this.'
    await holdPerson(partner, { personId: peerIds[0] ?? '', reason })
    await expect(requestErasure(partner, await wishFor(subjectId))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('legal hold'),
    })
  }, 60_000)

  it('is not placed over an erasure that was agreed to until that is done', async () => {
    const world = await makePacketWorld({ peers: 1 })
    await leave(world.subjectId)
    const partner = await asSomebody(['HR_PARTNER'])
    await requestErasure(partner, await wishFor(world.subjectId))
    const approvalId = await openApproval('erasure', world.subjectId)
    await approveErasure(await asSomebody(['HR_PARTNER']), { approvalId })
    const reason = 'A court asked us to keep this.'
    const hold = () => holdCycle(partner, { cycleId: world.cycleId, reason })
    await expect(hold()).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(
      holdPerson(partner, { personId: world.peerIds[0] ?? '', reason }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    await runErasures(await jobNow(), { logFile })
    await hold()
  }, 60_000)

  it('is refused in one’s own case and out of scope, and for a cycle to scoped partners', async () => {
    const owner = await testDatabase('owner')
    const world = await makePacketWorld()
    const team = await owner.team.create({ data: { name: randomUUID() } })
    const scoped = await asSomebody(['HR_PARTNER'], { teamId: team.id })
    const partner = await asSomebody(['HR_PARTNER'])
    const reason = 'A court asked us to keep this.'
    for (const [ctx, personId] of [
      [partner, partner.actor.id],
      [scoped, world.subjectId],
      [await asSomebody(['ADMIN']), world.subjectId],
    ] as const) {
      await expect(holdPerson(ctx, { personId, reason })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    await expect(holdCycle(scoped, { cycleId: world.cycleId, reason })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

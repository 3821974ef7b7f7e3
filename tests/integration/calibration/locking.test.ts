import { describe, expect, test } from 'vitest'
import { setSeat } from '@/lib/calibration/members/commands'
import { addPeople, removePerson } from '@/lib/calibration/people/commands'
import { lockSession, publishSession } from '@/lib/calibration/sessions/commands'
import { advanceSessions } from '@/lib/calibration/timers/commands'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import {
  actionsOf,
  addParticipant,
  asPartner,
  calibrator,
  mailOf,
  mailsOf,
  makeCalibrationWorld,
} from '../../support/calibration-factory'
import { testDatabase } from '../../support/database'
import { jobContextAt } from '../../support/organisation'
import { contextAs, shareInput } from '../../support/packet-factory'

const FORBIDDEN = { code: 'FORBIDDEN' }
const CONFLICT = { code: 'CONFLICT' }

describe('locking and publishing', () => {
  test('waits for what is not in, and then ends the reading and lets managers share', async () => {
    const world = await makeCalibrationWorld({ state: 'SHARING' })
    const { sessionId } = world
    const facilitator = await calibrator(world.facilitatorId)
    const late = await addParticipant(world, 'Late')
    const db = await testDatabase('owner')
    await db.review.create({
      data: {
        ...{ cycleId: world.cycleId, participantId: late.id, subjectId: late.personId },
        ...{ authorId: world.managerId, direction: 'MANAGER' },
      },
    })
    const partner = await asPartner(world)
    await addPeople(partner, { sessionId, person: late.email })
    await expect(lockSession(facilitator, { sessionId, version: 1 })).rejects.toMatchObject(
      CONFLICT,
    )
    await removePerson(partner, { sessionId, participantId: late.id })
    const manager = await contextAs(world.managerId)
    await expect(sharePacket(manager, shareInput(world))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/until it is locked/),
    })
    await expect(lockSession(facilitator, { sessionId, version: 1 })).rejects.toMatchObject(
      CONFLICT,
    )
    await lockSession(facilitator, { sessionId, version: 2 })
    await expect(lockSession(facilitator, { sessionId, version: 3 })).rejects.toMatchObject(
      CONFLICT,
    )
    const { can } = await getSharePreview(manager, { participantId: world.participantId })
    expect(can.share).toBe(true)
    await sharePacket(manager, shareInput(world))
    await publishSession(facilitator, { sessionId, version: 3 })
    await expect(publishSession(facilitator, { sessionId, version: 4 })).rejects.toMatchObject(
      CONFLICT,
    )
    expect(await actionsOf(sessionId)).toEqual([
      'calibSession.addPeople as hr_in',
      'calibSession.removePerson as hr_in',
      'calibSession.lock',
      'calibSession.publish',
    ])
  })

  test('is for the facilitator and HR, once it is open', async () => {
    const world = await makeCalibrationWorld()
    const { sessionId } = world
    const input = { sessionId, version: 0 }
    const admin = await contextAs(world.adminId, ['ADMIN'])
    for (const ctx of [await calibrator(world.memberId), admin]) {
      await expect(lockSession(ctx, input)).rejects.toMatchObject(FORBIDDEN)
      await expect(publishSession(ctx, input)).rejects.toMatchObject(FORBIDDEN)
    }
    const db = await testDatabase('owner')
    const where = { id: world.cycleId }
    await db.cycle.update({ where, data: { state: 'MANAGER_WRITING' } })
    const partner = await asPartner(world)
    await expect(lockSession(partner, input)).rejects.toMatchObject(CONFLICT)
    await db.cycle.update({ where, data: { state: 'CALIBRATION' } })
    await expect(publishSession(partner, input)).rejects.toMatchObject(CONFLICT)
    await lockSession(partner, input)
    for (const late of [
      () => setSeat(partner, { sessionId, member: mailOf(world, 'Skip'), role: 'MEMBER' }),
      () => addPeople(partner, { sessionId, team: 'Payments' }),
      () => removePerson(partner, { sessionId, participantId: world.participantId }),
    ]) {
      await expect(late()).rejects.toMatchObject(CONFLICT)
    }
    await publishSession(partner, { sessionId, version: 1 })
    const reopening = db.calibrationSession.update({
      where: { id: sessionId },
      data: { state: 'OPEN', lockedAt: null, lockedById: null },
    })
    await expect(reopening).rejects.toThrow()
  })
})

test('the worker opens what was prepared, once, and locks what its cycle left open', async () => {
  const world = await makeCalibrationWorld({ state: 'MANAGER_WRITING' })
  const { sessionId, memberId } = world
  const db = await testDatabase('owner')
  const where = { id: sessionId }
  await db.calibrationSession.update({ where, data: { openedAt: null } })
  const cycle = { id: world.cycleId }
  const job = await jobContextAt(new Date())
  await advanceSessions(job)
  expect(await mailsOf(memberId)).toEqual([])
  await db.cycle.update({ where: cycle, data: { state: 'CALIBRATION' } })
  await Promise.all([advanceSessions(job), advanceSessions(job)])
  expect(await mailsOf(memberId)).toEqual([`/calibration/${sessionId}`])
  await db.cycle.update({ where: cycle, data: { state: 'CLOSED' } })
  await advanceSessions(job)
  expect(await db.calibrationSession.findUnique({ where })).toMatchObject({
    ...{ state: 'LOCKED', lockedById: null },
  })
  expect(await actionsOf(sessionId)).toEqual(['transition.openSession', 'transition.lockSession'])
  await expect(advanceSessions(await asPartner(world))).rejects.toMatchObject(FORBIDDEN)
})

test('J09 a packet is shared or its person is in an open session, never both', async () => {
  for (let round = 0; round < 6; round++) {
    const world = await makeCalibrationWorld({ state: 'SHARING' })
    const { sessionId, participantId } = world
    const partner = await asPartner(world)
    await removePerson(partner, { sessionId, participantId })
    const person = mailOf(world, 'Subject')
    const manager = await contextAs(world.managerId)
    const both: (() => Promise<unknown>)[] = [
      () => sharePacket(manager, shareInput(world)),
      () => addPeople(partner, { sessionId, person }),
    ]
    const order = round % 2 === 0 ? both : both.reverse()
    const done = await Promise.allSettled(order.map((act) => act()))
    const refused = done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toMatchObject([CONFLICT])
    const db = await testDatabase('owner')
    const isShared = (await db.packet.count({ where: { participantId } })) === 1
    const isIn = (await db.calibrationParticipant.count({ where: { participantId } })) === 1
    expect(isShared).toBe(!isIn)
  }
})

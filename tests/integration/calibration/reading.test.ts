import { describe, expect, test } from 'vitest'
import { getCalibrationReading } from '@/lib/calibration/reading/queries'
import { getRoom, listMySessions } from '@/lib/calibration/room/queries'
import { lockSession } from '@/lib/calibration/sessions/commands'
import type { Context } from '@/lib/context'
import { reopenReview, requestReopening } from '@/lib/reviews/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getReviewScreen } from '@/lib/reviews/queries'
import { listReopeningRequests } from '@/lib/reviews/reopening/queries'
import {
  addParticipant,
  type CalibrationWorld,
  calibrator,
  makeCalibrationWorld,
  putSession,
} from '../../support/calibration-factory'
import { testDatabase } from '../../support/database'
import { contextAs, token } from '../../support/packet-factory'

const NOT_FOUND = { code: 'NOT_FOUND' }

describe('the reading page', () => {
  test('shows members what was handed in, without the names of peers, and notes it', async () => {
    const world = await makeCalibrationWorld()
    for (const id of [world.memberId, world.facilitatorId]) {
      const ctx = await calibrator(id)
      const reading = await read(ctx, world)
      const text = JSON.stringify(reading)
      for (const author of [world.managerId, world.subjectId, ...world.peerIds]) {
        expect(text).toContain(token(author))
      }
      expect(text).not.toMatch(/Peer1|Peer2/)
      for (const peerId of world.peerIds) expect(text).not.toContain(peerId)
      const [manager] = reading.submissions
      expect(manager?.title).toContain('Manager review')
      expect(manager?.ratings.length).toBeGreaterThan(0)
      const db = await testDatabase('owner')
      const where = { actorId: id, action: 'submissions.read', subjectId: world.subjectId }
      expect(await db.auditEvent.count({ where })).toBe(1)
    }
  })

  test('names peers to nobody here, though they are their manager as well (cell 10)', async () => {
    const world = await makeCalibrationWorld()
    const db = await testDatabase('owner')
    await db.calibrationMember.create({
      data: { sessionId: world.sessionId, personId: world.managerId, role: 'MEMBER' },
    })
    expect(JSON.stringify(await read(await calibrator(world.managerId), world))).not.toMatch(
      /Peer\d/,
    )
  })

  test('is not there for others, in no state, nor for members before and after', async () => {
    const world = await makeCalibrationWorld()
    const { cycleId, sessionId } = world
    const other = await addParticipant(world, 'Other')
    await putSession({
      ...{ cycleId, seats: { [world.strangerId]: 'FACILITATOR' } },
      participantIds: [other.id],
    })
    const outside = [world.strangerId, world.managerId, world.skipId, world.adminId]
    for (const id of [...outside, world.subjectId, ...world.peerIds]) {
      const ctx = await calibrator(id, id === world.adminId ? ['ADMIN'] : [])
      await expect(read(ctx, world)).rejects.toMatchObject(NOT_FOUND)
      await expect(getRoom(ctx, { sessionId })).rejects.toMatchObject(NOT_FOUND)
    }
    const member = await calibrator(world.memberId)
    await expect(
      getCalibrationReading(member, { sessionId, participantId: other.id }),
    ).rejects.toMatchObject(NOT_FOUND)
    const db = await testDatabase('owner')
    const put = (state: 'MANAGER_WRITING' | 'SHARING' | 'CLOSED') =>
      db.cycle.update({ where: { id: cycleId }, data: { state } })
    await put('MANAGER_WRITING')
    await expect(read(member, world)).rejects.toMatchObject(NOT_FOUND)
    await put('SHARING')
    expect(await read(member, world)).toMatchObject({ hidden: [expect.stringMatching(/names/)] })
    await put('CLOSED')
    await expect(read(member, world)).rejects.toMatchObject(NOT_FOUND)
    await expect(getRoom(member, { sessionId })).rejects.toMatchObject(NOT_FOUND)
  })

  test('is the only place where a seat opens anything', async () => {
    const world = await makeCalibrationWorld()
    const { participantId, reviewIds, managerId } = world
    const member = await calibrator(world.memberId)
    await expect(getSharePreview(member, { participantId })).rejects.toMatchObject(NOT_FOUND)
    const reviewId = reviewIds[managerId]
    await expect(getReviewScreen(member, { reviewId })).rejects.toMatchObject(NOT_FOUND)
  })
})

describe('the session', () => {
  test('A09 holds nothing of the calibrator who is in it: no row, no count, no page, no word', async () => {
    const world = await makeCalibrationWorld()
    const { sessionId } = world
    const db = await testDatabase('owner')
    const own = await addParticipant(world, 'Own', world.memberId)
    await db.calibrationParticipant.create({ data: { sessionId, participantId: own.id } })
    const other = await addParticipant(world, 'Other')
    await db.calibrationParticipant.create({ data: { sessionId, participantId: other.id } })
    const self = await calibrator(world.memberId)
    const room = await getRoom(self, { sessionId })
    expect(room.rows.map(({ participantId }) => participantId).sort()).toEqual(
      [world.participantId, other.id].sort(),
    )
    expect(JSON.stringify(room.rows)).not.toContain(`Calibrator ${world.key}`)
    const [listed] = await listMySessions(self)
    expect(listed?.people).toBe(2)
    await expect(
      getCalibrationReading(self, { sessionId, participantId: own.id }),
    ).rejects.toMatchObject(NOT_FOUND)
    const full = await getRoom(await calibrator(world.facilitatorId), { sessionId })
    expect(full.rows).toHaveLength(3)
  })

  test('says how far each person is, and to the facilitator also after the lock', async () => {
    const world = await makeCalibrationWorld()
    const { sessionId } = world
    const facilitator = await calibrator(world.facilitatorId)
    const member = await calibrator(world.memberId)
    const before = await getRoom(facilitator, { sessionId })
    expect(before).toMatchObject({ state: 'Open', can: { lock: true, change: false } })
    expect(before.rows[0]).toMatchObject({
      name: `Subject ${world.key}`,
      isOpen: true,
      stages: [
        { title: 'Manager review', word: 'Submitted' },
        { title: 'Self-review', word: 'Submitted' },
        { title: 'Peer feedback', word: 'Submitted' },
      ],
    })
    expect((await getRoom(member, { sessionId })).can.lock).toBe(false)
    await lockSession(facilitator, { sessionId, version: 0 })
    const after = await getRoom(facilitator, { sessionId })
    expect(after).toMatchObject({ state: 'Locked', can: { lock: false, publish: true } })
    expect(after.rows).toMatchObject([{ isOpen: false }])
    await expect(read(facilitator, world)).rejects.toMatchObject(NOT_FOUND)
    await expect(getRoom(member, { sessionId })).rejects.toMatchObject(NOT_FOUND)
    expect(await listMySessions(member)).toEqual([])
    expect(await listMySessions(facilitator)).toHaveLength(1)
  })

  test('that is being prepared is known to its members by name alone', async () => {
    const world = await makeCalibrationWorld({ state: 'MANAGER_WRITING' })
    const { sessionId } = world
    const member = await calibrator(world.memberId)
    const [session] = await listMySessions(member)
    expect(session).toMatchObject({ state: 'Being prepared', people: null })
    expect(session?.opensOn).toMatch(/\d{4}$/)
    await expect(getRoom(member, { sessionId })).rejects.toMatchObject(NOT_FOUND)
  })
})

test('the facilitator gives back what is asked back while the session is open, a member does not', async () => {
  const world = await makeCalibrationWorld()
  const { managerId, sessionId } = world
  const reviewId = world.reviewIds[managerId]
  await requestReopening(await contextAs(managerId), { reviewId, reason: 'A number is wrong.' })
  const db = await testDatabase('owner')
  const mail = { recipientId: world.facilitatorId, kind: 'reopening-asked' }
  expect(await db.outboxMessage.count({ where: mail })).toBe(1)
  const member = await calibrator(world.memberId)
  const give = { reviewId, reason: 'Please mend it.' }
  await expect(reopenReview(member, give)).rejects.toMatchObject(NOT_FOUND)
  expect((await listReopeningRequests(member)).requests).toEqual([])
  const facilitator = await calibrator(world.facilitatorId)
  const { requests } = await listReopeningRequests(facilitator)
  expect(requests.map((one) => one.reviewId)).toEqual([reviewId])
  await reopenReview(facilitator, give)
  const { rows } = await getRoom(facilitator, { sessionId })
  expect(rows[0]?.stages[0]).toEqual({ title: 'Manager review', word: 'Reopened' })
  const open = await read(facilitator, world)
  expect(JSON.stringify(open)).not.toContain(token(managerId))
  await expect(lockSession(facilitator, { sessionId, version: 0 })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

async function read(ctx: Context, { sessionId, participantId }: CalibrationWorld) {
  return getCalibrationReading(ctx, { sessionId, participantId })
}

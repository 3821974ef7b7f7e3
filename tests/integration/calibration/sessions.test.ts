import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { endSeat, setSeat } from '@/lib/calibration/members/commands'
import { addPeople, removePerson } from '@/lib/calibration/people/commands'
import { createSession, lockSession, publishSession } from '@/lib/calibration/sessions/commands'
import { getSessionDesk, listSessions } from '@/lib/calibration/sessions/queries'
import { advanceSessions } from '@/lib/calibration/timers/commands'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import {
  addParticipant,
  type CalibrationWorld,
  calibrator,
  makeCalibrationWorld,
  putSession,
} from '../../support/calibration-factory'
import { testDatabase } from '../../support/database'
import { jobContextAt } from '../../support/organisation'
import { contextAs, shareInput } from '../../support/packet-factory'

const NOT_FOUND = { code: 'NOT_FOUND' }
const FORBIDDEN = { code: 'FORBIDDEN' }
const CONFLICT = { code: 'CONFLICT' }

describe('setting a session up', () => {
  test('HR makes one with its facilitator, who is told as the cycle calibrates already', async () => {
    const world = await makeCalibrationWorld()
    const partner = await asPartner(world)
    const { sessionId } = await createSession(partner, creation(world, 'Stranger'))
    expect(await mailsOf(world.strangerId)).toEqual([`/calibration/${sessionId}`])
    const desk = await getSessionDesk(partner, { cycleId: world.cycleId, sessionId })
    expect(desk).toMatchObject({ state: 'Open', people: [], can: { change: true, lock: true } })
    expect(desk.members).toMatchObject([{ id: world.strangerId, seat: 'Facilitator' }])
    const { sessions } = await listSessions(partner, { cycleId: world.cycleId })
    expect(sessions.map(({ id }) => id)).toContain(sessionId)
    expect(await actionsOf(sessionId)).toEqual(['calibSession.create'])
  })

  test('nobody else does, and no cycle gets one that promised its writers none', async () => {
    const world = await makeCalibrationWorld()
    for (const id of [world.managerId, world.facilitatorId, world.subjectId]) {
      await expect(
        createSession(await calibrator(id), creation(world, 'Skip')),
      ).rejects.toMatchObject(FORBIDDEN)
      await expect(
        listSessions(await calibrator(id), { cycleId: world.cycleId }),
      ).rejects.toMatchObject(NOT_FOUND)
    }
    const db = await testDatabase('owner')
    const where = { id: world.cycleId }
    await db.cycle.update({ where, data: { hasCalibration: false } })
    const partner = await asPartner(world)
    await expect(createSession(partner, creation(world, 'Skip'))).rejects.toMatchObject(CONFLICT)
    await db.cycle.update({ where, data: { hasCalibration: true, state: 'CLOSED' } })
    await expect(createSession(partner, creation(world, 'Skip'))).rejects.toMatchObject(CONFLICT)
  })

  test('A18 an administrator takes no seat, and chooses nobody for a session in which they sit', async () => {
    const world = await makeCalibrationWorld()
    const { sessionId } = world
    const admin = await contextAs(world.adminId, ['ADMIN'])
    await expect(createSession(admin, creation(world, 'Admin'))).rejects.toMatchObject(FORBIDDEN)
    const own = { sessionId, member: mail(world, 'Admin') }
    for (const role of ['READER', 'MEMBER', 'FACILITATOR']) {
      await expect(setSeat(admin, { ...own, role })).rejects.toMatchObject(FORBIDDEN)
    }
    const other = await addParticipant(world, 'Other')
    await setSeat(await asPartner(world), { ...own, role: 'MEMBER' })
    await expect(addPeople(admin, { sessionId, person: other.email })).rejects.toMatchObject(
      FORBIDDEN,
    )
    await expect(setSeat(admin, { ...own, role: 'FACILITATOR' })).rejects.toMatchObject(FORBIDDEN)
    expect(await peopleOf(sessionId)).toEqual([world.participantId])
  })

  test('a seat is given, changed and taken, with one facilitator at a time', async () => {
    const world = await makeCalibrationWorld()
    const { sessionId, facilitatorId, memberId } = world
    const partner = await asPartner(world)
    await setSeat(partner, { sessionId, member: mail(world, 'Skip'), role: 'READER' })
    await setSeat(partner, { sessionId, member: mail(world, 'Calibrator'), role: 'FACILITATOR' })
    expect(await seatsOf(sessionId)).toEqual({
      [facilitatorId]: 'MEMBER',
      [memberId]: 'FACILITATOR',
      [world.skipId]: 'READER',
    })
    expect(await mailsOf(world.skipId)).toEqual([`/calibration/${sessionId}`])
    for (const refused of [
      () => setSeat(partner, { sessionId, member: mail(world, 'Calibrator'), role: 'MEMBER' }),
      () => endSeat(partner, { sessionId, personId: memberId }),
      () => endSeat(partner, { sessionId, personId: world.strangerId }),
    ]) {
      await expect(refused()).rejects.toMatchObject(CONFLICT)
    }
    await endSeat(partner, { sessionId, personId: facilitatorId })
    expect(Object.keys(await seatsOf(sessionId)).sort()).toEqual([memberId, world.skipId].sort())
  })

  test('members may not, and for others there is no such session', async () => {
    const world = await makeCalibrationWorld()
    const { sessionId } = world
    const seat = { sessionId, member: mail(world, 'Skip'), role: 'MEMBER' }
    for (const id of [world.facilitatorId, world.memberId]) {
      await expect(setSeat(await calibrator(id), seat)).rejects.toMatchObject(FORBIDDEN)
    }
    for (const id of [world.managerId, world.strangerId, world.subjectId]) {
      const ctx = await calibrator(id)
      await expect(setSeat(ctx, seat)).rejects.toMatchObject(NOT_FOUND)
      await expect(addPeople(ctx, { sessionId, team: 'Payments' })).rejects.toMatchObject(NOT_FOUND)
      await expect(lockSession(ctx, { sessionId, version: 0 })).rejects.toMatchObject(NOT_FOUND)
    }
  })
})

describe('whom a session is about', () => {
  test('by team and by manager; each in one session of a cycle, whoever is shared in none', async () => {
    const world = await makeCalibrationWorld()
    const { sessionId, cycleId } = world
    const db = await testDatabase('owner')
    const [one, two, done] = await Promise.all(
      ['One', 'Two', 'Done'].map((who) => addParticipant(world, who)),
    )
    await db.participant.update({ where: { id: done?.id ?? '' }, data: { status: 'SHARED' } })
    const other = await putSession({
      ...{ cycleId, seats: { [world.skipId]: 'FACILITATOR' } },
      participantIds: [two?.id ?? ''],
    })
    const partner = await asPartner(world)
    expect(await addPeople(partner, { sessionId, team: 'Payments' })).toEqual({
      ...{ added: 1, elsewhere: 1, settled: 1 },
    })
    expect(await peopleOf(sessionId)).toEqual([world.participantId, one?.id].sort())
    await expect(addPeople(partner, { sessionId, person: two?.email })).rejects.toMatchObject(
      CONFLICT,
    )
    await removePerson(partner, { sessionId: other, participantId: two?.id })
    const manager = mail(world, 'Manager')
    expect(await addPeople(partner, { sessionId, manager })).toMatchObject({ added: 1 })
    await expect(addPeople(partner, { sessionId, team: 'Nobody' })).rejects.toMatchObject({
      code: 'INVALID',
    })
    await expect(
      addPeople(partner, { sessionId, team: 'Payments', manager }),
    ).rejects.toMatchObject({ code: 'INVALID' })
  })

  test('never the one who chooses, whose own row they neither see nor count', async () => {
    const world = await makeCalibrationWorld()
    const { sessionId, cycleId } = world
    const own = await addParticipant(world, 'Partner', world.partnerId)
    const partner = await asPartner(world)
    await expect(
      addPeople(partner, { sessionId, person: mail(world, 'Partner') }),
    ).rejects.toMatchObject(FORBIDDEN)
    await expect(addPeople(partner, { sessionId, team: 'Payments' })).rejects.toThrow()
    const admin = await contextAs(world.adminId, ['ADMIN'])
    expect(await addPeople(admin, { sessionId, team: 'Payments' })).toMatchObject({ added: 1 })
    const desk = await getSessionDesk(partner, { cycleId, sessionId })
    expect(desk.people.map(({ participantId }) => participantId)).toEqual([world.participantId])
    const { sessions } = await listSessions(partner, { cycleId })
    expect(sessions[0]?.people).toBe(1)
    await expect(removePerson(partner, { sessionId, participantId: own.id })).rejects.toMatchObject(
      NOT_FOUND,
    )
  })

  test('A16 an HR partner adds whom they have in scope, and knows no session with others', async () => {
    const world = await makeCalibrationWorld()
    const db = await testDatabase('owner')
    const team = await db.team.create({ data: { name: `Scope ${world.key}` } })
    const inside = await addParticipant(world, 'Inside')
    await addParticipant(world, 'Outside')
    await db.person.update({ where: { id: inside.personId }, data: { teamId: team.id } })
    const partner = await asPartner(world)
    const scoped = {
      ...partner,
      actor: { ...partner.actor, roles: [{ role: 'HR_PARTNER' as const, scopeTeamId: team.id }] },
    }
    const { sessionId } = await createSession(scoped, creation(world, 'Skip'))
    expect(await addPeople(scoped, { sessionId, team: 'Payments' })).toMatchObject({ added: 1 })
    expect(await peopleOf(sessionId)).toEqual([inside.id])
    const whole = { cycleId: world.cycleId, sessionId: world.sessionId }
    await expect(getSessionDesk(scoped, whole)).rejects.toMatchObject(NOT_FOUND)
    const { sessions } = await listSessions(scoped, { cycleId: world.cycleId })
    expect(sessions.map(({ id }) => id)).toEqual([sessionId])
  })
})

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
      'calibSession.addPeople',
      'calibSession.removePerson',
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
      () => setSeat(partner, { sessionId, member: mail(world, 'Skip'), role: 'MEMBER' }),
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

function creation({ cycleId, key }: CalibrationWorld, who: string) {
  return { cycleId, name: `Session ${randomUUID()}`, facilitator: mail({ key }, who) }
}

function mail({ key }: { key: string }, who: string): string {
  return `${who}.${key}@example.org`.toLowerCase()
}

async function asPartner({ partnerId }: CalibrationWorld) {
  return contextAs(partnerId, ['HR_PARTNER'])
}

async function mailsOf(recipientId: string): Promise<string[]> {
  const db = await testDatabase('owner')
  const where = { recipientId, kind: 'calibration-opened' }
  const rows = await db.outboxMessage.findMany({ where })
  return rows.map(({ payload }) => (payload as { path: string }).path)
}

async function actionsOf(objectId: string): Promise<string[]> {
  const db = await testDatabase('owner')
  const rows = await db.auditEvent.findMany({ where: { objectId }, orderBy: { id: 'asc' } })
  return rows.map(({ action }) => action)
}

async function peopleOf(sessionId: string): Promise<string[]> {
  const db = await testDatabase('owner')
  const rows = await db.calibrationParticipant.findMany({ where: { sessionId } })
  return rows.map(({ participantId }) => participantId).sort()
}

async function seatsOf(sessionId: string): Promise<Record<string, string>> {
  const db = await testDatabase('owner')
  const rows = await db.calibrationMember.findMany({ where: { sessionId } })
  return Object.fromEntries(rows.map(({ personId, role }) => [personId, role]))
}

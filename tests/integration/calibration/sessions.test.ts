import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { endSeat, setSeat } from '@/lib/calibration/members/commands'
import { addPeople, removePerson } from '@/lib/calibration/people/commands'
import { createSession, lockSession } from '@/lib/calibration/sessions/commands'
import { getSessionDesk, listSessions } from '@/lib/calibration/sessions/queries'
import {
  actionsOf,
  addParticipant,
  asPartner,
  type CalibrationWorld,
  calibrator,
  mailOf,
  mailsOf,
  makeCalibrationWorld,
  putSession,
} from '../../support/calibration-factory'
import { testDatabase } from '../../support/database'
import { contextAs } from '../../support/packet-factory'

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
    expect(await actionsOf(sessionId)).toEqual(['calibSession.create as hr_in'])
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
    const own = { sessionId, member: mailOf(world, 'Admin') }
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
    await setSeat(partner, { sessionId, member: mailOf(world, 'Skip'), role: 'READER' })
    await setSeat(partner, { sessionId, member: mailOf(world, 'Calibrator'), role: 'FACILITATOR' })
    expect(await seatsOf(sessionId)).toEqual({
      [facilitatorId]: 'MEMBER',
      [memberId]: 'FACILITATOR',
      [world.skipId]: 'READER',
    })
    expect(await mailsOf(world.skipId)).toEqual([`/calibration/${sessionId}`])
    for (const refused of [
      () => setSeat(partner, { sessionId, member: mailOf(world, 'Calibrator'), role: 'MEMBER' }),
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
    const seat = { sessionId, member: mailOf(world, 'Skip'), role: 'MEMBER' }
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
    const manager = mailOf(world, 'Manager')
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
      addPeople(partner, { sessionId, person: mailOf(world, 'Partner') }),
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

function creation({ cycleId, key }: CalibrationWorld, who: string) {
  return { cycleId, name: `Session ${randomUUID()}`, facilitator: mailOf({ key }, who) }
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

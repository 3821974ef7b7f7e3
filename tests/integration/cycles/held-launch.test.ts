import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCycle } from '@/lib/cycles/commands'
import { launchCycle, scheduleCycle, unscheduleCycle } from '@/lib/cycles/launch/commands'
import { getDataCheck } from '@/lib/cycles/launch/queries'
import { getCycle } from '@/lib/cycles/queries'
import { advanceCycles } from '@/lib/cycles/timers/commands'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '../../support/database'
import {
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from './settings'

const SIZE = 12
let web: Database
let owner: Database
let organisation: TestOrganisation
let cycleId: string

beforeAll(async () => {
  web = await testDatabase()
  owner = await testDatabase('owner')
})

beforeEach(async () => {
  organisation = await makeOrganisation(SIZE)
  await owner.roleGrant.updateMany({
    where: { personId: { in: organisation.people } },
    data: { validFrom: new Date('2026-01-01') },
  })
  const { teamId } = await web.person.findUniqueOrThrow({ where: { id: person(0) } })
  const settings = settingsFor(organisation, { teamIds: [teamId ?? ''] })
  cycleId = (await createCycle(asAdmin('2026-06-01'), settings)).cycleId
})

const person = (index: number) => organisation.people[index] ?? ''
const asAdmin = (day: string) => contextOf(organisation.admin, web, new Date(`${day}T09:00:00Z`))
const cycle = () => web.cycle.findUniqueOrThrow({ where: { id: cycleId } })
const schedule = async (leaveOut = {}) =>
  scheduleCycle(asAdmin('2026-06-01'), { cycleId, version: 0, ...leaveOut })
const tick = async (day: string, time = '09:00') =>
  advanceCycles(await jobContextAt(new Date(`${day}T${time}:00Z`)))
const mails = () =>
  web.outboxMessage.findMany({
    where: { kind: 'launch-held', dedupKey: { contains: cycleId } },
    orderBy: { recipientId: 'asc' },
  })
const isActive = (index: number, value: boolean) =>
  owner.person.update({ where: { id: person(index) }, data: { isActive: value } })
const loseLevel = (index: number) =>
  owner.personLevel.deleteMany({ where: { personId: person(index) } })

describe('a launch by the clock whose data check has changed', () => {
  it('waits while a manager has left, says so once, and goes on when that is mended', async () => {
    await schedule()
    await isActive(0, false)
    await tick('2026-07-06')
    await tick('2026-07-06', '09:01')
    expect(await cycle()).toMatchObject({ state: 'SCHEDULED', launchHeldAt: expect.any(Date) })
    const told = await mails()
    expect(told.map(({ recipientId }) => recipientId)).toEqual(
      expect.arrayContaining([organisation.admin.id, organisation.otherAdmin.id]),
    )
    expect(new Set(told.map(({ recipientId }) => recipientId)).size).toBe(told.length)
    expect(told[0]?.payload).toMatchObject({
      path: `/cycles/${cycleId}`,
      lines: [
        'Must be mended: Manager has left (8). Nobody could write their manager review. Give them another manager.',
        'To know: No account yet (11). They get their tasks, but cannot sign in before they accept an invitation.',
      ],
    })
    const audit = { cycleId, action: 'cycle.holdLaunch' }
    expect(await web.auditEvent.count({ where: audit })).toBe(1)
    const view = await getCycle(asAdmin('2026-07-06'), { cycleId })
    expect(view.next).toMatch(/^It was to launch by itself on 6 Jul 2026 .* and waits/)
    const { holds } = await getDataCheck(asAdmin('2026-07-06'), { cycleId })
    expect(holds).toEqual([
      'Must be mended: Manager has left (8). Nobody could write their manager review. Give them another manager.',
    ])
    await isActive(0, true)
    await tick('2026-07-07')
    expect(await cycle()).toMatchObject({
      state: 'SELF_AND_PEER',
      launchHeldAt: null,
      launchAt: new Date('2026-07-07T09:00:00Z'),
    })
    expect(await web.participant.count({ where: { cycleId } })).toBe(SIZE)
  })

  it('leaves out only those of whom the administrator was told', async () => {
    await loseLevel(11)
    await schedule({ leaveOut: 'on' })
    await loseLevel(10)
    await tick('2026-07-06')
    expect((await cycle()).state).toBe('SCHEDULED')
    expect((await getDataCheck(asAdmin('2026-07-06'), { cycleId })).holds).toEqual([
      'Must be decided: 1 person has no level of this ladder, and nobody agreed to leave them out. Give them a level, or launch without them.',
    ])
    const { version } = await cycle()
    await launchCycle(asAdmin('2026-07-06'), { cycleId, version, leaveOut: 'on' })
    await tick('2026-07-06')
    expect(await web.participant.count({ where: { cycleId } })).toBe(SIZE - 2)
  })

  it('launches without those whom it was agreed to leave out, and warns nobody', async () => {
    await loseLevel(11)
    await schedule({ leaveOut: 'on' })
    await tick('2026-07-06')
    expect((await cycle()).state).toBe('SELF_AND_PEER')
    expect(await web.participant.count({ where: { cycleId } })).toBe(SIZE - 1)
    expect(await mails()).toEqual([])
  })

  it('does not launch late once a due day has gone by, and tells of a second schedule again', async () => {
    await schedule()
    await isActive(0, false)
    await tick('2026-07-06')
    await isActive(0, true)
    await tick('2026-07-20')
    expect((await cycle()).state).toBe('SCHEDULED')
    expect((await getDataCheck(asAdmin('2026-07-20'), { cycleId })).holds).toEqual([
      'Must be mended: Self-reviews must be due after the launch. Move the dates first.',
    ])
    const before = (await mails()).length
    expect(before).toBeGreaterThan(1)
    const versioned = async () => ({ cycleId, version: (await cycle()).version })
    await unscheduleCycle(asAdmin('2026-07-20'), await versioned())
    expect((await cycle()).launchHeldAt).toBeNull()
    await scheduleCycle(asAdmin('2026-06-02'), await versioned())
    await isActive(0, false)
    await tick('2026-07-08')
    expect((await mails()).length).toBe(2 * before)
  })
})

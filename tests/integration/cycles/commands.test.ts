import { beforeAll, describe, expect, it } from 'vitest'
import { createCycle, deleteDraftCycle, updateCycle } from '@/lib/cycles/commands'
import { launchCycle, scheduleCycle, unscheduleCycle } from '@/lib/cycles/launch/commands'
import { getCycle, getCycleForm, listCycles } from '@/lib/cycles/queries'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '../../support/database'
import {
  actor,
  contextOf,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from './settings'

let web: Database
let organisation: TestOrganisation

beforeAll(async () => {
  web = await testDatabase()
  organisation = await makeOrganisation(12)
})

const asAdmin = () => contextOf(organisation.admin, web)
const create = (own: Record<string, unknown> = {}) =>
  createCycle(asAdmin(), settingsFor(organisation, own))

describe('a new cycle', () => {
  it('keeps days as the first and the last second of its own zone', async () => {
    const { cycleId } = await create({ timeZone: 'Asia/Kathmandu' })
    const cycle = await web.cycle.findUniqueOrThrow({ where: { id: cycleId } })
    expect(cycle.state).toBe('DRAFT')
    expect(cycle.launchAt.toISOString()).toBe('2026-07-05T18:15:00.000Z')
    expect(cycle.selfDueAt.toISOString()).toBe('2026-07-17T18:14:59.000Z')
    expect(cycle.periodEnd.toISOString().slice(0, 10)).toBe('2026-06-30')
    const view = await getCycle(asAdmin(), { cycleId })
    expect(view.milestones.map(({ day }) => day)).toEqual([
      '2026-07-06',
      '2026-07-17',
      '2026-07-17',
      '2026-07-31',
      '2026-08-03',
      '2026-08-21',
    ])
  })

  it.each([
    ['ATTRIBUTED', 1],
    ['UNATTRIBUTED', 3],
    ['CONFIDENTIAL', 3],
  ])('stores how many peers count when they are %s', async (peerVisibility, minimum) => {
    const { cycleId } = await create({ peerVisibility })
    const cycle = await web.cycle.findUniqueOrThrow({ where: { id: cycleId } })
    expect(cycle.scoringConfig).toMatchObject({ version: 1, minRaters: { peer: minimum } })
  })

  it.each([
    ['a date out of order', { selfDueOn: '2026-07-01' }, 'selfDueOn'],
    ['closing before sharing', { closeOn: '2026-08-01' }, 'closeOn'],
    ['a period that ends before it begins', { periodEnd: '2025-12-31' }, 'periodEnd'],
    ['a day that does not exist', { launchOn: '2026-02-30' }, 'launchOn'],
    ['a zone that does not exist', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['a ladder that does not exist', { ladderVersionId: crypto.randomUUID() }, 'ladderVersionId'],
    ['a team that does not exist', { teamIds: [crypto.randomUUID()] }, 'teamIds'],
    ['a name with a line break', { name: 'One\nBcc: all@example.org' }, 'name'],
    ['a promise to peers that does not exist', { peerVisibility: 'SECRET' }, 'peerVisibility'],
  ])('is refused with %s, at the field', async (_, own, field) => {
    const count = await web.cycle.count()
    await expect(create(own)).rejects.toMatchObject({
      code: 'INVALID',
      fields: { [field]: expect.any(String) },
    })
    expect(await web.cycle.count()).toBe(count)
  })

  it('refuses what it does not know', async () => {
    await expect(create({ state: 'SHARING' })).rejects.toMatchObject({ code: 'INVALID' })
  })
})

describe('changing a cycle', () => {
  it('needs the version that was read', async () => {
    const { cycleId } = await create()
    const input = settingsFor(organisation, { cycleId, version: '0', name: 'Renamed' })
    await updateCycle(asAdmin(), input)
    await expect(updateCycle(asAdmin(), input)).rejects.toMatchObject({ code: 'CONFLICT' })
    const cycle = await web.cycle.findUniqueOrThrow({ where: { id: cycleId } })
    expect(cycle).toMatchObject({ name: 'Renamed', version: 1 })
  })

  it('and removing it end with the launch', async () => {
    const { cycleId } = await create()
    await launchCycle(asAdmin(), { cycleId, version: 0 })
    const update = updateCycle(asAdmin(), settingsFor(organisation, { cycleId, version: 1 }))
    await expect(update).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const remove = deleteDraftCycle(asAdmin(), { cycleId, version: 1 })
    await expect(remove).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const draft = await create()
    await deleteDraftCycle(asAdmin(), { cycleId: draft.cycleId, version: 0 })
    expect(await web.cycle.findUnique({ where: { id: draft.cycleId } })).toBeNull()
  })

  it('is for administrators only', async () => {
    const { cycleId } = await create()
    for (const who of [organisation.member, actor(organisation.people[4], ['HR_PARTNER'])]) {
      const ctx = contextOf(who, web)
      const input = settingsFor(organisation, { cycleId, version: 0 })
      await expect(updateCycle(ctx, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const remove = deleteDraftCycle(ctx, { cycleId, version: 0 })
      await expect(remove).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(getCycleForm(ctx, {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect((await web.cycle.findUniqueOrThrow({ where: { id: cycleId } })).version).toBe(0)
  })
})

describe('a launch on another day than planned', () => {
  it('is told by the timeline, and refused once something would be due', async () => {
    const { cycleId } = await create()
    const at = (now: string) => ({ ...asAdmin(), now: new Date(now) })
    const late = launchCycle(at('2026-07-18T00:00:00Z'), { cycleId, version: 0 })
    await expect(late).rejects.toMatchObject({
      code: 'INVALID',
      message: 'Self-reviews must be due after the launch. Move the dates first.',
    })
    await launchCycle(at('2026-07-01T10:00:00Z'), { cycleId, version: 0 })
    const view = await getCycle(asAdmin(), { cycleId })
    expect(view.milestones[0]).toMatchObject({ key: 'launchOn', day: '2026-07-01' })
  })
})

describe('scheduling', () => {
  it('waits for a day that is to come, and can be taken back', async () => {
    const { cycleId } = await create()
    const before = { ...asAdmin(), now: new Date('2026-07-01T00:00:00Z') }
    const after = { ...asAdmin(), now: new Date('2026-07-07T00:00:00Z') }
    const late = scheduleCycle(after, { cycleId, version: 0 })
    await expect(late).rejects.toMatchObject({ code: 'INVALID' })
    await scheduleCycle(before, { cycleId, version: 0 })
    const state = async () => (await web.cycle.findUniqueOrThrow({ where: { id: cycleId } })).state
    expect(await state()).toBe('SCHEDULED')
    await unscheduleCycle(before, { cycleId, version: 1 })
    expect(await state()).toBe('DRAFT')
  })
})

describe('reading a cycle', () => {
  it('shows everybody its public part and only its operators the rest', async () => {
    const { cycleId } = await create()
    const member = await getCycle(contextOf(organisation.member, web), { cycleId })
    expect(member).toMatchObject({ name: 'First half of 2026', operation: null })
    expect(Object.values(member.can).some(Boolean)).toBe(false)
    expect(member.whoSeesWhat.join(' ')).toMatch(/with the name of its writer/)
    const admin = await getCycle(asAdmin(), { cycleId })
    expect(admin.operation).toMatchObject({ version: 0, launchTotal: 0 })
    expect(admin.can).toMatchObject({ edit: true, launch: true, requestClosing: false })
    const list = await listCycles(contextOf(organisation.member, web), {})
    expect(list.can.create).toBe(false)
    expect(list.cycles.map(({ id }) => id)).toContain(cycleId)
  })
})

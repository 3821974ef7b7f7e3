import { beforeAll, describe, expect, it } from 'vitest'
import { createCycle } from '@/lib/cycles/commands'
import { launchBatch, launchCycle, runLaunch } from '@/lib/cycles/launch/commands'
import { getDataCheck, getLaunchProgress } from '@/lib/cycles/launch/queries'
import { advanceCycles } from '@/lib/cycles/timers/commands'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '../../support/database'
import {
  actor,
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from './settings'

const SIZE = 45
let web: Database
let organisation: TestOrganisation
let top: string

beforeAll(async () => {
  web = await testDatabase()
  organisation = await makeOrganisation(SIZE)
  top = organisation.people[0] ?? ''
})

async function teamIds(): Promise<string[]> {
  const person = await web.person.findUniqueOrThrow({ where: { id: top } })
  return [person.teamId ?? '']
}

async function launched(own: Record<string, unknown> = {}): Promise<string> {
  const ctx = contextOf(organisation.admin, web)
  const settings = settingsFor(organisation, { teamIds: await teamIds(), ...own })
  const { cycleId } = await createCycle(ctx, settings)
  await launchCycle(ctx, { cycleId, version: 0 })
  return cycleId
}

async function outcome(cycleId: string) {
  const [reviews, cycle, participants, windows, messages, started] = await Promise.all([
    web.review.groupBy({ by: ['direction'], where: { cycleId }, _count: true }),
    web.cycle.findUniqueOrThrow({ where: { id: cycleId } }),
    web.participant.count({ where: { cycleId } }),
    web.contributionWindow.count({ where: { participant: { cycleId } } }),
    web.outboxMessage.count({ where: { dedupKey: { startsWith: `cycle-launched:${cycleId}` } } }),
    web.auditEvent.count({ where: { cycleId, action: 'transition.SELF_AND_PEER' } }),
  ])
  const count = (direction: string) => reviews.find((row) => row.direction === direction)?._count
  return {
    state: cycle.state,
    progress: [cycle.launchDone, cycle.launchTotal],
    participants,
    windows,
    self: count('SELF'),
    manager: count('MANAGER'),
    messages,
    started,
  }
}

const COMPLETE = {
  state: 'SELF_AND_PEER',
  progress: [SIZE, SIZE],
  participants: SIZE,
  windows: SIZE - 1,
  self: SIZE,
  manager: SIZE - 1,
  messages: SIZE,
  started: 1,
}

describe('launching', () => {
  it('creates what the data check announced', async () => {
    const ctx = contextOf(organisation.admin, web)
    const settings = settingsFor(organisation, { teamIds: await teamIds() })
    const { cycleId } = await createCycle(ctx, settings)
    const check = await getDataCheck(ctx, { cycleId })
    expect(check).toMatchObject({
      people: SIZE,
      participants: SIZE,
      selfReviews: SIZE,
      managerReviews: SIZE - 1,
      writers: SIZE,
    })
    const kinds = check.findings.map(({ kind, count }) => [kind, count])
    expect(kinds).toEqual([
      ['NO_REVIEWER', 1],
      ['NO_ACCOUNT', SIZE],
    ])
    await launchCycle(ctx, { cycleId, version: 0 })
    expect(await getLaunchProgress(ctx, { cycleId })).toEqual({
      done: 0,
      total: SIZE,
      isOver: false,
    })
    await runLaunch(await jobContextAt(), { cycleId })
    expect(await outcome(cycleId)).toEqual(COMPLETE)
    expect((await getLaunchProgress(ctx, { cycleId })).isOver).toBe(true)
  })

  it('keeps the level, the next level, the team and the manager of the launch', async () => {
    const cycleId = await launched()
    await runLaunch(await jobContextAt(), { cycleId })
    const [first, third] = await Promise.all(
      [top, organisation.people[2]].map((personId) =>
        web.participant.findFirstOrThrow({ where: { cycleId, personId: personId ?? '' } }),
      ),
    )
    expect(first).toMatchObject({ managerId: null, levelKey: 'l2', nextLevelKey: 'l3' })
    expect(third).toMatchObject({ managerId: top, trackKey: 'engineering', levelKey: 'l4' })
    expect(third?.teamName).toMatch(/^Team /)
    const highest = await web.participant.findFirstOrThrow({ where: { cycleId, levelKey: 'l5' } })
    expect(highest.nextLevelKey).toBeNull()
  })

  it('gives whoever has no manager the acting reviewer, but nobody to themselves', async () => {
    const acting = organisation.people[5] ?? ''
    const cycleId = await launched({ actingReviewerId: acting })
    await runLaunch(await jobContextAt(), { cycleId })
    const review = await web.review.findFirstOrThrow({
      where: { cycleId, subjectId: top, direction: 'MANAGER' },
    })
    expect(review.authorId).toBe(acting)
    const own = await launched({ actingReviewerId: top })
    await runLaunch(await jobContextAt(), { cycleId: own })
    expect(await outcome(own)).toEqual(COMPLETE)
  })

  it.each(Array.from({ length: 10 }, (_, index) => index))(
    'J15 is complete after being killed at batch %i',
    async (batches) => {
      const cycleId = await launched()
      const ctx = await jobContextAt()
      for (let batch = 0; batch < batches; batch++) {
        await launchBatch(ctx, { cycleId, batchSize: 5 })
      }
      const killed = ctx.db.$transaction(async (tx) => {
        await launchBatch({ ...ctx, db: tx }, { cycleId, batchSize: 5 })
        throw new Error('killed')
      })
      await expect(killed).rejects.toThrow('killed')
      await runLaunch(await jobContextAt(), { cycleId, batchSize: 7 })
      expect(await outcome(cycleId)).toEqual(COMPLETE)
    },
  )

  it('J15 is complete after two processes ran it at once, and again afterwards', async () => {
    const cycleId = await launched()
    const ctx = await jobContextAt()
    await Promise.all([
      runLaunch(ctx, { cycleId, batchSize: 3 }),
      runLaunch(await jobContextAt(), { cycleId, batchSize: 4 }),
      advanceCycles(ctx),
    ])
    await runLaunch(ctx, { cycleId })
    expect(await outcome(cycleId)).toMatchObject({
      ...COMPLETE,
      state: expect.any(String),
    })
  })

  it('gives the same answer to the same request, and refuses another one', async () => {
    const ctx = contextOf(organisation.admin, web)
    const settings = settingsFor(organisation, { teamIds: await teamIds() })
    const { cycleId } = await createCycle(ctx, settings)
    const answers = await Promise.all(
      [1, 2, 3].map(() => launchCycle(ctx, { cycleId, version: 0 })),
    )
    expect(answers).toEqual([{ cycleId }, { cycleId }, { cycleId }])
    const second = launchCycle(contextOf(organisation.otherAdmin, web), { cycleId, version: 0 })
    await expect(second).rejects.toMatchObject({ code: 'CONFLICT' })
    const jobs = await (await testDatabase('owner')).$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pgboss.job WHERE singleton_key = ${cycleId}`
    expect(jobs).toEqual([{ n: 1 }])
    expect(await web.auditEvent.count({ where: { cycleId, action: 'cycle.launch' } })).toBe(1)
  })

  it('leaves no job behind when its transaction fails', async () => {
    const ctx = contextOf(organisation.admin, web)
    const settings = settingsFor(organisation, { teamIds: await teamIds() })
    const { cycleId } = await createCycle(ctx, settings)
    const failing = web.$transaction(async (tx) => {
      await launchCycle({ ...ctx, db: tx }, { cycleId, version: 0 })
      throw new Error('undone')
    })
    await expect(failing).rejects.toThrow('undone')
    const jobs = await (await testDatabase('owner')).$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pgboss.job WHERE singleton_key = ${cycleId}`
    expect(jobs).toEqual([{ n: 0 }])
    expect((await outcome(cycleId)).state).toBe('DRAFT')
  })

  it('asks for a word before it leaves people out, and stops where a manager has left', async () => {
    const small = await makeOrganisation(12)
    const owner = await testDatabase('owner')
    const ctx = contextOf(small.admin, web)
    const team = await web.person.findUniqueOrThrow({ where: { id: small.people[0] ?? '' } })
    const settings = settingsFor(small, { teamIds: [team.teamId ?? ''] })
    const { cycleId } = await createCycle(ctx, settings)
    await owner.personLevel.deleteMany({ where: { personId: small.people[11] ?? '' } })
    await expect(launchCycle(ctx, { cycleId, version: 0 })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { leaveOut: expect.any(String) },
    })
    await owner.person.update({ where: { id: small.people[0] ?? '' }, data: { isActive: false } })
    await expect(launchCycle(ctx, { cycleId, version: 0, leaveOut: 'on' })).rejects.toMatchObject({
      message: expect.stringMatching(/^Manager has left/),
    })
    await owner.person.update({ where: { id: small.people[0] ?? '' }, data: { isActive: true } })
    await launchCycle(ctx, { cycleId, version: 0, leaveOut: 'on' })
    await runLaunch(await jobContextAt(), { cycleId })
    expect(await outcome(cycleId)).toMatchObject({ participants: 11, state: 'SELF_AND_PEER' })
  })

  it('is for administrators, and its job for nobody who is signed in', async () => {
    const ctx = contextOf(organisation.member, web)
    const settings = settingsFor(organisation, { teamIds: await teamIds() })
    await expect(createCycle(ctx, settings)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { cycleId } = await createCycle(contextOf(organisation.admin, web), settings)
    for (const who of [organisation.member, actor(organisation.people[4], ['HR_PARTNER'])]) {
      const launch = launchCycle(contextOf(who, web), { cycleId, version: 0 })
      await expect(launch).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(getDataCheck(ctx, { cycleId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const run = runLaunch(contextOf(organisation.admin, web), { cycleId })
    await expect(run).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

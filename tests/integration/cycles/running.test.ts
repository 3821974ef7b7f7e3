import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '@/lib/context'
import {
  archiveCycle,
  closeCycle,
  requestClosing,
  withdrawClosing,
} from '@/lib/cycles/closing/commands'
import { createCycle } from '@/lib/cycles/commands'
import { launchCycle, runLaunch, scheduleCycle } from '@/lib/cycles/launch/commands'
import { getProgress } from '@/lib/cycles/progress/queries'
import { getCycle } from '@/lib/cycles/queries'
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

let web: Database
let organisation: TestOrganisation

beforeAll(async () => {
  web = await testDatabase()
  organisation = await makeOrganisation(10)
})

const asAdmin = () => contextOf(organisation.admin, web)
const asOther = () => contextOf(organisation.otherAdmin, web)
const stateOf = async (id: string) => (await web.cycle.findUniqueOrThrow({ where: { id } })).state

async function running(): Promise<string> {
  const { cycleId } = await createCycle(asAdmin(), settingsFor(organisation))
  await launchCycle(asAdmin(), { cycleId, version: 0 })
  await runLaunch(await jobContextAt(), { cycleId })
  return cycleId
}

describe('the clock', () => {
  it('moves a cycle through its stages, each with its trace, once for three workers', async () => {
    const { cycleId } = await createCycle(asAdmin(), settingsFor(organisation))
    const early = { ...asAdmin(), now: new Date('2026-06-01T00:00:00Z') }
    await scheduleCycle(early, { cycleId, version: 0 })
    const at = async (now: string) => {
      const contexts = [1, 2, 3].map(() => jobContextAt(new Date(now)))
      await Promise.all((await Promise.all(contexts)).map(advanceCycles))
      return stateOf(cycleId)
    }
    expect(await at('2026-07-05T21:59:59Z')).toBe('SCHEDULED')
    expect(await at('2026-07-05T22:00:00Z')).toBe('SELF_AND_PEER')
    expect(await at('2026-07-17T21:59:58Z')).toBe('SELF_AND_PEER')
    expect(await at('2026-07-17T21:59:59Z')).toBe('MANAGER_WRITING')
    expect(await at('2026-08-02T22:00:00Z')).toBe('SHARING')
    expect(await at('2027-08-02T22:00:00Z')).toBe('SHARING')
    const trace = await web.auditEvent.findMany({
      where: { cycleId, action: { startsWith: 'transition.' } },
      orderBy: { id: 'asc' },
    })
    expect(trace.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['transition.LAUNCHING', null],
      ['transition.SELF_AND_PEER', null],
      ['transition.MANAGER_WRITING', null],
      ['transition.SHARING', null],
    ])
  })

  it('passes every stage of a cycle whose days have all gone by', async () => {
    const cycleId = await running()
    await advanceCycles(await jobContextAt(new Date('2026-12-01T00:00:00Z')))
    expect(await stateOf(cycleId)).toBe('SHARING')
    expect(
      await web.auditEvent.count({ where: { cycleId, action: 'transition.MANAGER_WRITING' } }),
    ).toBe(1)
  })

  it('takes up a launch whose job was lost', async () => {
    const { cycleId } = await createCycle(asAdmin(), settingsFor(organisation))
    await launchCycle(asAdmin(), { cycleId, version: 0 })
    await (await testDatabase('owner')).$executeRaw`
      DELETE FROM pgboss.job WHERE singleton_key = ${cycleId}`
    await advanceCycles(await jobContextAt(new Date('2026-07-07T00:00:00Z')))
    expect(await stateOf(cycleId)).toBe('SELF_AND_PEER')
  })
})

describe('closing', () => {
  it('needs two administrators', async () => {
    const cycleId = await running()
    await expect(closeCycle(asAdmin(), { cycleId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const who of [organisation.member, actor(organisation.people[4], ['HR_PARTNER'])]) {
      const request = requestClosing(contextOf(who, web), { cycleId })
      await expect(request).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await requestClosing(asAdmin(), { cycleId })
    await expect(closeCycle(asAdmin(), { cycleId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await getCycle(asAdmin(), { cycleId })).can.confirmClosing).toBe(false)
    expect((await getCycle(asOther(), { cycleId })).can.confirmClosing).toBe(true)
    await withdrawClosing(asAdmin(), { cycleId })
    await expect(closeCycle(asOther(), { cycleId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await requestClosing(asAdmin(), { cycleId })
    await closeCycle(asOther(), { cycleId })
    expect(await stateOf(cycleId)).toBe('CLOSED')
    await expect(archiveCycle(asOther(), { cycleId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await requestClosing(asOther(), { cycleId })
    await archiveCycle(asAdmin(), { cycleId })
    expect(await stateOf(cycleId)).toBe('ARCHIVED')
  })

  it('makes the unfinished "not provided", lets a handed-in review stand, and keeps every text', async () => {
    const cycleId = await running()
    const author = organisation.people[5] ?? ''
    const reopened = organisation.people[6] ?? ''
    const asAuthor = contextOf(actor(author), web)
    const where = (authorId: string) => ({ cycleId, authorId, direction: 'SELF' as const })
    await inTransaction(asAuthor, async (tx) => {
      const body = { text: 'Half a thought', ratings: {} }
      const { id: reviewId } = await tx.review.findFirstOrThrow({ where: where(author) })
      await tx.draft.create({ data: { reviewId, authorId: author, section: 'summary', body } })
      await tx.review.update({ where: { id: reviewId }, data: { status: 'DRAFT' } })
    })
    await web.review.updateMany({
      where: where(reopened),
      data: { status: 'DRAFT', revision: 1 },
    })
    await requestClosing(asAdmin(), { cycleId })
    const { notProvided } = await closeCycle(asOther(), { cycleId })
    const statuses = await web.review.groupBy({ by: ['status'], where: { cycleId }, _count: true })
    const counts = Object.fromEntries(statuses.map(({ status, _count }) => [status, _count]))
    expect(counts).toEqual({ NOT_PROVIDED: 18, SUBMITTED: 1 })
    expect(notProvided).toBe(18)
    const text = await inTransaction(asAuthor, (tx) =>
      tx.draft.findMany({ where: { review: { cycleId } } }),
    )
    expect(text.map(({ body }) => body)).toEqual([{ text: 'Half a thought', ratings: {} }])
  })
})

describe('progress', () => {
  it('counts by team and direction, for operators, and never what is about the reader', async () => {
    const cycleId = await running()
    await web.review.updateMany({
      where: { cycleId, direction: 'SELF', authorId: { in: organisation.people.slice(0, 3) } },
      data: { status: 'SUBMITTED' },
    })
    const { total, teams } = await getProgress(asAdmin(), { cycleId })
    const zero = { notStarted: 0, inProgress: 0, submitted: 0, ended: 0 }
    expect(total).toMatchObject({
      people: 9,
      shared: 0,
      byDirection: {
        SELF: { ...zero, notStarted: 7, submitted: 2 },
        MANAGER: { ...zero, notStarted: 8 },
        PEER: zero,
      },
    })
    expect(teams).toHaveLength(1)
    const refused = getProgress(contextOf(organisation.member, web), { cycleId })
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const missing = getProgress(asAdmin(), { cycleId: randomUUID() })
    await expect(missing).resolves.toMatchObject({ teams: [] })
  })
})

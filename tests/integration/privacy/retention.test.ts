import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { RETENTION_CLASSES, type RetentionClass } from '@/lib/privacy/retention/class'
import { applyRetention, approveRetention, setRetention } from '@/lib/privacy/retention/commands'
import { getRetention, listDue } from '@/lib/privacy/retention/queries'
import { testDatabase } from '../../support/database'
import { makeReviewWorld, writeAll } from '../../support/review-factory'
import { asSomebody, auditCount, jobNow, openApproval } from './privacy-world'
import { ago, closeCycle, DAY, hold, newPerson, session, sharedWorld } from './retained'

const DEFAULTS: Record<RetentionClass, number> = {
  drafts: 365,
  submissions: 1825,
  packets: 1825,
  'access-packages': 30,
  imports: 90,
  invitations: 30,
  'provider-tokens': 365,
  sessions: 30,
  'sign-in-attempts': 7,
  'repeated-requests': 2,
  messages: 30,
  'audit-events': 2555,
}

beforeEach(async () => {
  const owner = await testDatabase('owner')
  for (const [key, days] of Object.entries(DEFAULTS)) {
    await owner.retentionRule.update({ where: { class: key }, data: { days } })
  }
  await owner.$executeRaw`DELETE FROM legal_holds`
  await owner.approval.updateMany({
    where: { kind: 'retention.shorten', state: 'OPEN' },
    data: { state: 'WITHDRAWN', decidedAt: new Date() },
  })
})

describe('the terms', () => {
  it('are there for every class, as the words say', async () => {
    const admin = await asSomebody(['ADMIN'])
    const { classes } = await getRetention(admin)
    expect(Object.fromEntries(classes.map(({ key, days }) => [key, days]))).toEqual(DEFAULTS)
    expect(classes.map(({ key }) => key)).toEqual(RETENTION_CLASSES)
    for (const { minDays, days, maxDays } of classes) {
      expect(minDays).toBeLessThanOrEqual(days)
      expect(days).toBeLessThanOrEqual(maxDays)
    }
  })

  it('are lengthened by one administrator, with a row in the log', async () => {
    const admin = await asSomebody(['ADMIN'])
    const before = await auditCount('retention.set', 'sessions')
    const wish = { class: 'sessions', days: '60', from: '30' }
    expect(await setRetention(admin, wish)).toEqual({ isWaiting: false })
    expect(await daysOf('sessions')).toBe(60)
    expect(await auditCount('retention.set', 'sessions')).toBe(before + 1)
    await expect(setRetention(admin, wish)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('are shortened by two, and not by one who asks and agrees', async () => {
    const admin = await asSomebody(['ADMIN'])
    const wish = {
      class: 'sessions',
      days: 10,
      from: 30,
      reason: 'The works council asked for it.',
    }
    expect(await setRetention(admin, wish)).toEqual({ isWaiting: true })
    expect(await daysOf('sessions')).toBe(30)
    const approvalId = await openApproval('retention.shorten', 'sessions')
    await expect(approveRetention(admin, { approvalId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(
      approveRetention(await asSomebody(['HR_PARTNER']), { approvalId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await approveRetention(await asSomebody(['ADMIN']), { approvalId })
    expect(await daysOf('sessions')).toBe(10)
  })

  it('are not shortened to what somebody has changed meanwhile', async () => {
    const admin = await asSomebody(['ADMIN'])
    const reason = 'The works council asked for it.'
    await setRetention(admin, { class: 'messages', days: 10, from: 30, reason })
    await setRetention(admin, { class: 'messages', days: 90, from: 30 })
    const approvalId = await openApproval('retention.shorten', 'messages')
    await expect(
      approveRetention(await asSomebody(['ADMIN']), { approvalId }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await daysOf('messages')).toBe(90)
  })

  it('stay within their bounds, for the web process too', async () => {
    const admin = await asSomebody(['ADMIN'])
    for (const days of [1826, 89, 0, '1e3', Number.NaN]) {
      await expect(setRetention(admin, { class: 'drafts', days, from: 365 })).rejects.toMatchObject(
        { code: 'INVALID' },
      )
    }
    const web = await testDatabase('app_web')
    await expect(
      web.$executeRaw`UPDATE retention_rules SET days = 1 WHERE class = 'drafts'`,
    ).rejects.toThrow(/retention_rules_range/)
    await expect(
      web.$executeRaw`UPDATE retention_rules SET min_days = 1 WHERE class = 'drafts'`,
    ).rejects.toThrow(/permission denied/)
  })

  it('are nothing for others, and due rows about people nothing for administrators', async () => {
    for (const roles of [[], ['LADDER_ADMIN'], ['AUDITOR']] as const) {
      const ctx = await asSomebody([...roles])
      await expect(getRetention(ctx)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(
        setRetention(ctx, { class: 'sessions', days: 60, from: 30 }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(listDue(ctx, { class: 'sessions' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    const admin = await asSomebody(['ADMIN'])
    const seen = (await getRetention(admin)).classes.filter(({ due }) => due !== null)
    expect(seen.map(({ key }) => key)).not.toContain('drafts')
    expect(seen.map(({ key }) => key)).toContain('sessions')
    await expect(listDue(admin, { class: 'packets' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const partner = await asSomebody(['HR_PARTNER'])
    expect((await getRetention(partner)).classes.every(({ due }) => due !== null)).toBe(true)
    await expect(
      setRetention(partner, { class: 'sessions', days: 60, from: 30 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a run', () => {
  it('K03 removes sessions of day N and keeps those of day N-1', async () => {
    const owner = await testDatabase('owner')
    const { id: personId } = await newPerson()
    const [young, due] = [
      await session(personId, 30 * DAY - 60_000),
      await session(personId, 30 * DAY + 1_000),
    ]
    expect(await dueKeys('sessions')).toContain(due)
    expect(await dueKeys('sessions')).not.toContain(young)
    await applyRetention(await jobNow())
    const left = await owner.session.findMany({ where: { personId }, select: { id: true } })
    expect(left).toEqual([{ id: young }])
  })

  it('K03 removes what people wrote in a closed cycle by its term, and keeps what is held', async () => {
    const owner = await testDatabase('owner')
    const worlds = [await sharedWorld(), await sharedWorld(), await sharedWorld()] as const
    const [gone, heldPerson, heldCycle] = worlds
    const running = await sharedWorld()
    for (const { cycleId } of worlds) await closeCycle(cycleId, 1826)
    await hold({ personId: heldPerson.subjectId })
    await hold({ cycleId: heldCycle.cycleId })
    await applyRetention(await jobNow())
    const rowsOf = async (participantId: string) => [
      await owner.submission.count({ where: { participantId } }),
      await owner.packet.count({ where: { participantId } }),
    ]
    expect(await rowsOf(gone.participantId)).toEqual([0, 0])
    for (const kept of [heldPerson, heldCycle, running]) {
      expect(await rowsOf(kept.participantId)).toEqual([4, 1])
    }
  })

  it('K03 keeps what a held writer wrote about somebody else', async () => {
    const owner = await testDatabase('owner')
    const world = await sharedWorld()
    await closeCycle(world.cycleId, 1826)
    await hold({ personId: world.managerId })
    await applyRetention(await jobNow())
    const { participantId } = world
    const left = await owner.submission.findMany({ where: { participantId } })
    expect(left.map(({ direction }) => direction)).toEqual(['MANAGER'])
    expect(await owner.packet.count({ where: { participantId } })).toBe(1)
  })

  it('removes drafts with all their versions, and leaves the tasks', async () => {
    const owner = await testDatabase('owner')
    const world = await makeReviewWorld()
    await writeAll(world, world.subjectId)
    await closeCycle(world.cycleId, 366)
    expect((await dueKeys('drafts')).length).toBeGreaterThan(0)
    await applyRetention(await jobNow())
    expect(await dueKeys('drafts')).toEqual([])
    const ids = Object.values(world.reviewIds)
    const drafts = await owner.draft.count({ where: { reviewId: { in: ids } } })
    const revisions = await owner.draftRevision.count({
      where: { draft: { reviewId: { in: ids } } },
    })
    expect([drafts, revisions]).toEqual([0, 0])
    expect(await owner.review.count({ where: { id: { in: ids } } })).toBe(ids.length)
  })

  it('empties imported files and keeps that there was an import', async () => {
    const owner = await testDatabase('owner')
    const { id } = await owner.peopleImport.create({
      data: {
        ...{ actorId: randomUUID(), fileName: 'people.csv', source: 'name,email', sha256: 'x' },
        ...{ orgVersion: '1', rowCount: 1, summary: {}, createdAt: ago(91) },
      },
    })
    await applyRetention(await jobNow())
    expect(await owner.peopleImport.findUnique({ where: { id } })).toMatchObject({ source: '' })
  })

  it('goes on where it stopped, and writes a row with the number', async () => {
    const { id: personId } = await newPerson()
    for (let n = 0; n < 5; n++) await session(personId, 40 * DAY + n)
    const before = await auditCount('retention.run', 'sessions')
    const due = (await dueKeys('sessions')).length
    const removed = await applyRetention(await jobNow(), { classes: ['sessions'], batch: 2 })
    expect(removed.sessions).toBe(due)
    expect(await auditCount('retention.run', 'sessions')).toBe(before + Math.ceil(due / 2))
    expect(await applyRetention(await jobNow(), { classes: ['sessions'] })).toEqual({ sessions: 0 })
  })

  it('K03 property: removes exactly what the dry run says', async () => {
    const owner = await testDatabase('owner')
    const row = fc.record({
      age: fc.oneof(
        // Whole minutes: what is not due yet must not become so while the test runs.
        fc.integer({ min: 0, max: (60 * DAY) / 60_000 }).map((minutes) => minutes * 60_000),
        fc.constantFrom(30 * DAY - 30_000, 30 * DAY),
      ),
      person: fc.integer({ min: 0, max: 2 }),
      isRevoked: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.subarray([0, 1, 2]),
        fc.integer({ min: 1, max: 60 }),
        async (rows, held, days) => {
          await owner.$executeRaw`DELETE FROM legal_holds`
          await owner.$executeRaw`DELETE FROM sessions`
          await owner.retentionRule.update({ where: { class: 'sessions' }, data: { days } })
          const people = await Promise.all([newPerson(), newPerson(), newPerson()])
          const idOf = (n: number) => people[n]?.id ?? ''
          for (const n of held) await hold({ personId: idOf(n) })
          const made: { id: string; isDue: boolean }[] = []
          for (const { age, person, isRevoked } of rows) {
            const id = await session(idOf(person), age, isRevoked)
            made.push({ id, isDue: age >= days * DAY && !held.includes(person) })
          }
          const dry = await dueKeys('sessions')
          expect(new Set(dry)).toEqual(
            new Set(made.filter(({ isDue }) => isDue).map(({ id }) => id)),
          )
          const removed = await applyRetention(await jobNow(), { classes: ['sessions'], batch: 3 })
          const left = new Set((await owner.session.findMany()).map(({ id }) => id))
          expect(removed.sessions).toBe(dry.length)
          expect(left).toEqual(new Set(made.filter(({ isDue }) => !isDue).map(({ id }) => id)))
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)

  it('is for the clock only', async () => {
    const admin = await asSomebody(['ADMIN'])
    await expect(applyRetention(admin)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(admin.db.$queryRaw`SELECT apply_retention('drafts', 1)`).rejects.toThrow(
      /permission denied/,
    )
  })
})

async function dueKeys(key: RetentionClass): Promise<string[]> {
  const partner = await asSomebody(['HR_PARTNER'])
  return (await listDue(partner, { class: key })).rows.map((row) => row.key)
}

async function daysOf(key: RetentionClass): Promise<number> {
  const owner = await testDatabase('owner')
  return (await owner.retentionRule.findUniqueOrThrow({ where: { class: key } })).days
}

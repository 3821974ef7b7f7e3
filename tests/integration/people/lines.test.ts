import { describe, expect, it } from 'vitest'
import { getApprovalCase } from '@/lib/approvals/cases/queries'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { approveLines, assertMayStandAbove, requestLines } from '@/lib/people/lines/commands'
import { type World as Administrators, REASON, withTwo } from '../auth/two-administrators'
import { signedIn } from './installation'

const LEAD = 'lead@example.org'
const SAM = 'sam@example.org'
const ANN = 'ann@example.org'
const refused = { code: 'FORBIDDEN' }

describe('standing above people with reviews', () => {
  it('is not for an administrator alone: as manager, one above, or by moving the manager', async () => {
    await withReviewed(async ({ ann }) => {
      for (const lines of [
        [{ email: SAM, managerEmail: ANN }],
        [{ email: LEAD, managerEmail: ANN }],
        [
          { email: 'mid@example.org', managerEmail: ANN },
          { email: SAM, managerEmail: 'mid@example.org' },
        ],
      ]) {
        await expect(assertMayStandAbove(ann, lines)).rejects.toMatchObject(refused)
      }
    })
  })

  it('is not for whom they add either, nor for one they added who cannot sign in yet', async () => {
    await withReviewed(async ({ ann, bob, db }) => {
      const lines = [
        { email: 'eve@example.org', managerEmail: null },
        { email: SAM, managerEmail: 'eve@example.org' },
      ]
      await expect(assertMayStandAbove(ann, lines)).rejects.toThrow(
        /eve@example.org would stand above sam/,
      )
      const eve = await db.person.create({ data: { email: 'eve@example.org', name: 'Eve' } })
      await added(db, ann, eve.id)
      await expect(assertMayStandAbove(ann, lines)).rejects.toMatchObject(refused)
      await assertMayStandAbove(bob, lines)
      await db.account.create({
        data: { personId: eve.id, passwordHash: 'x', createdAt: new Date('2026-01-01') },
      })
      await assertMayStandAbove(ann, lines)
    })
  })

  it('is free for people with nothing to read, and for anybody else as manager', async () => {
    await withReviewed(async ({ ann, db }) => {
      await newcomer(db)
      await assertMayStandAbove(ann, [{ email: 'new@example.org', managerEmail: ANN }])
      await assertMayStandAbove(ann, [{ email: SAM, managerEmail: 'other@example.org' }])
      await assertMayStandAbove(ann, [{ email: SAM, managerEmail: null }])
      await assertMayStandAbove(ann, [])
    })
  })

  it('goes through once a second administrator agreed, for exactly these lines', async () => {
    await withReviewed(async ({ ann, bob, db }) => {
      const mid = await db.person.findUniqueOrThrow({ where: { email: 'mid@example.org' } })
      await takePart(db, mid.id)
      const lines = [{ email: SAM, managerEmail: ANN }]
      const { approvalId } = await requestLines(ann, { lines, reason: REASON })
      await expect(assertMayStandAbove(ann, lines)).rejects.toMatchObject(refused)
      await expect(requestLines(ann, { lines, reason: REASON })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect((await getApprovalCase(bob, { approvalId })).facts).toEqual([
        { term: 'Line 1', words: 'ann would be the manager of sam' },
      ])
      await expect(approveLines(ann, { approvalId })).rejects.toMatchObject(refused)
      await approveLines(bob, { approvalId })
      await assertMayStandAbove(ann, lines)
      await expect(
        assertMayStandAbove(ann, [{ email: 'mid@example.org', managerEmail: ANN }, ...lines]),
      ).rejects.toMatchObject(refused)
      await expect(
        assertMayStandAbove(bob, [{ email: SAM, managerEmail: 'bob@example.org' }]),
      ).rejects.toMatchObject(refused)
      const inAWeek = new Date(ann.now.getTime() + 7 * 86_400_000)
      await expect(assertMayStandAbove({ ...ann, now: inAWeek }, lines)).rejects.toMatchObject(
        refused,
      )
    })
  })

  it('is asked for by administrators only, and where it is needed', async () => {
    await withReviewed(async ({ ann, db }) => {
      const lines = [{ email: SAM, managerEmail: ANN }]
      const partner = await signedIn(db, { email: 'hr@example.org', roles: ['HR_PARTNER'] })
      await expect(requestLines(partner, { lines, reason: REASON })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      const harmless = [{ email: SAM, managerEmail: 'other@example.org' }]
      await expect(requestLines(ann, { lines: harmless, reason: REASON })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    })
  })
})

async function withReviewed(work: (world: Administrators) => Promise<void>): Promise<void> {
  await withTwo(async (world) => {
    const { db, sam } = world
    for (const email of [LEAD, 'mid@example.org', 'other@example.org']) {
      await db.person.create({ data: { email, name: email.split('@')[0] ?? email } })
    }
    const lead = await db.person.findUniqueOrThrow({ where: { email: LEAD } })
    await db.reportingLine.create({
      data: { personId: sam, managerId: lead.id, fromOn: new Date('2026-01-01') },
    })
    await takePart(db, sam)
    await work(world)
  })
}

function added(db: Transaction, ctx: Context, personId: string) {
  return db.auditEvent.createMany({
    data: {
      ...{ actorId: ctx.actor.id, action: 'person.create', objectType: 'person' },
      ...{ objectId: personId, subjectId: personId, decision: 'allow' },
    },
  })
}

function newcomer(db: Transaction) {
  return db.person.create({ data: { email: 'new@example.org', name: 'New' } })
}

async function takePart(db: Transaction, personId: string): Promise<void> {
  const version = await db.ladderVersion.findFirstOrThrow()
  const day = new Date('2026-06-30T12:00:00Z')
  const cycle = await db.cycle.create({
    data: {
      ...{ name: 'First half', ladderVersionId: version.id, state: 'ARCHIVED', timeZone: 'UTC' },
      ...{ periodStart: new Date('2026-01-01'), periodEnd: new Date('2026-06-30') },
      ...{ launchAt: day, selfDueAt: day, peerDueAt: day, managerDueAt: day },
      ...{ shareFromAt: day, closeAt: day, scoringConfig: {} },
    },
  })
  await db.participant.create({
    data: { cycleId: cycle.id, personId, trackKey: 'ic', levelKey: 'engineer' },
  })
}

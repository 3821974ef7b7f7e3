import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Database } from '@/lib/db/client'
import { changePerson } from '@/lib/people/changes/commands'
import { submitReview } from '@/lib/reviews/commands'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getPacket } from '@/lib/reviews/packets/queries'
import { testDatabase } from '@/tests/support/database'
import { contextAs, makePacketWorld, shareInput } from '@/tests/support/packet-factory'
import { makeReviewWorld, nowAs, reviewOf, writeAll } from '@/tests/support/review-factory'

const ROUNDS = 6

let db: Database
let admin: Context

beforeAll(async () => {
  db = await testDatabase('owner')
  const { id } = await db.person.create({
    data: { name: 'Admin', email: 'transfer.admin@example.org' },
  })
  await db.roleGrant.create({ data: { personId: id, role: 'ADMIN' } })
  admin = await contextAs(id, ['ADMIN'])
})

describe('J05 a transfer', () => {
  it('J05 racing a share: both stand in either order, nothing is deleted, the next manager shares nothing', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const world = await makePacketWorld({ peers: 1 })
      const before = await kept(world.participantId)
      const manager = await contextAs(world.managerId)
      const next = await contextAs(world.strangerId)
      const [shared, moved, tooEarly] = await inAnyOrder(round, [
        () => sharePacket(manager, shareInput(world)),
        () => changePerson(admin, transfer(world.subjectId, world.strangerId)),
        () => sharePacket(next, shareInput(world)),
      ])
      expect(moved).toMatchObject({ status: 'fulfilled' })
      expect(shared).toMatchObject({ status: 'fulfilled' })
      expect(tooEarly).toMatchObject({ status: 'rejected' })
      expect(['NOT_FOUND', 'FORBIDDEN', 'CONFLICT']).toContain(codeOf(tooEarly))
      expect(await kept(world.participantId)).toEqual(before)
      const packets = await db.packet.findMany({ where: { participantId: world.participantId } })
      expect(packets).toMatchObject([{ sharedById: world.managerId }])
      // From the transfer on the new manager reads what was shared (access.md section 5, cell 4).
      await expect(getPacket(next, { packetId: packets[0]?.id })).resolves.toBeDefined()
    }
  })

  it('J05 racing a submit: the manager of the launch submits once, the next one never', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const world = await makeReviewWorld({ peers: 0 })
      await writeAll(world, world.managerId)
      const manager = await nowAs(world.managerId)
      const next = await nowAs(world.strangerId)
      const submit = { reviewId: reviewOf(world, world.managerId), version: 0 }
      const { version } = await db.review.findUniqueOrThrow({ where: { id: submit.reviewId } })
      const input = () => ({ ...submit, version, idempotencyKey: randomUUID() })
      const [submitted, moved, foreign] = await inAnyOrder(round, [
        () => submitReview(manager, input()),
        () => changePerson(admin, transfer(world.subjectId, world.strangerId)),
        () => submitReview(next, input()),
      ])
      expect(moved).toMatchObject({ status: 'fulfilled' })
      expect(submitted).toMatchObject({ status: 'fulfilled' })
      expect(codeOf(foreign)).toBe('NOT_FOUND')
      expect(await db.submission.count({ where: { participantId: world.participantId } })).toBe(1)
      expect(await db.review.findUnique({ where: { id: submit.reviewId } })).toMatchObject({
        status: 'SUBMITTED',
        authorId: world.managerId,
      })
    }
  })
})

function transfer(personId: string, managerId: string) {
  const on = new Date().toISOString().slice(0, 10)
  return { kind: 'MANAGER', personId, on, manager: managerId }
}

/** All of them at once, begun in an order that differs from round to round. */
async function inAnyOrder<One, Two, Three>(
  round: number,
  acts: [() => Promise<One>, () => Promise<Two>, () => Promise<Three>],
) {
  const wait = (place: number) => ((round + place) % 3) * 4
  const late = async <T>(act: () => Promise<T>, place: number) => {
    await new Promise((resolve) => setTimeout(resolve, wait(place)))
    return act()
  }
  return Promise.allSettled([late(acts[0], 0), late(acts[1], 1), late(acts[2], 2)])
}

function codeOf(result: PromiseSettledResult<unknown>): string {
  if (result.status === 'fulfilled') return 'fulfilled'
  return String(Object(result.reason).code)
}

/** What a transfer may not take away: windows, reviews, submissions and who wrote them. */
async function kept(participantId: string) {
  const [windows, reviews, submissions] = await Promise.all([
    db.contributionWindow.findMany({ where: { participantId }, orderBy: { id: 'asc' } }),
    db.review.findMany({
      where: { participantId },
      select: { id: true, authorId: true },
      orderBy: { id: 'asc' },
    }),
    db.submission.findMany({ where: { participantId }, orderBy: { id: 'asc' } }),
  ])
  return { windows, reviews, submissions }
}

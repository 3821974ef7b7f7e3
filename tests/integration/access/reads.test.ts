import { expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { getExplanation } from '@/lib/growth/explanation/queries'
import { getGrowthOf, getMyGrowth } from '@/lib/growth/queries'
import { getReviewHelp } from '@/lib/reviews/help/queries'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getPacket } from '@/lib/reviews/packets/queries'
import { testDatabase } from '../../support/database'
import {
  contextAs,
  makeCycle,
  makePacketWorld,
  type PacketWorld,
  shareInput,
  token,
} from '../../support/packet-factory'

test('whoever reads what was handed in about somebody leaves a row, each time', async () => {
  const world = await makePacketWorld({ peers: 2 })
  const { participantId } = world
  const readers: [string, Context][] = [
    ['manager', await asNow(world.managerId)],
    ['skip', await asNow(world.skipId)],
    ['partner', await asNow(world.partnerId, ['HR_PARTNER'])],
  ]
  for (const [who, ctx] of readers) {
    await getSharePreview(ctx, { participantId })
    await getReviewScreenHelp(ctx, world)
    const times = who === 'manager' ? 2 : 1
    expect(await rowsOf(world, ctx, 'submissions.read'), who).toHaveLength(times)
  }
  const stranger = await asNow(world.strangerId)
  await expect(getSharePreview(stranger, { participantId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await rowsOf(world, stranger, 'submissions.read')).toEqual([])
})

test('growth and its explanation are noted for others and not for oneself', async () => {
  const world = await makePacketWorld({ peers: 1 })
  const manager = await asNow(world.managerId)
  await getGrowthOf(manager, { personId: world.subjectId })
  await getExplanation(manager, { personId: world.subjectId })
  expect(await rowsOf(world, manager, 'growth.read')).toHaveLength(2)
  const subject = await asNow(world.subjectId)
  await getMyGrowth(subject)
  await getGrowthOf(subject, { personId: world.subjectId })
  expect(await rowsOf(world, subject, 'growth.read')).toEqual([])
})

test('a packet whose words stand beside a new review has been opened', async () => {
  const world = await makePacketWorld()
  const manager = await asNow(world.managerId)
  const { packetId } = await sharePacket(manager, shareInput(world))
  const reviewId = await nextReview(world)
  const { lastPacket } = await getReviewHelp(manager, { reviewId })
  expect(lastPacket?.texts[0]?.text).toContain(token(world.managerId))
  expect(await rowsOf(world, manager, 'packet.read')).toMatchObject([{ objectId: packetId }])
  const { openings } = await getPacket(await asNow(world.subjectId), { packetId })
  expect(openings).toMatchObject([{ who: 'your manager' }])
})

test('the record of readers and refusals holds no word of anybody', async () => {
  const db = await testDatabase('owner')
  const rows = await db.auditEvent.findMany({ orderBy: { id: 'asc' } })
  expect(rows.length).toBeGreaterThan(0)
  const all = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? null : value))
  expect(all).not.toContain('[text of')
  expect(all).not.toContain('@example.org')
})

async function getReviewScreenHelp(ctx: Context, world: PacketWorld): Promise<void> {
  const reviewId = world.reviewIds[ctx.actor.id]
  if (reviewId) await getReviewHelp(ctx, { reviewId })
}

async function rowsOf({ subjectId }: PacketWorld, { actor }: Context, action: string) {
  const db = await testDatabase('owner')
  return db.auditEvent.findMany({ where: { action, subjectId, actorId: actor.id } })
}

async function asNow(id: string, roles: Parameters<typeof contextAs>[1] = []): Promise<Context> {
  return { ...(await contextAs(id, roles)), now: new Date() }
}

/** The manager's review of the same person in a cycle that comes after. */
async function nextReview({ cycleId, subjectId, managerId }: PacketWorld): Promise<string> {
  const db = await testDatabase('owner')
  const { ladderVersionId, name } = await db.cycle.findUniqueOrThrow({ where: { id: cycleId } })
  const next = await makeCycle(db, {
    name: `${name} again`,
    ladderVersionId,
    state: 'MANAGER_WRITING',
    periodEnd: new Date('2026-12-31'),
  })
  const { id: participantId } = await db.participant.create({
    data: {
      cycleId: next,
      personId: subjectId,
      managerId,
      trackKey: 'ic',
      levelKey: 'engineer',
      nextLevelKey: 'senior',
      windows: {
        create: {
          authorId: managerId,
          fromOn: new Date('2026-07-01'),
          toOn: new Date('2026-12-31'),
        },
      },
    },
  })
  const about = { cycleId: next, participantId, subjectId, authorId: managerId }
  return (await db.review.create({ data: { ...about, direction: 'MANAGER' } })).id
}

import { expect, test } from 'vitest'
import type { Context, Role } from '@/lib/context'
import { getExplanation } from '@/lib/growth/explanation/queries'
import { getGrowthOf } from '@/lib/growth/queries'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getPacket } from '@/lib/reviews/packets/queries'
import { getPeerChoices } from '@/lib/reviews/peers/queries'
import { getEditor } from '@/lib/reviews/queries'
import { getSubmissions } from '@/lib/reviews/submissions/queries'
import { testDatabase } from '../../support/database'
import {
  contextAs,
  makePacketWorld,
  type PacketWorld,
  shareInput,
} from '../../support/packet-factory'

const notThere = { code: 'NOT_FOUND' }
const ALL: Role[] = ['ADMIN', 'LADDER_ADMIN', 'HR_PARTNER', 'AUDITOR']

test('A10 an HR partner does not read their own review before it is shared, whatever else they are', async () => {
  const world = await makePacketWorld({ peers: 2 })
  for (const roles of [['HR_PARTNER'], ALL] as Role[][]) {
    const self = await asNow(world.subjectId, roles)
    for (const read of reads(self, world)) await expect(read()).rejects.toMatchObject(notThere)
    const managerReview = world.reviewIds[world.managerId]
    await expect(getEditor(self, { reviewId: managerReview })).rejects.toMatchObject(notThere)
  }
})

test('A11 an administrator reads no body: not what was handed in, not a packet, not growth', async () => {
  const world = await makePacketWorld({ peers: 2 })
  const admin = await asNow(world.strangerId, ['ADMIN', 'LADDER_ADMIN', 'AUDITOR'])
  const personId = world.subjectId
  const { packetId } = await sharePacket(await asNow(world.managerId), shareInput(world))
  for (const read of [
    ...reads(admin, world),
    () => getPacket(admin, { packetId }),
    () => getGrowthOf(admin, { personId }),
    () => getExplanation(admin, { personId }),
    ...Object.values(world.reviewIds).map((reviewId) => () => getEditor(admin, { reviewId })),
  ]) {
    await expect(read()).rejects.toMatchObject(notThere)
  }
})

test('an HR partner sees by which power, and the log says so; the manager does not', async () => {
  const world = await makePacketWorld({ peers: 1 })
  const { participantId, subjectId: personId } = world
  const { packetId } = await sharePacket(await asNow(world.managerId), shareInput(world))
  const partner = await asNow(world.partnerId, ['HR_PARTNER'])
  const says = 'You see this as HR partner.'
  expect((await getSharePreview(partner, { participantId })).actingAs?.says).toBe(says)
  expect((await getPacket(partner, { packetId })).actingAs?.says).toBe(says)
  expect((await getGrowthOf(partner, { personId })).actingAs?.says).toBe(says)
  expect((await getPeerChoices(partner, { participantId })).actingAs?.says).toBe(says)
  const manager = await asNow(world.managerId, ['HR_PARTNER'])
  expect((await getSharePreview(manager, { participantId })).actingAs).toBeNull()
  expect((await getPacket(manager, { packetId })).actingAs).toBeNull()
  expect((await getGrowthOf(manager, { personId })).actingAs).toBeNull()
  expect(await capacities(partner, personId)).toEqual(['hr_in'])
  expect(await capacities(manager, personId)).toEqual([null])
})

test('the scope of a scoped HR partner is named, and outside of it there is nothing', async () => {
  const world = await makePacketWorld()
  const db = await testDatabase('owner')
  const team = await db.team.create({ data: { name: `Platform ${world.subjectId.slice(-6)}` } })
  const other = await db.team.create({ data: { name: `Search ${world.subjectId.slice(-6)}` } })
  await db.person.update({ where: { id: world.subjectId }, data: { teamId: team.id } })
  const { participantId } = world
  const scoped = async (scopeTeamId: string) => {
    const ctx = await asNow(world.partnerId)
    return {
      ...ctx,
      actor: { ...ctx.actor, roles: [{ role: 'HR_PARTNER' as const, scopeTeamId }] },
    }
  }
  const preview = await getSharePreview(await scoped(team.id), { participantId })
  expect(preview.actingAs?.says).toBe(`You see this as HR partner for ${team.name}.`)
  await expect(getSharePreview(await scoped(other.id), { participantId })).rejects.toMatchObject(
    notThere,
  )
})

function reads(ctx: Context, { participantId }: PacketWorld): (() => Promise<unknown>)[] {
  return [
    () => getSubmissions(ctx, { participantId }),
    () => getSharePreview(ctx, { participantId }),
    () =>
      sharePacket(ctx, { ...shareInputOf(participantId), reason: 'Because I want to read it.' }),
  ]
}

function shareInputOf(participantId: string) {
  return { participantId, version: 0, idempotencyKey: crypto.randomUUID() }
}

async function capacities({ actor }: Context, subjectId: string): Promise<(string | null)[]> {
  const db = await testDatabase('owner')
  const rows = await db.auditEvent.findMany({
    where: {
      ...{ actorId: actor.id, subjectId, decision: 'allow' },
      action: { in: ['submissions.read', 'packet.read', 'growth.read'] },
    },
  })
  return [...new Set(rows.map(({ capacity }) => capacity))]
}

async function asNow(id: string, roles: Role[] = []): Promise<Context> {
  return { ...(await contextAs(id, roles)), now: new Date() }
}

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { acknowledgePacket, replyToPacket } from '@/lib/reviews/packets/answers/commands'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getPacket, listMyPackets } from '@/lib/reviews/packets/queries'
import { testDatabase } from '../../support/database'
import { contextAs, makePacketWorld, share, shareInput } from '../../support/packet-factory'

const acknowledged = { received: 'yes', typedName: 'Sam', comment: 'We talked on Monday.' }

test('receipt is acknowledged once, by the person alone', async () => {
  const world = await makePacketWorld({ peers: 1 })
  const packetId = await share(world)
  const input = { packetId, ...acknowledged }
  await expect(acknowledgePacket(await contextAs(world.managerId), input)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(acknowledgePacket(await contextAs(world.strangerId), input)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const subject = await contextAs(world.subjectId)
  await expect(acknowledgePacket(subject, { ...input, received: 'no' })).rejects.toMatchObject({
    code: 'INVALID',
  })
  const outcomes = await Promise.allSettled([
    acknowledgePacket(subject, input),
    acknowledgePacket(subject, input),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(acknowledgePacket(subject, input)).rejects.toMatchObject({ code: 'CONFLICT' })
  const view = await getPacket(subject, { packetId })
  expect(view.acknowledgement).toMatchObject({ typedName: 'Sam' })
  expect(view.can.acknowledge).toBe(false)
})

test('the person replies for thirty days; a repeated send is one reply', async () => {
  const world = await makePacketWorld({ peers: 1 })
  const packetId = await share(world)
  const subject = await contextAs(world.subjectId)
  const input = { packetId, body: 'Thank you.', idempotencyKey: randomUUID() }
  const answers = [await replyToPacket(subject, input), await replyToPacket(subject, input)]
  expect(answers[0]).toEqual(answers[1])
  const view = await getPacket(await contextAs(world.managerId), { packetId })
  expect(view.replies.map(({ body }) => body)).toEqual(['Thank you.'])
  await expect(
    replyToPacket(await contextAs(world.managerId), { ...input, idempotencyKey: randomUUID() }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a reply after thirty days, or in an archived cycle, is refused', async () => {
  const db = await testDatabase('owner')
  const late = await makePacketWorld()
  const old = await db.packet.create({
    data: {
      participantId: late.participantId,
      cycleId: late.cycleId,
      subjectId: late.subjectId,
      revision: 1,
      payload: await anyPayload(),
      sharedById: late.managerId,
      sharedAt: new Date(Date.now() - 30 * 86_400_000 - 1000),
    },
  })
  await db.participant.update({ where: { id: late.participantId }, data: { status: 'SHARED' } })
  const archived = await makePacketWorld()
  const packetId = await share(archived)
  await db.cycle.update({ where: { id: archived.cycleId }, data: { state: 'ARCHIVED' } })
  for (const [who, id] of [
    [late.subjectId, old.id],
    [archived.subjectId, packetId],
  ] as const) {
    const input = { packetId: id, body: 'Too late.', idempotencyKey: randomUUID() }
    await expect(replyToPacket(await contextAs(who), input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect((await getPacket(await contextAs(who), { packetId: id })).can.reply).toBe(false)
  }
})

test('the person learns of openings by role and day, without names or their own', async () => {
  const world = await makePacketWorld()
  const packetId = await share(world)
  const subject = await contextAs(world.subjectId)
  for (const who of [world.managerId, world.managerId, world.skipId, world.subjectId]) {
    await getPacket(await contextAs(who), { packetId })
  }
  const { openings } = await getPacket(subject, { packetId })
  expect(openings.map(({ who }) => who).sort()).toEqual(['your manager', 'your manager’s manager'])
  expect(JSON.stringify(openings)).not.toContain(world.key)
  const ofOthers = await getPacket(await contextAs(world.managerId), { packetId })
  expect(ofOthers.openings).toEqual([])
  const db = await testDatabase()
  expect(await db.packetView.count({ where: { packetId } })).toBe(3)
})

test('a packet stays with the person while the next revision is being made', async () => {
  const world = await makePacketWorld()
  const first = await share(world)
  const db = await testDatabase('owner')
  await db.participant.update({ where: { id: world.participantId }, data: { status: 'ACTIVE' } })
  const subject = await contextAs(world.subjectId)
  expect((await getPacket(subject, { packetId: first })).isBeingRevised).toBe(true)
  const { packetId } = await sharePacket(await contextAs(world.managerId), shareInput(world, 1))
  const view = await getPacket(subject, { packetId: first })
  expect(view).toMatchObject({ revision: 1, latestId: packetId, isBeingRevised: false })
  expect((await getPacket(subject, { packetId })).revision).toBe(2)
  await expect(
    acknowledgePacket(subject, { packetId: first, ...acknowledged }),
  ).rejects.toMatchObject({ code: 'CONFLICT' })
  expect((await listMyPackets(subject)).map(({ id }) => id)).toEqual([packetId])
})

test('packets, receipts and replies cannot be changed or deleted, not even by the owner', async () => {
  const world = await makePacketWorld()
  const packetId = await share(world)
  const subject = await contextAs(world.subjectId)
  await acknowledgePacket(subject, { packetId, ...acknowledged })
  await replyToPacket(subject, { packetId, body: 'Noted.', idempotencyKey: randomUUID() })
  for (const role of ['app_web', 'owner'] as const) {
    const db = await testDatabase(role)
    await expect(
      db.packet.updateMany({ where: { id: packetId }, data: { revision: 9 } }),
    ).rejects.toThrow()
    await expect(db.packetReply.deleteMany({ where: { packetId } })).rejects.toThrow()
    await expect(db.packetAcknowledgement.deleteMany({ where: { packetId } })).rejects.toThrow()
  }
})

async function anyPayload() {
  const db = await testDatabase()
  const id = await share(await makePacketWorld())
  return (await db.packet.findUniqueOrThrow({ where: { id } })).payload ?? {}
}

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PacketPayload } from '@/lib/reviews/body'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getPacket, listMyPackets } from '@/lib/reviews/packets/queries'
import { getSubmissions } from '@/lib/reviews/submissions/queries'
import { testDatabase } from '../../support/database'
import {
  contextAs,
  makePacketWorld,
  type PacketWorld,
  share,
  shareInput,
  token,
} from '../../support/packet-factory'

async function storedPayload(packetId: string): Promise<PacketPayload> {
  const db = await testDatabase()
  const packet = await db.packet.findUniqueOrThrow({ where: { id: packetId } })
  return packet.payload as PacketPayload
}

test('the manager shares and the person reads what was built then', async () => {
  const world = await makePacketWorld({ peers: 2 })
  const packetId = await share(world)
  const view = await getPacket(await contextAs(world.subjectId), { packetId })
  expect(view.reading.summary).toEqual([
    { author: `Manager ${world.key}`, text: `Summary ${token(world.managerId)}` },
  ])
  expect(view.reading.peers.map(({ title }) => title)).toEqual([
    `From Peer1 ${world.key}`,
    `From Peer2 ${world.key}`,
  ])
  expect(view.can).toEqual({ acknowledge: true, reply: true, print: true })
  expect(view.reading.groups.map(({ items }) => items.length)).toEqual([2, 2])
})

test('sharing leaves one audit row, one message and a new status', async () => {
  const world = await makePacketWorld({ peers: 1 })
  const packetId = await share(world)
  const db = await testDatabase()
  const participant = await db.participant.findUnique({ where: { id: world.participantId } })
  expect(participant).toMatchObject({ status: 'SHARED', version: 1 })
  expect(await db.auditEvent.count({ where: { action: 'packet.share', objectId: packetId } })).toBe(
    1,
  )
  const messages = await db.outboxMessage.findMany({ where: { recipientId: world.subjectId } })
  expect(messages.map(({ kind }) => kind)).toEqual(['packet-shared'])
  const [snapshot] = await db.scoreSnapshot.findMany({
    where: { participantId: world.participantId },
  })
  expect(snapshot).toMatchObject({ audience: 'SHARED', score: 0.75, targetLevelKey: 'senior' })
})

test('the same key shares once; another try is a conflict', async () => {
  const world = await makePacketWorld({ peers: 1 })
  const ctx = await contextAs(world.managerId)
  const input = shareInput(world)
  const answers = await Promise.all([sharePacket(ctx, input), sharePacket(ctx, input)])
  expect(answers[0]).toEqual(answers[1])
  await expect(sharePacket(ctx, shareInput(world, 1))).rejects.toMatchObject({ code: 'CONFLICT' })
  const db = await testDatabase()
  expect(await db.packet.count({ where: { participantId: world.participantId } })).toBe(1)
})

test('twenty sharers at once with keys of their own make one packet', async () => {
  const world = await makePacketWorld({ peers: 3 })
  const ctx = await contextAs(world.managerId)
  const tries = Array.from({ length: 20 }, () => sharePacket(ctx, shareInput(world)))
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? one.reason.code : []))
  expect(new Set(refusals)).toEqual(new Set(['CONFLICT']))
  const db = await testDatabase()
  expect(await db.packet.count({ where: { participantId: world.participantId } })).toBe(1)
  expect(await db.outboxMessage.count({ where: { recipientId: world.subjectId } })).toBe(1)
})

test.each([
  ['a stale version', {}, (w: PacketWorld) => shareInput(w, 7)],
  [
    'a preview that is out of date',
    {},
    (w: PacketWorld) => ({ ...shareInput(w), digest: '0'.repeat(64) }),
  ],
  ['a manager review that is not in', { managerWrote: false }, shareInput],
  ['a share date that has not come', { shareFromIn: 3 }, shareInput],
  ['a cycle that still writes', { state: 'MANAGER_WRITING' }, shareInput],
  ['a cycle that is closed', { state: 'CLOSED' }, shareInput],
] as const)('sharing is refused for %s', async (_name, options, input) => {
  const world = await makePacketWorld(options)
  await expect(sharePacket(await contextAs(world.managerId), input(world))).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  const db = await testDatabase()
  expect(await db.packet.count({ where: { participantId: world.participantId } })).toBe(0)
})

test('sharing is refused while anything is reopened, whoever wrote it', async () => {
  for (const writer of ['managerId', 'subjectId', 'peer'] as const) {
    const world = await makePacketWorld({ peers: 3 })
    const author = writer === 'peer' ? world.peerIds[0] : world[writer]
    const db = await testDatabase('owner')
    await db.review.update({
      where: { id: world.reviewIds[author ?? ''] },
      data: { status: 'DRAFT' },
    })
    await expect(
      sharePacket(await contextAs(world.managerId), shareInput(world)),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
  }
})

test('only the manager shares, and HR with a reason; nobody else learns of it', async () => {
  const world = await makePacketWorld({ peers: 1 })
  const input = shareInput(world)
  for (const who of [world.subjectId, world.strangerId, world.peerIds[0] ?? '']) {
    await expect(sharePacket(await contextAs(who), input)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  }
  await expect(sharePacket(await contextAs(world.skipId), input)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  const partner = await contextAs(world.partnerId, ['HR_PARTNER'])
  await expect(sharePacket(partner, input)).rejects.toMatchObject({ code: 'INVALID' })
  const reason = 'The manager is on leave.'
  const { packetId } = await sharePacket(partner, { ...shareInput(world), reason })
  const db = await testDatabase()
  const audit = await db.auditEvent.findFirst({ where: { objectId: packetId } })
  expect(audit).toMatchObject({ actorId: world.partnerId, reason: 'written' })
  const packet = await db.packet.findUnique({ where: { id: packetId } })
  expect(packet?.shareReason).toBe(reason)
})

test('nobody reads a packet before it is there, and the person never reads the preview', async () => {
  const world = await makePacketWorld({ peers: 3 })
  const subject = await contextAs(world.subjectId)
  const { participantId } = world
  expect(await listMyPackets(subject)).toEqual([])
  await expect(getSharePreview(subject, { participantId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(getSubmissions(subject, { participantId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(getPacket(subject, { packetId: randomUUID() })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('who reads a shared packet', async () => {
  const world = await makePacketWorld({ peers: 3 })
  const packetId = await share(world)
  const readers = [world.subjectId, world.managerId, world.skipId]
  for (const who of readers) {
    expect((await getPacket(await contextAs(who), { packetId })).id).toBe(packetId)
  }
  const partner = await contextAs(world.partnerId, ['HR_PARTNER'])
  expect((await getPacket(partner, { packetId })).reader).toBe('hr_in')
  const admin = await contextAs(world.strangerId, ['ADMIN', 'AUDITOR', 'LADDER_ADMIN'])
  for (const ctx of [admin, await contextAs(world.peerIds[0] ?? '')]) {
    await expect(getPacket(ctx, { packetId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test.each([
  ['ATTRIBUTED', 1, true, true],
  ['UNATTRIBUTED', 2, false, false],
  ['UNATTRIBUTED', 3, true, false],
  ['CONFIDENTIAL', 4, false, false],
] as const)('%s feedback of %i: text %s, names %s', async (peerVisibility, peers, text, names) => {
  const world = await makePacketWorld({ peerVisibility, peers })
  const stored = JSON.stringify(await storedPayload(await share(world)))
  for (const [index, peerId] of world.peerIds.entries()) {
    expect(stored.includes(token(peerId))).toBe(text)
    expect(stored.includes(`Peer${index + 1} ${world.key}`)).toBe(names)
    expect(stored).not.toContain(peerId)
  }
})

test('the preview is the packet, and the digest ties the two', async () => {
  for (const peerVisibility of ['ATTRIBUTED', 'UNATTRIBUTED', 'CONFIDENTIAL'] as const) {
    const world = await makePacketWorld({ peerVisibility, peers: 3 })
    const manager = await contextAs(world.managerId)
    const preview = await getSharePreview(manager, { participantId: world.participantId })
    expect(preview.can.share).toBe(true)
    const { digest, version } = preview
    const { packetId } = await sharePacket(manager, { ...shareInput(world, version), digest })
    const packet = await getPacket(manager, { packetId })
    expect(packet.reading).toEqual(preview.reading)
    expect(packet.omissions).toEqual(preview.omissions)
  }
})

import { expect, test } from 'vitest'
import { getExplanation } from '@/lib/growth/explanation/queries'
import { getGrowthOf } from '@/lib/growth/queries'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getPacket } from '@/lib/reviews/packets/queries'
import { revealPeerNames } from '@/lib/reviews/submissions/peer-names/commands'
import { getSubmissions } from '@/lib/reviews/submissions/queries'
import { getTeamMember } from '@/lib/reviews/team/person/queries'
import { testDatabase } from '../../support/database'
import { contextAs, makePacketWorld, type PacketWorld, share } from '../../support/packet-factory'

const REASON = 'A complaint about these texts.'

async function asPartner(world: PacketWorld, isSteppedUp: boolean) {
  const ctx = await contextAs(world.partnerId, ['HR_PARTNER'])
  return { ...ctx, now: new Date(), actor: { ...ctx.actor, isSteppedUp } }
}

async function auditOf({ subjectId }: PacketWorld, action: string) {
  const owner = await testDatabase('owner')
  return owner.auditEvent.findMany({ where: { action, subjectId } })
}

test('C23 an HR partner learns who wrote confidential feedback by confirming and by a reason, this once', async () => {
  const world = await makePacketWorld({ peers: 2, peerVisibility: 'CONFIDENTIAL' })
  const { participantId } = world
  const preview = await getSharePreview(await asPartner(world, true), { participantId })
  expect(preview.can.revealPeers).toBe(true)
  expect(preview.hidden).toEqual([])
  expect(preview.submissions.filter(({ isPeer }) => isPeer).map(({ title }) => title)).toEqual([
    'Peer feedback 1',
    'Peer feedback 2',
  ])
  const wish = { participantId, reason: REASON }
  await expect(revealPeerNames(await asPartner(world, false), wish)).rejects.toMatchObject({
    code: 'FORBIDDEN',
    details: { stepUp: true },
  })
  await expect(
    revealPeerNames(await asPartner(world, true), { participantId, reason: ' ' }),
  ).rejects.toMatchObject({ code: 'INVALID' })
  expect(await auditOf(world, 'peerAuthor.read')).toEqual([])
  const names = await revealPeerNames(await asPartner(world, true), wish)
  expect(names.map(({ name }) => name).sort()).toEqual([`Peer1 ${world.key}`, `Peer2 ${world.key}`])
  expect(await auditOf(world, 'peerAuthor.read')).toHaveLength(2)
  const [row, ...others] = await auditOf(world, 'peerAuthor.reveal')
  expect(others).toEqual([])
  expect(row).toMatchObject({
    actorId: world.partnerId,
    cycleId: world.cycleId,
    reason: 'written',
    capacity: 'hr_in',
  })
  expect(row?.afterHash).toMatch(/^[0-9a-f]{64}$/)
  // Nothing lasts: the next page is without names again.
  const after = await getSubmissions(await asPartner(world, true), { participantId })
  expect(after.peers.map(({ writer }) => writer)).toEqual([null, null])
})

test('it is for nobody else, in no other mode, and not while a peer changes theirs', async () => {
  const world = await makePacketWorld({ peers: 2, peerVisibility: 'CONFIDENTIAL' })
  const wish = { participantId: world.participantId, reason: REASON }
  const confirmed = async (id: string, roles: Parameters<typeof contextAs>[1] = []) => {
    const ctx = await contextAs(id, roles)
    return { ...ctx, now: new Date(), actor: { ...ctx.actor, isSteppedUp: true } }
  }
  for (const [id, code] of [
    [world.managerId, 'FORBIDDEN'],
    [world.skipId, 'FORBIDDEN'],
    [world.subjectId, 'NOT_FOUND'],
    [world.peerIds[0] ?? '', 'NOT_FOUND'],
    [world.strangerId, 'NOT_FOUND'],
  ] as const) {
    await expect(revealPeerNames(await confirmed(id), wish)).rejects.toMatchObject({ code })
  }
  for (const roles of [['ADMIN'], ['AUDITOR']] as const) {
    const ctx = await confirmed(world.strangerId, [...roles])
    await expect(revealPeerNames(ctx, wish)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  const own = await confirmed(world.subjectId, ['HR_PARTNER'])
  await expect(revealPeerNames(own, wish)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const open = await makePacketWorld({ peers: 2, peerVisibility: 'UNATTRIBUTED' })
  await expect(
    revealPeerNames(await asPartner(open, true), { ...wish, participantId: open.participantId }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const owner = await testDatabase('owner')
  await owner.review.update({
    where: { id: world.reviewIds[world.peerIds[0] ?? ''] },
    data: { status: 'DRAFT' },
  })
  await expect(revealPeerNames(await asPartner(world, true), wish)).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test.each(['ATTRIBUTED', 'UNATTRIBUTED', 'CONFIDENTIAL'] as const)(
  '%s: before it is shared no page names a peer to the skip level or to HR',
  async (peerVisibility) => {
    const world = await makePacketWorld({ peers: 3, peerVisibility })
    const { participantId, subjectId: personId } = world
    for (const ctx of [await contextAs(world.skipId), await asPartner(world, true)]) {
      const seen = [
        await getSubmissions(ctx, { participantId }),
        await getSharePreview(ctx, { participantId }),
        await getTeamMember(ctx, { personId }),
        await getGrowthOf(ctx, { personId }),
        await getExplanation(ctx, { personId }),
      ]
      const text = JSON.stringify(seen)
      for (const [index, peerId] of world.peerIds.entries()) {
        expect(text).not.toContain(`Peer${index + 1} ${world.key}`)
        expect(text).not.toContain(peerId)
      }
    }
    expect(await auditOf(world, 'peerAuthor.read')).toEqual([])
  },
)

test('once shared with names, the packet names them to everybody who reads the packet', async () => {
  const world = await makePacketWorld({ peers: 2, peerVisibility: 'ATTRIBUTED' })
  const packetId = await share(world)
  const packet = await getPacket(await contextAs(world.skipId), { packetId })
  expect(packet.reading.peers.map(({ title }) => title)).toEqual([
    `From Peer1 ${world.key}`,
    `From Peer2 ${world.key}`,
  ])
  const { participantId } = world
  const made = await getSharePreview(await contextAs(world.skipId), { participantId })
  expect(JSON.stringify(made)).not.toContain(`Peer1 ${world.key}`)
})

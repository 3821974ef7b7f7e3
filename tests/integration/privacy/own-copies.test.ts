import { describe, expect, it } from 'vitest'
import { Prisma } from '@/lib/db/generated/client'
import { exportOwn } from '@/lib/privacy/export/queries'
import { collectPackage } from '@/lib/privacy/requests/collection/queries'
import { openAccessRequest } from '@/lib/privacy/requests/commands'
import { getAccessRequest } from '@/lib/privacy/requests/queries'
import { findCase } from '@/lib/privacy/tombstone/queries'
import { getPacket } from '@/lib/reviews/packets/queries'
import { testDatabase } from '../../support/database'
import { makePacketWorld, share, token } from '../../support/packet-factory'
import { nowAs } from '../../support/review-factory'
import { asSomebody, auditCount } from './privacy-world'

describe('what people get of themselves', () => {
  it('G02 the own export ties the answers of a peer together no more than the packet does', async () => {
    const world = await makePacketWorld({ peers: 3, peerVisibility: 'UNATTRIBUTED' })
    const packetId = await share(world)
    const ctx = await nowAs(world.subjectId)
    const { packets } = await exportOwn(ctx)
    const text = JSON.stringify(packets)
    for (const peerId of world.peerIds) expect(text).toContain(token(peerId))
    expect(text).not.toMatch(/raterKey|peer-\d/)
    const { head, reading, omissions } = await getPacket(ctx, { packetId })
    expect(packets).toMatchObject([{ revision: 1, packet: { head, reading, omissions } }])
  }, 60_000)

  it('G02 a package does not say on which day others wrote about the person', async () => {
    const world = await makePacketWorld({ peers: 1 })
    const owner = await testDatabase('owner')
    const about = { subjectId: world.subjectId, cycleId: world.cycleId, decision: 'allow' }
    const [peerId = ''] = world.peerIds
    const did = (action: string, actorId: string, objectType = 'review') => {
      return { ...about, action, actorId, objectType, objectId: world.participantId }
    }
    await owner.auditEvent.createMany({
      data: [
        ...['draft.begin', 'peer.submit', 'peer.decline'].map((one) => did(one, peerId)),
        ...['mgrReview.submit', 'mgrReview.reopen'].map((one) => did(one, world.managerId)),
        did('nomination.approve', world.managerId, 'participant'),
        did('self.submit', world.subjectId),
        did('submissions.read', world.skipId, 'participant'),
      ],
    })
    const partner = await asSomebody(['HR_PARTNER'])
    const person = await findCase(partner, world.subjectId)
    if (!person) throw new Error('There is no such person.')
    const { sections } = await collectPackage(partner, person)
    const events = sections.find(({ title }) => title === 'The audit log about you')?.entries
    expect(events?.flatMap(({ fields }) => fields.map(({ label }) => label))).toEqual([
      'Submitted a self-review',
      'Read submitted reviews',
    ])
  }, 60_000)

  it('whoever reads a package before it is redacted leaves a row, each time', async () => {
    const { subjectId: personId } = await makePacketWorld()
    const { requestId } = await openAccessRequest(await asSomebody(['HR_PARTNER']), { personId })
    const reader = await asSomebody(['HR_PARTNER'])
    await getAccessRequest(reader, { requestId })
    await getAccessRequest(reader, { requestId })
    expect(await auditCount('sar.read', requestId)).toBe(2)
    const owner = await testDatabase('owner')
    await owner.accessRequest.update({ where: { id: requestId }, data: { content: Prisma.DbNull } })
    await getAccessRequest(reader, { requestId })
    expect(await auditCount('sar.read', requestId)).toBe(2)
  }, 60_000)
})

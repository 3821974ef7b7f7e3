import { expect, test } from 'vitest'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getSubmissions } from '@/lib/reviews/submissions/queries'
import { testDatabase } from '../../support/database'
import { contextAs, makePacketWorld, share, token } from '../../support/packet-factory'

test('every name that is revealed leaves an audit row, and none is revealed without need', async () => {
  const world = await makePacketWorld({ peerVisibility: 'UNATTRIBUTED', peers: 3 })
  const revealed = async () => {
    const db = await testDatabase()
    return db.auditEvent.count({ where: { action: 'peerAuthor.read', subjectId: world.subjectId } })
  }
  await share(world)
  expect(await revealed()).toBe(0)
  const { peers } = await getSubmissions(await contextAs(world.managerId), {
    participantId: world.participantId,
  })
  expect(peers.map(({ writer }) => writer?.id).sort()).toEqual([...world.peerIds].sort())
  expect(await revealed()).toBe(3)
})

test('submissions open by relation: names for the manager, texts for skip and HR', async () => {
  const world = await makePacketWorld({ peers: 2 })
  const input = { participantId: world.participantId }
  const skip = await getSubmissions(await contextAs(world.skipId), input)
  const partner = await getSubmissions(await contextAs(world.partnerId, ['HR_PARTNER']), input)
  for (const view of [skip, partner]) {
    expect(view.manager).toHaveLength(1)
    expect(view.self).not.toBeNull()
    expect(view.peers.map(({ writer }) => writer)).toEqual([null, null])
  }
  const confidential = await makePacketWorld({ peers: 2, peerVisibility: 'CONFIDENTIAL' })
  const manager = await getSubmissions(await contextAs(confidential.managerId), {
    participantId: confidential.participantId,
  })
  expect(manager.peers.map(({ writer }) => writer)).toEqual([null, null])
})

test('a blind self-review opens once the manager has handed in', async () => {
  const input = { blindSelf: true, managerWrote: false, state: 'MANAGER_WRITING' } as const
  const before = await makePacketWorld(input)
  const hidden = await getSubmissions(await contextAs(before.managerId), {
    participantId: before.participantId,
  })
  expect(hidden).toMatchObject({ self: null })
  expect(JSON.stringify(hidden)).not.toContain(token(before.subjectId))
  const preview = await getSharePreview(await contextAs(before.managerId), {
    participantId: before.participantId,
  })
  expect(JSON.stringify(preview)).not.toContain(token(before.subjectId))
  const after = await makePacketWorld({ ...input, managerWrote: true })
  const open = await getSubmissions(await contextAs(after.managerId), {
    participantId: after.participantId,
  })
  expect(open.self?.body.sections.summary?.text).toContain(token(after.subjectId))
})

test('peer feedback is hidden while a peer is changing theirs', async () => {
  const world = await makePacketWorld({ peers: 3 })
  const db = await testDatabase('owner')
  const reviewId = world.reviewIds[world.peerIds[1] ?? '']
  await db.review.update({ where: { id: reviewId }, data: { status: 'DRAFT' } })
  const view = await getSubmissions(await contextAs(world.managerId), {
    participantId: world.participantId,
  })
  expect(view.peers).toEqual([])
  expect(view.hidden).toHaveLength(1)
})

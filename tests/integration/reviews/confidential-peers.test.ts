import { expect, test } from 'vitest'
import { submitReview } from '@/lib/reviews/commands'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import { choosePeers } from '@/lib/reviews/peers/commands'
import { getPeerChoices, getPeerLoad } from '@/lib/reviews/peers/queries'
import {
  makeReviewWorld,
  nowAs,
  type ReviewWorld,
  saving,
  submitting,
  writeAll,
} from '../../support/review-factory'

test('G06 where feedback is confidential, nothing tells who of the peers has written', async () => {
  const world = await makeReviewWorld({ peers: 3, peerVisibility: 'CONFIDENTIAL' })
  const [wrote = '', begun = '', idle = ''] = world.peerIds
  await saveDraftSection(await nowAs(begun), saving(world, begun, {}))
  await writeAll(world, wrote)
  await submitReview(await nowAs(wrote), submitting(world, wrote))
  for (const reader of [world.managerId, world.partnerId]) {
    const rows = await shown(world, reader)
    expect(rows[wrote]).toEqual(rows[idle])
    expect(rows[begun]).toEqual(rows[idle])
  }
  // Neither does leaving one of them out, nor asking them once more.
  for (const personIds of [[], [wrote], [idle], [wrote, begun, idle]]) {
    expect(await choose(world, personIds)).toMatchObject({ asked: 0, removed: 0 })
  }
  expect(await choose(world, [world.strangerId])).toMatchObject({ asked: 1, removed: 0 })
})

test('G06 before any of it is in, somebody may still be left out', async () => {
  const world = await makeReviewWorld({ peers: 2, peerVisibility: 'CONFIDENTIAL' })
  const [first = '', second = ''] = world.peerIds
  expect(await choose(world, [first])).toMatchObject({ asked: 0, removed: 1 })
  const rows = await shown(world, world.managerId)
  expect(rows[first]).toMatchObject({ status: 'Asked', isChosen: true, isFixed: false })
  expect(rows[second]).toMatchObject({ status: 'Removed', isChosen: false, isFixed: false })
})

type Rows = Record<string, { status: string | null; isChosen: boolean; isFixed: boolean }>

/** What is shown of each peer, with how much they have to write, but for their names. */
async function shown(world: ReviewWorld, readerId: string): Promise<Rows> {
  const { participantId } = world
  const roles = readerId === world.partnerId ? (['HR_PARTNER'] as const) : []
  const ctx = await nowAs(readerId, [...roles])
  const { peers } = await getPeerChoices(ctx, { participantId })
  const rows: Rows = {}
  for (const { personId, name: _, ...row } of peers) {
    const load = await getPeerLoad(ctx, { participantId, personId })
    rows[personId] = { ...row, ...{ load: load.open } }
  }
  return rows
}

async function choose({ participantId, managerId }: ReviewWorld, personIds: string[]) {
  return choosePeers(await nowAs(managerId), { participantId, personIds })
}

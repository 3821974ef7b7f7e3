import { describe, expect, test } from 'vitest'
import { getExplanation } from '@/lib/growth/explanation/queries'
import type { TreeNode } from '@/lib/growth/explanation/tree'
import { type GrowthView, getGrowthOf, getMyGrowth } from '@/lib/growth/queries'
import { testDatabase } from '../../support/database'
import {
  addCycle,
  asPerson,
  type GrowthCycle,
  type GrowthWorld,
  handIn,
  handOver,
  makeGrowthWorld,
  noteText,
  rated,
  shareCycle,
} from '../../support/growth-factory'

const H1 = { name: 'H1 2026', start: '2026-01-01', end: '2026-06-30' }
const H2 = { name: 'H2 2026', start: '2026-07-01', end: '2026-12-31' }
const BOTH = (value: number) => ({ ...rated('engineer', value), ...rated('senior', value) })

describe('what the person sees', () => {
  test('before anything is shared: nothing, and when it can be', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    await managerWrites(world, cycle, 4)
    const view = await getMyGrowth(await asPerson(world.subjectId))
    expect(view).toMatchObject({ cycles: [], scores: [], readiness: null })
    expect(view.nextSharing?.cycleName).toBe('H1 2026')
  })

  test('what is handed in and not shared changes nothing of it', async () => {
    const world = await makeGrowthWorld()
    const first = await addCycle(world, H1)
    await managerWrites(world, first, 4)
    await shareCycle(world, first)
    const ctx = await asPerson(world.subjectId)
    const before = await getMyGrowth(ctx)
    const why = await getExplanation(ctx)
    const second = await addCycle(world, H2)
    await managerWrites(world, second, 1)
    await peerWrites(world, second, 0)
    await managerWrites(world, first, 2)
    expect(await getMyGrowth(ctx)).toEqual(before)
    expect(await getExplanation(ctx)).toEqual(why)
    const { cycles, scores } = await getGrowthOf(await asPerson(world.managerId), {
      personId: world.subjectId,
    })
    expect(cycles.map(({ label, isShared }) => [label, isShared])).toEqual([
      ['H2 2026', false],
      ['H1 2026', true],
    ])
    expect(scores[0]?.measured?.value).toBe(25)
    expect(before.scores[0]?.measured?.value).toBe(75)
  })

  test('anonymous peers below three are in no number and no line', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, { ...H1, peerVisibility: 'UNATTRIBUTED' })
    await managerWrites(world, cycle, 4)
    await peerWrites(world, cycle, 0)
    await peerWrites(world, cycle, 1)
    await shareCycle(world, cycle)
    const ctx = await asPerson(world.subjectId)
    const view = await getMyGrowth(ctx)
    expect(view.scores[0]?.measured?.value).toBe(75)
    expect(gate(view, 'raters')).toBe(
      'Two people must have rated you on Level senior in the last two cycles, one of them your manager: 1 so far. Peer ratings of H1 2026 do not count here, because fewer than three wrote.',
    )
    expect(JSON.stringify([view, await getExplanation(ctx)])).not.toMatch(/Peer\d/)
  })

  test('three anonymous peers count, without a name on any line', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, { ...H1, peerVisibility: 'UNATTRIBUTED' })
    await managerWrites(world, cycle, 4)
    for (const index of [0, 1, 2]) await peerWrites(world, cycle, index)
    await shareCycle(world, cycle)
    const ctx = await asPerson(world.subjectId)
    const view = await getMyGrowth(ctx)
    expect(view.readiness?.verdict).not.toBe('insufficient_evidence')
    const text = JSON.stringify([view, await getExplanation(ctx)])
    expect(text).toContain('A peer')
    expect(text).not.toMatch(/Peer\d/)
  })

  test('opened down to the rating, its writer, its note and its packet', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    await managerWrites(world, cycle, 4)
    await peerWrites(world, cycle, 0)
    const packetId = await shareCycle(world, cycle)
    const { readiness, scores } = await getExplanation(await asPerson(world.subjectId))
    const leaves = leavesOf(readiness).filter(({ packetId }) => packetId !== null)
    const manager = leaves.find(({ label }) => label === `Manager ${world.key}`)
    expect(manager).toMatchObject({
      value: 'Consistent 4',
      packetId,
      notes: [{ text: noteText('senior-1', world.managerId) }],
    })
    expect(leaves.some(({ label }) => label === `Peer1 ${world.key}`)).toBe(true)
    expect(scores.map(({ label }) => label)).toEqual(['H1 2026'])
  })
})

describe('what others see', () => {
  test('the manager: handed-in ratings, with peers named where the cycle names them', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    await managerWrites(world, cycle, 4)
    await peerWrites(world, cycle, 0)
    const ctx = await asPerson(world.managerId)
    const { readiness } = await getExplanation(ctx, { personId: world.subjectId })
    expect(leavesOf(readiness).some(({ label }) => label === `Peer1 ${world.key}`)).toBe(true)
    const db = await testDatabase('owner')
    const revealed = await db.auditEvent.count({
      where: { action: 'peerAuthor.read', subjectId: world.subjectId, actorId: world.managerId },
    })
    expect(revealed).toBe(1)
  })

  test('peers who are not named to the person are not named here either', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, { ...H1, peerVisibility: 'UNATTRIBUTED' })
    await managerWrites(world, cycle, 4)
    for (const index of [0, 1, 2]) await peerWrites(world, cycle, index)
    const ctx = await asPerson(world.managerId)
    const why = await getExplanation(ctx, { personId: world.subjectId })
    expect(JSON.stringify(why)).not.toMatch(/Peer\d/)
  })

  test('a new manager: only what was shared, and what is missing is said', async () => {
    const world = await makeGrowthWorld()
    const first = await addCycle(world, H1)
    const second = await addCycle(world, H2)
    await managerWrites(world, first, 4)
    await managerWrites(world, second, 1)
    await shareCycle(world, first)
    await handOver(world)
    const view = await getGrowthOf(await asPerson(world.successorId), {
      personId: world.subjectId,
    })
    expect(view.cycles.map(({ label }) => label)).toEqual(['H1 2026'])
    expect(view.scores.map(({ measured }) => measured?.value)).toEqual([75])
    expect(view.hidden).toEqual(['H2 2026 is not open to you while it has not been shared.'])
  })

  test('the manager’s manager, unless the cycle keeps them out', async () => {
    const world = await makeGrowthWorld()
    const open = await addCycle(world, H1)
    const closed = await addCycle(world, { ...H2, skipVisible: false })
    await managerWrites(world, open, 4)
    await managerWrites(world, closed, 1)
    const view = await getGrowthOf(await asPerson(world.skipId), { personId: world.subjectId })
    expect(view.cycles.map(({ label }) => label)).toEqual(['H1 2026'])
  })

  test('an HR partner sees what the manager sees', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    await managerWrites(world, cycle, 4)
    const partner = await asPerson(world.partnerId, ['HR_PARTNER'])
    const view = await getGrowthOf(partner, { personId: world.subjectId })
    expect(view.scores.map(({ measured }) => measured?.value)).toEqual([75])
  })

  test.each(['strangerId', 'directorId', 'successorId'] as const)(
    'nothing for %s, not even that it exists',
    async (who) => {
      const world = await makeGrowthWorld()
      const cycle = await addCycle(world, H1)
      await managerWrites(world, cycle, 4)
      await shareCycle(world, cycle)
      const ctx = await asPerson(world[who], who === 'strangerId' ? ['ADMIN'] : [])
      const input = { personId: world.subjectId }
      await expect(getGrowthOf(ctx, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(getExplanation(ctx, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )

  test('nothing for a peer who wrote', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    await managerWrites(world, cycle, 4)
    await peerWrites(world, cycle, 0)
    const ctx = await asPerson(world.peerIds[0] ?? '')
    const reading = getGrowthOf(ctx, { personId: world.subjectId })
    await expect(reading).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('one’s own by this way is one’s own, also for an HR partner', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    await managerWrites(world, cycle, 4)
    const ctx = await asPerson(world.subjectId, ['HR_PARTNER', 'ADMIN'])
    const view = await getGrowthOf(ctx, { personId: world.subjectId })
    expect(view).toEqual(await getMyGrowth(ctx))
    expect(view.cycles).toEqual([])
  })

  test('a reopened review does not count until it is submitted again', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    await managerWrites(world, cycle, 4)
    await peerWrites(world, cycle, 0)
    const db = await testDatabase('owner')
    await db.review.updateMany({
      where: { participantId: cycle.participantId, direction: 'MANAGER' },
      data: { status: 'DRAFT' },
    })
    const view = await getGrowthOf(await asPerson(world.managerId), { personId: world.subjectId })
    expect(view.hidden).toEqual([
      'Something handed in for H1 2026 was reopened and is being changed, so it does not count until it is submitted again.',
    ])
    expect(view.scores[0]?.measured?.value).toBe(50)
  })
})

async function managerWrites(world: GrowthWorld, cycle: GrowthCycle, value: number) {
  await handIn(world, cycle, {
    authorId: world.managerId,
    direction: 'MANAGER',
    values: BOTH(value),
  })
}

async function peerWrites(world: GrowthWorld, cycle: GrowthCycle, index: number) {
  const authorId = world.peerIds[index] ?? ''
  await handIn(world, cycle, { authorId, direction: 'PEER', values: BOTH(3) })
}

function gate(view: GrowthView, id: string): string | undefined {
  return view.readiness?.gates.find((one) => one.id === id)?.text
}

function leavesOf(node: TreeNode | null): TreeNode[] {
  if (!node) return []
  return node.children.length === 0 ? [node] : node.children.flatMap(leavesOf)
}

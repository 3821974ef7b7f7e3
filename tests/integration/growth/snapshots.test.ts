import { describe, expect, test } from 'vitest'
import { refreshSnapshot } from '@/lib/growth/snapshots/commands'
import {
  addCycle,
  asPerson,
  type GrowthCycle,
  type GrowthWorld,
  handIn,
  makeGrowthWorld,
  rated,
  shareCycle,
} from '../../support/growth-factory'

const H1 = { name: 'H1', start: '2026-01-01', end: '2026-06-30' }
const H2 = { name: 'H2', start: '2026-07-01', end: '2026-12-31' }

describe('refreshSnapshot', () => {
  test('after one manager: score of the level, and too few raters for a verdict', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    const values = {
      ...rated('engineer', 4, { 'engineer-2': 3, 'engineer-3': 5, 'engineer-5': 2 }),
      ...rated('senior', 3),
    }
    await handIn(world, cycle, { authorId: world.managerId, direction: 'MANAGER', values })
    const row = await official(world, cycle)
    expect(row?.score).toBeCloseTo(0.65, 12)
    expect(row?.halfWidth).toBeCloseTo(0.172513704, 9)
    expect(row).toMatchObject({
      coverage: 1,
      confidence: 'low',
      targetLevelKey: 'senior',
      verdict: 'insufficient_evidence',
      verdictRank: 0,
    })
    expect(row?.readiness).toBeCloseTo(2 / 3, 12)
  })

  test('of several revisions by one writer only the last counts', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    const manager = { authorId: world.managerId, direction: 'MANAGER' as const }
    await handIn(world, cycle, { ...manager, values: rated('engineer', 2) })
    await handIn(world, cycle, { ...manager, values: rated('engineer', 4) })
    expect((await official(world, cycle))?.score).toBeCloseTo(0.75, 12)
  })

  test('readiness looks at earlier cycles and never at later ones', async () => {
    const world = await makeGrowthWorld()
    const first = await addCycle(world, H1)
    const second = await addCycle(world, H2)
    const manager = { authorId: world.managerId, direction: 'MANAGER' as const }
    await handIn(world, first, { ...manager, values: rated('senior', 4) })
    await handIn(world, second, { ...manager, values: rated('senior', 1) })
    expect((await official(world, first))?.readiness).toBeCloseTo(1, 12)
    expect((await official(world, second))?.readiness).toBeCloseTo(1 / 3, 12)
  })

  test('anonymous peers below three contribute nothing, and the third brings all in', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, { ...H1, peerVisibility: 'UNATTRIBUTED' })
    const peer = (index: number) =>
      handIn(world, cycle, {
        authorId: world.peerIds[index] ?? '',
        direction: 'PEER',
        values: { ...rated('engineer', 1), ...rated('senior', 1) },
      })
    await handIn(world, cycle, {
      authorId: world.managerId,
      direction: 'MANAGER',
      values: { ...rated('engineer', 4), ...rated('senior', 4) },
    })
    const alone = await official(world, cycle)
    await peer(0)
    await peer(1)
    const { computedAt: _, ...withTwo } = (await official(world, cycle)) ?? {}
    expect(alone).toMatchObject(withTwo)
    await peer(2)
    expect((await official(world, cycle))?.score).toBeCloseTo((50 * 0.75) / 80, 12)
  })

  test('what is shared equals what was handed in, and later changes leave it alone', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    const manager = { authorId: world.managerId, direction: 'MANAGER' as const }
    const peer = { authorId: world.peerIds[0] ?? '', direction: 'PEER' as const }
    await handIn(world, cycle, {
      ...manager,
      values: { ...rated('engineer', 4), ...rated('senior', 3) },
    })
    await handIn(world, cycle, {
      ...peer,
      values: { ...rated('engineer', 3), ...rated('senior', 4) },
    })
    const before = await official(world, cycle)
    expect(await shared(world, cycle)).toBeNull()
    await shareCycle(world, cycle)
    const atSharing = await shared(world, cycle)
    expect(atSharing?.score).toBeCloseTo(before?.score ?? Number.NaN, 12)
    expect(atSharing?.readiness).toBeCloseTo(before?.readiness ?? Number.NaN, 12)
    expect(atSharing?.verdict).toBe(before?.verdict)
    await handIn(world, cycle, { ...manager, values: rated('engineer', 1) })
    expect((await shared(world, cycle))?.score).toBe(atSharing?.score)
    expect((await official(world, cycle))?.score).not.toBe(atSharing?.score)
  })
})

async function official(world: GrowthWorld, cycle: GrowthCycle) {
  return refreshed(world, cycle, 'OFFICIAL')
}

async function shared(world: GrowthWorld, cycle: GrowthCycle) {
  return refreshed(world, cycle, 'SHARED')
}

async function refreshed(
  world: GrowthWorld,
  { participantId }: GrowthCycle,
  audience: 'OFFICIAL' | 'SHARED',
) {
  const ctx = await asPerson(world.managerId)
  await refreshSnapshot(ctx, participantId, audience)
  return ctx.db.scoreSnapshot.findUnique({
    where: { participantId_audience: { participantId, audience } },
  })
}

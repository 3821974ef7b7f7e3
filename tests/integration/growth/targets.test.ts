import { describe, expect, test } from 'vitest'
import { getMyGrowth } from '@/lib/growth/queries'
import { chooseTarget } from '@/lib/growth/targets/commands'
import { testDatabase } from '../../support/database'
import {
  addCycle,
  asPerson,
  handIn,
  makeGrowthWorld,
  rated,
  shareCycle,
} from '../../support/growth-factory'

const H1 = { name: 'H1 2026', start: '2026-01-01', end: '2026-06-30' }

describe('the level one grows towards', () => {
  test('is the next of the track by default', async () => {
    const { subjectId } = await makeGrowthWorld()
    const { target } = await getMyGrowth(await asPerson(subjectId))
    expect(target).toEqual({ key: 'senior', title: 'Level senior', kind: 'next' })
  })

  test('is that of the level on the profile, whatever the day is in UTC', async () => {
    const { subjectId, key } = await makeGrowthWorld()
    const db = await testDatabase('owner')
    const day = new Date('2027-01-16')
    await db.personLevel.updateMany({ where: { personId: subjectId }, data: { toOn: day } })
    const left = { ...(await asPerson(subjectId)), now: new Date('2027-01-16T09:00:00Z') }
    expect((await getMyGrowth(left)).target).toBeNull()
    const level = { ladderKey: key, trackKey: 'ic', levelKey: 'senior', fromOn: day }
    await db.personLevel.create({ data: { personId: subjectId, ...level } })
    const inBerlin = { ...left, now: new Date('2027-01-15T23:30:00Z') }
    expect((await getMyGrowth(inBerlin)).target).toMatchObject({ key: 'staff', kind: 'next' })
  })

  test('can be one of another track, of which nobody has rated anything yet', async () => {
    const world = await makeGrowthWorld()
    const cycle = await addCycle(world, H1)
    await handIn(world, cycle, {
      authorId: world.managerId,
      direction: 'MANAGER',
      values: { ...rated('engineer', 4), ...rated('senior', 4) },
    })
    await shareCycle(world, cycle)
    const ctx = await asPerson(world.subjectId)
    await chooseTarget(ctx, { levelKey: 'em' })
    const { target, readiness } = await getMyGrowth(ctx)
    expect(target).toEqual({ key: 'em', title: 'Level em', kind: 'chosen' })
    expect(readiness).toMatchObject({ verdict: 'insufficient_evidence', measured: null })
    expect(readiness?.means).toContain(
      'Nobody has rated you on these indicators yet; ask your manager to include them',
    )
    expect(readiness?.gates.map(({ id }) => id)).toEqual(['coverage', 'raters'])
  })

  test('goes back to the default by choosing the next level, and leaves an audit row each time', async () => {
    const { subjectId } = await makeGrowthWorld()
    const ctx = await asPerson(subjectId)
    await chooseTarget(ctx, { levelKey: 'staff' })
    await chooseTarget(ctx, { levelKey: 'senior' })
    expect((await getMyGrowth(ctx)).target?.kind).toBe('next')
    await chooseTarget(ctx, { levelKey: 'staff' })
    await chooseTarget(ctx, { levelKey: '' })
    expect((await getMyGrowth(ctx)).target?.kind).toBe('next')
    const db = await testDatabase('owner')
    const rows = await db.auditEvent.count({ where: { action: 'growthTarget.choose', subjectId } })
    expect(rows).toBe(4)
  })

  test.each(['engineer', 'nowhere'])('cannot be %s', async (levelKey) => {
    const { subjectId } = await makeGrowthWorld()
    const ctx = await asPerson(subjectId)
    await expect(chooseTarget(ctx, { levelKey })).rejects.toMatchObject({ code: 'INVALID' })
    expect((await getMyGrowth(ctx)).target?.kind).toBe('next')
  })

  test('only looked at, it stays what it was', async () => {
    const { subjectId } = await makeGrowthWorld()
    const ctx = await asPerson(subjectId)
    const tried = await getMyGrowth(ctx, { targetLevelKey: 'cto' })
    expect(tried).toMatchObject({
      target: { key: 'cto', kind: 'tried' },
      standingTitle: 'Level senior',
    })
    expect((await getMyGrowth(ctx)).target?.key).toBe('senior')
  })

  test('does not exist at the top of the ladder', async () => {
    const world = await makeGrowthWorld('cto')
    const view = await getMyGrowth(await asPerson(world.subjectId))
    expect(view).toMatchObject({ currentTitle: 'Level cto', target: null, readiness: null })
    expect(view.targetOptions.map(({ track }) => track)).toEqual(['Track ic', 'Track mgmt'])
  })

  test('does not exist without a level', async () => {
    const { strangerId } = await makeGrowthWorld()
    const view = await getMyGrowth(await asPerson(strangerId))
    expect(view).toMatchObject({ currentTitle: null, target: null, readiness: null, cycles: [] })
  })
})

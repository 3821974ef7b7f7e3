import { describe, expect, test } from 'vitest'
import { getHome, type HomeView } from '@/lib/reviews/next-up/queries'
import { testDatabase } from '../../support/database'
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

describe('getHome', () => {
  test('what is to be written, by due day, with the time it takes', async () => {
    const { world, cycle, name } = await running('MANAGER_WRITING')
    await ask(world, cycle, { authorId: world.managerId, direction: 'MANAGER' })
    const own = await nextUp(world.managerId, name)
    expect(own).toEqual([
      {
        kind: 'write',
        title: `Review of Subject ${world.key}`,
        minutes: 120,
        status: 'Not started',
      },
    ])
  })

  test('not what somebody else was asked to write', async () => {
    const { world, cycle, name } = await running('MANAGER_WRITING')
    await ask(world, cycle, { authorId: world.managerId, direction: 'MANAGER' })
    expect(await nextUp(world.subjectId, name)).toEqual([])
  })

  test('a review that its manager no longer holds a window for is gone', async () => {
    const { world, cycle, name } = await running('MANAGER_WRITING')
    await ask(world, cycle, { authorId: world.managerId, direction: 'MANAGER' })
    const db = await testDatabase('owner')
    await db.contributionWindow.updateMany({
      where: { participantId: cycle.participantId },
      data: { isOpen: false },
    })
    expect(await nextUp(world.managerId, name)).toEqual([])
  })

  test('peers to choose while nobody was asked, and only then', async () => {
    const { world, cycle, name } = await running('SELF_AND_PEER')
    expect((await nextUp(world.managerId, name)).map(({ title }) => title)).toEqual([
      `Choose peers for Subject ${world.key}`,
    ])
    await ask(world, cycle, { authorId: world.peerIds[0] ?? '', direction: 'PEER' })
    expect(await nextUp(world.managerId, name)).toEqual([])
  })

  test('a packet to share once it is written, then for the person to acknowledge', async () => {
    const { world, cycle, name } = await running('SHARING')
    expect(await nextUp(world.managerId, name)).toEqual([])
    await handIn(world, cycle, {
      authorId: world.managerId,
      direction: 'MANAGER',
      values: rated('engineer', 4),
    })
    expect((await nextUp(world.managerId, name)).map(({ kind }) => kind)).toEqual(['share'])
    const before = await getHome(await asPerson(world.subjectId))
    expect([before.shared, await nextUp(world.subjectId, name)]).toEqual([[], []])
    const packetId = await shareCycle(world, cycle)
    expect(await nextUp(world.managerId, name)).toEqual([])
    expect((await nextUp(world.subjectId, name)).map(({ kind }) => kind)).toEqual(['acknowledge'])
    const { shared } = await getHome(await asPerson(world.subjectId))
    expect(shared).toMatchObject([{ id: packetId, cycleName: name }])
  })

  test('a draft of a cycle is to be launched by administrators and unknown to others', async () => {
    const { world, name } = await running('DRAFT')
    const admin = await asPerson(world.strangerId, ['ADMIN'])
    expect(own(await getHome(admin), name).map(({ kind }) => kind)).toEqual(['launch'])
    const other = await getHome(await asPerson(world.managerId, ['HR_PARTNER']))
    expect(JSON.stringify(other)).not.toContain(name)
  })

  test('a running cycle is a strip, a closed one is not', async () => {
    const closed = await running('CLOSED')
    const { world, name } = await running('SHARING')
    const { strips } = await getHome(await asPerson(world.subjectId))
    const names = strips.map((strip) => strip.name)
    expect(names).toContain(name)
    expect(names).not.toContain(closed.name)
  })
})

type State = 'DRAFT' | 'SELF_AND_PEER' | 'MANAGER_WRITING' | 'SHARING' | 'CLOSED'

async function running(state: State) {
  const world = await makeGrowthWorld()
  const name = `Cycle ${world.key}`
  const cycle = await addCycle(world, { name, start: '2026-07-01', end: '2026-12-31' })
  const db = await testDatabase('owner')
  // Later launches come first, so that the newest cycles of this worker are the ones shown.
  await db.cycle.updateMany({
    where: { id: { not: cycle.cycleId }, state: { not: 'CLOSED' } },
    data: { state: 'CLOSED' },
  })
  await db.cycle.update({ where: { id: cycle.cycleId }, data: { state } })
  return { world, cycle, name }
}

async function ask(
  world: GrowthWorld,
  cycle: GrowthCycle,
  task: { authorId: string; direction: 'MANAGER' | 'PEER' },
) {
  const db = await testDatabase('owner')
  await db.review.create({ data: { ...cycleIds(cycle), subjectId: world.subjectId, ...task } })
}

function cycleIds({ cycleId, participantId }: GrowthCycle) {
  return { cycleId, participantId }
}

async function nextUp(personId: string, cycleName: string) {
  return own(await getHome(await asPerson(personId)), cycleName)
}

function own({ nextUp }: HomeView, cycleName: string) {
  return nextUp
    .filter((item) => item.cycleName === cycleName)
    .map(({ kind, title, minutes, status }) => ({ kind, title, minutes, status }))
}

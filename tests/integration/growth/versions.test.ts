import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { getGrowthOf, getMyGrowth } from '@/lib/growth/queries'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { insertRows } from '@/lib/ladder/versions/commands'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { versionRows } from '@/lib/ladder/versions/rows'
import { testDatabase } from '../../support/database'
import {
  addCycle,
  asPerson,
  type GrowthWorld,
  handIn,
  makeGrowthWorld,
  rated,
  shareCycle,
} from '../../support/growth-factory'

const H1 = { name: 'H1 2026', start: '2026-01-01', end: '2026-06-30' }
const H2 = { name: 'H2 2026', start: '2026-07-01', end: '2026-12-31' }

/** The same world a version later: `senior-1` is called `senior-x`, and `senior-2` means something else. */
async function publishNext(world: GrowthWorld): Promise<GrowthWorld> {
  const db = await testDatabase('owner')
  const ctx = await asPerson(world.managerId)
  const { document } = await loadVersion(ctx, world.versionId)
  const next = changedDocument(document)
  const { ladderId } = await db.ladderVersion.findUniqueOrThrow({ where: { id: world.versionId } })
  const versionId = randomUUID()
  const data = { id: versionId, ladderId, number: 2, status: 'DRAFT' as const }
  await db.$transaction(async (tx) => {
    await tx.ladderVersion.create({ data })
    const rows = versionRows(next, { versionId, newId: () => randomUUID() })
    await insertRows({ ...ctx, db: tx }, rows)
  })
  await db.ladderVersion.update({ where: { id: world.versionId }, data: { status: 'ARCHIVED' } })
  await db.ladderVersion.update({ where: { id: versionId }, data: { status: 'PUBLISHED' } })
  const items = await db.item.findMany({ where: { versionId } })
  return { ...world, versionId, items: new Map(items.map(({ key, id }) => [key, id])) }
}

function changedDocument(document: LadderDocument): LadderDocument {
  const items = document.items.map((item) => {
    if (item.key === 'senior-1') return { ...item, key: 'senior-x' }
    if (item.key !== 'senior-2') return item
    return { ...item, text: 'Does another thing', change: 'material' as const }
  })
  const ends = { entity: 'item' as const, from: ['senior-1'], to: ['senior-x'] }
  return { ...document, items, keymap: [{ ...ends, relation: 'replaces', comparable: true }] }
}

test('the line of an indicator follows a key map, and breaks where the meaning changed', async () => {
  const world = await makeGrowthWorld()
  const first = await addCycle(world, H1)
  const values = { ...rated('engineer', 4), ...rated('senior', 4) }
  await handIn(world, first, { direction: 'MANAGER', authorId: world.managerId, values })
  await shareCycle(world, first)

  const later = await publishNext(world)
  const second = await addCycle(later, H2)
  const { 'senior-1': value, ...rest } = values
  await handIn(later, second, {
    direction: 'MANAGER',
    authorId: world.managerId,
    values: { ...rest, 'senior-x': value ?? null },
  })
  await shareCycle(later, second)

  const own = await getMyGrowth(await asPerson(world.subjectId))
  const rows = new Map(own.readiness?.profile.flatMap((group) => group.rows).map((r) => [r.key, r]))
  const marks = (key: string) => rows.get(key)?.dots.map(({ mark }) => mark.points)
  expect(marks('senior-x')).toEqual([4, 4])
  expect(marks('senior-3')).toEqual([4, 4])
  expect(marks('senior-2')).toEqual([null, 4])
  expect(rows.get('senior-2')?.earlier).toMatchObject([{ text: 'Indicator 2 of senior' }])
  expect(own.scores.map(({ measured }) => measured?.value)).toEqual([75, 75])

  const stranger = await asPerson(world.strangerId)
  const attempt = getGrowthOf(stranger, { personId: world.subjectId })
  await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what was not shared stands in no earlier meaning either', async () => {
  const world = await makeGrowthWorld()
  const first = await addCycle(world, H1)
  await handIn(world, first, {
    direction: 'MANAGER',
    authorId: world.managerId,
    values: rated('senior', 1),
  })
  const later = await publishNext(world)
  const second = await addCycle(later, H2)
  await handIn(later, second, {
    direction: 'MANAGER',
    authorId: world.managerId,
    values: rated('engineer', 4),
  })
  await shareCycle(later, second)
  const own = await getMyGrowth(await asPerson(world.subjectId))
  const rows = own.readiness?.profile.flatMap((group) => group.rows) ?? []
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.flatMap(({ earlier }) => earlier)).toEqual([])
})

import type { Database } from '@/lib/db/client'

export type TestLadder = {
  versionId: string
  items: { id: string; key: string; levelKey: string }[]
}

/** A published ladder of two levels, engineer and senior, with two growth indicators each. */
export async function makeLadder(db: Database, key: string): Promise<TestLadder> {
  const { versions } = await db.ladder.create({
    data: { key, name: 'Ladder', versions: { create: { number: 1, status: 'DRAFT' } } },
    select: { versions: { select: { id: true } } },
  })
  const versionId = versions[0]?.id ?? ''
  const track = await db.track.create({
    data: { versionId, key: 'ic', title: 'Technical', order: 0 },
  })
  const category = await db.category.create({
    data: { versionId, key: 'impact', title: 'Impact', order: 0 },
  })
  const items: TestLadder['items'] = []
  for (const [order, levelKey] of ['engineer', 'senior'].entries()) {
    const level = await db.level.create({
      data: { versionId, trackId: track.id, key: levelKey, title: `Level ${levelKey}`, order },
    })
    for (const number of [1, 2]) {
      const item = await db.item.create({
        data: {
          versionId,
          categoryId: category.id,
          key: `${levelKey}-${number}`,
          kind: 'INDICATOR',
          text: `Indicator ${number} of ${levelKey}`,
          order: number,
          scored: true,
          levels: { create: { levelId: level.id } },
        },
      })
      items.push({ id: item.id, key: item.key, levelKey })
    }
    await db.item.create({
      data: {
        versionId,
        categoryId: category.id,
        key: `${levelKey}-expected`,
        kind: 'EXPECTATION',
        text: `Expectation of ${levelKey}`,
        order: 9,
        levels: { create: { levelId: level.id } },
      },
    })
  }
  await db.ladderVersion.update({ where: { id: versionId }, data: { status: 'PUBLISHED' } })
  return { versionId, items }
}

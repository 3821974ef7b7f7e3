import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { publishLadder } from '@/lib/ladder/commands'
import {
  compareLevels,
  getGrowthAreas,
  getLadder,
  getLevelPage,
  getMatrix,
  loadLevelForScoring,
} from '@/lib/ladder/queries'
import { getOwnPlacement } from '@/lib/ladder/versions/placement/queries'
import { withRollback } from '@/tests/support/database'
import { changed, SMALL_LADDER } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

const SEED = readFileSync('prisma/seed/engineering.ladder.md')

async function published(source: Uint8Array | string, work: (ctx: Context) => Promise<void>) {
  await withRollback(async (db) => {
    const admin = await reader(db, { roles: ['LADDER_ADMIN'] })
    const result = await publishLadder(admin, { source, fileName: 'a.ladder.md' })
    if (result.status !== 'published') throw new Error(JSON.stringify(result))
    await work(await reader(db))
  })
}

describe('the published ladder', () => {
  test('is read by everybody, with what they may do with it', async () => {
    await published(SEED, async (ctx) => {
      const ladder = await getLadder(ctx)
      expect(ladder.version).toMatchObject({ ladderKey: 'engineering', number: 1, isCurrent: true })
      expect(ladder.tracks.map(({ key, levels }) => [key, levels.length])).toEqual([
        ['ic', 6],
        ['mgmt', 5],
      ])
      expect(ladder.tracks[1]?.levels[0]?.facts).toEqual([
        {
          key: 'team_size',
          label: '',
          min: 5,
          max: 8,
          open: false,
          unit: 'engineers',
          text: 'typically 5-8',
        },
      ])
      expect(ladder.transitions).toHaveLength(11)
      expect(ladder.can).toEqual({ edit: false, publish: false })
      const admin = await getLadder(await reader(ctx.db, { roles: ['LADDER_ADMIN'] }))
      expect(admin.can).toEqual({ edit: true, publish: true })
    })
  })

  test('shows a level with its ids, its neighbours and its equals', async () => {
    await published(SEED, async (ctx) => {
      const page = await getLevelPage(ctx, { levelKey: 'em' })
      expect(page).toMatchObject({
        previous: null,
        next: { key: 'sem' },
        sameBand: [{ key: 'staff' }],
      })
      const stored = await ctx.db.item.findMany({
        where: { levels: { some: { level: { key: 'em' } } }, category: { kind: 'COMPETENCY' } },
        orderBy: { order: 'asc' },
      })
      const shown = page.sections.flatMap((section) => section.items)
      expect(shown.map(({ id, text }) => ({ id, text }))).toEqual(
        stored.map(({ id, text }) => ({ id, text })),
      )
    })
  })

  test('is compared and laid out as a matrix', async () => {
    await published(SEED, async (ctx) => {
      const both = await compareLevels(ctx, { left: 'staff', right: 'em' })
      expect(both).toMatchObject({ isSameBand: true, left: { key: 'staff' }, right: { key: 'em' } })
      expect(both.choices.map(({ levels }) => levels.length)).toEqual([6, 5])
      const matrix = await getMatrix(ctx, { track: 'mgmt' })
      expect(matrix.columns).toHaveLength(5)
      expect(matrix.growthAreas.map(({ cells }) => cells.map(({ span }) => span))).toEqual(
        Array(5).fill([1, 1, 1, 2]),
      )
    })
  })

  test('has its growth areas by track, the last cell of one over two levels', async () => {
    await published(SEED, async (ctx) => {
      const { tracks } = await getGrowthAreas(ctx)
      expect(
        tracks.map(({ key, matrix: { columns, rows, growthAreas } }) => [
          key,
          columns.length,
          rows.length,
          growthAreas.map(({ cells }) => cells.at(-1)?.span),
        ]),
      ).toEqual([
        ['ic', 6, 0, [1, 1, 1, 1, 1]],
        ['mgmt', 5, 0, [2, 2, 2, 2, 2]],
      ])
    })
  })

  test('is searched over all its words', async () => {
    await published(SEED, async (ctx) => {
      const { rows, search } = await getMatrix(ctx, { track: 'ic', search: ' Runbook ' })
      expect(rows.map(({ category }) => category.key)).toEqual(['growth-indicators'])
      expect(search).toEqual({ words: ['runbook'], items: 1, passages: [] })
      const none = await getMatrix(ctx, { search: 'nowhere to be found' })
      expect([none.rows, none.growthAreas, none.search?.items]).toEqual([[], [], 0])
      expect((await getMatrix(ctx, { search: '  ' })).search).toBeNull()
    })
  })

  test('knows where its reader stands today', async () => {
    await published(SEED, async (ctx) => {
      expect(await getOwnPlacement(ctx)).toBeNull()
      const stood = { personId: ctx.actor.id, ladderKey: 'engineering', trackKey: 'ic' }
      const day = (text: string) => new Date(`${text}T00:00:00Z`)
      await ctx.db.personLevel.createMany({
        data: [
          { ...stood, levelKey: 'senior', fromOn: day('2025-01-01'), toOn: day('2026-03-01') },
          { ...stood, levelKey: 'staff', fromOn: day('2026-03-01') },
        ],
      })
      expect(await getOwnPlacement(ctx)).toEqual({
        ladderKey: 'engineering',
        trackKey: 'ic',
        levelKey: 'staff',
      })
    })
  })

  test('is not there before anything is published, nor is a level or track that it lacks', async () => {
    await withRollback(async (db) => {
      await expect(getLadder(await reader(db))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
    await published(SMALL_LADDER, async (ctx) => {
      const missing = { code: 'NOT_FOUND' }
      await expect(getLevelPage(ctx, { levelKey: 'cto' })).rejects.toMatchObject(missing)
      await expect(getMatrix(ctx, { track: 'sales' })).rejects.toMatchObject(missing)
      await expect(compareLevels(ctx, { left: 'em', right: 'x' })).rejects.toMatchObject(missing)
      await expect(getLadder(ctx, { version: 2 })).rejects.toMatchObject(missing)
      await expect(getLadder(ctx, { ladder: 'sales' })).rejects.toMatchObject(missing)
    })
  })

  test('of an earlier number stays as it was', async () => {
    await published(SMALL_LADDER, async (ctx) => {
      const admin = await reader(ctx.db, { roles: ['LADDER_ADMIN'] })
      const source = changed(
        ['title: Director of Engineering', 'title: Head'],
        ['# Director of Engineering {', '# Head {'],
        [' label=Director', ''],
      )
      const again = await publishLadder(admin, { source, fileName: 'a.md', acceptsWarnings: true })
      expect(again).toMatchObject({ status: 'published', number: 2 })
      const titles = async (version?: number) => {
        const ladder = await getLadder(ctx, version ? { version } : {})
        return [ladder.version.isCurrent, ladder.tracks[1]?.levels[1]?.title]
      }
      expect(await titles()).toEqual([true, 'Head'])
      expect(await titles(1)).toEqual([false, 'Director of Engineering'])
      expect((await getLadder(ctx)).versions.map(({ number }) => number)).toEqual([2, 1])
    })
  })

  test('gives the editor and scoring the rows they rate', async () => {
    await published(SMALL_LADDER, async (ctx) => {
      const { levelId, categories } = await loadLevelForScoring(ctx, {
        versionId: (await getLadder(ctx)).version.id,
        levelKey: 'senior',
      })
      const level = await ctx.db.level.findUniqueOrThrow({ where: { id: levelId } })
      expect(level.key).toBe('senior')
      expect(categories.find(({ key }) => key === 'growth')?.indicators).toMatchObject([
        { key: 'i-projects', weight: 2, anchors: [{ point: '1' }, { point: '2' }] },
      ])
    })
  })
})

import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { publishLadder } from '@/lib/ladder/commands'
import { createDraft } from '@/lib/ladder/editing/commands'
import { compareVersions, getVersionList } from '@/lib/ladder/versions/listing/queries'
import { scoringConfig } from '@/lib/scoring/config'
import { withRollback } from '@/tests/support/database'
import { changed, SMALL_LADDER } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

const SECOND = changed(
  ['version: 1', 'version: 2'],
  ['licence: MIT', 'licence: MIT\nchange_note: Bands moved.'],
  ['band: 3', 'band: 4'],
)

async function withVersions(
  sources: string[],
  work: (ctx: Context, admin: Context) => Promise<void>,
): Promise<void> {
  await withRollback(async (db) => {
    const admin = await reader(db, { roles: ['LADDER_ADMIN'] })
    for (const source of sources) {
      const result = await publishLadder(admin, { source, fileName: 'a.md' })
      if (result.status !== 'published') throw new Error(JSON.stringify(result))
    }
    await work(await reader(db), admin)
  })
}

const small = { ladder: 'small' }

describe('the list of versions', () => {
  test('says of each when, by whom and what for, newest first', async () => {
    await withVersions([SMALL_LADDER, SECOND], async (ctx, admin) => {
      const { ladder, versions } = await getVersionList(ctx, small)
      expect(ladder).toEqual({ key: 'small', name: 'Small ladder' })
      const by = { publishedAt: admin.now, publishedBy: admin.actor.name, cycles: [] }
      expect(versions).toEqual([
        { ...by, number: 2, isCurrent: true, changeNote: 'Bands moved.' },
        { ...by, number: 1, isCurrent: false, changeNote: null },
      ])
    })
  })

  test('names the cycles that keep a version, but none that is only planned', async () => {
    await withVersions([SMALL_LADDER], async (ctx) => {
      const version = await ctx.db.ladderVersion.findFirstOrThrow({
        where: { ladder: { key: 'small' } },
      })
      const at = ctx.now
      const days = { launchAt: at, selfDueAt: at, peerDueAt: at, managerDueAt: at, shareFromAt: at }
      const cycle = {
        ...{ periodStart: new Date('2026-01-01'), periodEnd: new Date('2026-06-30') },
        ...{ timeZone: 'UTC', ladderVersionId: version.id, ...days, closeAt: at },
        scoringConfig: scoringConfig({ peer: false, report: false }),
      }
      await ctx.db.cycle.create({ data: { ...cycle, name: 'Running', state: 'SHARING' } })
      await ctx.db.cycle.create({ data: { ...cycle, name: 'Planned', state: 'DRAFT' } })
      const { versions } = await getVersionList(ctx, small)
      expect(versions[0]?.cycles.map(({ name }) => name)).toEqual(['Running'])
    })
  })

  test('tells of a draft only those who edit the ladder', async () => {
    await withVersions([SMALL_LADDER], async (ctx, admin) => {
      await createDraft(admin, small)
      expect(await getVersionList(admin, small)).toMatchObject({ draft: 2, can: { edit: true } })
      expect(await getVersionList(ctx, small)).toMatchObject({ draft: null, can: { edit: false } })
    })
  })
})

describe('two versions compared', () => {
  test('are the last two unless one says which', async () => {
    await withVersions([SMALL_LADDER, SECOND], async (ctx) => {
      const view = await compareVersions(ctx, small)
      expect(view).toMatchObject({
        left: { number: 1 },
        right: { number: 2, changeNote: 'Bands moved.' },
        counts: { added: 0, removed: 0, changed: 1 },
        choices: [2, 1],
      })
      const [section] = view?.sections ?? []
      expect(section?.lines[0]?.fields).toEqual([
        { label: 'Band', spans: null, before: '3', after: '4' },
      ])
      const back = await compareVersions(ctx, { ...small, left: 2, right: 1 })
      expect(back?.sections[0]?.lines[0]?.fields[0]).toMatchObject({ before: '4', after: '3' })
    })
  })

  test('are nothing while there is only one, and a draft is never one of them', async () => {
    await withVersions([SMALL_LADDER], async (ctx, admin) => {
      await createDraft(admin, small)
      expect(await compareVersions(admin, small)).toBeNull()
      expect(await compareVersions(ctx, small)).toBeNull()
      const attempt = compareVersions(ctx, { ...small, left: 7 })
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })

  test('must both be there', async () => {
    await withVersions([SMALL_LADDER, SECOND], async (ctx) => {
      const attempt = compareVersions(ctx, { ...small, left: 7 })
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })
})

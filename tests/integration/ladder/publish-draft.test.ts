import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { publishLadder } from '@/lib/ladder/commands'
import { createDraft } from '@/lib/ladder/editing/commands'
import { contentHash } from '@/lib/ladder/format/content-hash'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { writeLadder } from '@/lib/ladder/format/write'
import { publishDraft } from '@/lib/ladder/publishing/commands'
import { getPublishPreview, type PublishPreview } from '@/lib/ladder/publishing/queries'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { testDatabase, withRollback } from '@/tests/support/database'
import { SMALL_LADDER } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

const ladderAdmin = { roles: ['LADDER_ADMIN' as const] }
const DESIGNS = { changeClasses: { 'i-designs': 'clarified' as const } }

type World = { ctx: Context; first: string; draft: string }

/** A published ladder with a draft of it, in which the administrator has changed what the test says. */
async function withDraft(work: (world: World) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    const ctx = await reader(db, ladderAdmin)
    const result = await publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
    if (result.status !== 'published') throw new Error(JSON.stringify(result))
    const { versionId } = await createDraft(ctx, { ladder: 'small' })
    await work({ ctx, first: result.versionId, draft: versionId })
  })
}

async function reword({ ctx, draft }: World, key: string, text: string) {
  await ctx.db.item.updateMany({ where: { versionId: draft, key }, data: { text } })
}

async function rename({ ctx, draft }: World, from: string, to: string) {
  await ctx.db.item.updateMany({ where: { versionId: draft, key: from }, data: { key: to } })
}

async function preview(ctx: Context, ladder = 'small'): Promise<PublishPreview> {
  const shown = await getPublishPreview(ctx, { ladder })
  if (!shown) throw new Error('There is no draft')
  return shown
}

async function publish({ ctx }: World, choices: object = {}) {
  const { hash } = await preview(ctx)
  return publishDraft(ctx, { ladder: 'small', previewed: hash, ...choices })
}

describe('publishing a draft', () => {
  test('archives the old version, keeps what the author chose, and leaves a row of audit', async () => {
    await withDraft(async (world) => {
      const { ctx, first, draft } = world
      await reword(world, 'i-designs', 'Designs services that last')
      await reword(world, 'i-tests', 'writes tests, for own changes')
      const result = await publish(world, { ...DESIGNS, changeNote: 'Clearer words.' })
      expect(result).toMatchObject({ status: 'published', versionId: draft, number: 2 })

      const { document } = await loadVersion(ctx, draft)
      const change = (key: string) => document.items.find((item) => item.key === key)?.change
      expect([change('i-designs'), change('i-tests'), change('i-tasks')]).toEqual([
        'clarified',
        'editorial',
        null,
      ])
      expect(document).toMatchObject({ status: 'published', changeNote: 'Clearer words.' })
      const versions = await ctx.db.ladderVersion.findMany({
        where: { ladder: { key: 'small' } },
        orderBy: { number: 'asc' },
        select: { id: true, status: true, contentHash: true, publishedAt: true },
      })
      expect(versions).toMatchObject([
        { id: first, status: 'ARCHIVED' },
        { id: draft, status: 'PUBLISHED', contentHash: contentHash(document) },
      ])
      expect(versions[1]?.publishedAt).toEqual(ctx.now)
      const events = await ctx.db.auditEvent.findMany({ where: { objectId: draft } })
      expect(events.map(({ action }) => action)).toContain('ladder.publish')
      expect(await ctx.db.outboxMessage.count()).toBe(0)
      await ctx.db.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`
    })
  })

  test('needs a class for every rewording that changes words (E507)', async () => {
    await withDraft(async (world) => {
      await reword(world, 'i-designs', 'Designs services that last')
      const result = await publish(world)
      expect(result).toMatchObject({ status: 'refused' })
      expect(result.messages).toMatchObject([{ code: 'E507', severity: 'error' }])
      const shown = await preview(world.ctx)
      expect(shown.messages).toEqual([])
      expect(shown.rewordings).toMatchObject([{ key: 'i-designs', isEditorial: false }])
    })
  })

  test('needs a tick for warnings, and errors stop it', async () => {
    await withDraft(async (world) => {
      await reword(world, 'i-designs', 'TBD')
      const classes = { changeClasses: { 'i-designs': 'material' } }
      const refused = await publish(world, classes)
      expect(refused).toMatchObject({ status: 'refused' })
      expect(refused.messages.map(({ code }) => code)).toEqual(['W309', 'W306'])
      const accepted = await publish(world, { ...classes, acceptsWarnings: true })
      expect(accepted.status).toBe('published')
    })
    await withDraft(async (world) => {
      const where = { versionId: world.draft, key: 'i-managers' }
      await world.ctx.db.item.updateMany({ where, data: { scored: false } })
      const result = await publish(world, { acceptsWarnings: true })
      expect(result.messages.map(({ code }) => code)).toEqual(['E113'])
    })
  })

  test('is refused when the draft was edited after the preview', async () => {
    await withDraft(async (world) => {
      const { hash } = await preview(world.ctx)
      await reword(world, 'i-designs', 'Designs services that last')
      const attempt = publishDraft(world.ctx, { ladder: 'small', previewed: hash, ...DESIGNS })
      await expect(attempt).rejects.toMatchObject({ code: 'CONFLICT' })
    })
  })

  test('is refused when it changes nothing, and when there is no draft', async () => {
    await withDraft(async (world) => {
      expect((await preview(world.ctx)).isSame).toBe(true)
      await expect(publish(world)).rejects.toMatchObject({ code: 'INVALID' })
      const none = { ladder: 'none', previewed: '0'.repeat(64) }
      await expect(publishDraft(world.ctx, none)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })

  test('keeps confirmed key maps, also through export and import', async () => {
    await withDraft(async (world) => {
      const { ctx, draft } = world
      await rename(world, 'i-tests', 'i-checks')
      const { maps } = await preview(ctx)
      expect(maps).toMatchObject([
        { entity: 'item', from: ['i-tests'], to: ['i-checks'], relation: 'replaces', score: 1 },
      ])
      const map = { entity: 'item', from: ['i-tests'], to: ['i-checks'], relation: 'replaces' }
      const result = await publish(world, { keymap: [{ ...map, comparable: true }] })
      expect(result.status).toBe('published')
      const { document } = await loadVersion(ctx, draft)
      expect(document.keymap).toEqual([{ ...map, comparable: true }])
      const again = readLadder(writeLadder(document)).document as LadderDocument
      expect(contentHash(again)).toBe(contentHash(document))

      await createDraft(ctx, { ladder: 'small' })
      const next = await preview(ctx)
      expect(next).toMatchObject({ isSame: true, maps: [], messages: [] })
    })
  })

  test('refuses a key map that names an unknown key (E505)', async () => {
    await withDraft(async (world) => {
      await rename(world, 'i-tests', 'i-checks')
      const map = { entity: 'item', relation: 'replaces', comparable: true }
      const result = await publish(world, {
        keymap: [{ ...map, from: ['nobody'], to: ['i-checks'] }],
      })
      expect(result.messages.map(({ code }) => code)).toEqual(['E505'])
    })
  })

  test('lets people keep a level that got another key, and come to one as planned', async () => {
    await withDraft(async (world) => {
      const { ctx, draft } = world
      const level = { ladderKey: 'small', trackKey: 'ic', levelKey: 'junior' }
      const personId = ctx.actor.id
      await ctx.db.personLevel.create({
        data: { personId, ...level, fromOn: new Date('2026-01-01') },
      })
      await ctx.db.growthTarget.create({ data: { personId, levelKey: 'junior' } })
      const planned = { kind: 'LEVEL' as const, effectiveOn: new Date('2099-01-01') }
      const { id } = await ctx.db.personChange.create({
        data: { ...level, ...planned, personId, requestedById: personId },
      })
      const where = { versionId: draft, key: 'junior' }
      await ctx.db.level.updateMany({ where, data: { key: 'starter' } })
      expect((await publish(world)).messages.map(({ code }) => code)).toEqual(['W508'])

      const map = { entity: 'level', from: ['junior'], to: ['starter'], relation: 'replaces' }
      const result = await publish(world, { keymap: [{ ...map, comparable: true }] })
      expect(result.status).toBe('published')
      const [now] = await ctx.db.personLevel.findMany({ where: { personId } })
      expect(now).toMatchObject({
        levelKey: 'starter',
        trackKey: 'ic',
        fromOn: new Date('2026-01-01'),
      })
      const target = await ctx.db.growthTarget.findUniqueOrThrow({ where: { personId } })
      expect(target.levelKey).toBe('starter')
      const change = await ctx.db.personChange.findUniqueOrThrow({ where: { id } })
      expect(change).toMatchObject({ ladderKey: 'small', trackKey: 'ic', levelKey: 'starter' })
    })
  })

  test.each([[[]], [['ADMIN' as const]], [['HR_PARTNER' as const]], [['AUDITOR' as const]]])(
    'is not for somebody with the roles %j',
    async (roles) => {
      await withDraft(async ({ ctx }) => {
        const other = await reader(ctx.db, { roles })
        const { hash } = await preview(ctx)
        const refused = { code: 'FORBIDDEN' }
        await expect(getPublishPreview(other)).rejects.toMatchObject(refused)
        const attempt = publishDraft(other, { ladder: 'small', previewed: hash })
        await expect(attempt).rejects.toMatchObject(refused)
      })
    },
  )
})

test('of two who publish the same draft at once one does', async () => {
  const db = await testDatabase()
  const ctx = await reader(db, ladderAdmin)
  const key = 'draft-at-once'
  const source = SMALL_LADDER.replace('ladder: small', `ladder: ${key}`)
  await publishLadder(ctx, { source, fileName: 'a.md' })
  const { versionId } = await createDraft(ctx, { ladder: key })
  await db.level.updateMany({ where: { versionId, key: 'director' }, data: { band: 4 } })
  const { hash } = await preview(ctx, key)
  const attempt = () => publishDraft(ctx, { ladder: key, previewed: hash })
  const results = await Promise.allSettled([attempt(), attempt()])
  const refusals = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(refusals).toEqual(['NOT_FOUND'])
  const where = { ladder: { key }, status: 'PUBLISHED' as const }
  expect(await db.ladderVersion.findMany({ where })).toMatchObject([{ id: versionId, number: 2 }])
})

describe('the preview', () => {
  test('counts who stands at a level and who aims at it, and names nobody', async () => {
    await withDraft(async (world) => {
      const { ctx } = world
      const level = { ladderKey: 'small', trackKey: 'ic', levelKey: 'junior' }
      const fromOn = new Date('2026-01-01')
      await ctx.db.personLevel.create({ data: { personId: ctx.actor.id, ...level, fromOn } })
      await reword(world, 'i-designs', 'Designs services that last')
      const shown = await preview(ctx)
      expect(shown.affected).toEqual([
        { key: 'senior', title: 'Senior Engineer', change: 'changed', at: 0, aiming: 1 },
      ])
      expect(JSON.stringify(shown)).not.toContain(ctx.actor.name)
    })
  })

  test('of a first publication has nothing to compare with', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const begin = { ladder: null, name: 'New', track: 'People', level: 'First' }
      const { ladder } = await createDraft(ctx, begin)
      const shown = await preview(ctx, ladder)
      expect(shown).toMatchObject({ published: null, sections: [], pinned: [] })
      expect(shown.messages.map(({ code }) => code)).toContain('E113')
    })
  })
})

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishLadder } from '@/lib/ladder/commands'
import { contentHash } from '@/lib/ladder/format/content-hash'
import { canonicalDocument, type LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { writeLadder } from '@/lib/ladder/format/write'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { testDatabase, withRollback } from '@/tests/support/database'
import { generatedLadder } from '@/tests/unit/ladder/generated-ladders'
import { changed, SMALL_LADDER } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

const SEED = readFileSync('prisma/seed/engineering.ladder.md')
const ladderAdmin = { roles: ['LADDER_ADMIN' as const] }

function documentOf(source: Uint8Array | string): LadderDocument {
  const { document } = readLadder(source)
  if (!document) throw new Error('Unreadable')
  return document
}

describe('publishing a ladder', () => {
  test('stores every word of it and gives the same content hash', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const result = await publishLadder(ctx, { source: SEED, fileName: 'engineering.ladder.md' })
      if (result.status !== 'published') throw new Error(JSON.stringify(result))
      expect(result).toMatchObject({ number: 1, messages: [] })

      const { document } = await loadVersion(ctx, result.versionId)
      expect(document).toEqual(canonicalDocument(documentOf(SEED)))
      const version = await db.ladderVersion.findUniqueOrThrow({
        where: { id: result.versionId },
        include: {
          sources: true,
          _count: { select: { items: true, levels: true, transitions: true } },
        },
      })
      expect(version).toMatchObject({
        status: 'PUBLISHED',
        publishedAt: ctx.now,
        contentHash: contentHash(document),
        _count: { items: 325, levels: 11, transitions: 11 },
      })
      const [source] = version.sources
      expect(Buffer.from(source?.bytes ?? [])).toEqual(SEED)
      expect(source?.sha256).toBe(createHash('sha256').update(SEED).digest('hex'))
    })
  })

  test('leaves a row of audit in the same transaction', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const result = await publishLadder(ctx, { source: SMALL_LADDER, fileName: 'small.ladder.md' })
      if (result.status !== 'published') throw new Error(JSON.stringify(result))
      const events = await db.auditEvent.findMany({ where: { objectId: result.versionId } })
      expect(events).toMatchObject([
        { action: 'ladder.publish', actorId: ctx.actor.id, objectType: 'ladder_version' },
      ])
    })
  })

  test('again changes nothing, whatever the file says of number and status', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const first = await publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
      const text = changed(['version: 1', 'version: 9'], ['status: draft', 'status: published'])
      const second = await publishLadder(ctx, { source: text, fileName: 'b.md' })
      expect(second).toEqual({ ...first, status: 'unchanged' })
      expect(await db.ladderVersion.count({ where: { ladder: { key: 'small' } } })).toBe(1)
      expect(await db.auditEvent.count({ where: { action: 'ladder.publish' } })).toBe(1)
    })
  })

  test('of other words archives what was published and keeps it readable', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const first = await publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
      const text = changed(
        ['Designs services', 'Designs services that last'],
        [' {#i-designs}', ' {#i-designs change=clarified}'],
      )
      const second = await publishLadder(ctx, { source: text, fileName: 'a.md' })
      if (first.status !== 'published' || second.status !== 'published') throw new Error('Refused')
      expect(second.number).toBe(2)
      const versions = await db.ladderVersion.findMany({
        where: { ladder: { key: 'small' } },
        orderBy: { number: 'asc' },
      })
      expect(versions.map(({ status, basedOnId }) => ({ status, basedOnId }))).toEqual([
        { status: 'ARCHIVED', basedOnId: null },
        { status: 'PUBLISHED', basedOnId: first.versionId },
      ])
      const before = await loadVersion(ctx, first.versionId)
      expect(before.document.items.some((item) => item.text === 'Designs services')).toBe(true)
    })
  })

  test('cannot change what was published, even past the product', async () => {
    const attempt = withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      await publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
      await db.$executeRaw`UPDATE items SET text = 'Something else'`
    }, 'owner')
    await expect(attempt).rejects.toThrow('a published ladder version cannot be changed')
  })
})

describe('a ladder that is not published', () => {
  test.each([
    ['has an error', changed(['{#i-designs}', '{#i-tests}']), 'E303'],
    ['has nothing to rate at a level', changed(['critical=true', 'scored=false']), 'E113'],
    ['has an unaccepted warning', changed(['licence: MIT\n', '']), 'W506'],
    ['is no ladder', 'Only prose.', 'E004'],
  ])('%s: the messages come back and nothing is written', async (_what, source, code) => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const result = await publishLadder(ctx, { source, fileName: 'a.md' })
      expect(result.status).toBe('refused')
      expect(result.messages.map((message) => message.code)).toContain(code)
      expect(await db.ladder.count({ where: { key: 'small' } })).toBe(0)
    })
  })

  test('a warning that was accepted does not stop it, and is kept with the file', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const source = changed(['licence: MIT\n', ''])
      const input = { source, fileName: 'a.md', acceptsWarnings: true }
      const result = await publishLadder(ctx, input)
      if (result.status !== 'published') throw new Error(JSON.stringify(result))
      const { report } = await db.ladderSource.findFirstOrThrow({
        where: { versionId: result.versionId },
      })
      expect(report).toMatchObject([{ code: 'W506', severity: 'warning', line: 1 }])
    })
  })

  test('a file older than what is published is refused', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      await publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
      await publishLadder(ctx, { source: changed(['band: 3', 'band: 4']), fileName: 'a.md' })
      const stale = changed(['band: 3', 'band: 5'])
      const result = await publishLadder(ctx, { source: stale, fileName: 'a.md' })
      expect(result.messages.map((message) => message.code)).toEqual(['E501'])
    })
  })

  test('a draft in work is not overtaken', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const ladder = await db.ladder.create({ data: { key: 'small', name: 'Small ladder' } })
      await db.ladderVersion.create({ data: { ladderId: ladder.id, number: 1, status: 'DRAFT' } })
      const attempt = publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
      await expect(attempt).rejects.toMatchObject({ code: 'CONFLICT' })
    })
  })

  test.each([[[]], [['ADMIN' as const]], [['AUDITOR' as const]]])(
    'somebody with the roles %j may not publish',
    async (roles) => {
      await withRollback(async (db) => {
        const ctx = await reader(db, { roles })
        const attempt = publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
        await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' })
      })
    },
  )
})

describe('what the database keeps', () => {
  test('is the whole document, for every ladder', async () => {
    await fc.assert(
      fc.asyncProperty(generatedLadder, async (ladder) => {
        const text = writeLadder(publishable(ladder))
        const { document, messages } = readLadder(text)
        const errors = messages.filter((message) => message.severity === 'error')
        fc.pre(document !== null && errors.length === 0)
        await withRollback(async (db) => {
          const ctx = await reader(db, ladderAdmin)
          const input = { source: text, fileName: 'a.md', acceptsWarnings: true }
          const result = await publishLadder(ctx, input)
          if (result.status !== 'published') throw new Error(JSON.stringify(result.messages))
          const stored = await loadVersion(ctx, result.versionId)
          const { version, status } = ladder
          expect({ ...stored.document, version, status }).toEqual(document)
          expect(contentHash(stored.document)).toBe(document && contentHash(document))
          await db.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`
        })
      }),
      { numRuns: 25 },
    )
  })

  test('two who publish at once make two versions, one after the other', async () => {
    const db = await testDatabase()
    const ctx = await reader(db, ladderAdmin)
    const rename = (key: string) => changed(['ladder: small', `ladder: ${key}`])
    const key = 'at-once'
    const other = rename(key).replace('band: 3', 'band: 4')
    const results = await Promise.all(
      [rename(key), other].map((source) => publishLadder(ctx, { source, fileName: 'a.md' })),
    )
    expect(results.map((result) => result.status)).toEqual(['published', 'published'])
    const versions = await db.ladderVersion.findMany({ where: { ladder: { key } } })
    expect(versions.map(({ number, status }) => `${number} ${status}`).sort()).toEqual([
      '1 ARCHIVED',
      '2 PUBLISHED',
    ])
  })

  test('a ladder of 1,000 items fits into one transaction', async () => {
    await withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const items = Array.from({ length: 1000 }, (_, i) => `- Item number ${i} {#n${i}}`).join('\n')
      const source = changed(['- Designs services {#i-designs}', items])
      const result = await publishLadder(ctx, { source, fileName: 'a.md' })
      expect(result.status).toBe('published')
    })
  })
})

/** Every level gets something to rate. */
function publishable(ladder: LadderDocument): LadderDocument {
  const category = ladder.categories[0]?.key ?? ''
  const indicators = ladder.levels.map(({ key }) => ({
    key: `rate-${key}`,
    kind: 'indicator' as const,
    category,
    levels: [key],
    at: null,
    text: `Does the work of ${key}`,
    label: null,
    scored: true,
    weight: null,
    critical: false,
    target: null,
    change: null,
    examples: [],
    antiExamples: [],
    anchors: [],
    links: [],
  }))
  return { ...ladder, items: [...ladder.items, ...indicators] }
}

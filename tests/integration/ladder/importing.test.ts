import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { discardDraft } from '@/lib/ladder/editing/commands'
import { changeMapping, makeDraft, startImport } from '@/lib/ladder/importing/commands'
import { getImport, listImports } from '@/lib/ladder/importing/queries'
import { testDatabase } from '@/tests/support/database'
import { draftOf, type Given, RESPONSIBILITIES, start, upload, withAdmin } from './import-desk'
import { reader } from './reader'

describe('an upload', () => {
  test('of Markdown as people write it becomes a draft of five levels', () =>
    withAdmin(async (ctx, db) => {
      const view = await start(ctx, upload(RESPONSIBILITIES))
      expect(view).toMatchObject({
        ...{ reader: 'markdown', isStopped: false, comparison: null },
        counts: { tracks: 1, levels: 5, categories: 10 },
        target: { key: '' },
      })
      expect(view.levels.map(({ is, spot }) => [is, spot?.line])).toEqual([
        ...[30, 72, 114, 156, 198].map((line) => ['level', line]),
      ])
      expect(view.messages.warning.shown.map(({ code, spot }) => [code, spot])).toContainEqual([
        'W402',
        { file: 0, line: 242 },
      ])
      const { document, versionId } = await draftOf(ctx, view)
      expect(document.levels).toHaveLength(5)
      expect(document.transitions).toHaveLength(5)
      expect(document).toMatchObject({ status: 'draft', version: 1 })
      const [source] = await db.ladderSource.findMany({ where: { versionId } })
      const bytes = readFileSync(RESPONSIBILITIES)
      expect(Buffer.from(source?.bytes ?? []).equals(bytes)).toBe(true)
      expect(source?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
      expect(source?.report).toContainEqual(expect.objectContaining({ code: 'W402', line: 242 }))
      expect(await getImport(ctx, { importId: view.id })).toMatchObject({
        draft: { ladder: document.ladder, number: 1, isDraft: true },
      })
      await discardDraft(ctx, { versionId, changes: 0, isConfirmed: 'yes' })
      expect((await getImport(ctx, { importId: view.id })).draft).toBeNull()
      expect((await listImports(ctx))[0]).toMatchObject({
        ...{ id: view.id, files: ['responsibilities.md'], actor: 'Robin Reader' },
        draftedAt: ctx.now,
      })
      const audit = await db.auditEvent.findMany({
        where: { objectId: { in: [view.id, versionId] } },
      })
      expect(audit.map(({ action }) => action)).toEqual([
        'ladder.startImport',
        'ladder.draftImport',
        'ladder.discardDraft',
      ])
    }))

  test('of several files takes each for a level', () =>
    withAdmin(async (ctx) => {
      const level = (title: string, text: string) =>
        `# ${title}\n\n## Craft\n\n- ${text}\n- Tests it\n\n## Impact\n\n- Helps with ${text}\n`
      const view = await start(
        ctx,
        { name: '1-junior.md', text: level('Junior Engineer', 'Small tasks') },
        { name: '2-senior.md', text: level('Senior Engineer', 'Designs') },
      )
      expect(view.levels.map(({ title, spot }) => [title, spot?.file])).toEqual([
        ['Junior Engineer', 0],
        ['Senior Engineer', 1],
      ])
      const { document, versionId } = await draftOf(ctx, view)
      expect(document.levels.map(({ title }) => title)).toEqual([
        'Junior Engineer',
        'Senior Engineer',
      ])
      expect(await ctx.db.ladderSource.count({ where: { versionId } })).toBe(2)
    }))

  test('of two files with one name keeps them apart', () =>
    withAdmin(async (ctx) => {
      const view = await start(ctx, { name: 'a.md', text: '# A' }, { name: 'a.md', text: '# B' })
      expect(view.files.map(({ name }) => name)).toEqual(['a.md', '(2) a.md'])
    }))

  test('of prose is kept, and no draft can be made of it', () =>
    withAdmin(async (ctx) => {
      const view = await start(ctx, upload('tests/unit/ladder/reading/fixtures/prose.md'))
      expect(view).toMatchObject({ isStopped: true, counts: null })
      expect(view.messages.error.shown.map(({ code }) => code)).toEqual(['E114'])
      await expect(draftOf(ctx, view)).rejects.toMatchObject({ code: 'INVALID' })
    }))
})

describe('what is refused before it is kept', () => {
  test.each<[string, Given[] | unknown]>([
    ['nothing', []],
    ['blanks', [{ name: 'a.md', text: ' \n\ufeff\n' }]],
    ['a ZIP archive', [{ name: 'a.md', base64: Buffer.from('PK\u0003\u0004').toString('base64') }]],
    ['a PDF', [{ name: 'a.md', base64: Buffer.from('%PDF-1.7').toString('base64') }]],
    ['NUL bytes', [{ name: 'a.md', text: '# A\0' }]],
    ['more than 5 MB together', Array(2).fill({ name: 'a.md', text: 'x'.repeat(2_700_000) })],
    ['more files than levels', Array(101).fill({ name: 'a.md', text: '# A' })],
    ['a name with line ends', [{ name: 'a\r\nb.md', text: '# A' }]],
    ['a name that reads backwards', [{ name: 'a\u202Edm.exe', text: '# A' }]],
    ['a name of 256 characters', [{ name: 'a'.repeat(256), text: '# A' }]],
    ['what is no base64', [{ name: 'a.md', base64: '<script>' }]],
    ['unknown fields', [{ name: 'a.md', text: '# A', actorId: 'x' }]],
    ['no list', { toString: 'x' }],
  ])('%s', (_what, files) =>
    withAdmin(async (ctx, db) => {
      await expect(startImport(ctx, { files })).rejects.toMatchObject({ code: 'INVALID' })
      expect(await db.ladderImport.count()).toBe(0)
    }),
  )
})

describe('hostile content', () => {
  test.each([
    [
      'active HTML',
      '# E1\n\n## Craft\n\n- <img src=x onerror=alert(1)>\n\n# E2\n\n## Craft\n\n- b\n',
    ],
    ['a script link', '# E1\n\n## Craft\n\n- [a](javascript:x)\n\n# E2\n\n## Craft\n\n- b\n'],
    ['a bomb of aliases', `a: &a [x,x]\nb: &b [${'*a,'.repeat(200)}]\nc: [${'*b,'.repeat(200)}]\n`],
    ['prototypes', '{"levels":[{"title":"E1","__proto__":{"x":1},"items":["a"]}]}'],
    ['a direction override', '# E1\n\n## Craft\n\n- a\u202Eb\n\n# E2\n\n## Craft\n\n- c\n'],
    ['another encoding', Buffer.from([0x23, 0x20, 0xe9, 0x0a])],
  ])('%s stops the import or is made harmless', (_what, content) =>
    withAdmin(async (ctx) => {
      const base64 = Buffer.from(content).toString('base64')
      const view = await start(ctx, { name: 'a', base64 })
      const shown = JSON.stringify({ tree: view.tree, source: view.source, levels: view.levels })
      expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
      if (view.isStopped) {
        expect(view.messages.error.total).toBeGreaterThan(0)
        await expect(draftOf(ctx, view)).rejects.toMatchObject({ code: 'INVALID' })
      } else {
        const { document } = await draftOf(ctx, view)
        const text = document.items.map((item) => item.text).join('\n')
        expect(text).not.toMatch(/<img|javascript:|\u202E/)
      }
    }),
  )

  test('more than 10,000 items are too many', () =>
    withAdmin(async (ctx) => {
      const rows = Array.from({ length: 10_001 }, (_, index) => `E${index % 2},Craft,Item ${index}`)
      const view = await start(ctx, {
        name: 'a.csv',
        text: ['level,category,text', ...rows].join('\n'),
      })
      expect(view.messages.error.shown.map(({ code }) => code)).toContain('E011')
      expect(view.isStopped).toBe(true)
    }))
})

describe('rights', () => {
  test.each([
    ['an administrator of the organisation', ['ADMIN' as const]],
    ['an HR partner', ['HR_PARTNER' as const]],
    ['everybody else', []],
  ])('it is not for %s', (_who, roles) =>
    withAdmin(async (ctx, db) => {
      const { id: importId, revision, hash: previewed } = await start(ctx, upload(RESPONSIBILITIES))
      const other = await reader(db, { roles })
      const refused = { code: 'FORBIDDEN' }
      await expect(startImport(other, { files: [] })).rejects.toMatchObject(refused)
      await expect(getImport(other, { importId })).rejects.toMatchObject(refused)
      await expect(listImports(other)).rejects.toMatchObject(refused)
      await expect(changeMapping(other, { importId, revision })).rejects.toMatchObject(refused)
      await expect(makeDraft(other, { importId, previewed })).rejects.toMatchObject(refused)
      expect(await db.ladderVersion.count()).toBe(0)
    }),
  )

  test('an import that is not there is not found', () =>
    withAdmin(async (ctx) => {
      const importId = 'ffffffff-ffff-7fff-bfff-ffffffffffff'
      await expect(getImport(ctx, { importId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }))

  test('the web process cannot change what came in', async () => {
    const database = await testDatabase()
    await expect(
      database.$executeRaw`UPDATE ladder_import_files SET file_name = 'other'`,
    ).rejects.toThrow(/permission denied/)
    await expect(
      database.$executeRaw`UPDATE ladder_imports SET actor_id = uuidv7()`,
    ).rejects.toThrow(/permission denied/)
  })
})

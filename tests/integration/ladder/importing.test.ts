import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { publishLadder } from '@/lib/ladder/commands'
import { createDraft } from '@/lib/ladder/editing/commands'
import { writeLadderFile } from '@/lib/ladder/format/exchange/ladder-file'
import { changeMapping, makeDraft, startImport } from '@/lib/ladder/importing/commands'
import { getImport, type ImportView, listImports } from '@/lib/ladder/importing/queries'
import type { MakeDraft } from '@/lib/ladder/importing/schema'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { testDatabase, withRollback } from '@/tests/support/database'
import { reader } from './reader'

const RESPONSIBILITIES = 'tests/unit/ladder/fixtures/responsibilities.md'
const SEED = 'prisma/seed/engineering.ladder.md'
const ladderAdmin = { roles: ['LADDER_ADMIN' as const] }

type Given = { name: string; text: string } | { name: string; base64: string }

function withAdmin(work: (ctx: Context, db: Transaction) => Promise<void>): Promise<void> {
  return withRollback(async (db) => work(await reader(db, ladderAdmin), db))
}

async function start(ctx: Context, ...files: Given[]): Promise<ImportView> {
  const { importId } = await startImport(ctx, { files })
  return getImport(ctx, { importId })
}

function upload(path: string): Given {
  return { name: path.split('/').at(-1) ?? path, base64: readFileSync(path).toString('base64') }
}

/** Makes a draft with everything ticked that is ticked when the page is opened. */
async function draftOf(ctx: Context, view: ImportView, wish: Partial<MakeDraft> = {}) {
  const same = view.comparison?.matches.filter(({ isSame }) => isSame) ?? []
  const { versionId } = await makeDraft(ctx, {
    ...{ importId: view.id, previewed: view.hash, keepsSame: 'yes' },
    matches: same.map(({ id }) => id),
    ...wish,
  })
  return { versionId, document: (await loadVersion(ctx, versionId)).document }
}

async function publishSeed(ctx: Context) {
  const source = readFileSync(SEED)
  const result = await publishLadder(ctx, { source, fileName: 'a.md', acceptsWarnings: true })
  if (result.status !== 'published') throw new Error(JSON.stringify(result.messages))
  return (await loadVersion(ctx, result.versionId)).document
}

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

describe('corrections', () => {
  test('stay with the import and change what is read', () =>
    withAdmin(async (ctx) => {
      const view = await start(ctx, upload(RESPONSIBILITIES))
      const [first] = view.levels
      await changeMapping(ctx, {
        ...{ importId: view.id, revision: 0, title: 'Managers', rateAtCategory: 'no' },
        ...{ scored: 'all', stripEmphasis: 'yes' },
        tracks: [
          { ...view.tracks[0], title: 'Management' },
          { key: '', title: 'Executives' },
        ],
        levels: { [first?.id ?? '']: { title: 'Team lead', code: 'M1', band: '4' } },
        categories: [{ title: 'Leadership Skills', is: 'indicator' }],
      })
      const after = await getImport(ctx, { importId: view.id })
      expect(after).toMatchObject({ revision: 1, title: 'Managers' })
      expect(after.levels[0]).toMatchObject({ title: 'Team lead', code: 'M1', band: '4' })
      expect(after.tracks.map(({ title }) => title)).toEqual(['Management', 'Executives'])
      const executives = after.tracks[1]?.key ?? ''
      const levels = Object.fromEntries(
        after.levels.slice(3).map(({ id }) => [id, { track: executives }]),
      )
      await changeMapping(ctx, { importId: view.id, revision: 1, levels })
      const { document } = await draftOf(ctx, await getImport(ctx, { importId: view.id }))
      expect(document.name).toBe('Managers')
      expect(document.tracks.map(({ title }) => title)).toEqual(['Management', 'Executives'])
      expect(document.levels.map(({ title, track, band }) => [title, track, band])).toMatchObject([
        ['Team lead', expect.anything(), 4],
        {},
        {},
        [expect.anything(), executives, null],
        [expect.anything(), executives, null],
      ])
      const [item] = document.items
      expect(item).toMatchObject({ kind: 'indicator', scored: true })
    }))

  test('of somebody who did not see the last ones are not saved', () =>
    withAdmin(async (ctx) => {
      const { id: importId } = await start(ctx, upload(RESPONSIBILITIES))
      await changeMapping(ctx, { importId, revision: 0, flat: 'yes' })
      await expect(changeMapping(ctx, { importId, revision: 0, flat: 'no' })).rejects.toMatchObject(
        { code: 'CONFLICT' },
      )
    }))

  test('another reader, and back', () =>
    withAdmin(async (ctx) => {
      const view = await start(ctx, upload(RESPONSIBILITIES))
      await changeMapping(ctx, { importId: view.id, revision: 0, reader: 'csv' })
      expect((await getImport(ctx, { importId: view.id })).reader).toBe('csv')
      await changeMapping(ctx, { importId: view.id, revision: 1, reader: '' })
      expect((await getImport(ctx, { importId: view.id })).hash).toBe(view.hash)
    }))

  test('columns of a table are what the person says', () =>
    withAdmin(async (ctx) => {
      const view = await start(ctx, {
        name: 'a.csv',
        text: 'Grade,Pillar,What we see\nE1,Craft,Writes code\nE2,Craft,Writes good code\n',
      })
      const chosen = ({ questions }: ImportView) => questions.map((question) => question.chosen)
      expect(chosen(view)[0]).toBe('transposed')
      const { id: importId } = view
      await changeMapping(ctx, { importId, revision: 0, answers: { 'csv-shape': 'long' } })
      await changeMapping(ctx, { importId, revision: 1, answers: { 'column:3': 'text' } })
      const after = await getImport(ctx, { importId })
      expect(chosen(after)).toEqual(['long', 'level', 'category', 'text'])
      expect(after.counts).toMatchObject({ levels: 2, items: 2 })
    }))

  test('a line that holds no heading is refused', () =>
    withAdmin(async (ctx) => {
      const { id: importId } = await start(ctx, upload(RESPONSIBILITIES))
      await expect(
        changeMapping(ctx, { importId, revision: 0, levelAt: '9999' }),
      ).rejects.toMatchObject({ code: 'INVALID' })
    }))
})

describe('against a published ladder', () => {
  test('what has the same words keeps its key, and the other track stays', () =>
    withAdmin(async (ctx) => {
      const published = await publishSeed(ctx)
      const text = readFileSync(RESPONSIBILITIES, 'utf8')
      const view = await start(ctx, { name: 'r.md', text })
      expect(view.target).toEqual({ key: 'engineering', keepsTracks: true })
      const same = view.comparison?.matches.filter(({ isSame }) => isSame) ?? []
      expect(same.filter(({ entity }) => entity === 'level')).toHaveLength(5)
      const { document } = await draftOf(ctx, view)
      const keys = (list: { key: string }[]) => list.map(({ key }) => key)
      expect(keys(document.levels)).toEqual(keys(published.levels))
      expect(document.tracks).toMatchObject(
        published.tracks.map(({ key, title }) => ({ key, title })),
      )
      const technical = (items: typeof document.items) =>
        items.filter(({ levels }) => levels.includes('staff'))
      expect(technical(document.items)).toEqual(technical(published.items))
      expect(document.levels.map(({ band, code }) => [band, code])).toEqual(
        published.levels.map(({ band, code }) => [band, code]),
      )
      const known = new Map(published.items.map((item) => [item.key, item.text]))
      const kept = document.items.filter(({ key }) => known.has(key))
      expect(kept.length).toBe(technicalCount(published) + (view.comparison?.sameItems ?? 0))
    }))

  test('similar words are proposed, and taken over only when ticked', () =>
    withAdmin(async (ctx) => {
      const published = await publishSeed(ctx)
      const file = writeLadderFile(published, 'md')
      const item = published.items.find(({ text }) => text.split(' ').length > 6)
      if (!item) throw new Error('no long item')
      const reworded = `${item.text} every single day`
      const text = file.replace(`- ${item.text} {#${item.key}`, `- ${reworded} {#other-key`)
      const view = await start(ctx, { name: 'a.ladder.md', text })
      const similar = view.comparison?.matches.filter(({ entity }) => entity === 'item') ?? []
      expect(similar).toMatchObject([{ from: item.key, to: 'other-key', isSame: false }])
      const { document } = await draftOf(ctx, view, { matches: similar.map(({ id }) => id) })
      expect(document.items.find(({ key }) => key === item.key)?.text).toBe(reworded)
      expect(document.items.map(({ key }) => key)).not.toContain('other-key')
    }))

  test('a match that was never proposed is refused', () =>
    withAdmin(async (ctx) => {
      await publishSeed(ctx)
      const view = await start(ctx, upload(RESPONSIBILITIES))
      await expect(
        draftOf(ctx, view, { matches: ['level em no-such-level'] }),
      ).rejects.toMatchObject({ code: 'CONFLICT' })
    }))

  test('nothing is matched that the person has not ticked', () =>
    withAdmin(async (ctx) => {
      const published = await publishSeed(ctx)
      const view = await start(ctx, upload(RESPONSIBILITIES))
      const { document } = await draftOf(ctx, view, { keepsSame: undefined, matches: [] })
      const keys = new Set(published.items.map(({ key }) => key))
      const managers = document.levels.filter(({ track }) => !['ic', 'mgmt'].includes(track))
      expect(managers).toHaveLength(5)
      const own = new Set(managers.map(({ key }) => key))
      const moved = document.items.filter(({ levels }) => levels.some((key) => own.has(key)))
      expect(moved.filter(({ key }) => keys.has(key))).toEqual([])
    }))

  test('an export that comes back changes nothing', () =>
    withAdmin(async (ctx) => {
      const published = await publishSeed(ctx)
      for (const format of ['md', 'yaml', 'json', 'csv'] as const) {
        const text = writeLadderFile(published, format)
        const view = await start(ctx, { name: `a.ladder.${format}`, text })
        expect(view.comparison, format).toMatchObject({ sections: [], sameItems: 0, matches: [] })
      }
    }))

  test('a new ladder gets a key that is free', () =>
    withAdmin(async (ctx) => {
      const published = await publishSeed(ctx)
      const text = writeLadderFile(published, 'md')
      const { id: importId } = await start(ctx, { name: 'a.ladder.md', text })
      await changeMapping(ctx, { importId, revision: 0, target: '' })
      const { document } = await draftOf(ctx, await getImport(ctx, { importId }))
      expect(document.ladder).toBe('engineering-2')
    }))
})

describe('a draft that is there already', () => {
  test('stays unless the person says that it goes', () =>
    withAdmin(async (ctx, db) => {
      await publishSeed(ctx)
      const { versionId: old } = await createDraft(ctx, { ladder: 'engineering' })
      const view = await start(ctx, upload(RESPONSIBILITIES))
      expect(view.ladders[0]?.draft).toMatchObject({ versionId: old, changes: 0 })
      await expect(draftOf(ctx, view)).rejects.toMatchObject({ code: 'CONFLICT' })
      expect(await db.ladderVersion.count({ where: { id: old } })).toBe(1)
      const { document } = await draftOf(ctx, view, { replaces: old, isReplacing: 'yes' })
      expect(document.version).toBe(2)
      expect(await db.ladderVersion.count({ where: { id: old } })).toBe(0)
    }))

  test('is not made of what has changed since it was shown', () =>
    withAdmin(async (ctx) => {
      const view = await start(ctx, upload(RESPONSIBILITIES))
      await changeMapping(ctx, { importId: view.id, revision: 0, flat: 'yes' })
      await expect(draftOf(ctx, view)).rejects.toMatchObject({ code: 'CONFLICT' })
    }))
})

function technicalCount({ items, levels }: Awaited<ReturnType<typeof publishSeed>>): number {
  const own = new Set(levels.filter(({ track }) => track === 'ic').map(({ key }) => key))
  return items.filter((item) => item.levels.some((key) => own.has(key))).length
}

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createDraft } from '@/lib/ladder/editing/commands'
import { writeLadderFile } from '@/lib/ladder/format/exchange/ladder-file'
import { changeMapping } from '@/lib/ladder/importing/commands'
import { getImport, type ImportView } from '@/lib/ladder/importing/queries'
import { draftOf, publishSeed, RESPONSIBILITIES, start, upload, withAdmin } from './import-desk'

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

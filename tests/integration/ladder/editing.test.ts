import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { publishLadder } from '@/lib/ladder/commands'
import { removeCategory } from '@/lib/ladder/editing/changes/categories'
import { setFields } from '@/lib/ladder/editing/changes/fields'
import { removeLevel } from '@/lib/ladder/editing/changes/levels'
import { applyChanges, createDraft, discardDraft } from '@/lib/ladder/editing/commands'
import { type Draft, documentOf, draftOf } from '@/lib/ladder/editing/draft'
import { type Edit, inverseOfAll } from '@/lib/ladder/editing/edit'
import { getDraftEditor, listEditsSince } from '@/lib/ladder/editing/queries'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { testDatabase, withRollback } from '@/tests/support/database'
import { changed } from '@/tests/unit/ladder/small-ladder'
import { colleague, draftIn, inDraft, save } from './draft-in-work'
import { reader } from './reader'

const ladderAdmin = { roles: ['LADDER_ADMIN' as const] }
const _CRAFT = { category: 'craft', level: 'senior', at: null }

const reword = (draft: Draft, text: string) =>
  setFields(draft, { entity: 'item', key: 'i-designs' }, { text })

describe('beginning a draft', () => {
  test('copies every word of what is published under the same keys', () =>
    inDraft(async (editing) => {
      const { ctx, published } = editing
      const view = await getDraftEditor(ctx, { ladder: 'small' })
      const { document } = await loadVersion(ctx, published)
      const { version, status, ...words } = view.draft?.document ?? document
      expect({ version, status }).toEqual({ version: 2, status: 'draft' })
      expect({ ...words, version: 1, status: 'published' }).toEqual({ ...document, keymap: [] })
      expect(view.draft).toMatchObject({ number: 2, basedOn: 1, removed: [], sequence: 0 })
    }))

  test('a second time is refused', () =>
    inDraft(async ({ ctx }) => {
      await expect(createDraft(ctx, { ladder: 'small' })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    }))

  test('works in an installation that has no ladder at all', () =>
    withRollback(async (db) => {
      const ctx = await reader(db, ladderAdmin)
      const wish = { ladder: null, name: 'Crafts', track: 'Makers', level: 'Maker' }
      const { versionId, ladder } = await createDraft(ctx, wish)
      const { draft } = await getDraftEditor(ctx, { ladder })
      expect(draft).toMatchObject({ versionId, number: 1, basedOn: null })
      expect(draft?.document).toMatchObject({ name: 'Crafts', levels: [{ key: 'maker' }] })
      await discardDraft(ctx, { versionId, changes: 0, isConfirmed: 'yes' })
      expect(await db.ladder.count({ where: { key: ladder } })).toBe(0)
    }))

  test.each([
    ['an administrator of the organisation', ['ADMIN' as const]],
    ['everybody else', []],
  ])('is not for %s', (_who, roles) =>
    inDraft(async ({ ctx, versionId }) => {
      const other = await reader(ctx.db, { roles })
      const changes = [{ id: randomUUID(), undoes: null, edits: [] }]
      const attempts = [
        () => createDraft(other, { ladder: 'small' }),
        () => discardDraft(other, { versionId, changes: 0, isConfirmed: 'yes' }),
        () => applyChanges(other, { versionId, since: 0, changes }),
        () => getDraftEditor(other),
        () => listEditsSince(other, { versionId, since: 0 }),
      ]
      for (const attempt of attempts) {
        await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
    }),
  )
})

describe('saving edits', () => {
  test('in one request, undone in one request, gives back the document of the beginning', () =>
    inDraft(async (editing) => {
      const start = await draftIn(editing)
      const edits = [
        ...removeLevel(start, 'senior'),
        ...removeCategory(start, 'people-development'),
      ]
      await save(editing, edits)
      expect((await draftIn(editing)).level.has('senior')).toBe(false)
      await save(editing, inverseOfAll(edits))
      expect(documentOf(await draftIn(editing))).toEqual(documentOf(start))
    }))

  test('leaves a row of audit and a row of the log, without words in the audit', () =>
    inDraft(async (editing) => {
      const { ctx, versionId } = editing
      const { changes } = await save(editing, reword(await draftIn(editing), 'Other words'))
      expect(changes).toMatchObject([{ sequence: 1, actor: { name: ctx.actor.name } }])
      const audit = await ctx.db.auditEvent.findMany({
        where: { objectId: versionId, action: 'ladder.edit' },
      })
      expect(audit).toMatchObject([{ actorId: ctx.actor.id, reason: null }])
    }))

  test('a second time with the same id changes nothing and gives the same answer', () =>
    inDraft(async (editing) => {
      const id = randomUUID()
      const edits = reword(await draftIn(editing), 'Other words')
      const first = await save(editing, edits, id)
      expect(await save(editing, edits, id)).toEqual(first)
      expect(await editing.ctx.db.ladderEdit.count()).toBe(1)
    }))

  test('that are not of this shape is refused', () =>
    inDraft(async (editing) => {
      const { ctx, versionId } = editing
      const set = (after: object, before: object = { text: 'Designs services' }) => ({
        ...{ op: 'set', entity: 'item', key: 'i-designs', before, after },
      })
      const wrong = [
        set({ text: '' }),
        set({ text: '<script>alert(1)</script>' }),
        set({ text: 'a\u202eb' }),
        set({ text: 'x', key: 'other' }, { text: 'Designs services', key: 'i-designs' }),
        set({ links: [{ label: 'a', url: 'javascript:alert(1)' }] }, { links: [] }),
        set({ versionId: randomUUID() }, { versionId: null }),
        { op: 'drop', entity: 'item', key: 'i-designs' },
      ]
      for (const edit of wrong) {
        const changes = [{ id: randomUUID(), undoes: null, edits: [edit] }]
        await expect(applyChanges(ctx, { versionId, since: 0, changes })).rejects.toMatchObject({
          code: 'INVALID',
        })
      }
    }))
})

describe('two editors', () => {
  test('who change different fields of one item both keep their change', () =>
    inDraft(async (editing) => {
      const seen = await draftIn(editing)
      const other = { ...editing, ctx: await colleague(editing) }
      await save(editing, reword(seen, 'My words'))
      const { conflict } = await save(
        other,
        setFields(seen, { entity: 'item', key: 'i-designs' }, { weight: 3 }),
      )
      expect(conflict).toBeNull()
      expect((await draftIn(editing)).item.get('i-designs')).toMatchObject({
        text: 'My words',
        weight: 3,
      })
    }))

  test('who change the same words: the second is told what stands there and nothing is lost', () =>
    inDraft(async (editing) => {
      const seen = await draftIn(editing)
      const other = { ...editing, ctx: await colleague(editing) }
      await save(editing, reword(seen, 'My words'))
      const { conflict, changes } = await save(other, reword(seen, 'Their words'))
      expect(conflict?.conflict).toEqual({ reason: 'changed', current: { text: 'My words' } })
      expect(changes).toHaveLength(1)
      expect((await draftIn(editing)).item.get('i-designs')?.text).toBe('My words')
    }))

  test('see what the other saved, and who it was', () =>
    inDraft(async (editing) => {
      const { versionId } = editing
      const ctx = await colleague(editing)
      await save({ ...editing, ctx }, reword(await draftIn(editing), 'Their words'))
      const { changes } = await listEditsSince(editing.ctx, { versionId, since: 0 })
      expect(changes).toMatchObject([{ sequence: 1, actor: { name: 'Kim Colleague' } }])
      expect((await listEditsSince(editing.ctx, { versionId, since: 1 })).changes).toEqual([])
      const view = await getDraftEditor(editing.ctx, { ladder: 'small' })
      expect(view.draft).toMatchObject({ sequence: 1, ownChanges: [] })
    }))

  test('keep what came before the first change that does not fit', () =>
    inDraft(async (editing) => {
      const { ctx, versionId } = editing
      const seen = await draftIn(editing)
      await save(editing, reword(seen, 'My words'))
      const change = (edits: Edit[]) => ({ id: randomUUID(), undoes: null, edits })
      const weight = setFields(seen, { entity: 'item', key: 'i-designs' }, { weight: 3 })
      const label = setFields(seen, { entity: 'item', key: 'i-designs' }, { label: 'Late' })
      const { conflict } = await applyChanges(ctx, {
        versionId,
        since: 0,
        changes: [change(weight), change(reword(seen, 'Their words')), change(label)],
      })
      expect(conflict).not.toBeNull()
      expect((await draftIn(editing)).item.get('i-designs')).toMatchObject({
        weight: 3,
        label: null,
      })
    }))
})

describe('many who save at the same moment', () => {
  test('change the same words once, and other fields all', async () => {
    const db = await testDatabase()
    const ctx = await reader(db, ladderAdmin)
    const source = changed(['ladder: small', 'ladder: edited-at-once'])
    await publishLadder(ctx, { source, fileName: 'a.md' })
    const { versionId } = await createDraft(ctx, { ladder: 'edited-at-once' })
    const { draft } = await getDraftEditor(ctx, { ladder: 'edited-at-once' })
    if (!draft) throw new Error('No draft')
    const seen = draftOf(draft.document, draft.orders)
    const send = (edits: Edit[]) =>
      applyChanges(ctx, {
        versionId,
        since: 0,
        changes: [{ id: randomUUID(), undoes: null, edits }],
      })
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, (_, index) => send(reword(seen, `Words ${index}`))),
      ...[...seen.item.keys()].map((key) =>
        send(setFields(seen, { entity: 'item', key }, { weight: 7 })),
      ),
    ])
    expect(answers.filter(({ conflict }) => conflict === null)).toHaveLength(seen.item.size + 1)
    const { changes } = await listEditsSince(ctx, { versionId, since: 0 })
    expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, index) => index + 1))
    await discardDraft(ctx, { versionId, changes: changes.length, isConfirmed: 'yes' })
  })
})

describe('what is no draft any more', () => {
  test('takes no edits: a published version is refused', () =>
    inDraft(async (editing) => {
      const published = { ...editing, versionId: editing.published }
      await expect(save(published, reword(await draftIn(editing), 'x'))).rejects.toMatchObject({
        code: 'CONFLICT',
        details: { reason: 'STATE' },
      })
    }))

  test('is gone after it was discarded, as its editor is told', () =>
    inDraft(async (editing) => {
      const { ctx, versionId } = editing
      await save(editing, reword(await draftIn(editing), 'Other words'))
      const wish = { versionId, isConfirmed: 'yes' as const }
      await expect(discardDraft(ctx, { ...wish, changes: 0 })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      await discardDraft(ctx, { ...wish, changes: 1 })
      await expect(listEditsSince(ctx, { versionId, since: 0 })).rejects.toMatchObject({
        code: 'CONFLICT',
        message: 'This draft was discarded.',
      })
      expect((await getDraftEditor(ctx, { ladder: 'small' })).draft).toBeNull()
      await createDraft(ctx, { ladder: 'small' })
    }))
})

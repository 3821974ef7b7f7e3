import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { publishLadder } from '@/lib/ladder/commands'
import { addCategory, removeCategory } from '@/lib/ladder/editing/changes/categories'
import { setFields } from '@/lib/ladder/editing/changes/fields'
import { addItem, moveItem, removeItem, splitItem } from '@/lib/ladder/editing/changes/items'
import { addLevel, moveLevel, removeLevel } from '@/lib/ladder/editing/changes/levels'
import { applyChanges, createDraft, discardDraft } from '@/lib/ladder/editing/commands'
import { type Draft, documentOf, draftOf, HEAD } from '@/lib/ladder/editing/draft'
import { applyEdits, type Edit, inverseOfAll } from '@/lib/ladder/editing/edit'
import { getDraftEditor, listEditsSince } from '@/lib/ladder/editing/queries'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { withRollback } from '@/tests/support/database'
import { SMALL_LADDER } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

const ladderAdmin = { roles: ['LADDER_ADMIN' as const] }
const CRAFT = { category: 'craft', level: 'senior', at: null }

type Editing = { ctx: Context; versionId: string; published: string }

function inDraft(work: (editing: Editing) => Promise<void>): Promise<void> {
  return withRollback(async (db) => {
    const ctx = await reader(db, ladderAdmin)
    const result = await publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
    if (result.status !== 'published') throw new Error('Refused')
    const { versionId } = await createDraft(ctx, { ladder: 'small' })
    await work({ ctx, versionId, published: result.versionId })
  })
}

async function draftIn({ ctx }: Editing): Promise<Draft> {
  const { draft } = await getDraftEditor(ctx, { ladder: 'small' })
  if (!draft) throw new Error('No draft')
  return draftOf(draft.document, draft.orders)
}

async function save({ ctx, versionId }: Editing, edits: Edit[], id: string = randomUUID()) {
  return applyChanges(ctx, { versionId, since: 0, changes: [{ id, undoes: null, edits }] })
}

/** A second administrator of ladders, who signed in elsewhere. */
async function colleague({ ctx }: Editing): Promise<Context> {
  const email = 'second@ladder.example.org'
  const { id } = await ctx.db.person.create({ data: { email, name: 'Kim Colleague' } })
  return { ...ctx, actor: { ...ctx.actor, id, email, name: 'Kim Colleague' } }
}

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
  test('stores what the editor shows, and only in the draft', () =>
    inDraft(async (editing) => {
      const { ctx, published } = editing
      const before = await loadVersion(ctx, published)
      const kinds: ((draft: Draft) => Edit[])[] = [
        (draft) => reword(draft, 'Designs services\nthat last'),
        (draft) =>
          setFields(
            draft,
            { entity: 'item', key: 'i-projects' },
            {
              weight: 0.5,
              critical: true,
              examples: ['One', 'Two'],
              anchors: [{ point: '1', text: 'Stalls' }],
              links: [],
              target: null,
            },
          ),
        (draft) => addItem(draft, { key: 'new-1', cell: CRAFT, text: 'Added', after: 'i-designs' }),
        (draft) =>
          splitItem(draft, { key: 'i-tests', first: 'One', second: 'Other', newKey: 'new-2' }),
        (draft) =>
          moveItem(draft, {
            key: 'new-2',
            from: { ...CRAFT, level: 'junior' },
            to: { category: 'growth', level: 'director', at: null },
            after: null,
          }),
        (draft) =>
          moveItem(draft, {
            key: 'i-aware',
            from: { category: 'a11y', level: null, at: 'aware' },
            to: CRAFT,
            after: null,
          }),
        (draft) => setFields(draft, { entity: 'item', key: 'new-1' }, { levels: ['em', 'senior'] }),
        (draft) => addLevel(draft, { key: 'staff', title: 'Staff', track: 'ic', after: 'senior' }),
        (draft) => moveLevel(draft, { key: 'senior', track: 'ic', after: null }),
        (draft) => moveLevel(draft, { key: 'em', track: 'ic', after: 'staff' }),
        (draft) =>
          setFields(
            draft,
            { entity: 'level', key: 'staff' },
            { code: 'IC3', band: 4, extends: 'senior', aliases: ['Lead'], summary: 'Leads.' },
          ),
        (draft) =>
          setFields(
            draft,
            { entity: 'level', key: 'director' },
            { facts: [{ ...FACT, key: 'teams', text: '2-4 teams', min: 2, max: 4 }] },
          ),
        (draft) =>
          addCategory(draft, { key: 'reach', title: 'Reach', kind: 'growth-area', after: null }),
        (draft) =>
          setFields(draft, { entity: 'category', key: 'growth' }, { parent: 'craft', gate: true }),
        (draft) =>
          setFields(
            draft,
            { entity: 'transition', key: 'to-senior' },
            { minMonths: 6, shifts: [{ from: 'a', to: 'b' }], pitfalls: [] },
          ),
        (draft) => [
          {
            op: 'add',
            entity: 'target',
            key: 'em a11y',
            value: { level: 'em', category: 'a11y', at: 'working', weight: null, required: false },
          },
          ...setFields(draft, { entity: 'target', key: 'senior a11y' }, { at: 'aware' }),
        ],
        (draft) =>
          setFields(draft, { entity: 'head', key: HEAD }, { name: 'Renamed', cumulative: true }),
        (draft) => removeItem(draft, { key: 'i-projects', level: null }),
        (draft) => removeLevel(draft, 'director'),
        (draft) => removeCategory(draft, 'a11y'),
      ]
      for (const edit of kinds) await expectStored(editing, edit)
      const { draft } = await getDraftEditor(ctx, { ladder: 'small' })
      expect(draft?.removed.map(({ key }) => key)).toContain('i-projects')
      const after = await ctx.db.ladderVersion.findUniqueOrThrow({
        where: { id: published },
        include: { _count: { select: { items: true, levels: true } }, ladder: true },
      })
      expect(after._count).toEqual({ items: before.document.items.length, levels: 4 })
      expect(after.ladder.name).toBe('Small ladder')
    }))

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

const FACT = { label: '', min: null, max: null, open: false, unit: null, item: null }

/** The stored draft is then the one that the browser has. */
async function expectStored(editing: Editing, edit: (draft: Draft) => Edit[]): Promise<void> {
  const draft = await draftIn(editing)
  const edits = edit(draft)
  expect(edits.length).toBeGreaterThan(0)
  const { conflict } = await save(editing, edits)
  expect(conflict).toBeNull()
  const result = applyEdits(draft, edits)
  if ('conflict' in result) throw new Error('Does not fit')
  expect(await draftIn(editing)).toEqual(result.draft)
}

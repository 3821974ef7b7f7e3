import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addCategory, removeCategory } from '@/lib/ladder/editing/changes/categories'
import { setFields } from '@/lib/ladder/editing/changes/fields'
import { addItem, moveItem, removeItem, splitItem } from '@/lib/ladder/editing/changes/items'
import { addLevel, moveLevel, removeLevel } from '@/lib/ladder/editing/changes/levels'
import { type Draft, documentOf, HEAD } from '@/lib/ladder/editing/draft'
import { applyEdits, type Edit, inverseOfAll } from '@/lib/ladder/editing/edit'
import { getDraftEditor } from '@/lib/ladder/editing/queries'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { editsOf, step } from '@/tests/unit/ladder/editing/generated-edits'
import { draftIn, type Editing, inDraft, save } from './draft-in-work'

const CRAFT = { category: 'craft', level: 'senior', at: null }

const reword = (draft: Draft, text: string) =>
  setFields(draft, { entity: 'item', key: 'i-designs' }, { text })

describe('saving each kind of edit', () => {
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
})

test('whatever an editor does, what is stored is what the browser shows', () =>
  inDraft(async (editing) => {
    let saved = 0
    for (const [index, one] of fc.sample(step, { numRuns: 80, seed: 7 }).entries()) {
      const draft = await draftIn(editing)
      const edits = editsOf(draft, { ...one, text: `Words ${index}` }, `new-${index}`)
      if (edits.length === 0) continue
      await expectStored(editing, () => edits)
      saved += 1
    }
    expect(saved).toBeGreaterThan(50)
    const before = await draftIn(editing)
    const many = fc.sample(step, { numRuns: 30, seed: 8 }).reduce(
      ({ draft, all }, one, index) => {
        const edits = editsOf(draft, { ...one, text: `More ${index}` }, `more-${index}`)
        const result = applyEdits(draft, edits)
        return 'draft' in result ? { draft: result.draft, all: [...all, ...edits] } : { draft, all }
      },
      { draft: before, all: [] as Edit[] },
    )
    await save(editing, many.all)
    expect(await draftIn(editing)).toEqual(many.draft)
    await save(editing, inverseOfAll(many.all))
    expect(documentOf(await draftIn(editing))).toEqual(documentOf(before))
  }))

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

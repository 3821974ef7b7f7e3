import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setFields } from '@/lib/ladder/editing/changes/fields'
import { removeLevel } from '@/lib/ladder/editing/changes/levels'
import { type Draft, documentOf, draftOf } from '@/lib/ladder/editing/draft'
import { applyEdits, type Edit, inverseOfAll } from '@/lib/ladder/editing/edit'
import { ApplyEdits } from '@/lib/ladder/editing/schema'
import { canonicalDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { generatedLadder } from '../generated-ladders'
import { SMALL_LADDER } from '../small-ladder'
import { editsOf, type Step, step } from './generated-edits'

/** As it can be stored: a skill is asked for by points of its own scale, a transition leads elsewhere. */
const anyDraft = generatedLadder.map((document) => {
  const items = document.items.map((item) => (item.at === null ? item : { ...item, target: null }))
  const transitions = document.transitions.filter(({ from, to }) => from !== to)
  return draftOf({ ...canonicalDocument({ ...document, items, transitions }), keymap: [] })
})

function small(): Draft {
  const { document } = readLadder(SMALL_LADDER)
  if (!document) throw new Error('Unreadable')
  return draftOf(canonicalDocument(document))
}

function applied(draft: Draft, edits: readonly Edit[]): Draft {
  const result = applyEdits(draft, edits)
  if ('conflict' in result) throw new Error(JSON.stringify([result, edits[result.at]]))
  return result.draft
}

describe('a draft', () => {
  test('is the document that it was made from', () => {
    fc.assert(
      fc.property(generatedLadder, (document) => {
        const canonical = { ...canonicalDocument(document), keymap: [] }
        expect(documentOf(draftOf(canonical))).toEqual(canonical)
      }),
    )
  })
})

describe('any edits that an editor makes', () => {
  test('fit the draft that they were made in, and their inverse gives back the same document', () => {
    fc.assert(
      fc.property(anyDraft, fc.array(step, { maxLength: 8 }), (start, steps) => {
        let draft = start
        const done: Edit[] = []
        steps.forEach((one, index) => {
          const edits = editsOf(draft, one, `new-${index}`)
          draft = applied(draft, edits)
          done.push(...edits)
        })
        expect(documentOf(applied(draft, inverseOfAll(done)))).toEqual(documentOf(start))
      }),
      { numRuns: 300 },
    )
  })

  test('are taken by the server as they are', () => {
    const ID = '00000000-0000-4000-8000-000000000000'
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        let draft = small()
        steps.forEach((one, index) => {
          const edits = editsOf(draft, { ...one, text: 'Plain words' }, `new-${index}`)
          draft = applied(draft, edits)
          if (edits.length === 0) return
          const sent = { versionId: ID, since: 0, changes: [{ id: ID, undoes: null, edits }] }
          expect(ApplyEdits.parse(sent)).toEqual(sent)
        })
      }),
    )
  })

  test('of two people on different fields give the same, whoever comes first', () => {
    const fields = fc.tuple(anyDraft, fc.nat(), fc.nat(), fc.string())
    fc.assert(
      fc.property(fields, ([draft, a, b, words]) => {
        const keys = [...draft.item.keys()]
        const one = keys[a % Math.max(1, keys.length)] ?? ''
        const other = keys[b % Math.max(1, keys.length)] ?? ''
        const left = setFields(draft, { entity: 'item', key: one }, { text: `${words}.` })
        const right = setFields(draft, { entity: 'item', key: other }, { weight: 7, label: words })
        const ab = documentOf(applied(draft, [...left, ...right]))
        expect(documentOf(applied(draft, [...right, ...left]))).toEqual(ab)
      }),
    )
  })

  test('of two people on different things commute wherever both orders fit', () => {
    fc.assert(
      fc.property(anyDraft, step, step, (draft, a: Step, b: Step) => {
        const left = editsOf(draft, a, 'new-left')
        const right = editsOf(draft, b, 'new-right')
        const touched = new Set(left.map(({ entity, key }) => `${entity} ${key}`))
        fc.pre(right.every(({ entity, key }) => !touched.has(`${entity} ${key}`)))
        const first = applyEdits(draft, [...left, ...right])
        const second = applyEdits(draft, [...right, ...left])
        if ('conflict' in first || 'conflict' in second) return
        expect(documentOf(first.draft)).toEqual(documentOf(second.draft))
      }),
      { numRuns: 300 },
    )
  })
})

describe('an edit does not fit', () => {
  const text = (before: string, after: string): Edit => ({
    op: 'set',
    entity: 'item',
    key: 'i-designs',
    before: { text: before },
    after: { text: after },
  })

  test('when somebody changed the same field: it says what stands there now', () => {
    const draft = applied(small(), [text('Designs services', 'Designs large services')])
    expect(applyEdits(draft, [text('Designs services', 'Designs systems')])).toEqual({
      conflict: { reason: 'changed', current: { text: 'Designs large services' } },
      at: 0,
    })
  })

  test('when the thing is gone', () => {
    const draft = applied(small(), removeLevel(small(), 'senior'))
    const result = applyEdits(draft, [text('Designs services', 'Designs systems')])
    expect(result).toMatchObject({ conflict: { reason: 'gone' } })
  })

  test('when a level is removed that somebody put an item at meanwhile', () => {
    const removal = removeLevel(small(), 'junior')
    const draft = applied(
      small(),
      setFields(small(), { entity: 'item', key: 'i-designs' }, { levels: ['junior', 'senior'] }),
    )
    expect(applyEdits(draft, removal)).toMatchObject({
      conflict: { reason: 'used', by: { entity: 'item', key: 'i-designs' } },
    })
  })

  test('when it refers to what does not exist', () => {
    const edits = setFields(small(), { entity: 'item', key: 'i-designs' }, { category: 'nowhere' })
    expect(applyEdits(small(), edits)).toMatchObject({
      conflict: { reason: 'missing', of: { entity: 'category', key: 'nowhere' } },
    })
  })
})

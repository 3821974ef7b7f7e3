import { describe, expect, test } from 'vitest'
import { setFields } from '@/lib/ladder/editing/changes/fields'
import { type Cell, itemsIn, removeItem, restoreItem } from '@/lib/ladder/editing/changes/items'
import { placeAfter } from '@/lib/ladder/editing/changes/order'
import {
  sectionsOf,
  stepCategory,
  stepItem,
  stepLevel,
  stepTrack,
} from '@/lib/ladder/editing/changes/steps'
import { type Draft, draftOf, levelsInOrder } from '@/lib/ladder/editing/draft'
import { applyEdits, type Edit } from '@/lib/ladder/editing/edit'
import { draftMessages } from '@/lib/ladder/editing/messages'
import { canonicalDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { SMALL_LADDER } from '../small-ladder'

function small(): Draft {
  const { document } = readLadder(SMALL_LADDER)
  if (!document) throw new Error('Unreadable')
  return draftOf(canonicalDocument(document))
}

function applied(draft: Draft, edits: readonly Edit[]): Draft {
  const result = applyEdits(draft, edits)
  if ('conflict' in result) throw new Error(JSON.stringify(result))
  return result.draft
}

const cell = (category: string, level: string): Cell => ({ category, level, at: null })
const keysIn = (draft: Draft, at: Cell) => itemsIn(draft, at).map(({ key }) => key)

function walk(
  draft: Draft,
  key: string,
  start: Cell,
  ...way: Parameters<typeof stepItem>[1]['direction'][]
) {
  let state = { draft, cell: start, stopped: '' }
  for (const direction of way) {
    const step = stepItem(state.draft, { key, cell: state.cell, direction })
    if ('stopped' in step) return { ...state, stopped: step.stopped }
    state = { draft: applied(state.draft, step.edits), cell: step.cell, stopped: '' }
  }
  return state
}

describe('an item that is moved step by step', () => {
  test('goes to the level beside it, on into the next track, and back', () => {
    const start = cell('craft', 'senior')
    const { draft, cell: at } = walk(small(), 'i-designs', start, 'right')
    expect(at).toEqual(cell('craft', 'em'))
    expect(draft.item.get('i-designs')?.levels).toEqual(['em'])
    const back = walk(draft, 'i-designs', at, 'left', 'left')
    expect(keysIn(back.draft, cell('craft', 'junior'))).toEqual(['i-designs', 'i-tests'])
  })

  test('goes down past its neighbour and then to the top of the row below', () => {
    const both = walk(small(), 'i-designs', cell('craft', 'senior'), 'left').draft
    const start = cell('craft', 'junior')
    const past = walk(both, 'i-designs', start, 'down')
    expect(keysIn(past.draft, start)).toEqual(['i-tests', 'i-designs'])
    const below = walk(past.draft, 'i-designs', start, 'down')
    expect(below.cell).toEqual(cell('growth', 'junior'))
    expect(keysIn(below.draft, below.cell)).toEqual(['i-designs', 'i-tasks'])
  })

  test('stops at the edges with words', () => {
    expect(walk(small(), 'i-tests', cell('craft', 'junior'), 'up').stopped).toBe(
      'This is the first row.',
    )
    expect(walk(small(), 'i-tests', cell('craft', 'junior'), 'left').stopped).toBe(
      'This is the first column.',
    )
    expect(walk(small(), 'i-feedback', cell('craft', 'em'), 'right').stopped).toContain('shared')
  })
})

describe('levels and categories that are moved', () => {
  test('a level changes places, and leaves its track at the end', () => {
    const moved = applied(small(), stepLevel(small(), 'junior', 1))
    expect(levelsInOrder(moved).map(({ key }) => key)).toEqual([
      'senior',
      'junior',
      'em',
      'director',
    ])
    const further = applied(moved, stepLevel(moved, 'junior', 1))
    expect(further.level.get('junior')?.track).toBe('mgmt')
    expect(levelsInOrder(further).map(({ key }) => key)[1]).toBe('junior')
  })

  test('a track changes places with its neighbour, and its levels go with it', () => {
    const moved = applied(small(), stepTrack(small(), 'ic', 1))
    expect(levelsInOrder(moved).map(({ key }) => key)).toEqual([
      'em',
      'director',
      'junior',
      'senior',
    ])
    expect(stepTrack(moved, 'ic', 1)).toEqual([])
  })

  test('a category changes places with its neighbour', () => {
    const rows = (draft: Draft) => sectionsOf(draft)[0]?.rows
    expect(rows(small())).toEqual(['craft', 'growth'])
    const moved = applied(small(), stepCategory(small(), 'craft', 1))
    expect(rows(moved)).toEqual(['growth', 'craft'])
    expect(rows(applied(moved, stepCategory(moved, 'craft', -1)))).toEqual(['craft', 'growth'])
  })
})

describe('a place between two', () => {
  test('is found without moving others, and others make room where there is none', () => {
    const siblings = ['a', 'b', 'c'].map((key, order) => ({ key, order }))
    const { order, shifted } = placeAfter(siblings, { after: 'a' })
    const places = new Map([...siblings, ...shifted].map((one) => [one.key, one.order]))
    expect(shifted.map(({ key }) => key)).toEqual(['c', 'b'])
    expect(order).toBeGreaterThan(places.get('a') ?? 0)
    expect(order).toBeLessThan(places.get('b') ?? 0)
    expect(placeAfter([...siblings, { key: 'd', order: 9e6 }], { after: 'c' }).shifted).toEqual([])
  })
})

describe('an item that was removed', () => {
  test('comes back under its old key', () => {
    const item = small().item.get('i-designs')
    const without = applied(small(), removeItem(small(), { key: 'i-designs', level: 'senior' }))
    expect(without.item.has('i-designs')).toBe(false)
    if (!item) throw new Error('No item')
    const again = applied(without, restoreItem(without, item))
    expect(again.item.get('i-designs')?.text).toBe('Designs services')
  })
})

describe('the messages of a draft', () => {
  test('stand beside what they concern', () => {
    const draft = applied(
      small(),
      setFields(small(), { entity: 'item', key: 'i-designs' }, { text: 'TBD' }),
    )
    expect([...draftMessages(small())]).toEqual([])
    expect([...draftMessages(draft)]).toEqual([
      [
        'item i-designs',
        [{ code: 'W309', severity: 'warning', message: '"TBD" looks like a placeholder.' }],
      ],
    ])
    const empty = applied(
      small(),
      [...small().item.values()].flatMap(({ key }) =>
        key === 'i-managers' ? removeItem(small(), { key, level: null }) : [],
      ),
    )
    expect(
      draftMessages(empty)
        .get('level director')
        ?.map(({ code }) => code),
    ).toContain('E113')
  })
})

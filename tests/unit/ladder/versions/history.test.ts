import { describe, expect, test } from 'vitest'
import type { ChangeClass, KeyMap } from '@/lib/ladder/format/document'
import { type HistoryStep, successorsOf } from '@/lib/ladder/versions/history'

type Items = Record<string, string | [text: string, change: ChangeClass]>

/** A version with these items; a text alone says nothing of how it came about. */
function version(items: Items, keymap: HistoryStep['keymap'] = []): HistoryStep {
  const entries = Object.entries(items).map(([key, value]) => {
    const [text, change] = typeof value === 'string' ? [value, null] : value
    return [key, { text, change }] as const
  })
  return { items: new Map(entries), keymap }
}

function map(relation: KeyMap['relation'], from: string, to: string, comparable = true): KeyMap {
  return { entity: 'item', from: from.split(' '), to: to.split(' '), relation, comparable }
}

const OLD = version({ a: 'Plans work', b: 'Leads people' })

function became(key: string, ...later: HistoryStep[]): string[] {
  const successors = successorsOf(key, [OLD, ...later])
  return successors.map((one) => (one.broken ? `${one.key} beside (${one.broken})` : one.key))
}

describe('the history of an item', () => {
  test('goes on under the same key while the words stay', () => {
    expect(became('a', version({ a: 'Plans work' }), version({ a: 'Plans work' }))).toEqual(['a'])
  })

  test.each<[string, Items[string], string]>([
    ['editorial', 'Plans work.', 'a'],
    ['clarified', ['Plans the work of a team', 'clarified'], 'a'],
    ['material', ['Plans budgets', 'material'], 'a beside (material)'],
    ['of a class nobody stated', 'Plans budgets', 'a beside (material)'],
  ])('after a change that is %s', (_what, item, expected) => {
    expect(became('a', version({ a: item }))).toEqual([expected])
  })

  test('ends with the item, and is unknown before it', () => {
    expect(became('a', version({ b: 'Leads people' }))).toEqual([])
    expect(successorsOf('new', [OLD, version({ new: 'New' })])).toEqual([])
  })

  test('goes on through a comparable map from one key to one', () => {
    expect(became('a', version({ c: 'Plans work' }, [map('replaces', 'a', 'c')]))).toEqual(['c'])
  })

  test.each([
    ['is not comparable', map('replaces', 'a', 'c', false), ['c beside (replaces)']],
    ['splits', map('split', 'a', 'c d'), ['c beside (split)', 'd beside (split)']],
    ['merges', map('merged', 'a b', 'c'), ['c beside (merged)']],
    ['only relates', map('related', 'a', 'c'), ['c beside (related)']],
    [
      'is from one to two',
      map('replaces', 'a', 'c d'),
      ['c beside (replaces)', 'd beside (replaces)'],
    ],
    ['is of levels', { ...map('replaces', 'a', 'c'), entity: 'level' as const }, []],
    ['leads to nothing', { ...map('replaces', 'a', 'c'), to: [] }, []],
  ])('stands beside when the map %s', (_what, one, expected) => {
    expect(became('a', version({ c: 'Plans', d: 'Works' }, [one]))).toEqual(expected)
  })

  test('is never joined with the line of another item', () => {
    const two = [map('replaces', 'a', 'c'), map('replaces', 'b', 'c')]
    expect(became('a', version({ c: 'Plans and leads' }, two))).toEqual(['c beside (replaces)'])
    const taken = version({ b: 'Leads people' }, [map('replaces', 'a', 'b')])
    expect(became('a', taken)).toEqual([])
  })

  test('goes on under its key although a part was split off', () => {
    const after = version({ a: 'Plans work', c: 'Plans budgets' }, [map('split', 'a', 'a c')])
    expect(became('a', after)).toEqual(['a', 'c beside (split)'])
  })

  test('stays broken once it was broken', () => {
    const second = version({ a: ['Plans budgets', 'material'] })
    const third = version({ c: 'Plans budgets' }, [map('replaces', 'a', 'c')])
    expect(became('a', second, third)).toEqual(['c beside (material)'])
  })

  test('is told by the maps of each step, also when later versions carry them on', () => {
    const maps = [map('replaces', 'a', 'c')]
    const third = version({ c: 'Plans work', d: 'More' }, [...maps, map('related', 'c', 'd')])
    expect(became('a', version({ c: 'Plans work' }, maps), third)).toEqual([
      'c',
      'd beside (related)',
    ])
  })
})

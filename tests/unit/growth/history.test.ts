import { describe, expect, test } from 'vitest'
import { joined, type VersionPaths } from '@/lib/growth/history/joined'
import { readinessView } from '@/lib/growth/view'
import type { HistoryStep } from '@/lib/ladder/versions/history'
import { answer, cycle, LADDER } from './answered-cycles'

const VOICE = { isOwn: true as const, name: 'Sam' }
const texts = (items: Record<string, string>, material: string[] = []) =>
  new Map(
    Object.entries(items).map(([key, text]) => [
      key,
      { text, change: material.includes(key) ? ('material' as const) : null },
    ]),
  )

const V1: HistoryStep = { items: texts({ old: 'Item s1', s2: 'Something else' }), keymap: [] }
const V2: HistoryStep = {
  items: texts({ s1: 'Item s1', s2: 'Item s2' }, ['s2']),
  keymap: [{ entity: 'item', from: ['old'], to: ['s1'], relation: 'replaces', comparable: true }],
}
const PATHS: VersionPaths = new Map<string, readonly HistoryStep[] | 'other'>([
  ['first', [V1, V2]],
  ['elsewhere', 'other'],
])

const answers = (keys: string[]) => keys.map((key) => answer('manager', 'Maya', key, 4))
const now = cycle('H2 2026', answers(['s1', 's2']))
const then = cycle('H1 2026', answers(['old', 's2']), { ladderVersionId: 'first' })

describe('the record of a person over versions of the ladder', () => {
  test('leaves cycles of the measured version as they are', () => {
    expect(joined([now], PATHS).cycles).toEqual([now])
    expect(joined([now], new Map()).cycles[0]).toBe(now)
  })

  test('follows a renamed item and takes a broken one out of the line', () => {
    const { cycles, earlier } = joined([now, then], PATHS)
    expect(cycles[1]?.answers.map(({ itemKey }) => itemKey)).toEqual(['s1', 'first:s2'])
    expect([...earlier]).toEqual([
      ['s2', [{ cycle: then, itemKey: 's2', text: 'Something else', broken: 'material' }]],
    ])
  })

  test('joins nothing of another ladder, even under equal keys', () => {
    const other = cycle('H1 2026', answers(['s1']), { ladderVersionId: 'elsewhere' })
    const { cycles, earlier } = joined([other], PATHS)
    expect(cycles[0]?.answers.map(({ itemKey }) => itemKey)).toEqual(['elsewhere:s1'])
    expect(earlier.size).toBe(0)
  })

  test('shows no answer that did not go in', () => {
    const { cycles, earlier } = joined([{ ...then, answers: [] }], PATHS)
    expect(cycles[0]?.answers).toEqual([])
    expect(earlier.size).toBe(0)
  })

  test('draws a line through a rename, and a break with the words of then beside it', () => {
    const { cycles, earlier } = joined([now, then], PATHS)
    const keys = { currentKey: 'engineer', targetKey: 'senior' }
    const view = readinessView({ ladder: LADDER, ...keys, cycles, earlier, voice: VOICE })
    const [s1, s2] = view?.profile[0]?.rows ?? []
    expect(s1).toMatchObject({ key: 's1', isSustained: true, earlier: [] })
    expect(s1?.dots.map(({ mark }) => mark.points)).toEqual([4, 4])
    expect(s2).toMatchObject({ key: 's2', isMet: true, isSustained: false })
    expect(s2?.dots.map(({ mark, isOtherMeaning }) => [mark.points, isOtherMeaning])).toEqual([
      [null, true],
      [4, false],
    ])
    expect(s2?.earlier).toMatchObject([
      {
        text: 'Something else',
        why: 'The words meant something else then.',
        reading: { cycleId: 'H1 2026', marks: [{ who: 'Maya, manager' }] },
      },
    ])
  })
})

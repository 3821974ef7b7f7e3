import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalDocument } from '@/lib/ladder/format/document'
import { type Matrix, matrix } from '@/lib/ladder/views/matrix'
import { generatedLadder } from '../generated-ladders'
import { treeOf } from './version-tree'

const SEED = treeOf(readFileSync('prisma/seed/engineering.ladder.md')).document

function columnsOf({ columns }: Matrix) {
  return columns.map(({ levels }) => levels.map(({ key }) => key).join(' '))
}

describe('the matrix', () => {
  test('of a track has its levels as columns and its categories as rows', () => {
    const management = matrix(SEED, { track: 'mgmt', by: 'level' })
    expect(columnsOf(management)).toEqual(['em', 'sem', 'director', 'vp', 'cto'])
    expect(management.rows.map((row) => row.category.key)).toEqual([
      'leadership',
      'scope',
      'autonomy',
      'impact',
      'growth-indicators',
    ])
    const sizes = management.rows.map(({ cells }) => cells.map((c) => c.groups[0]?.items.length))
    expect(sizes).toEqual(Array(5).fill([5, 5, 5, 5, 5]))
  })

  test('lets a cell of the growth areas span the levels it covers', () => {
    const { growthAreas } = matrix(SEED, { track: 'mgmt', by: 'level' })
    expect(growthAreas).toHaveLength(5)
    expect(
      growthAreas[0]?.cells.map(({ span, groups }) => [span, groups[0]?.items[0]?.text]),
    ).toEqual([
      [1, 'Coaches individual contributors directly'],
      [1, 'Develops technical leaders and new managers'],
      [1, 'Creates systems for talent development across departments'],
      [2, 'Builds leadership teams and succession planning for the organization'],
    ])
  })

  test('gives each level its facts', () => {
    const { columns } = matrix(SEED, { track: 'mgmt', by: 'level' })
    const facts = columns.map(({ levels }) => levels[0]?.facts.map(({ text }) => text))
    expect(facts).toEqual([
      ['typically 5-8'],
      ['8-15 engineers', '6-12 months'],
      ['15-50 engineers', '1-2 years'],
      ['50-200+ engineers', '2-5 years'],
      ['5+ year'],
    ])
  })

  test('by band sets levels of equal standing under each other', () => {
    const both = matrix(SEED, { track: null, by: 'band' })
    expect(columnsOf(both)).toEqual([
      'associate',
      'engineer',
      'senior',
      'staff em',
      'senior-staff sem',
      'principal director',
      'vp',
      'cto',
    ])
    const scope = both.rows.find((row) => row.category.key === 'scope')
    expect(scope?.cells[3]?.groups.map(({ levelKey, items }) => [levelKey, items.length])).toEqual([
      ['staff', 5],
      ['em', 5],
    ])
    expect(both.rows[0]?.cells.slice(6).map(({ groups }) => groups.length)).toEqual([0, 0])
  })

  test('shows every item at every level of it, and its spans fill the columns', () => {
    fc.assert(
      fc.property(generatedLadder, fc.constantFrom('level', 'band'), (ladder, by) => {
        const document = canonicalDocument(ladder)
        const view = matrix(document, { track: null, by })
        const shown = new Set<string>()
        for (const { category, cells } of [...view.rows, ...view.growthAreas]) {
          expect(cells.reduce((sum, cell) => sum + cell.span, 0)).toBe(view.columns.length)
          let column = 0
          for (const { span, groups } of cells) {
            const levels = view.columns.slice(column, column + span).flatMap((c) => c.levels)
            const items = groups.flatMap((group) =>
              group.items.map(({ key }) => [group, key] as const),
            )
            for (const [group, key] of items) {
              const own = span === 1 ? [group.levelKey] : levels.map((level) => level.key)
              for (const level of own) shown.add(`${category.key} ${level} ${key}`)
            }
            column += span
          }
        }
        const stated = document.items.flatMap((item) =>
          item.levels.map((level) => `${item.category} ${level} ${item.key}`),
        )
        for (const place of stated) expect(shown).toContain(place)
      }),
    )
  })
})

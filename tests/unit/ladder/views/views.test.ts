import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { comparison } from '@/lib/ladder/views/comparison'
import { levelPage } from '@/lib/ladder/views/level-page'
import { overview } from '@/lib/ladder/views/overview'
import { scoredLevel } from '@/lib/ladder/views/scored-level'
import { changed, SMALL_LADDER } from '../small-ladder'
import { treeOf } from './version-tree'

const SEED = treeOf(readFileSync('prisma/seed/engineering.ladder.md'))
const SMALL = treeOf(SMALL_LADDER)

describe('the overview', () => {
  test('names where each step comes from: a level, a track or only words', () => {
    const steps = overview(SMALL).transitions
    expect(steps.map(({ from, to }) => [from.level?.key ?? null, from.title, to.key])).toEqual([
      ['junior', 'Junior Engineer', 'senior'],
      [null, 'Engineers', 'em'],
      ['em', 'Engineering Manager (First-Level Manager)', 'director'],
    ])
    const text = changed(['from=ic to=em', 'from_label="Another company" to=em'])
    expect(overview(treeOf(text)).transitions[1]?.from).toEqual({
      level: null,
      title: 'Another company',
      isTrack: false,
    })
    expect(steps[1]?.from.isTrack).toBe(true)
  })
})

describe('the page of a level', () => {
  test.each([
    ['em', null, 'sem', ['staff']],
    ['director', 'sem', 'vp', ['principal']],
    ['cto', 'vp', null, []],
    ['associate', null, 'engineer', []],
  ])('%s stands between %s and %s and beside %j', (key, previous, next, equals) => {
    const page = levelPage(SEED, key)
    expect(page?.previous?.key ?? null).toBe(previous)
    expect(page?.next?.key ?? null).toBe(next)
    expect(page?.sameBand.map((level) => level.key)).toEqual(equals)
  })

  test('has its 25 statements, its growth areas and the steps to and from it', () => {
    const page = levelPage(SEED, 'vp')
    expect(page?.sections.map(({ category, items }) => [category.key, items.length])).toEqual([
      ['leadership', 5],
      ['scope', 5],
      ['autonomy', 5],
      ['impact', 5],
      ['growth-indicators', 5],
    ])
    expect(page?.growthAreas.map(({ cell }) => [cell.label, cell.sharedWith])).toEqual(
      Array(5).fill(['VP/CTO', ['cto']]),
    )
    expect(page?.transitionsTo.map(({ key }) => key)).toEqual(['to-vp'])
    expect(page?.transitionsFrom.map(({ key }) => key)).toEqual(['to-cto'])
  })

  test('shows a skill at the point that the level is held to', () => {
    const skills = (level: string) => {
      const sections = levelPage(SMALL, level)?.sections ?? []
      return sections.filter(({ at }) => at).map(({ at, items }) => [at?.code, items[0]?.key])
    }
    expect(skills('junior')).toEqual([['aware', 'i-aware']])
    expect(skills('senior')).toEqual([['working', 'i-working']])
    expect(skills('em')).toEqual([])
  })

  test('leads on by the steps from its whole track too', () => {
    const on = (level: string) => levelPage(SEED, level)?.transitionsFrom.map(({ key }) => key)
    expect(on('senior')).toEqual(['to-staff', 'to-em'])
    expect(on('em')).toEqual(['em-to-staff', 'to-sem'])
  })

  test('does not exist for a level that the ladder lacks', () => {
    expect(levelPage(SEED, 'chief')).toBeNull()
  })
})

describe('two levels side by side', () => {
  test('show every category of either', () => {
    const both = comparison(SEED, 'staff', 'em')
    expect(both?.isSameBand).toBe(true)
    expect(
      both?.rows.map(({ category, left, right }) => [category.key, left.length, right.length]),
    ).toEqual([
      ['technical', 5, 0],
      ['leadership', 0, 5],
      ['scope', 5, 5],
      ['autonomy', 5, 5],
      ['impact', 5, 5],
      ['growth-indicators', 5, 5],
    ])
  })

  test.each([
    ['staff', 'em', ['to-em']],
    ['em', 'staff', ['em-to-staff']],
    ['senior', 'sem', ['to-em', 'to-sem']],
    ['associate', 'staff', ['to-engineer', 'to-senior', 'to-staff']],
    ['vp', 'sem', ['to-director', 'to-vp']],
    ['cto', 'cto', []],
  ])('lead from %s to %s by %j, or back where there is no way on', (left, right, steps) => {
    expect(comparison(SEED, left, right)?.transitions.map(({ key }) => key)).toEqual(steps)
  })

  test('set each statement beside its counterpart', () => {
    const scope = comparison(SEED, 'director', 'vp')?.rows.find(
      ({ category }) => category.key === 'scope',
    )
    expect(
      scope?.lines.map(({ change, left, right }) => [change, left?.text, right?.text]),
    ).toEqual([
      [
        'deeper',
        'Responsible for an entire engineering domain or department',
        'Responsible for all engineering functions within the company',
      ],
      [
        'deeper',
        'Manages delivery of major product lines or platform capabilities',
        'Manages delivery of the entire product portfolio',
      ],
      [
        'deeper',
        'Coordinates across engineering disciplines and domains',
        'Coordinates across all technical domains and non-technical departments',
      ],
      [
        'deeper',
        'Creates long-term strategic roadmaps (1-2 years)',
        'Creates multi-year strategic roadmaps (2-5 years)',
      ],
      [
        'deeper',
        'Manages significant engineering budget and resources',
        'Manages entire engineering budget and resource allocation',
      ],
    ])
    const areas = comparison(SEED, 'director', 'vp')?.growthAreas ?? []
    expect(areas.flatMap(({ lines }) => lines.map(({ change }) => change))).toEqual(
      Array(5).fill('deeper'),
    )
  })

  test('lose and repeat no statement when they are set in lines', () => {
    const keys = SEED.document.levels.map(({ key }) => key)
    for (const left of keys) {
      for (const right of keys) {
        for (const row of comparison(SEED, left, right)?.rows ?? []) {
          const ours = row.lines.flatMap((line) => line.left ?? [])
          const theirs = row.lines.flatMap((line) => line.right ?? [])
          expect(new Set(ours)).toEqual(new Set(row.left))
          expect(ours).toHaveLength(row.left.length)
          expect(theirs).toEqual(row.right)
          if (left === right) expect(row.lines.every(({ change }) => change === 'same')).toBe(true)
        }
      }
    }
  })

  test('mark what they have in common: a shared item, and the same words', () => {
    const both = comparison(SEED, 'vp', 'cto')
    expect(
      both?.growthAreas.every(({ left, right }) => left[0]?.isCommon && right[0]?.isCommon),
    ).toBe(true)
    expect(both?.rows.every(({ left }) => left.every((item) => !item.isCommon))).toBe(true)
    const twins = treeOf(changed(['- Designs services {', '- Writes tests for own changes {']))
    const craft = comparison(twins, 'junior', 'senior')?.rows[0]
    expect(craft?.left[0]?.isCommon).toBe(true)
  })

  test('set their facts beside each other, also those that one lacks', () => {
    const facts = comparison(SEED, 'em', 'sem')?.facts
    expect(facts?.map(({ key, left, right }) => [key, left?.text, right?.text])).toEqual([
      ['team_size', 'typically 5-8', '8-15 engineers'],
      ['planning_horizon', undefined, '6-12 months'],
    ])
    expect(facts?.every((fact) => fact.isChanged)).toBe(true)
  })

  test('say nothing of standing where a level has no band', () => {
    const text = changed([
      '    title: Director of Engineering\n    band: 3\n',
      '    title: Director of Engineering\n',
    ])
    expect(comparison(treeOf(text), 'em', 'director')?.isSameBand).toBeNull()
    expect(comparison(SMALL, 'em', 'director')?.isSameBand).toBe(false)
    expect(comparison(SMALL, 'em', 'nobody')).toBeNull()
  })
})

describe('a level as it is scored', () => {
  test('has expectations to read and indicators to rate, with ids and equal weights', () => {
    const level = scoredLevel(SEED, 'em')
    expect(level).toMatchObject({ levelId: '@em', levelKey: 'em', track: 'mgmt' })
    expect(level?.ratingPoints.map(({ code }) => code)).toEqual(['1', '2', '3', '4', '5'])
    expect(
      level?.categories.map(({ key, weight, expectations, indicators }) => [
        key,
        weight,
        expectations.length,
        indicators.length,
      ]),
    ).toEqual([
      ['leadership', 1, 5, 0],
      ['scope', 1, 5, 0],
      ['autonomy', 1, 5, 0],
      ['impact', 1, 5, 0],
      ['growth-indicators', 1, 0, 5],
    ])
    const rated = level?.categories.at(-1)?.indicators
    expect(rated?.[0]).toMatchObject({
      weight: 1,
      text: 'Consistent delivery against team commitments',
    })
    expect(rated?.every((item) => item.id === `@${item.key}`)).toBe(true)
  })

  test('takes weights and what is critical from the ladder', () => {
    const text = changed(
      [
        '{ key: growth, title: Growth Indicators }',
        '{ key: growth, title: Growth Indicators, weight: 3 }',
      ],
      ['  senior: { a11y: working }', '  senior: { a11y: working, growth: { weight: 5 } }'],
    )
    const growth = (level: string) =>
      scoredLevel(treeOf(text), level)?.categories.find(({ key }) => key === 'growth')
    expect(growth('junior')?.weight).toBe(3)
    expect(growth('senior')?.weight).toBe(5)
    expect(growth('senior')?.indicators[0]?.weight).toBe(2)
    expect(growth('director')?.indicators[0]?.critical).toBe(true)
    expect(scoredLevel(SMALL, 'nobody')).toBeNull()
  })
})

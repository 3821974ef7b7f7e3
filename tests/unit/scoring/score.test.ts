import { describe, expect, it } from 'vitest'
import { ANONYMOUS_CONFIG, NAMED_CONFIG } from '@/lib/scoring/config'
import type { Rating } from '@/lib/scoring/rating'
import { scoreLevel } from '@/lib/scoring/score'
import { equal, found, G5, G5_IDS, levelOf, NO, rated } from './examples'

const EXACT = 12
const PRINTED = 9

describe('worked examples of scoring.md 2.7', () => {
  it('E1: one manager rates 4,3,5,4,2', () => {
    const score = scoreLevel({
      level: G5,
      ratings: rated('manager', 'm1', G5_IDS, [4, 3, 5, 4, 2]),
      config: ANONYMOUS_CONFIG,
    })
    expect(score.value).toBeCloseTo(13 / 20, EXACT)
    expect(score.coverage).toBe(1)
    expect(score.halfWidth).toBeCloseTo(NAMED_CONFIG.intervalZ * Math.sqrt(0.011), EXACT)
    expect(score.halfWidth).toBeCloseTo(0.172513704, PRINTED)
    expect(score.interval?.low).toBeCloseTo(0.477486296, PRINTED)
    expect(score.interval?.high).toBeCloseTo(0.822513704, PRINTED)
    expect(score).toMatchObject({ confidence: 'low', provisional: false })
  })

  it('E2: 4,NO,5,4,2 leaves the second out instead of counting it as nothing', () => {
    const score = scoreLevel({
      level: G5,
      ratings: rated('manager', 'm1', G5_IDS, [4, NO, 5, 4, 2]),
      config: ANONYMOUS_CONFIG,
    })
    expect(score.value).toBeCloseTo(11 / 16, EXACT)
    expect(score.coverage).toBeCloseTo(4 / 5, EXACT)
    expect(score.halfWidth).toBeCloseTo(NAMED_CONFIG.intervalZ * Math.sqrt(0.012), EXACT)
  })

  const ONE = levelOf('ONE', { c: [1, { i: 1 }] })
  const E4: Rating[] = [
    { indicatorId: 'i', raterId: 'm1', group: 'manager', value: 3 },
    { indicatorId: 'i', raterId: 'p1', group: 'peer', value: 4 },
    { indicatorId: 'i', raterId: 'p2', group: 'peer', value: 5 },
    { indicatorId: 'i', raterId: 'p3', group: 'peer', value: 4 },
    { indicatorId: 'i', raterId: 'r1', group: 'report', value: 2 },
    { indicatorId: 'i', raterId: 'me', group: 'self', value: 5 },
  ]

  it('E4: a single anonymous report is left out', () => {
    const score = scoreLevel({ level: ONE, ratings: E4, config: ANONYMOUS_CONFIG })
    const indicator = found(score.categories[0]?.indicators[0])
    expect(score.value).toBeCloseTo(5 / 8, EXACT)
    expect(indicator.groups.map(({ group, value }) => [group, value])).toEqual([
      ['manager', 0.5],
      ['peer', expect.closeTo(5 / 6, EXACT)],
    ])
    expect(indicator.gap).toBeCloseTo(3 / 8, EXACT)
    expect(indicator.withheld).toEqual([{ group: 'report', needed: 3 }])
    expect(score.raters).toEqual([
      { raterId: 'm1', group: 'manager', weight: expect.closeTo(0.625, EXACT) },
      { raterId: 'p1', group: 'peer', weight: expect.closeTo(0.125, EXACT) },
      { raterId: 'p2', group: 'peer', weight: expect.closeTo(0.125, EXACT) },
      { raterId: 'p3', group: 'peer', weight: expect.closeTo(0.125, EXACT) },
    ])
  })

  it('E4b: named, the report counts and the raters disagree', () => {
    const score = scoreLevel({ level: ONE, ratings: E4, config: NAMED_CONFIG })
    const indicator = found(score.categories[0]?.indicators[0])
    expect(score.value).toBeCloseTo(11 / 20, EXACT)
    expect(indicator).toMatchObject({
      gap: expect.closeTo(0.45, EXACT),
      disagree: true,
      noManager: false,
      withheld: [],
    })
  })

  it('E6: categories of 40, 60 and 20, the last not observed', () => {
    const level = levelOf('E6', {
      A: [40, equal('a1', 'a2', 'a3', 'a4', 'a5')],
      B: [60, equal('b1', 'b2')],
      C: [20, equal('c1', 'c2')],
    })
    const ids = ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'b2', 'c1', 'c2']
    const ratings = rated('manager', 'm1', ids, [4, 3, 5, 4, 2, 4, NO, NO, NO])
    const score = scoreLevel({ level, ratings, config: ANONYMOUS_CONFIG })
    expect(score.value).toBeCloseTo(71 / 100, EXACT)
    expect(score.coverage).toBeCloseTo(7 / 12, EXACT)
    expect(score.halfWidth).toBeCloseTo(NAMED_CONFIG.intervalZ * Math.sqrt(371 / 25000), EXACT)
    expect(score.halfWidth).toBeCloseTo(0.20037531, PRINTED)
    expect(score.confidence).toBe('low')
    expect(score.categories.map(({ value }) => value)).toEqual([
      expect.closeTo(13 / 20, EXACT),
      0.75,
      null,
    ])
    expect(score.categories[1]?.indicators[0]?.effectiveWeight).toBeCloseTo(0.6, EXACT)
  })
})

describe('confidence', () => {
  const ids = Array.from({ length: 15 }, (_, index) => `i${index + 10}`)
  const level = levelOf('L15', { c: [1, equal(...ids)] })
  const fours = ids.map(() => 4)

  it('is medium for one manager on fifteen indicators, high with two named peers', () => {
    const manager = rated('manager', 'm1', ids, fours)
    const alone = scoreLevel({ level, ratings: manager, config: NAMED_CONFIG })
    const peers = ['p1', 'p2'].flatMap((id) => rated('peer', id, ids, fours))
    const three = scoreLevel({ level, ratings: [...manager, ...peers], config: NAMED_CONFIG })
    expect(alone.halfWidth).toBeCloseTo(0.15, 3)
    expect(alone.confidence).toBe('medium')
    expect(three.halfWidth).toBeCloseTo(0.102, 3)
    expect(three.confidence).toBe('high')
  })

  it('is low and the score provisional below half of the coverage, whatever the error', () => {
    const raters = ['m1', 'm2', 'm3', 'm4']
    const seven = raters.flatMap((id) => rated('manager', id, ids.slice(0, 7), fours))
    const eight = raters.flatMap((id) => rated('manager', id, ids.slice(0, 8), fours))
    const below = scoreLevel({ level, ratings: seven, config: NAMED_CONFIG })
    const above = scoreLevel({ level, ratings: eight, config: NAMED_CONFIG })
    expect(below.halfWidth).toBeLessThan(0.11)
    expect(below).toMatchObject({ confidence: 'low', provisional: true })
    expect(above).toMatchObject({ confidence: 'high', provisional: false })
  })
})

describe('what is not there', () => {
  it('gives no number for a level nobody observed', () => {
    const ratings = rated('manager', 'm1', G5_IDS, [NO, NO, NO, NO, NO])
    expect(scoreLevel({ level: G5, ratings, config: NAMED_CONFIG })).toMatchObject({
      value: null,
      coverage: 0,
      halfWidth: null,
      interval: null,
      confidence: 'low',
      provisional: true,
      raters: [],
    })
  })

  it('leaves out a category without indicators and ratings of other indicators', () => {
    const level = levelOf('L', { a: [1, equal('a1')], empty: [9, {}] })
    const ratings = rated('manager', 'm1', ['a1', 'elsewhere'], [3, 5])
    const score = scoreLevel({ level, ratings, config: NAMED_CONFIG })
    expect(score).toMatchObject({ value: 0.5, coverage: 1 })
    expect(score.categories.map(({ id }) => id)).toEqual(['a'])
  })

  it('marks an indicator that no manager rated', () => {
    const ratings = [
      ...rated('peer', 'p1', ['g1', 'g2'], [3, 4]),
      ...rated('manager', 'm1', ['g1', 'g2'], [NO, 4]),
    ]
    const score = scoreLevel({ level: G5, ratings, config: NAMED_CONFIG })
    const flags = score.categories[0]?.indicators.slice(0, 2).map(({ noManager }) => noManager)
    expect(flags).toEqual([true, false])
  })
})

describe('disagreement', () => {
  it.each([
    [[3, 5], true],
    [[3, 4], false],
    [[4], false],
  ])('of %j: %s', (values, disagree) => {
    const ratings = values.flatMap((value, index) => rated('manager', `m${index}`, ['g1'], [value]))
    const score = scoreLevel({ level: G5, ratings, config: NAMED_CONFIG })
    expect(score.categories[0]?.indicators[0]?.disagree).toBe(disagree)
  })
})

describe('malformed input is refused', () => {
  const config = NAMED_CONFIG
  const four = rated('manager', 'm1', ['g1'], [4])

  it.each([
    ['a rating of 0', G5, rated('manager', 'm1', ['g1'], [0])],
    ['a rating of 6', G5, rated('manager', 'm1', ['g1'], [6])],
    ['a rating between two points', G5, rated('manager', 'm1', ['g1'], [3.5])],
    ['a second answer by one rater', G5, [...four, ...rated('peer', 'm1', ['g1'], [NO])]],
    [
      'a second answer with another between',
      G5,
      [...four, ...rated('peer', 'p1', ['g1'], [3]), ...rated('manager', 'm1', ['g1'], [4])],
    ],
    ['a weight of 0', levelOf('L', { c: [1, { i: 0 }] }), []],
    ['an endless weight', levelOf('L', { c: [Number.POSITIVE_INFINITY, { i: 1 }] }), []],
    ['an indicator in two categories', levelOf('L', { c: [1, { i: 1 }], d: [1, { i: 1 }] }), []],
  ])('%s', (_case, level, ratings) => {
    expect(() => scoreLevel({ level, ratings, config })).toThrow(RangeError)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScoringConfig } from '@/lib/scoring/config'
import type { RatedLevel, Rating } from '@/lib/scoring/rating'
import { type LevelScore, scoreLevel } from '@/lib/scoring/score'
import { canonical, configs, levels, ratingsOf } from './arbitraries'
import { found } from './examples'

type Scored = { level: RatedLevel; ratings: Rating[]; config: ScoringConfig }

const scored: fc.Arbitrary<Scored> = fc
  .tuple(levels('L'), configs)
  .chain(([level, config]) => ratingsOf(level).map((ratings) => ({ level, ratings, config })))

const RUNS = { numRuns: 200 }

function indicatorsOf(score: LevelScore) {
  return score.categories.flatMap((category) => category.indicators)
}

function scaled(level: RatedLevel, ofCategory: number, ofIndicator: number): RatedLevel {
  return {
    ...level,
    categories: level.categories.map((category) => ({
      ...category,
      weight: category.weight * ofCategory,
      indicators: category.indicators.map((indicator) => ({
        ...indicator,
        weight: indicator.weight * ofIndicator,
      })),
    })),
  }
}

describe('properties of a score (scoring.md 2.6)', () => {
  it('1: stays within 0 and 1, as do coverage and the interval around it', () => {
    fc.assert(
      fc.property(scored, (input) => {
        const { value, coverage, interval } = scoreLevel(input)
        const { low, high } = interval ?? { low: 0, high: 1 }
        const inside = [0, low, value ?? low, high, 1]
        expect(inside).toEqual([...inside].sort((a, b) => a - b))
        expect(coverage).toBeGreaterThanOrEqual(0)
        expect(coverage).toBeLessThanOrEqual(1)
      }),
      RUNS,
    )
  })

  it('2: the shares of the raters sum to 1', () => {
    fc.assert(
      fc.property(scored, (input) => {
        const { value, raters } = scoreLevel(input)
        const total = raters.reduce((sum, rater) => sum + rater.weight, 0)
        expect(total).toBeCloseTo(value === null ? 0 : 1, 9)
      }),
      RUNS,
    )
  })

  it('3: is bit-identical in any order of ratings, categories and indicators', () => {
    const shuffled = scored.chain(({ level, ratings, config }) =>
      fc.record({
        input: fc.constant({ level, ratings, config }),
        ratings: fc.shuffledSubarray(ratings, { minLength: ratings.length }),
        categories: fc.shuffledSubarray([...level.categories], {
          minLength: level.categories.length,
        }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ input, ratings, categories }) => {
        const turned = categories.map((category) => ({
          ...category,
          indicators: category.indicators.toReversed(),
        }))
        const level = { ...input.level, categories: turned }
        const other = scoreLevel({ ...input, level, ratings })
        expect(canonical(other)).toEqual(canonical(scoreLevel(input)))
      }),
      RUNS,
    )
  })

  it('4: does not know what people say of themselves, to the bit', () => {
    fc.assert(
      fc.property(scored, (input) => {
        const ratings = input.ratings.filter((rating) => rating.group !== 'self')
        const aside = ['self', 'selfValue', 'gap']
        const without = scoreLevel({ ...input, ratings })
        expect(canonical(without, aside)).toEqual(canonical(scoreLevel(input), aside))
        expect(indicatorsOf(without).every(({ gap }) => gap === null)).toBe(true)
      }),
      RUNS,
    )
  })

  it('5: a not-observed indicator leaves the score as it was, to the bit', () => {
    fc.assert(
      fc.property(scored, fc.nat(), fc.boolean(), (input, place, ownCategory) => {
        const added = { id: 'L000', label: 'Added', weight: 3 }
        const categories = input.level.categories.map((category, index, { length }) =>
          !ownCategory && index === place % length
            ? { ...category, indicators: [added, ...category.indicators] }
            : category,
        )
        if (ownCategory) categories.push({ ...added, id: 'L001', indicators: [added] })
        const ratings = [
          ...input.ratings,
          { indicatorId: 'L000', raterId: 'rater-m1', group: 'manager' as const, value: null },
        ]
        const before = scoreLevel(input)
        const after = scoreLevel({ ...input, level: { ...input.level, categories }, ratings })
        expect([after.value, after.halfWidth]).toEqual([before.value, before.halfWidth])
        expect(after.coverage).toBeLessThanOrEqual(before.coverage)
      }),
      RUNS,
    )
  })

  it('6: a higher rating never lowers an indicator or the score', () => {
    fc.assert(
      fc.property(scored, fc.nat(), (input, pick) => {
        const open = input.ratings.filter(({ value }) => value !== null && value < 5)
        fc.pre(open.length > 0)
        const chosen = found(open[pick % open.length])
        const ratings = input.ratings.map((rating) =>
          rating === chosen ? { ...rating, value: found(rating.value) + 1 } : rating,
        )
        const before = scoreLevel(input)
        const after = scoreLevel({ ...input, ratings })
        const lifted = indicatorsOf(after)
        indicatorsOf(before).forEach(({ value }, index) => {
          expect(lifted[index]?.value ?? 0).toBeGreaterThanOrEqual(value ?? 0)
        })
        expect(after.value ?? 0).toBeGreaterThanOrEqual(before.value ?? 0)
      }),
      RUNS,
    )
  })

  it('7: the same rating everywhere is the score', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 1, max: 5 }), (input, constant) => {
        const ratings = input.ratings.map((rating) =>
          rating.value === null ? rating : { ...rating, value: constant },
        )
        const { value } = scoreLevel({ ...input, ratings })
        fc.pre(value !== null)
        expect(value).toBeCloseTo((constant - 1) / 4, 12)
      }),
      RUNS,
    )
  })

  it('8: only the proportions of weights count', () => {
    const factors = fc.constantFrom(0.1, 1 / 3, 2, 7, 100)
    fc.assert(
      fc.property(scored, factors, factors, (input, ofCategory, ofIndicator) => {
        const before = scoreLevel(input)
        const level = scaled(input.level, ofCategory, ofIndicator)
        const after = scoreLevel({ ...input, level })
        for (const name of ['value', 'coverage', 'halfWidth'] as const) {
          expect(after[name] ?? -1).toBeCloseTo(before[name] ?? -1, 9)
        }
        expect(after.confidence).toBe(before.confidence)
      }),
      RUNS,
    )
  })

  it('10: a group below its minimum changes no number', () => {
    fc.assert(
      fc.property(scored, (input) => {
        const before = scoreLevel(input)
        const withheld = new Set(
          indicatorsOf(before).flatMap((indicator) =>
            indicator.withheld.map(({ group }) => `${indicator.id} ${group}`),
          ),
        )
        const ratings = input.ratings.filter(
          ({ indicatorId, group }) => !withheld.has(`${indicatorId} ${group}`),
        )
        const after = scoreLevel({ ...input, ratings })
        expect(canonical(after, ['withheld'])).toEqual(canonical(before, ['withheld']))
      }),
      RUNS,
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RatedLevel } from '@/lib/scoring/rating'
import { VERDICTS, verdictRank } from '@/lib/scoring/verdict'
import { type Case, canonical, cases, mapRatings, readinessOf } from './arbitraries'
import { found } from './examples'

const RUNS = { numRuns: 600 }

function changeLevel(
  level: RatedLevel,
  change: (category: RatedLevel['categories'][number]) => RatedLevel['categories'][number],
): RatedLevel {
  return { ...level, categories: level.categories.map(change) }
}

/** One open answer, of any cycle and either level, one point higher. */
function raised(person: Case, pick: number): Case | null {
  const open = person.cycles
    .flatMap((cycle) => [...cycle.targetRatings, ...cycle.currentRatings])
    .filter(({ value }) => value !== null && value < 5)
  const chosen = open[pick % open.length]
  if (!chosen) return null
  return mapRatings(person, (ratings) =>
    ratings.map((rating) =>
      rating === chosen ? { ...rating, value: found(rating.value) + 1 } : rating,
    ),
  )
}

describe('properties of readiness (scoring.md 2.6)', () => {
  it('the generated people reach every verdict and fail every gate', () => {
    const people = fc.sample(cases, { numRuns: 500, seed: 7 }).map(readinessOf)
    expect(new Set(people.map(({ verdict }) => verdict)).size).toBe(VERDICTS.length)
    expect(new Set(people.flatMap(({ blockers }) => blockers)).size).toBe(8)
  })

  it('1 and 9: R stays within its interval, and both within 0 and 1', () => {
    fc.assert(
      fc.property(cases, (person) => {
        const { value, interval } = readinessOf(person)
        if (value === null || interval === null) {
          expect([value, interval]).toEqual([null, null])
          return
        }
        const inside = [0, interval.low, value, interval.high, 1]
        expect(inside).toEqual([...inside].sort((a, b) => a - b))
      }),
      RUNS,
    )
  })

  it('2: losses sum to what is missing to 1, dearest first', () => {
    fc.assert(
      fc.property(cases, (person) => {
        const { value, losses, indicators } = readinessOf(person)
        const sum = indicators.reduce((total, row) => total + (row.loss ?? 0), 0)
        const listed = losses.map(({ loss }) => loss)
        expect(sum).toBeCloseTo(value === null ? 0 : 1 - value, 9)
        expect(listed.reduce((total, loss) => total + loss, 0)).toBeCloseTo(sum, 7)
        expect(listed).toEqual([...listed].sort((a, b) => b - a))
      }),
      RUNS,
    )
  })

  it('3: is bit-identical in any order of cycles, ratings, evidence and ladder', () => {
    fc.assert(
      fc.property(cases, (person) => {
        const turned = mapRatings(
          {
            ...person,
            target: changeLevel(person.target, (category) => ({
              ...category,
              indicators: category.indicators.toReversed(),
            })),
            cycles: person.cycles
              .toReversed()
              .map((cycle) => ({ ...cycle, evidence: cycle.evidence.toReversed() })),
          },
          (ratings) => ratings.toReversed(),
        )
        const level = { ...turned.target, categories: turned.target.categories.toReversed() }
        const other = readinessOf({ ...turned, target: level })
        expect(canonical(other)).toEqual(canonical(readinessOf(person)))
      }),
      RUNS,
    )
  })

  it('4: does not know what people say of themselves, to the bit', () => {
    fc.assert(
      fc.property(cases, (person) => {
        const silent = mapRatings(person, (ratings) =>
          ratings.filter(({ group }) => group !== 'self'),
        )
        const aside = ['self', 'selfValue', 'gap']
        const without = canonical(readinessOf(silent), aside)
        expect(without).toEqual(canonical(readinessOf(person), aside))
      }),
      RUNS,
    )
  })

  it('5: a not-observed indicator leaves R as it was, to the bit', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), (person, ownCategory) => {
        const added = { id: 'T000', label: 'Added', weight: 3 }
        const first = found(person.target.categories[0])
        const target = ownCategory
          ? {
              ...person.target,
              categories: [...person.target.categories, { ...added, indicators: [added] }],
            }
          : changeLevel(person.target, (category) =>
              category === first
                ? { ...category, indicators: [...category.indicators, added] }
                : category,
            )
        const before = readinessOf(person)
        const after = readinessOf({ ...person, target })
        expect([after.value, after.interval]).toEqual([before.value, before.interval])
        expect(after.coverage).toBeLessThanOrEqual(before.coverage)
      }),
      RUNS,
    )
  })

  it('6: a higher rating never lowers R, a gate or the verdict', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (person, pick) => {
        const higher = raised(person, pick)
        fc.pre(higher !== null)
        const before = readinessOf(person)
        const after = readinessOf(higher)
        expect(after.value ?? 0).toBeGreaterThanOrEqual(before.value ?? 0)
        expect(before.blockers).toEqual(expect.arrayContaining([...after.blockers]))
        expect(verdictRank(after.verdict)).toBeGreaterThanOrEqual(verdictRank(before.verdict))
        const data = (result: typeof before) => result.gates.filter(({ kind }) => kind === 'data')
        expect(data(after)).toEqual(data(before))
      }),
      { numRuns: 500 },
    )
  })

  it('8: only the proportions of weights count', () => {
    const factors = fc.constantFrom(0.1, 1 / 3, 2, 7, 100)
    fc.assert(
      fc.property(cases, factors, factors, (person, ofCategory, ofIndicator) => {
        const target = changeLevel(person.target, (category) => ({
          ...category,
          weight: category.weight * ofCategory,
          indicators: category.indicators.map((indicator) => ({
            ...indicator,
            weight: indicator.weight * ofIndicator,
          })),
        }))
        const before = readinessOf(person)
        const after = readinessOf({ ...person, target })
        expect(after.value ?? -1).toBeCloseTo(before.value ?? -1, 9)
        expect(after.interval?.low ?? -1).toBeCloseTo(before.interval?.low ?? -1, 9)
        expect([after.verdict, after.blockers]).toEqual([before.verdict, before.blockers])
      }),
      RUNS,
    )
  })

  it('10: a group below its minimum changes no number', () => {
    fc.assert(
      fc.property(cases, (person) => {
        const before = readinessOf(person)
        const withheld = new Set(
          before.cycles.flatMap((cycle) =>
            [cycle.target, cycle.current].flatMap((level) =>
              (level?.categories ?? [])
                .flatMap((category) => category.indicators)
                .flatMap((item) =>
                  item.withheld.map(({ group }) => `${cycle.id} ${item.id} ${group}`),
                ),
            ),
          ),
        )
        const cycles = person.cycles.map((cycle) => {
          const counts = ({ indicatorId, group }: { indicatorId: string; group: string }) =>
            !withheld.has(`${cycle.id} ${indicatorId} ${group}`)
          return {
            ...cycle,
            targetRatings: cycle.targetRatings.filter(counts),
            currentRatings: cycle.currentRatings.filter(counts),
          }
        })
        const after = readinessOf({ ...person, cycles })
        expect(canonical(after, ['withheld'])).toEqual(canonical(before, ['withheld']))
      }),
      RUNS,
    )
  })

  it('11: consistent everywhere in every cycle is 1', () => {
    fc.assert(
      fc.property(cases, (person) => {
        const consistent = mapRatings(person, (ratings) =>
          ratings.map((rating) =>
            rating.value === null ? rating : { ...rating, value: Math.max(4, rating.value) },
          ),
        )
        const { value, losses } = readinessOf(consistent)
        fc.pre(value !== null)
        expect(value).toBeCloseTo(1, 9)
        expect(losses).toEqual([])
      }),
      RUNS,
    )
  })
})

import fc from 'fast-check'
import { ANONYMOUS_CONFIG, NAMED_CONFIG, type ScoringConfig } from '@/lib/scoring/config'
import type { EvidenceItem, RatedLevel, RaterGroup, Rating } from '@/lib/scoring/rating'
import { type Readiness, type ReadinessCycle, readiness } from '@/lib/scoring/readiness'
import { found } from './examples'

export type Case = {
  target: RatedLevel
  current: RatedLevel
  cycles: ReadinessCycle[]
  config: ScoringConfig
}

export const CREW: readonly { raterId: string; group: RaterGroup }[] = [
  { raterId: 'rater-m1', group: 'manager' },
  { raterId: 'rater-p4', group: 'peer' },
  { raterId: 'rater-p1', group: 'peer' },
  { raterId: 'rater-p3', group: 'peer' },
  { raterId: 'rater-r2', group: 'report' },
  { raterId: 'rater-r1', group: 'report' },
  { raterId: 'rater-r3', group: 'report' },
  { raterId: 'rater-me', group: 'self' },
]

const DAYS = [
  ['2026-01-01', '2026-06-30'],
  ['2025-07-01', '2025-12-31'],
  ['2025-01-01', '2025-06-30'],
  ['2024-07-01', '2024-12-31'],
  ['2024-01-01', '2024-06-30'],
] as const

export const configs = fc.constantFrom(NAMED_CONFIG, ANONYMOUS_CONFIG)

/** Ids are numbers out of order, so that ladder order and id order differ. */
export function levels(prefix: string): fc.Arbitrary<RatedLevel> {
  const indicator = fc.record({
    weight: fc.integer({ min: 1, max: 9 }),
    critical: fc.integer({ min: 0, max: 5 }).map((draw) => draw === 0),
  })
  const category = fc.record({
    weight: fc.integer({ min: 1, max: 60 }),
    indicators: fc.array(indicator, { minLength: 1, maxLength: 4 }),
  })
  return fc
    .tuple(
      fc.array(category, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(fc.integer({ min: 100, max: 999 }), { minLength: 20, maxLength: 20 }),
    )
    .map(([categories, numbers]) => {
      const queue = [...numbers]
      const next = () => `${prefix}${found(queue.pop())}`
      return {
        id: prefix,
        label: `Level ${prefix}`,
        categories: categories.map(({ weight, indicators }) => ({
          id: next(),
          label: 'Category',
          weight,
          indicators: indicators.map((item) => ({ ...item, id: next(), label: 'Indicator' })),
        })),
      }
    })
}

/** Answers of the whole crew: some strict, some generous people, some gaps. */
export function ratingsOf(level: RatedLevel): fc.Arbitrary<Rating[]> {
  const value = (generous: boolean) =>
    generous
      ? fc.constantFrom(3, 4, 4, 4, 4, 5, 5, 5, null)
      : fc.constantFrom(1, 2, 3, 4, 5, null, null, undefined)
  const slots = level.categories.flatMap((category) =>
    category.indicators.flatMap(({ id }) => CREW.map((rater) => ({ ...rater, indicatorId: id }))),
  )
  return fc.boolean().chain((generous) =>
    fc.array(value(generous), { minLength: slots.length, maxLength: slots.length }).map((values) =>
      slots.flatMap((slot, index) => {
        const answer = values[index]
        return answer === undefined ? [] : [{ ...slot, value: answer }]
      }),
    ),
  )
}

function evidenceOf(level: RatedLevel, on: string): fc.Arbitrary<EvidenceItem[]> {
  const ids = level.categories.flatMap((category) => category.indicators.map(({ id }) => id))
  return fc
    .oneof(fc.constant(ids), fc.subarray(ids))
    .map((some) =>
      some.map((indicatorId) => ({ id: `note-${indicatorId}-${on}`, indicatorId, on })),
    )
}

/** A person: two levels and one to five half-years of answers and evidence. */
export const cases: fc.Arbitrary<Case> = fc
  .tuple(levels('T'), levels('G'), configs, fc.integer({ min: 1, max: DAYS.length }))
  .chain(([target, current, config, count]) =>
    fc
      .tuple(
        ...DAYS.slice(0, count).map(([startOn, endOn]) =>
          fc.record({
            id: fc.constant(`cycle-${startOn}`),
            label: fc.constant(`Cycle from ${startOn}`),
            startOn: fc.constant(startOn),
            endOn: fc.constant(endOn),
            targetRatings: ratingsOf(target),
            currentRatings: ratingsOf(current),
            evidence: evidenceOf(target, endOn),
          }),
        ),
      )
      .map((cycles) => ({ target, current, cycles, config })),
  )

export function readinessOf(person: Case): Readiness {
  return found(readiness(person))
}

export function mapRatings(person: Case, change: (ratings: readonly Rating[]) => Rating[]): Case {
  return {
    ...person,
    cycles: person.cycles.map((cycle) => ({
      ...cycle,
      targetRatings: change(cycle.targetRatings),
      currentRatings: change(cycle.currentRatings),
    })),
  }
}

/** The same facts whatever the order: arrays of things with an id are sorted by it, recursively. */
export function canonical(value: unknown, without: readonly string[] = []): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => canonical(item, without)).sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !without.includes(name))
      .map(([name, item]) => [name, canonical(item, without)]),
  )
}

function key(value: unknown): string {
  const { id, raterId } = Object(value)
  return String(id ?? raterId ?? JSON.stringify(value))
}

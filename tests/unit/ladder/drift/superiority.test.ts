import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { superiority } from '@/lib/ladder/drift/superiority'

const Z2 = 1.959963985 ** 2

describe('by hand', () => {
  test('pairs above and half the ties: 4, 5, 4 over 3, 4 is 5 of 6', () => {
    expect(superiority([4, 5, 4], [3, 4]).probability).toBeCloseTo(5 / 6, 12)
  })

  test('one against one: the higher one, [1 / (1 + z²), 1]', () => {
    const { probability, low, high } = superiority([5], [1])
    expect(probability).toBe(1)
    expect(low).toBeCloseTo(0.2065, 4)
    expect(low).toBeCloseTo(1 / (1 + Z2), 9)
    expect(high).toBe(1)
  })

  test('a tie of two: ½ [.0546, .9454]', () => {
    const { probability, low, high } = superiority([3], [3])
    expect(probability).toBe(0.5)
    expect(low).toBeCloseTo(0.0546, 4)
    expect(high).toBeCloseTo(0.9454, 4)
  })

  test('five above five: 25 (1 - t) = z² t [1 + 4 (1 - t) / (2 - t) + 4 t / (1 + t)] at .643', () => {
    const { low } = superiority([4, 4, 5, 5, 5], [1, 2, 2, 3, 3])
    expect(low).toBeCloseTo(0.643, 3)
    const t = low
    const right = Z2 * t * (1 + (4 * (1 - t)) / (2 - t) + (4 * t) / (1 + t))
    expect(25 * (1 - t)).toBeCloseTo(right, 6)
  })
})

const group = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 })

describe('always', () => {
  test('the interval holds the probability within 0 and 1', () => {
    fc.assert(
      fc.property(group, group, (first, second) => {
        const { probability, low, high } = superiority(first, second)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(probability)
        expect(high).toBeGreaterThanOrEqual(probability)
        expect(high).toBeLessThanOrEqual(1)
        expect(high - low).toBeGreaterThan(0)
      }),
    )
  })

  test('the other way round is the rest to 1', () => {
    fc.assert(
      fc.property(group, group, (first, second) => {
        const there = superiority(first, second)
        const back = superiority(second, first)
        expect(there.probability + back.probability).toBeCloseTo(1, 12)
        expect(there.low + back.high).toBeCloseTo(1, 9)
      }),
    )
  })

  test('it counts every pair', () => {
    fc.assert(
      fc.property(group, group, (first, second) => {
        const pairs = first.flatMap((a) => second.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
        const share = pairs.reduce<number>((sum, one) => sum + one, 0) / pairs.length
        expect(superiority(first, second).probability).toBeCloseTo(share, 12)
      }),
    )
  })
})

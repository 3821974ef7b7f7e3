import { expect, test } from 'vitest'
import { bootstrapInterval, median, quantile } from '@/tests/bench/harness/statistics'

test.each([
  [[3, 1, 2], 0.5, 2],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[10, 20], 0.95, 19.5],
  [[7], 0.99, 7],
  [[1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.95, Number.POSITIVE_INFINITY],
])('of %j, %d of the values lie below %d', (values, share, expected) => {
  expect(quantile(values, share)).toBeCloseTo(expected, 10)
})

test('there is no median of nothing', () => {
  expect(median([])).toBeNaN()
})

test('the interval of equal values has no width, and holds the median of others', () => {
  expect(bootstrapInterval([2, 2, 2, 2])).toEqual({ low: 2, high: 2 })
  const values = [0.8, 0.9, 1, 1.1, 1.2, 1.3, 0.7, 1, 1.05, 0.95]
  const { low, high } = bootstrapInterval(values)
  expect(low).toBeLessThan(median(values))
  expect(high).toBeGreaterThan(median(values))
  expect(low).toBeGreaterThanOrEqual(0.7)
  expect(high).toBeLessThanOrEqual(1.3)
  expect(bootstrapInterval(values)).toEqual({ low, high })
})

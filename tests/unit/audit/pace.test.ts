import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isQuarter, type Sightings, sight } from '@/lib/audit/pace/pace'

const WINDOW_MS = 1_000

test('each thing counts once, and only while it was met within the window', () => {
  const met = fc.array(
    fc.record({ thing: fc.constantFrom('a', 'b', 'c', 'd', 'e'), after: fc.nat({ max: 600 }) }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(met, (meetings) => {
      const sightings: Sightings = new Map()
      const last = new Map<string, number>()
      let at = 0
      for (const { thing, after } of meetings) {
        at += after
        last.set(thing, at)
        const lately = [...last.values()].filter((when) => at - when < WINDOW_MS)
        expect(sight(sightings, { thing, at, windowMs: WINDOW_MS })).toBe(lately.length)
      }
    }),
  )
})

test('the record is asked four times on the way to a limit, and not by those who stay far below', () => {
  const asked = Array.from({ length: 199 }, (_, index) => index + 1).filter((count) =>
    isQuarter(count, 200),
  )
  expect(asked).toEqual([50, 100, 150])
  expect([1, 2, 3].filter((count) => isQuarter(count, 30))).toEqual([])
})

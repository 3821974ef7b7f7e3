import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dayEnd,
  dayInWords,
  dayOfDate,
  dayStart,
  daysApart,
  daysBetween,
  isLocalDay,
  isTimeZone,
  localDay,
} from '@/lib/cycles/local-day'

describe('the first instant of a day', () => {
  it.each([
    ['UTC', '2026-07-06', '2026-07-06T00:00:00.000Z'],
    ['Europe/Berlin in summer', '2026-07-06', '2026-07-05T22:00:00.000Z'],
    ['Europe/Berlin in winter', '2026-12-01', '2026-11-30T23:00:00.000Z'],
    ['Asia/Kathmandu', '2026-07-06', '2026-07-05T18:15:00.000Z'],
    ['America/St_Johns', '2026-07-06', '2026-07-06T02:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-07-06', '2026-07-05T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-07-06', '2026-07-06T11:00:00.000Z'],
    // The clocks of Cairo go from 23:59:59 to 01:00 that night, so there is no midnight.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ])('%s, %s', (zone, day, instant) => {
    expect(dayStart(day, zone.split(' ')[0] ?? '').toISOString()).toBe(instant)
  })
})

describe('the last second of a day', () => {
  it.each([
    ['a day of 23 hours', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.000Z'],
    ['a day of 25 hours', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.000Z'],
    ['a day of 24 hours', '2026-07-17', '2026-07-16T22:00:00.000Z', '2026-07-17T21:59:59.000Z'],
  ])('of %s in Berlin', (_, day, start, end) => {
    expect(dayStart(day, 'Europe/Berlin').toISOString()).toBe(start)
    expect(dayEnd(day, 'Europe/Berlin').toISOString()).toBe(end)
  })
})

it('reads every day back from its first and its last second, in every zone', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const day = fc.integer({ min: 0, max: 3_650 }).map((offset) => addDays('2024-01-01', offset))
  fc.assert(
    fc.property(day, fc.constantFrom(...zones), (day, zone) => {
      expect(localDay(dayStart(day, zone), zone)).toBe(day)
      expect(localDay(dayEnd(day, zone), zone)).toBe(day)
      expect(localDay(new Date(dayStart(day, zone).getTime() - 1), zone)).toBe(addDays(day, -1))
    }),
    { numRuns: 500 },
  )
})

it('counts the days between two instants as between the days of UTC', () => {
  const instant = fc.date({
    min: new Date('1960-01-01'),
    max: new Date('2100-01-01'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(instant, instant, (from, to) => {
      expect(daysApart(from, to)).toBe(daysBetween(dayOfDate(from), dayOfDate(to)))
      expect(localDay(from, 'UTC')).toBe(localDay(from, 'Etc/UTC'))
    }),
  )
})

it('counts days across a change of clocks and the end of a year', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2)
})

it('writes a day in words', () => {
  expect(dayInWords('2026-03-12')).toBe('12 Mar 2026')
  expect(dayInWords('2026-09-01')).toBe('1 Sep 2026')
})

it('knows days and zones that do not exist', () => {
  const days = ['2026-02-29', '2026-13-01', '12 Mar 2026', '2026-3-1', '', '0026-01-01']
  expect(days.filter(isLocalDay)).toEqual([])
  expect(['2028-02-29', '2026-12-31'].every(isLocalDay)).toBe(true)
  expect(['Mars/Olympus', '', 'Europe/Berlin '].filter(isTimeZone)).toEqual([])
  expect(['UTC', 'Asia/Kathmandu'].every(isTimeZone)).toBe(true)
})

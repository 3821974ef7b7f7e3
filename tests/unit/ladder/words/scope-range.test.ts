import { describe, expect, test } from 'vitest'
import { agreesWithText, inMonths, parseScopeRange } from '@/lib/ladder/words/scope-range'

describe('number words', () => {
  test.each([
    ['typically 5-8', { min: 5, max: 8, open: false, unit: null }],
    ['8–15 engineers', { min: 8, max: 15, open: false, unit: 'engineers' }],
    ['50-200+ engineers', { min: 50, max: 200, open: true, unit: 'engineers' }],
    ['5+ year', { min: 5, max: null, open: true, unit: 'year' }],
    ['1-2 years', { min: 1, max: 2, open: false, unit: 'years' }],
    ['Peers (2-5)', { min: 2, max: 5, open: false, unit: null }],
    ['(8+)', { min: 8, max: null, open: true, unit: null }],
    ['3+ engineers', { min: 3, max: null, open: true, unit: 'engineers' }],
    ['6 months', { min: 6, max: 6, open: false, unit: 'months' }],
    ['approximately two direct reports', null],
    ['Current and next cycle', null],
    ['2-5 teams, 10-40 engineers', null],
  ])('%s', (text, range) => {
    expect(parseScopeRange(text)).toEqual(range)
  })

  test('are compared in months where they speak of time', () => {
    expect(inMonths(2, 'years')).toBe(24)
    expect(inMonths(1, 'quarter')).toBe(3)
    expect(inMonths(2, 'weeks')).toBeCloseTo(0.46, 2)
    expect(inMonths(5, 'engineers')).toBeNull()
  })

  test.each([
    [12, 24, false, 'months', '1-2 years', true],
    [12, 18, false, 'months', '1-2 years', false],
    [60, null, true, 'months', '5+ year', true],
    [60, null, false, 'months', '5+ year', false],
    [5, 8, false, 'engineers', 'typically 5-8', true],
    [5, 9, false, 'engineers', 'typically 5-8', false],
    [null, null, false, null, 'about 3', true],
    [1, 2, false, 'cycles', 'this cycle and the next', true],
  ])('min %s, max %s, open %s, %s: "%s" agrees: %s', (min, max, open, unit, text, agrees) => {
    expect(agreesWithText({ min, max, open, unit, text })).toBe(agrees)
  })
})

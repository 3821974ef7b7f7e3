import { describe, expect, it } from 'vitest'
import { atLeast, bandOf, displayScore, SCALE_POINTS, toPoints, toUnit } from '@/lib/scoring/scale'

describe('the scale', () => {
  it('has five named points, of which the ends need a note', () => {
    expect(SCALE_POINTS.map(({ value, name, needsNote }) => [value, name, needsNote])).toEqual([
      [1, 'Not yet shown', true],
      [2, 'Emerging', false],
      [3, 'Developing', false],
      [4, 'Consistent', false],
      [5, 'Exemplary', true],
    ])
  })

  it('maps to quarters and back', () => {
    const units = SCALE_POINTS.map(({ value }) => toUnit(value))
    expect(units).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(units.map(toPoints)).toEqual([1, 2, 3, 4, 5])
  })

  it.each([0, 6, 2.5, -1, Number.NaN])('refuses %s', (value) => {
    expect(() => toUnit(value)).toThrow(RangeError)
  })
})

describe('display', () => {
  it.each([
    [0, 0],
    [0.125, 13],
    [0.145, 15],
    [0.285, 29],
    [0.1249, 12],
    [191 / 252, 76],
    [1, 100],
  ])('%s reads %s', (score, shown) => {
    expect(displayScore(score)).toBe(shown)
  })
})

describe('bands', () => {
  it.each([
    [0, 'Not yet'],
    [0.2499, 'Not yet'],
    [0.25, 'Emerging'],
    [0.5, 'Developing'],
    [0.7499, 'Developing'],
    [0.75, 'Consistent'],
    [0.1 + 0.2 + 0.45, 'Consistent'],
    [0.9499, 'Consistent'],
    [0.95, 'Exemplary'],
    [1, 'Exemplary'],
  ])('%s is %s', (score, name) => {
    expect(bandOf(score).name).toBe(name)
  })

  it('forgives rounding and nothing more', () => {
    expect(atLeast(0.75 - 5e-10, 0.75)).toBe(true)
    expect(atLeast(0.75 - 5e-9, 0.75)).toBe(false)
  })
})

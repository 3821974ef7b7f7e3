import { describe, expect, it } from 'vitest'
import { looksLikeHalfAFile } from '@/lib/people/import/leaving'

describe('looksLikeHalfAFile', () => {
  it.each([
    [0, 100, false],
    [10, 100, false],
    [11, 100, true],
    [1, 10, false],
    [1, 9, true],
    [20, 1_000, false],
    [21, 1_000, true],
    [20, 200, false],
    [21, 20_000, true],
  ])('%i of %i people: %s', (leaving, active, expected) => {
    expect(looksLikeHalfAFile({ leaving, active })).toBe(expected)
  })
})

import { describe, expect, test } from 'vitest'
import { CATALOGUE, casesOf, titlesIn } from '../../access/attacks/catalogue'
import { testsNamingCases } from '../../access/attacks/named-tests'

const named = new Set(testsNamingCases().flatMap(({ titles }) => titles.flatMap(casesOf)))

describe('the attack catalogue', () => {
  test('names each case once', () => {
    const ids = CATALOGUE.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].sort())
  })

  test('each case has a test that names it, or says why there is none', () => {
    const missing = CATALOGUE.filter(({ id, why }) => !why && !named.has(id))
    expect(missing.map(({ id, about }) => `${id} ${about}`)).toEqual([])
  })

  test('no case that has a test says that it does not apply', () => {
    const stale = CATALOGUE.filter(({ id, why }) => why && named.has(id))
    expect(stale.map(({ id }) => id)).toEqual([])
  })

  test('no test names a case that is not in it', () => {
    const ids = new Set(CATALOGUE.map(({ id }) => id))
    expect([...named].filter((id) => !ids.has(id))).toEqual([])
  })
})

test('titles are found however they are written', () => {
  const text = [
    "test('A01 first', async () => {})",
    'it.each([\n  [1, 2],\n])("B02 B03 second %s", () => {})',
    'test(`C04 third $' + '{x}`, () => {})',
    "test('nothing of A05', () => {})",
  ].join('\n')
  expect(titlesIn(text).map(casesOf)).toEqual([['A01'], ['B02', 'B03'], ['C04']])
})

import { expect, test } from 'vitest'
import { FAULTS, testsNamingFaults } from '../../faults/catalogue'

const named = new Set(testsNamingFaults().flatMap(({ ids }) => ids))

test('the fault catalogue names each fault once, and each has a test', () => {
  const ids = FAULTS.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(ids.filter((id) => !named.has(id))).toEqual([])
})

test('no test names a fault that is not in the catalogue', () => {
  const ids = new Set(FAULTS.map(({ id }) => id))
  expect([...named].filter((id) => !ids.has(id))).toEqual([])
})

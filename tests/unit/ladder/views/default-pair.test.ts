import { expect, test } from 'vitest'
import { defaultPair } from '@/lib/ladder/views/default-pair'

const TRACKS = [
  { key: 'ic', levels: [{ key: 'junior' }, { key: 'senior' }, { key: 'staff' }] },
  { key: 'mgmt', levels: [{ key: 'em' }, { key: 'cto' }] },
]

test.each([
  ['one’s own level and the next', { own: 'senior' }, 'senior staff'],
  ['at the top the one before and one’s own', { own: 'cto' }, 'em cto'],
  ['without a level the first two', {}, 'junior senior'],
  ['with a level that the ladder lacks the first two', { own: 'gone' }, 'junior senior'],
  ['what was chosen on the left and its next', { left: 'em', own: 'senior' }, 'em cto'],
  ['one’s own level and what was chosen on the right', { right: 'em', own: 'senior' }, 'senior em'],
  ['the one before when one’s own was chosen', { right: 'senior', own: 'senior' }, 'junior senior'],
  ['both as chosen', { left: 'staff', right: 'em', own: 'junior' }, 'staff em'],
])('%s', (_name, choice, expected) => {
  const pair = defaultPair(TRACKS, { left: null, right: null, own: null, ...choice })
  expect(`${pair?.left} ${pair?.right}`).toBe(expected)
})

test('there is nothing to compare in a ladder of one level', () => {
  const tracks = [{ key: 'ic', levels: [{ key: 'only' }] }]
  expect(defaultPair(tracks, { left: null, right: null, own: 'only' })).toBeNull()
  expect(defaultPair([], { left: null, right: null, own: null })).toBeNull()
})

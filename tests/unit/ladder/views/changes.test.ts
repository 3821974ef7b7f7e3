import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { changesBetween, likelyTargets } from '@/lib/ladder/views/changes'
import { SMALL_LADDER } from '../small-ladder'
import { treeOf } from './version-tree'

const SEED = treeOf(readFileSync('prisma/seed/engineering.ladder.md'))
const SMALL = treeOf(SMALL_LADDER)

function changes(from: string, to: string, tree = SEED) {
  const found = changesBetween(tree, from, to)
  if (!found) throw new Error('No such level')
  return found
}

test('up a track: every statement of the level is new, deeper or the same, none is lost', () => {
  const { direction, categories, steps } = changes('engineer', 'senior')
  expect(direction).toBe('up')
  expect(steps.map(({ to }) => to.key)).toEqual(['senior'])
  const target = SEED.document.items.filter(({ levels }) => levels.includes('senior'))
  const told = categories.flatMap(({ added, deeper, same }) => [
    ...added,
    ...deeper.map(({ to }) => to),
    ...same,
  ])
  expect(told.map(({ key }) => key).sort()).toEqual(target.map(({ key }) => key).sort())
})

test('an engineer who considers management reads what a review there rates', () => {
  const { direction, isSameBand, rated, steps } = changes('staff', 'em')
  expect(direction).toBe('across')
  expect(isSameBand).toBe(true)
  expect(steps.at(-1)?.to.key).toBe('em')
  expect(rated.flatMap(({ items }) => items).every(({ scored }) => scored)).toBe(true)
  expect(rated.flatMap(({ items }) => items).length).toBeGreaterThanOrEqual(5)
})

test('down a track the steps up are not told as the way', () => {
  const { direction, steps } = changes('senior', 'engineer')
  expect(direction).toBe('down')
  expect(steps).toEqual([])
})

test('only scope that differs is told', () => {
  expect(changes('junior', 'senior', SMALL).facts.map(({ key }) => key)).toEqual([
    'planning_horizon',
  ])
})

test.each([
  ['junior', 'nowhere'],
  ['nowhere', 'junior'],
])('there is nothing between %s and %s', (from, to) => {
  expect(changesBetween(SMALL, from, to)).toBeNull()
})

test('first the next level, then those that stand equal and where steps lead, each once', () => {
  const keys = likelyTargets(SEED, 'staff').map(({ key }) => key)
  expect(keys.slice(0, 2)).toEqual(['senior-staff', 'em'])
  expect(new Set(keys).size).toBe(keys.length)
  expect(likelyTargets(SMALL, 'nowhere')).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { nextLevelOf, ratedLevel, transitionBetween } from '@/lib/growth/ladder/rated-level'
import { targetOf, targetOptions } from '@/lib/growth/targets/target'
import { LADDER } from './answered-cycles'

const [engineer, senior, manager] = LADDER.levels

describe('what is rated at a level', () => {
  test('its growth indicators, by the category of the ladder', () => {
    const categories = ratedLevel(LADDER, 'engineer')?.categories
    expect(categories?.map(({ id, indicators }) => [id, indicators.map((one) => one.id)])).toEqual([
      ['impact', ['e1', 'e2']],
    ])
  })

  test('its expectations too where the cycle rates them, as categories of their own', () => {
    const categories = ratedLevel(LADDER, 'engineer', { withExpectations: true })?.categories
    expect(categories?.map(({ id }) => id)).toEqual(['impact', 'expectations:impact'])
  })

  test('nothing of weight nothing, and no category without anything', () => {
    const weightless = LADDER.levels.map((level) => ({
      ...level,
      categories: level.categories.map((category) => ({
        ...category,
        items: category.items.map((item) => ({ ...item, weight: item.key === 'e1' ? 0 : 1 })),
      })),
    }))
    const rated = ratedLevel({ ...LADDER, levels: weightless }, 'engineer')
    expect(rated?.categories[0]?.indicators.map(({ id }) => id)).toEqual(['e2'])
    const senior = ratedLevel(LADDER, 'senior', { withExpectations: true })
    expect(senior?.categories).toHaveLength(1)
  })

  test('nothing at a level that the ladder does not have', () => {
    expect(ratedLevel(LADDER, 'gone')).toBeNull()
    expect(ratedLevel(LADDER, null)).toBeNull()
  })
})

describe('the next level', () => {
  test.each([
    ['engineer', 'senior'],
    ['senior', undefined],
    ['manager', undefined],
    ['gone', undefined],
  ])('after %s is %s', (from, to) => {
    expect(nextLevelOf(LADDER, from)?.key).toBe(to)
  })
})

describe('the target', () => {
  const facts = { ladder: LADDER, currentKey: 'engineer', chosenKey: null, triedKey: null }

  test.each([
    ['the next level by default', {}, 'senior', 'next'],
    ['what was chosen', { chosenKey: 'manager' }, 'manager', 'chosen'],
    [
      'what is tried, whatever was chosen',
      { chosenKey: 'senior', triedKey: 'manager' },
      'manager',
      'tried',
    ],
    [
      'what was chosen when just that is tried',
      { chosenKey: 'manager', triedKey: 'manager' },
      'manager',
      'chosen',
    ],
    ['the next level when the chosen one is gone', { chosenKey: 'gone' }, 'senior', 'next'],
    [
      'the next level when the chosen one is held by now',
      { chosenKey: 'engineer' },
      'senior',
      'next',
    ],
    ['none at the top', { currentKey: 'senior' }, undefined, 'next'],
    ['what is tried at the top', { currentKey: 'senior', triedKey: 'manager' }, 'manager', 'tried'],
  ])('is %s', (_, choice, key, kind) => {
    const target = targetOf({ ...facts, ...choice })
    expect([target.level?.key, target.kind]).toEqual([key, kind])
  })

  test('can be any level but the one that is held', () => {
    expect(targetOptions(LADDER, 'engineer')).toEqual([
      { track: 'Track ic', levels: [{ key: 'senior', title: 'The senior' }] },
      { track: 'Track mgmt', levels: [{ key: 'manager', title: 'The manager' }] },
    ])
  })
})

describe('the transition', () => {
  test('from the very level is told rather than one from its track', () => {
    if (!engineer || !senior || !manager) throw new Error('The ladder is incomplete.')
    expect(transitionBetween(LADDER, senior, manager)?.title).toBe('Senior to manager')
    expect(transitionBetween(LADDER, engineer, manager)?.title).toBe('Into management')
    expect(transitionBetween(LADDER, engineer, senior)).toBeNull()
  })
})

import { describe, expect, test } from 'vitest'
import { type ProposedMap, proposeMatches } from '@/lib/ladder/diff/matches'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { changed, SMALL_LADDER } from '../small-ladder'
import { largeLadder } from './large-ladders'

function documentOf(text: string): LadderDocument {
  const { document } = readLadder(text)
  if (!document) throw new Error('Unreadable')
  return document
}

const SMALL = documentOf(SMALL_LADDER)

function proposed(text: string, before = SMALL): string[] {
  return proposeMatches(before, documentOf(text)).map(line)
}

function line({ entity, from, to, relation }: ProposedMap): string {
  return `${entity} ${from.join('+')} ${relation} ${to.join('+')}`
}

describe('proposed key maps', () => {
  test('are none while all keys are kept', () => {
    expect(proposed(SMALL_LADDER)).toEqual([])
  })

  test('find an item that got another key and a few other words', () => {
    const text = changed([
      'Writes tests for own changes {#i-tests}',
      'Writes tests for all own changes {#n1}',
    ])
    expect(proposed(text)).toEqual(['item i-tests replaces n1'])
  })

  test('find no partner for other words', () => {
    expect(proposed(changed(['Designs services {#i-designs}', 'Bakes bread {#n1}']))).toEqual([])
  })

  const LONG = 'Plans the work of the quarter and shows results to partners'
  const PARTS = '- Plans the work of the quarter {#n1}\n- Shows results to partners {#n2}'
  const whole = `- ${LONG} {#i-designs}`

  test('find an item that was split', () => {
    const before = documentOf(changed(['- Designs services {#i-designs}', whole]))
    expect(proposed(changed(['- Designs services {#i-designs}', PARTS]), before)).toEqual([
      'item i-designs split n1+n2',
    ])
  })

  test('find items that were merged', () => {
    const before = documentOf(changed(['- Designs services {#i-designs}', PARTS]))
    expect(proposed(changed(['- Designs services {#i-designs}', whole]), before)).toEqual([
      'item n1+n2 merged i-designs',
    ])
  })

  test('find a level by its items, whatever it is called now', () => {
    const text = SMALL_LADDER.replaceAll('key: junior', 'key: starter')
      .replaceAll('{#junior}', '{#starter}')
      .replaceAll('junior:', 'starter:')
      .replaceAll('from=junior', 'from=starter')
      .replaceAll('Junior Engineer', 'Apprentice')
    expect(proposed(text)).toEqual(['level junior replaces starter'])
  })

  test('find a category by its title', () => {
    const text = SMALL_LADDER.replaceAll('{#craft}', '{#skill}').replace('key: craft', 'key: skill')
    expect(proposed(text)).toEqual(['category craft replaces skill'])
  })

  test('leave out what the author has mapped already', () => {
    const map = 'keymap:\n  - { entity: item, from: [i-tests], to: [n1], relation: related }\n'
    const text = changed(['{#i-tests}', '{#n1}'], ['targets:', `${map}targets:`])
    expect(proposed(text)).toEqual([])
  })

  test('carry a score', () => {
    const text = documentOf(changed(['{#i-tests}', '{#n1}']))
    expect(proposeMatches(SMALL, text)).toMatchObject([{ score: 1 }])
  })

  test.each([0, 10, 1])(
    'for ten thousand items without a common key take no time to speak of (1 in %i reworded)',
    (every) => {
      const before = largeLadder(10_000)
      const after = largeLadder(10_000, { every })
      const other = {
        ...after,
        items: after.items.map((item) => ({ ...item, key: `new-${item.key}` })),
      }
      const start = performance.now()
      const maps = proposeMatches(before, other)
      const took = performance.now() - start
      console.info(`matches of 10,000 items, 1 in ${every} reworded: ${Math.round(took)} ms`)
      expect(maps.length).toBeGreaterThan(9000)
      expect(maps.every(({ from, to }) => to[0] === `new-${from[0]}`)).toBe(true)
      expect(took).toBeLessThan(2000)
    },
  )
})

import { describe, expect, test } from 'vitest'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { adopted } from '@/lib/ladder/importing/adoption'
import { compareImport } from '@/lib/ladder/importing/comparison'
import { type ImportMatch, importMatches } from '@/lib/ladder/importing/matches'
import { documentOf } from '@/lib/ladder/reading/document-of'
import { readUploads } from '@/lib/ladder/reading/read'
import { NO_MAPPING } from '@/lib/ladder/reading/schema'
import { SMALL_LADDER } from '../small-ladder'

const published = readLadder(SMALL_LADDER).document as LadderDocument

const foreign = (text: string): LadderDocument => {
  const reading = readUploads([{ name: 'a.md', bytes: new TextEncoder().encode(text) }], NO_MAPPING)
  const { document } = documentOf(reading, NO_MAPPING)
  if (!document) throw new Error('no ladder')
  return document
}

const levels = (list: [title: string, items: string[]][], category = 'Craft') =>
  list
    .map(([title, items]) => {
      const bullets = items.map((text) => `- ${text}`).join('\n')
      return `# ${title}\n\n## ${category}\n\n${bullets}\n\n## Impact\n\n- Seen by ${title}\n`
    })
    .join('\n')

const same = (matches: readonly ImportMatch[]) => matches.filter(({ isSame }) => isSame)
const pairs = (matches: readonly ImportMatch[], entity: ImportMatch['entity']) =>
  matches.filter((match) => match.entity === entity).map(({ from, to }) => [from, to])

describe('matches', () => {
  test('levels are known by their titles whatever their case, and a track by its levels', () => {
    const document = foreign(
      levels([
        ['junior engineer', ['a']],
        ['Senior  Engineer', ['b']],
      ]),
    )
    const found = importMatches({ before: published, after: document }, { keysCount: false })
    expect(pairs(same(found), 'level')).toEqual([
      ['junior', 'junior-engineer'],
      ['senior', 'senior-engineer'],
    ])
    expect(pairs(found, 'track')).toEqual([['ic', document.tracks[0]?.key]])
  })

  test('of the same words at several levels each goes to where it stood', () => {
    const words = (list: [string, string[]][]) => foreign(levels(list))
    const before = words([
      ['E1', ['Tests', 'Reads']],
      ['E2', ['Tests']],
      ['E3', ['Tests']],
    ])
    const after = words([
      ['E3', ['Tests']],
      ['E1', ['Tests']],
      ['E2', ['Reads', 'Tests']],
    ])
    const found = same(importMatches({ before, after }, { keysCount: false }))
    const levelOf = ({ items }: LadderDocument, key: string) =>
      items.find((item) => item.key === key)?.levels[0]
    const tests = pairs(found, 'item').filter(([, to]) =>
      after.items.some(({ key, text }) => key === to && text === 'Tests'),
    )
    expect(tests).toHaveLength(3)
    for (const [from = '', to = ''] of tests) {
      expect(levelOf(after, to)).toBe(levelOf(before, from))
    }
  })

  test('numbers that differ are other words', () => {
    const before = foreign(
      levels([
        ['E1', ['Leads 5-8 people']],
        ['E2', ['b']],
      ]),
    )
    const after = foreign(
      levels([
        ['E1', ['Leads 58 people']],
        ['E2', ['b']],
      ]),
    )
    const found = importMatches({ before, after }, { keysCount: false })
    expect(same(found).filter(({ entity }) => entity === 'item')).toHaveLength(3)
  })

  test('where keys count, what has the same key needs no match', () => {
    const sides = { before: published, after: published }
    expect(importMatches(sides, { keysCount: true })).toEqual([])
  })
})

describe('an adopted ladder', () => {
  const document = foreign(
    levels([
      ['Junior Engineer', ['Writes code']],
      ['Principal', ['Leads']],
    ]),
  )
  const found = same(importMatches({ before: published, after: document }, { keysCount: false }))
  const adopt = (choice: { keepsTracks: boolean }, matches = found) =>
    adopted(document, { published, matches, inherits: true, ...choice })

  test('has published keys where they were confirmed, and other ones elsewhere', () => {
    const { levels: list } = adopt({ keepsTracks: false })
    expect(list.map(({ key }) => key)).toEqual(['junior', 'principal'])
    const none = adopt({ keepsTracks: false }, [])
    const old = new Set(published.categories.map(({ key }) => key))
    expect(none.categories.filter(({ key }) => old.has(key))).toEqual([])
    expect(none.categories.map(({ key }) => key)).toContain('craft-2')
  })

  test('inherits what its source has no words for', () => {
    const { levels: list, scales, name } = adopt({ keepsTracks: false })
    expect(list[0]).toMatchObject({ band: 1, facts: [{ key: 'planning_horizon' }] })
    expect({ scales, name }).toEqual({ scales: published.scales, name: published.name })
  })

  test('keeps the other tracks as they are, with all that hangs on them', () => {
    const after = adopt({ keepsTracks: true })
    const managers = ({ levels: list }: LadderDocument) =>
      list.filter(({ track }) => track === 'mgmt')
    expect(managers(after)).toEqual(managers(published))
    const own = new Set(managers(published).map(({ key }) => key))
    const theirs = ({ items }: LadderDocument) =>
      items.flatMap(({ key, levels: at }) => (at.some((level) => own.has(level)) ? [key] : []))
    expect(theirs(after)).toEqual(theirs(published))
    expect(after.body).toBe(published.body)
    const { sections } = compareImport(document, published, { inherits: true, keepsTracks: true })
    const gone = sections.flatMap(({ lines }) => lines.filter(({ change }) => change === 'removed'))
    expect(gone.every(({ where }) => !where.includes('Manag'))).toBe(true)
  })

  test('refers only to what is in it', () => {
    for (const keepsTracks of [true, false]) {
      const after = adopt({ keepsTracks })
      const keys = (list: { key: string }[]) => new Set(list.map(({ key }) => key))
      const [at, categories] = [keys(after.levels), keys(after.categories)]
      const ends = new Set([...at, ...keys(after.tracks)])
      expect(after.items.every(({ category }) => categories.has(category))).toBe(true)
      expect(after.items.every((item) => item.levels.every((level) => at.has(level)))).toBe(true)
      expect(
        after.transitions.every(({ to, from }) => at.has(to) && (!from || ends.has(from))),
      ).toBe(true)
      expect(after.categories.every(({ parent }) => !parent || categories.has(parent))).toBe(true)
      expect(
        after.targets.every(({ level, category }) => at.has(level) && categories.has(category)),
      ).toBe(true)
      for (const list of [
        after.tracks,
        after.levels,
        after.categories,
        after.items,
        after.transitions,
      ]) {
        expect(keys(list).size).toBe(list.length)
      }
    }
  })
})

test('ten thousand items are compared in a moment, also when all say the same', () => {
  const text = (index: number) => `Item ${index % 7} is about ${index} things of kind ${index % 90}`
  const many = (wordsOf: (index: number) => string): LadderDocument => {
    const [item] = published.items
    if (!item) throw new Error('no item')
    const items = Array.from({ length: 10_000 }, (_, index) => ({
      ...item,
      ...{ key: `k${index}`, text: wordsOf(index), levels: ['junior'], at: null },
    }))
    return { ...published, items }
  }
  for (const wordsOf of [text, () => 'The same words']) {
    const began = performance.now()
    compareImport(many(wordsOf), many(wordsOf), { inherits: true, keepsTracks: true })
    expect(performance.now() - began).toBeLessThan(4_000)
  }
})

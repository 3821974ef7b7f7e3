import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contentHash } from '@/lib/ladder/format/content-hash'
import { readLadder } from '@/lib/ladder/format/read'
import { writeLadder } from '@/lib/ladder/format/write'
import { documentIn, importText } from './fixture-readings'

const text = readFileSync('tests/unit/ladder/fixtures/responsibilities.md', 'utf8')
const imported = importText(text, {}, 'responsibilities.md')
const document = documentIn(imported)
const [track] = document.tracks

/** [level, category, bullet] as the lines of the source say. */
function bullets(): string[][] {
  const rows: string[][] = []
  let [level, category] = ['', '']
  for (const line of text.slice(0, text.indexOf('## Key Transitions')).split('\n')) {
    if (line.startsWith('### ')) level = line.slice(4)
    else if (line.startsWith('**')) category = line.slice(2, -3)
    else if (line.startsWith('- ') && level !== '') rows.push([level, category, line.slice(2)])
  }
  return rows
}

const titleOf = (key: string | null) =>
  document.levels.find((level) => level.key === key)?.title ?? key ?? ''

describe('the seed, read as anybody would upload it', () => {
  test('has its five levels in one track', () => {
    expect(document.tracks).toHaveLength(1)
    expect(document.levels.map((level) => level.title)).toEqual([
      'Engineering Manager (First-Level Manager)',
      'Senior Engineering Manager',
      'Director of Engineering',
      'VP of Engineering',
      'CTO (Chief Technology Officer)',
    ])
  })

  test('has every bullet to the letter, in order', () => {
    const categories = new Map(document.categories.map((category) => [category.key, category]))
    const own = document.items
      .filter((item) => categories.get(item.category)?.kind === 'competency')
      .map((item) => [
        titleOf(item.levels[0] ?? null),
        categories.get(item.category)?.title,
        item.text,
      ])
    expect(bullets()).toHaveLength(125)
    expect(own).toEqual(bullets())
  })

  test.each([0, 1, 2, 3, 4])(
    'level %i has 4 categories of 5 expectations, and 5 indicators',
    (at) => {
      const key = document.levels[at]?.key ?? ''
      const areas = document.categories.filter((category) => category.kind === 'growth-area')
      const own = document.items.filter(
        (item) => item.levels.includes(key) && !areas.some((area) => area.key === item.category),
      )
      const perCategory = Map.groupBy(own, (item) => item.category)
      expect([...perCategory.values()].map((items) => items.length)).toEqual([5, 5, 5, 5, 5])
      const indicators = own.filter((item) => item.kind === 'indicator')
      expect(indicators).toHaveLength(5)
      expect(indicators.every((item) => item.scored)).toBe(true)
      expect(own.filter((item) => item.scored)).toHaveLength(5)
    },
  )

  test('has the five transitions; the first comes from outside', () => {
    expect(
      document.transitions.map(({ from, fromLabel, to }) => [
        fromLabel ?? titleOf(from),
        titleOf(to),
      ]),
    ).toEqual([
      ['Individual Contributor', 'Engineering Manager (First-Level Manager)'],
      ['Engineering Manager (First-Level Manager)', 'Senior Engineering Manager'],
      ['Senior Engineering Manager', 'Director of Engineering'],
      ['Director of Engineering', 'VP of Engineering'],
      ['VP of Engineering', 'CTO (Chief Technology Officer)'],
    ])
    const paragraphs = text
      .slice(text.indexOf('## Key'), text.indexOf('## Management-'))
      .split('\n')
    for (const { title, body } of document.transitions) {
      expect(paragraphs).toContain(`### ${title}`)
      expect(paragraphs).toContain(body)
    }
  })

  test('has the matrix of growth areas, its last cells for two levels', () => {
    const areas = document.categories.filter((category) => category.kind === 'growth-area')
    expect(areas.map((area) => area.title)).toEqual([
      'People Development',
      'Organizational Design',
      'Strategic Planning',
      'Resource Management',
      'Technical Leadership',
    ])
    for (const area of areas) {
      const cells = document.items.filter((item) => item.category === area.key)
      expect(cells).toHaveLength(4)
      expect(cells.at(-1)?.label).toBe('VP/CTO')
      expect(cells.at(-1)?.levels.map(titleOf)).toEqual([
        'VP of Engineering',
        'CTO (Chief Technology Officer)',
      ])
      for (const cell of cells) expect(text).toContain(`: ${cell.text}\n`)
    }
  })

  test('keeps the 11 core responsibilities in the words of the track', () => {
    const start = text.indexOf('## Core Responsibilities')
    const core = text.slice(start, text.indexOf('## Software Engineering Manager Career')).trim()
    expect(track?.body.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(11)
    expect(track?.body).toContain(core)
    expect(document.body).toContain('## Conclusion')
  })

  test('is sure, and has nothing to say but that a label is no level and no licence is given', () => {
    expect(imported.reading.questions.map((question) => question.isSure)).toEqual([true])
    expect(imported.read.messages.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'W506 1',
      'W402 242',
    ])
  })

  test('written as ladder/1 and read again it is the same', () => {
    const again = readLadder(writeLadder(document))
    expect(again.messages.filter((message) => message.severity === 'error')).toEqual([])
    expect(again.document && contentHash(again.document)).toBe(contentHash(document))
  })
})

test('a document about the role, which is prose, is refused', () => {
  const { read } = importText(readFileSync('tests/unit/ladder/fixtures/role.md', 'utf8'))
  expect(read.document).toBeNull()
  expect(read.messages.map((message) => message.code)).toEqual(['E114'])
})

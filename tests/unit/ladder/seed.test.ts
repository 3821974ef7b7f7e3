import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { writeLadder } from '@/lib/ladder/format/write'

const source = readFileSync('prisma/seed/engineering.ladder.md')
const seed = readFileSync('tests/unit/ladder/fixtures/responsibilities.md', 'utf8')
const { document, messages } = readLadder(source)
if (!document) throw new Error('The ladder cannot be read')
const ladder: LadderDocument = document

const MANAGEMENT = ['em', 'sem', 'director', 'vp', 'cto']
const TECHNICAL = ['associate', 'engineer', 'senior', 'staff', 'senior-staff', 'principal']

/** The lines of the seed between two of its headings. */
function part(from: string, to: string): string[] {
  const lines = seed.split('\n')
  const start = lines.findIndex((line) => line.startsWith(from))
  const end = lines.findIndex((line, index) => index > start && line.startsWith(to))
  if (start === -1 || end === -1) throw new Error(`The seed has no part from ${from} to ${to}`)
  return lines.slice(start + 1, end)
}

/** [level title, category title, bullet] of the seed's levels, in order. */
function seedBullets(): string[][] {
  const rows: string[][] = []
  let level = ''
  let category = ''
  for (const line of part('## Software Engineering Manager Career', '## Key Transitions')) {
    if (line.startsWith('### ')) level = line.slice(4)
    else if (line.startsWith('**')) category = line.slice(2, -3)
    else if (line.startsWith('- ')) rows.push([level, category, line.slice(2)])
  }
  return rows
}

function ladderBullets(levels: string[]): string[][] {
  const categories = ladder.categories.filter((category) => category.kind === 'competency')
  return levels.flatMap((key) =>
    categories.flatMap((category) =>
      ladder.items
        .filter((item) => item.category === category.key && item.levels.includes(key))
        .map((item) => [titleOf(key), category.title, item.text]),
    ),
  )
}

function titleOf(level: string): string {
  return ladder.levels.find((candidate) => candidate.key === level)?.title ?? ''
}

function kindsAt(level: string) {
  const own = ladder.items.filter((item) => item.levels.includes(level))
  const areas = new Set(ladder.categories.filter((c) => c.kind === 'growth-area').map((c) => c.key))
  const stated = own.filter((item) => !areas.has(item.category))
  const counts = new Map<string, number>()
  for (const { category } of stated) counts.set(category, (counts.get(category) ?? 0) + 1)
  return {
    categories: [...counts.values()],
    expectations: stated.filter((item) => item.kind === 'expectation').length,
    scored: stated.filter((item) => item.scored && item.kind === 'indicator').length,
    cells: own.length - stated.length,
  }
}

describe('the engineering ladder', () => {
  test('is a file about which there is nothing to say, in the form that we write', () => {
    expect(messages).toEqual([])
    expect(writeLadder(ladder)).toBe(source.toString('utf8'))
  })

  test('has every bullet of the seed to the letter, in the seed’s order', () => {
    const bullets = seedBullets()
    expect(bullets).toHaveLength(125)
    expect(ladderBullets(MANAGEMENT)).toEqual(bullets)
  })

  test.each([...MANAGEMENT, ...TECHNICAL])('%s has 4 categories of 5 and 5 indicators', (level) => {
    expect(kindsAt(level)).toEqual({
      categories: [5, 5, 5, 5, 5],
      expectations: 20,
      scored: 5,
      cells: 5,
    })
  })

  test('has the levels of the seed and six of its own', () => {
    const levels = (track: string) =>
      ladder.levels.filter((level) => level.track === track).map((level) => level.key)
    expect(levels('mgmt')).toEqual(MANAGEMENT)
    expect(levels('ic')).toEqual(TECHNICAL)
    for (const level of ladder.levels) expect(level.summary).toMatch(/^[A-Z].{20,160}\.$/)
  })

  test('keeps the 11 core responsibilities in the words of the management track', () => {
    const core = part('## Core Responsibilities', '## Software').filter((l) => l.startsWith('- '))
    const body = ladder.tracks.find((track) => track.key === 'mgmt')?.body ?? ''
    expect(core).toHaveLength(11)
    expect(body.split('\n').filter((line) => line.startsWith('- '))).toEqual(core)
    expect(body).toContain('## The role')
  })

  test('has the five transitions of the seed with shifts, in other words than the seed’s', () => {
    const lines = part('## Key Transitions', '## Management-Specific')
    const titles = lines.filter((line) => line.startsWith('### ')).map((line) => line.slice(4))
    const own = ladder.transitions.filter((transition) => MANAGEMENT.includes(transition.to))
    expect(own.map((transition) => transition.title)).toEqual(titles)
    expect(own.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'ic em',
      'em sem',
      'sem director',
      'director vp',
      'vp cto',
    ])
    const sentences = lines.join(' ').split(/(?<=\.) /)
    for (const { body, shifts } of own) {
      expect(shifts.length).toBeGreaterThanOrEqual(3)
      expect(body.length).toBeGreaterThan(150)
      expect(sentences.filter((sentence) => body.includes(sentence.trim()))).toEqual([''])
    }
  })

  test('has the seed’s matrix of growth areas, the last cell for VP and CTO together', () => {
    const rows: string[][] = []
    let area = ''
    const labels: Record<string, string> = {
      'Engineering Manager': 'em',
      'Senior Engineering Manager': 'sem',
      Director: 'director',
      'VP/CTO': 'vp cto',
    }
    for (const line of part('## Management-Specific', '## Conclusion')) {
      const bold = /^\d\. \*\*(.+)\*\*$/.exec(line)
      const cell = /^ {3}- (.+?): (.+)$/.exec(line)
      if (bold?.[1]) area = bold[1]
      else if (cell) rows.push([area, labels[cell[1] ?? ''] ?? '', cell[2] ?? ''])
    }
    const areas = new Map(ladder.categories.map((category) => [category.key, category]))
    const cells = ladder.items.filter(
      (item) =>
        areas.get(item.category)?.kind === 'growth-area' &&
        item.levels.some((level) => MANAGEMENT.includes(level)),
    )
    expect(rows).toHaveLength(20)
    expect(
      cells.map((cell) => [areas.get(cell.category)?.title, cell.levels.join(' '), cell.text]),
    ).toEqual(rows)
    const shared = cells.filter((cell) => cell.levels.length > 1)
    expect(shared.map((cell) => cell.label)).toEqual(Array(5).fill('VP/CTO'))
  })

  test.each([
    ['em', 'team_size', 5, 8, false],
    ['sem', 'team_size', 8, 15, false],
    ['sem', 'planning_horizon', 6, 12, false],
    ['director', 'team_size', 15, 50, false],
    ['director', 'planning_horizon', 12, 24, false],
    ['vp', 'team_size', 50, 200, true],
    ['vp', 'planning_horizon', 24, 60, false],
    ['cto', 'planning_horizon', 60, null, true],
  ])('%s has the %s of its bullets', (level, key, min, max, open) => {
    const facts = ladder.levels.find((candidate) => candidate.key === level)?.facts ?? []
    const fact = facts.find((candidate) => candidate.key === key)
    expect(fact).toMatchObject({ min, max, open })
    const words = seedBullets().filter(([title]) => title === titleOf(level))
    expect(words.some(([, , bullet]) => bullet?.includes(fact?.text ?? '?'))).toBe(true)
  })

  test('bands the technical levels with the management levels', () => {
    const band = (key: string) => ladder.levels.find((level) => level.key === key)?.band
    expect(TECHNICAL.map(band)).toEqual([1, 2, 3, 4, 5, 6])
    expect(MANAGEMENT.map(band)).toEqual([4, 5, 6, 7, 8])
  })

  test('rates on the five points of the scoring specification', () => {
    const [rating] = ladder.scales
    expect(rating?.points.map((point) => `${point.code} ${point.value} ${point.title}`)).toEqual([
      '1 1 Not yet shown',
      '2 2 Emerging',
      '3 3 Developing',
      '4 4 Consistent',
      '5 5 Exemplary',
    ])
    expect(rating?.points.every((point) => point.description.length > 40)).toBe(true)
  })
})

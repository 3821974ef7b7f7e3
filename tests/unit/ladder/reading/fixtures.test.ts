import { describe, expect, test } from 'vitest'
import { contentHash } from '@/lib/ladder/format/content-hash'
import { readLadder } from '@/lib/ladder/format/read'
import { writeLadder } from '@/lib/ladder/format/write'
import {
  documentIn,
  FIXTURES,
  filesOf,
  importFixture,
  lines,
  wordsIn,
  wordsOfDocument,
  wordsOfOutline,
  wordsOfSource,
} from './fixture-readings'

const LADDERS = FIXTURES.filter((name) => name !== 'prose.md')

describe.each(LADDERS)('%s', (name) => {
  const imported = importFixture(name)
  const document = documentIn(imported)

  test('loses no word on the way into the outline and the document', () => {
    const decoder = new TextDecoder()
    const source = filesOf(name).flatMap(({ bytes }) => [...wordsOfSource(decoder.decode(bytes))])
    const { outline, options } = imported.reading
    const seen = new Set(wordsIn(`${options.title} ${wordsOfOutline(outline)}`))
    expect(source.filter((word) => !seen.has(word) && !MARKS.has(word))).toEqual([])
    const kept = wordsOfDocument(document)
    const structure = new Set(['see', 'level', ...(NAMES[name] ?? [])])
    const meant = wordsIn(wordsOfOutline(outline, { withIgnored: false }))
    expect(meant.filter((word) => !kept.has(word) && !structure.has(word))).toEqual([])
  })

  test('is the same when it is written as ladder/1 and read again', () => {
    const again = readLadder(writeLadder(document))
    const errors = again.messages.filter((message) => message.severity === 'error')
    expect(errors).toEqual([])
    expect(again.document && contentHash(again.document)).toBe(contentHash(document))
  })
})

/** Words that say what the words after them are. */
const MARKS = new Set(['eg', 'not', 'x', 'examples'])

/** Titles of sections that are structure in the document and have no words there. */
const NAMES: Record<string, string[]> = {
  'tiers.md': ['how', 'we', 'advance', 'across'],
}

test('prose is refused and shown as what it is', () => {
  const { reading, read } = importFixture('prose.md')
  expect(read.document).toBeNull()
  expect(read.messages.map(({ code, line }) => `${code} ${line}`)).toEqual(['E114 1'])
  expect(reading.outline.every((node) => node.role === 'prose')).toBe(true)
})

describe('what is read', () => {
  const READ: [fixture: string, expected: string[]][] = [
    [
      'bold-markers.md',
      [
        'Gardener II / Soil / Plans a whole bed',
        'Head Gardener / Water / Talks to the river people',
      ],
    ],
    [
      'bullets.md',
      ['Junior Cooper / Staves / Shaves one stave', 'Senior Cooper / Hoops / Explains the third'],
    ],
    ['across.md', ['Senior Builder / Voice / Tells the village']],
    [
      'columns.md',
      [
        'Maker / Glass / Cuts freehand',
        'Maker / Glass / Grinds the edge',
        'Master / Glass / Teaches the cut',
        'Maker / Flame / Trims | tends six wicks',
        'Apprentice / Trade / Wraps lamps',
        'Master / Trade / Names a price',
      ],
    ],
    [
      'rows.md',
      [
        'Senior Baker Engineer / Counter / Settles a complaint',
        'Principal Baker Engineer / Oven / Rebuilds the oven',
      ],
    ],
    ['table-per-category.md', ['Lead Weaver / Thread > Strength / Tests the mill']],
    [
      'merged.htm',
      [
        'Senior Signaller / Flags / Speaks in whole sentences of flags',
        'Chief Signaller / Flags / Speaks in whole sentences of flags',
        'Junior Signaller / Lamps / Counts the matches',
        'Junior Signaller / Lamps / Reads slow blinks',
      ],
    ],
    [
      'depths.md',
      [
        'Deckhand Engineer / 🛠 Craft / Writes down what was mended + A note beside the pump - A nod in the corridor',
        'Boatswain Engineer / 🛠 Craft / Chooses tools for the whole boat + Compares two pumps in writing',
        'Deckhand Engineer / 🛠 Craft / Asks before the water rises\nwrapped over\nthree lines',
        'Captain Engineer / 🛠 Craft / Decides which boats are built\nlazily going on here',
        'Boatswain Engineer / Crew / Settles a quarrel kindly',
        'Deckhand Engineer / Crew / Thanks whoever helped',
      ],
    ],
    [
      'per-level',
      [
        'Scout Engineer / Signs / Reports what was seen',
        'Pathfinder Engineer / Paths / Draws the map',
      ],
    ],
    ['lead-ins.md', ['Junior Chartmaker / Ink / Fills what is drawn. + a bay + a headland']],
    [
      'see-references.md',
      [
        'Kiln Master Engineer / Fire / (All levels) Never leaves a fire alone',
        'Burner Engineer / Fire / Rakes the ash',
        'Stoker Engineer / Fire / Rakes the ash',
      ],
    ],
    [
      'tiers.md',
      [
        'Grafter / Patience / (Pruner/Grafter) Waits for spring',
        'Picker / Memory / Remembers rows',
      ],
    ],
    ['windows.md', ['Junior Roper Engineer / Strand / Twists three yarns + as on\tMondays']],
    [
      'html-in-markdown.md',
      [
        'Miller Engineer / Stones / [note] (Examples) Ground rye for the winter',
        'Master Miller Engineer / Sacks / Weighs by eye + Guessed nine stone, was nine stone',
        'Master Miller Engineer / Stones / Dresses stones for others',
      ],
    ],
  ]

  test.each(READ)('%s', (name, expected) => {
    expect(lines(documentIn(importFixture(name)))).toEqual(expect.arrayContaining(expected))
  })

  test('levels in their order, empty ones and twins too', () => {
    const titles = (name: string) =>
      documentIn(importFixture(name)).levels.map((level) => level.title)
    expect(titles('per-level')).toEqual(['Scout Engineer', 'Guide Engineer', 'Pathfinder Engineer'])
    expect(titles('empty-levels.md')).toEqual([
      'Stonecutter Engineer',
      'Senior Stonecutter Engineer',
      'Staff Stonecutter Engineer',
      'Principal Stonecutter Engineer',
    ])
    const twins = documentIn(importFixture('duplicates.md')).levels
    expect(twins.map((level) => level.key)).toEqual([
      'ferry-manager',
      'senior-ferry-manager',
      'senior-ferry-manager-2',
    ])
  })

  test('codes and other names of levels', () => {
    const named = (name: string) =>
      documentIn(importFixture(name)).levels.map(({ code, title, aliases }) => [
        code,
        title,
        ...aliases,
      ])
    expect(named('see-references.md')[0]).toEqual(['E1', 'Stoker Engineer'])
    expect(named('tiers.md')[0]).toEqual([null, 'Picker', 'Level 1'])
    expect(named('columns.md')[2]).toEqual(['L3', 'Master'])
  })

  test('facts before the first category and in rows that bear their name', () => {
    const factsIn = (name: string) =>
      documentIn(importFixture(name)).levels.flatMap((level) =>
        level.facts.map(({ key, min, max, open, unit, text }) => [key, min, max, open, unit, text]),
      )
    expect(factsIn('depths.md')).toEqual([
      ['team_size', 1, 2, false, 'people', '1-2 people'],
      ['planning_horizon', 2, 4, false, 'weeks', '2-4 weeks'],
    ])
    expect(factsIn('columns.md')[2]).toEqual([
      'planning_horizon',
      1,
      null,
      true,
      'years',
      '1+ years',
    ])
  })

  test('transitions, from a level or from outside, with their shifts', () => {
    const { transitions } = documentIn(importFixture('tiers.md'))
    expect(transitions.map(({ from, fromLabel, to }) => [from, fromLabel, to])).toEqual([
      [null, 'Ladder carriers', 'picker'],
      ['picker', null, 'pruner'],
      ['pruner', null, 'grafter'],
    ])
    expect(transitions[1]?.shifts).toEqual([
      { from: 'picking what hangs there', to: 'shaping what will hang there' },
    ])
  })

  test('two tracks, with as many bullets as there are', () => {
    const { tracks, levels, items } = documentIn(importFixture('irregular.md'))
    expect(tracks.map((track) => track.title)).toEqual(['Makers', 'Managers'])
    const counts = levels.map(({ key, track }) => {
      const own = items.filter((item) => item.levels.includes(key))
      return [track, own.length, own.filter((item) => item.kind === 'indicator').length]
    })
    expect(counts).toEqual([
      ['makers', 11, 4],
      ['makers', 11, 5],
      ['managers', 3, 1],
    ])
  })

  test('what a level builds on', () => {
    const { levels } = documentIn(importFixture('see-references.md'))
    expect(levels.map((level) => level.extends)).toEqual([null, 'stoker-engineer', null])
  })
})

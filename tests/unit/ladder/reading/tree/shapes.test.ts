import { describe, expect, test } from 'vitest'
import { Mapping } from '@/lib/ladder/reading/schema'
import { readTreeFiles } from '@/lib/ladder/reading/tree/read-tree-files'
import { shown } from '../csv/shown'

function read(text: string, mapping: object = {}, name = 'a.yaml') {
  return readTreeFiles([{ name, text }], Mapping.parse(mapping))
}

function outlineOf(value: object | string, mapping: object = {}) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1)
  return shown(read(text, mapping).outline).join('\n')
}

const BAKERS = [
  'level Baker',
  '  category Dough',
  '    item Kneads',
  '    item Shapes loaves',
  '  category Shop',
  '    item Greets guests',
  'level Master Baker',
  '  category Dough',
  '    item Invents breads',
].join('\n')

describe('shapes', () => {
  test('a list of levels with lists of categories with lists of items', () => {
    const outline = outlineOf({
      name: 'Bakery',
      levels: [
        {
          title: 'Baker',
          categories: [
            { name: 'Dough', items: ['Kneads', { text: 'Shapes loaves' }] },
            { name: 'Shop', items: ['Greets guests'] },
          ],
        },
        { title: 'Master Baker', categories: [{ name: 'Dough', items: ['Invents breads'] }] },
      ],
    })
    expect(outline).toBe(BAKERS)
  })

  test('mappings keyed by level and by category', () => {
    const outline = outlineOf(`
levels:
  Baker:
    Dough: [Kneads, Shapes loaves]
    Shop: [Greets guests]
  Master Baker:
    Dough:
      - Invents breads
`)
    expect(outline).toBe(BAKERS)
  })

  test('mappings keyed by category first', () => {
    const outline = outlineOf(`
Dough:
  Junior Baker: [Kneads]
  Senior Baker: [Invents breads]
Shop:
  Junior Baker: Greets guests
  Senior Baker: Runs the shop
`)
    expect(outline).toBe(
      [
        'level Junior Baker',
        '  category Dough',
        '    item Kneads',
        '  category Shop',
        '    item Greets guests',
        'level Senior Baker',
        '  category Dough',
        '    item Invents breads',
        '  category Shop',
        '    item Runs the shop',
      ].join('\n'),
    )
  })

  test('a flat list whose entries name their level', () => {
    const outline = outlineOf([
      { level: 'Baker', category: 'Dough', text: 'Kneads' },
      { level: 'Baker', category: 'Dough', text: 'Shapes loaves' },
      { level: 'Baker', category: 'Shop', text: 'Greets guests' },
      { level: 'Master Baker', category: 'Dough', text: 'Invents breads' },
    ])
    expect(outline).toBe(BAKERS)
  })

  test('skills with steps, each with signals and examples', () => {
    const { outline } = read(
      JSON.stringify({
        skills: [
          {
            name: 'Sailing',
            milestones: [
              { summary: 'Stays on board', signals: ['Ties knots'], examples: ['A trip'] },
              { summary: 'Steers', signals: ['Holds a course'] },
            ],
          },
        ],
      }),
    )
    expect(shown(outline).join('\n')).toContain('level Level 1\n  category Sailing')
    expect(shown(outline).join('\n')).toContain('item Holds a course')
  })

  test('tracks with levels, summaries as prose and codes', () => {
    const outline = outlineOf({
      tracks: [
        {
          name: 'Kitchen',
          levels: [
            {
              title: 'Cook',
              code: 'K1',
              summary: 'Cooks what is asked.',
              technical_skills: ['Cuts', 'Fries'],
            },
          ],
        },
      ],
    })
    expect(outline).toBe(
      [
        'track Kitchen',
        '  level Cook (K1)',
        '    prose Cooks what is asked.',
        '    category Technical skills',
        '      item Cuts',
        '      item Fries',
      ].join('\n'),
    )
  })

  test('one file for each level', () => {
    const files = ['Deckhand', 'Captain'].map((title) => ({
      name: `${title}.yaml`,
      text: `title: ${title}\nropes:\n  - Ties as a ${title}\n`,
    }))
    const { outline } = readTreeFiles(files, Mapping.parse({}))
    expect(shown(outline)).toEqual([
      'level Deckhand',
      '  category Ropes',
      '    item Ties as a Deckhand',
      'level Captain',
      '  category Ropes',
      '    item Ties as a Captain',
    ])
    expect(outline.map(({ id }) => id)).toEqual(['0:1.1', '1:1.1'])
  })

  test('paths that a person has corrected', () => {
    const text = 'people:\n  - who: Smith\n    does:\n      Craft: [hammers]\n'
    const mapping = {
      paths: { people: 'level', 'people[].who': 'title', 'people[].does': 'category' },
    }
    expect(outlineOf(text, mapping)).toBe('level Smith\n  category Craft\n    item hammers')
    const { questions } = read(text, mapping)
    expect(questions.map(({ ask }) => ask)).toContain('What stands at "people[].who"?')
  })

  test('fields of an item', () => {
    const { outline } = read(
      JSON.stringify({
        levels: [
          {
            name: 'Smith',
            areas: {
              Craft: [
                {
                  name: 'Casting',
                  description: 'Casts bells',
                  weight: 2,
                  kind: 'indicator',
                  examples: ['The big bell'],
                },
              ],
            },
          },
        ],
      }),
    )
    expect(outline[0]?.children[0]?.children[0]).toMatchObject({
      text: 'Casts bells',
      item: { label: 'Casting', weight: 2, kind: 'indicator', examples: ['The big bell'] },
    })
  })
})

describe('messages', () => {
  const codes = (text: string, name = 'a.yaml') =>
    read(text, {}, name).messages.map(({ line, code }) => `${line} ${code}`)

  test('a reference that dangles is named with its place', () => {
    const text = `levels:
  - { id: p1, title: Potter }
  - { id: p2, title: Senior Potter }
items:
  - { level: p1, category: Clay, text: Digs }
  - { level: p3, category: Clay, text: Fires }
`
    expect(codes(text)).toEqual(['6 E410'])
    expect(read(text).messages[0]?.message).toBe(
      '"p3" at "level" is no level that the file declares.',
    )
    expect(outlineOf(text)).toContain('level Potter\n  category Clay\n    item Digs')
  })

  test.each([
    ['E005', 'broken JSON', '{"levels": [}', 'a.json', 1],
    ['E005', 'broken YAML', 'levels: [a\nb', 'a.yaml', 2],
    ['E007', 'a key twice', 'levels: []\nlevels: []\n', 'a.yaml', 2],
    ['E011', 'a key of the language', '{"levels": [],\n "__proto__": {}}', 'a.json', 2],
    ['E011', 'too many aliases', `a: &a x\nb: [${'*a,'.repeat(101)}]\n`, 'a.yaml', 2],
    ['E323', 'a hidden character', '{"levels":\n ["a\\u0007"]}', 'a.json', 2],
    [
      'E320',
      'active HTML',
      'levels:\n  Smith:\n    Craft: ["<script>x</script> y"]\n',
      'a.yaml',
      3,
    ],
  ])('%s: %s', (code, _what, text, name, line) => {
    expect(codes(text, name)).toContain(`${line} ${code}`)
  })

  test.each([
    '',
    '[]',
    '{}',
    '42',
    '"prose"',
    '- a\n- b\n',
    'a: {b: {c: {d: {e: f}}}}',
    '[[[[]]]]',
  ])('%j is read without throwing and has no levels', (text) => {
    expect(shown(read(text).outline).filter((line) => line.startsWith('level'))).toEqual([])
  })

  test('an alias bomb ends', () => {
    const bomb = Array.from({ length: 40 }, (_, i) =>
      i === 0 ? 'a0: &a0 [x]' : `a${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}]`,
    )
    expect(codes(`${bomb.join('\n')}\n`).some((code) => code.endsWith('E011'))).toBe(true)
  })
})

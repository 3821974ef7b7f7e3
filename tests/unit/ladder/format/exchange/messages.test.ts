import { describe, expect, test } from 'vitest'
import {
  type LadderFormat,
  readLadderFile,
  writeLadderFile,
} from '@/lib/ladder/format/exchange/ladder-file'
import { readLadder } from '@/lib/ladder/format/read'
import { lineOf, SMALL_LADDER } from '../../small-ladder'

const { document } = readLadder(SMALL_LADDER)
if (!document) throw new Error('The small ladder cannot be read')
const TEXTS = {
  yaml: writeLadderFile(document, 'yaml'),
  json: writeLadderFile(document, 'json'),
  csv: writeLadderFile(document, 'csv'),
}

/** The message stands `below` lines from the first one with the blamed words. */
type Row = [
  code: string,
  what: string,
  from: string | RegExp,
  to: string,
  blamed: string,
  below?: number,
]

const JSON_ROWS: Row[] = [
  ['E005', 'a comma too many', '"cumulative": false,', '"cumulative": false,,', 'cumulative'],
  ['E005', 'a text that never ends', '"licence": "MIT"', '"licence": "MIT', '"MIT'],
  ['E007', 'a key twice', '"licence": "MIT"', '"licence": "MIT", "licence": "X"', '"licence"'],
  ['E008', 'an unknown key', '"cumulative": false', '"cumulativ": false', 'cumulativ'],
  ['E009', 'a missing key', '  "language": "en",\n', '', '{'],
  ['E010', 'a wrong type', '"cumulative": false', '"cumulative": "no"', '"no"'],
  ['E010', 'a value outside the list', '"status": "draft"', '"status": "new"', '"new"'],
  ['E011', 'a key of the language itself', '"licence": "MIT"', '"__proto__": {}', '__proto__'],
  ['E012', 'another format', '"ladder/1"', '"ladder/9"', 'ladder/9'],
  ['E303', 'an item twice', '"key": "i-designs"', '"key": "i-tests"', '"Designs services"', -7],
  ['E302', 'an item without words', '"text": "Designs services"', '"text": " "', '"text": " "'],
  ['E313', 'a weight that is no number', '"weight": 2,', '"weight": "much",', '"much"'],
  ['E320', 'active HTML', 'Designs services', '<script>1</script>', '<script>'],
  ['E323', 'a hidden character', 'Designs services', 'a\\u202eb', 'u202e'],
  ['E401', 'an unknown level', '"to": "senior"', '"to": "senor"', '"key": "to-senior"', -1],
  ['E410', 'an unknown category', /"category": "craft"/, '"category": "crafts"', '"i-tests"', -1],
]

const YAML_ROWS: Row[] = [
  ['E005', 'a broken mapping', 'licence: MIT', 'licence: [MIT', 'licence:', 1],
  ['E006', 'a tab', '  - key: ic\n', '\t- key: ic\n', '\t- key'],
  ['E007', 'a key twice', 'licence: MIT', 'licence: MIT\nlicence: MIT', 'licence: MIT', 1],
  ['E008', 'an unknown key', 'licence: MIT', 'license: MIT', 'license'],
  ['E010', 'a number that should be text', 'name: Small ladder', 'name: 12', 'name: 12'],
  ['E011', 'a key of the language itself', 'licence: MIT', 'constructor: {}', 'constructor'],
  ['E106', 'an unknown track', 'track: ic', 'track: ice', 'track: ice'],
  ['E409', 'a level that extends itself', 'band: 1', 'extends: junior', 'extends: junior'],
]

const CSV_ROWS: Row[] = [
  ['E601', 'a missing column', ',category,', ',,', 'record,key'],
  ['E008', 'an unknown column', ',category,', ',catgory,', 'record,key'],
  ['E602', 'a cell too few', /item,i-designs,,/, 'item,i-designs,', 'i-designs'],
  [
    'E603',
    'a quotation mark that never closes',
    'item,i-managers,',
    '"item,i-managers,',
    'i-managers',
  ],
  ['E010', 'an unknown record', 'track,ic', 'trak,ic', 'trak,ic'],
  ['W604', 'a row twice', /(item,i-designs[^\n]*\n)/, '$1$1', 'i-designs', 1],
  [
    'E303',
    'rows that disagree',
    ',em,craft,expectation,,Gives',
    ',em,craft,note,,Gives',
    'director,c',
  ],
  ['W606', 'a formula', 'Designs services', '=SUM(A1)', '=SUM'],
  ['E008', 'a cell that this record has not', /^track,ic,,,/m, 'track,ic,,em,', 'track,ic'],
]

function messagesOf(format: LadderFormat, text: string) {
  const read = readLadderFile({ name: `x.ladder.${format}`, bytes: new TextEncoder().encode(text) })
  return read?.messages ?? []
}

describe.each([
  ['json', JSON_ROWS],
  ['yaml', YAML_ROWS],
  ['csv', CSV_ROWS],
] as const)('messages about broken %s', (format, rows) => {
  test.each(rows)('%s: %s', (code, _what, from, to, blamed, below = 0) => {
    const text = TEXTS[format].replace(from, to)
    expect(text).not.toBe(TEXTS[format])
    const found = messagesOf(format, text).filter((message) => message.code === code)
    expect(found.map(({ line }) => line)).toContain(lineOf(text, blamed) + below)
    for (const { message, column } of found) {
      expect(message).toMatch(/^[A-Z"].*[.?]$|: /su)
      expect(column).toBeGreaterThanOrEqual(1)
    }
  })
})

describe('hostile trees', () => {
  const yaml = TEXTS.yaml
  test('more than a hundred aliases are refused', () => {
    const aliases = Array.from({ length: 101 }, () => '*t').join(', ')
    const text = yaml.replace('licence: MIT', `licence: &t MIT\nx: [${aliases}]`)
    expect(messagesOf('yaml', text).map(({ code }) => code)).toContain('E011')
  })

  test('aliases that multiply are never unrolled', () => {
    const bomb = Array.from({ length: 30 }, (_, i) => {
      const before = i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}, *a${i - 1}`
      return `a${i}: &a${i} [${before}]`
    }).join('\n')
    const codes = messagesOf('yaml', `${yaml}\n${bomb}\n`).map(({ code }) => code)
    expect(codes).toContain('E011')
  })

  test('an alias inside its own anchor ends', () => {
    const codes = messagesOf('yaml', `${yaml}\nx: &x [*x]\n`).map(({ code }) => code)
    expect(codes.some((code) => code === 'E011' || code === 'E005')).toBe(true)
  })

  test.each(['json', 'yaml'] as const)('%s that is nested very deeply is refused', (format) => {
    const [message] = messagesOf(format, '['.repeat(100_000))
    expect(message?.code).toMatch(/E011|E005/)
  })

  test('JSON that is nested a little too deeply is E011', () => {
    const text = `${'['.repeat(200)}${']'.repeat(200)}`
    expect(messagesOf('json', text)[0]?.code).toBe('E011')
  })

  test('a message points at the column', () => {
    const text = TEXTS.json.replace('"cumulative": false', '"cumulative": 3')
    expect(messagesOf('json', text)).toEqual([
      {
        code: 'E010',
        severity: 'error',
        line: lineOf(text, '"cumulative": 3'),
        column: 17,
        message: '"cumulative" must be true or false.',
      },
    ])
  })

  test('a record over several lines is named by its first', () => {
    const wrong = TEXTS.csv.replace('Designs services,', '"Designs\nservices"')
    const message = messagesOf('csv', wrong).find(({ code }) => code === 'E602')
    expect(message?.line).toBe(lineOf(wrong, 'item,i-designs'))
  })

  test.each(['json', 'yaml', 'csv'] as const)('no %s text makes the reader throw', (format) => {
    for (let cut = 0; cut < TEXTS[format].length; cut += 97) {
      expect(() => messagesOf(format, TEXTS[format].slice(0, cut))).not.toThrow()
    }
  })
})

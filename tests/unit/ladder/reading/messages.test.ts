import { describe, expect, test } from 'vitest'
import { importFixture, importText } from './fixture-readings'

const LEVELS = `# Tower ladder

## Junior Mason

### Stone

- Carries

## Senior Mason

### Stone

- Carves
`

/** The code, what is broken, and the line on which the message must stand. */
const ROWS: [code: string, name: string, text: string, line: number][] = [
  [
    'W112',
    'a count that is not so',
    LEVELS.replace('\n\n##', '\n\nWe have five career levels.\n\n##'),
    3,
  ],
  ['E114', 'no levels', '# About towers\n\nThey stand.', 1],
  ['E011', 'nesting without end', `${LEVELS}\n${'> '.repeat(500)}x`, 15],
  [
    'W203',
    'a category in another spelling',
    LEVELS.replace('### Stone\n\n- Carves', '### stone!\n\n- Carves'),
    11,
  ],
  ['W204', 'a category at one level only', `${LEVELS}\n### Mortar\n\n- Mixes\n`, 15],
  ['W307', 'the same words twice', LEVELS.replace('- Carries', '- Carries\n- Carries'), 8],
  ['I308', 'the same words at two levels', LEVELS.replace('Carves', 'Carries'), 13],
  ['I308', 'a reference to another level', LEVELS.replace('Carves', 'Same as Junior Mason'), 13],
  ['W309', 'a placeholder', LEVELS.replace('Carves', 'TBD'), 13],
  ['W312', 'a bullet below a bullet', LEVELS.replace('- Carries', '- Carries\n  - in twos'), 8],
  ['E320', 'active HTML', LEVELS.replace('Carries', 'Carries <iframe src="x"></iframe>'), 7],
  ['E320', 'a link that runs something', LEVELS.replace('Carries', '[Carries](javascript:x)'), 7],
  ['W321', 'a relative link', LEVELS.replace('Carries', '[Carries](./how.md)'), 7],
  ['W322', 'words in the wrong encoding', LEVELS.replace('Carves', 'Carvesâ€™'), 13],
  ['E323', 'a character that turns the text around', LEVELS.replace('Carves', 'Car\u202eves'), 13],
  ['W324', 'what only a generator understands', LEVELS.replace('Carves', '{{ carve }}'), 13],
  [
    'E401',
    'a transition to no level',
    `${LEVELS}\n## Transitions\n\n### Junior Mason to Bishop\n\nPray.\n`,
    17,
  ],
  [
    'W402',
    'a transition from no level',
    `${LEVELS}\n## Transitions\n\n### Carter to Junior Mason\n\nWalk.\n`,
    17,
  ],
  [
    'E405',
    'a cell for no level',
    `${LEVELS}\n## Growth\n\n### Patience\n\n- Junior Mason: Waits\n- Senior Mason: Sits\n- Bishop: Prays\n`,
    21,
  ],
  ['W105', 'a title twice', `${LEVELS}\n## Senior Mason\n\n### Stone\n\n- Sets\n`, 15],
  ['W103', 'a level without items', `${LEVELS}\n## Staff Mason\n`, 15],
  ['W506', 'no licence', LEVELS, 1],
  ['W701', 'merged cells', table('<tr><td>Stone</td><td colspan="2">Lifts</td></tr>'), 5],
  [
    'W702',
    'a tag without an end',
    table('<tr><td>Stone</td><td><b>Lifts</td><td>Sets</td></tr>'),
    5,
  ],
  [
    'W703',
    'levels in rows',
    '# T\n\n| | Stone | Mortar |\n|---|---|---|\n| Junior Mason | a | b |\n| Senior Mason | c | d |\n',
    3,
  ],
]

function table(row: string): string {
  const head = '<tr><th></th><th>Junior Mason</th><th>Senior Mason</th></tr>'
  return `# Tower ladder\n\n<table>\n${head}\n${row}\n<tr><td>Mortar</td><td>Mixes</td><td>Tests</td></tr>\n</table>\n`
}

describe('messages about a foreign ladder', () => {
  test('the ladder that is broken below is sound', () => {
    const { read } = importText(LEVELS)
    expect(read.messages.map((message) => message.code)).toEqual(['W506'])
  })

  test.each(ROWS)('%s: %s', (code, _name, text, line) => {
    const { messages } = importText(text).read
    const found = messages.filter((message) => message.code === code)
    expect(found.map((message) => message.line)).toContain(line)
    for (const { file, message } of found) {
      expect(file).toBe('pasted.md')
      expect(message).toMatch(/[.?!]$/)
    }
  })

  test('files whose order nobody knows: W111', () => {
    const fixtures = importFixture('per-level').read.messages.map((message) => message.code)
    expect(fixtures).not.toContain('W111')
  })

  test('odd bytes: W002, W003, E001', () => {
    const codes = importFixture('windows.md').read.messages.map(
      ({ code, line }) => `${code} ${line}`,
    )
    expect(codes).toContain('W002 1')
    expect(codes).toContain('W003 1')
    expect(
      importFixture('mojibake.md').read.messages.map(({ code, line }) => `${code} ${line}`),
    ).toEqual(expect.arrayContaining(['W322 1', 'W322 7']))
  })

  test('a message names the file that it is about', () => {
    const { messages } = importFixture('per-level').read
    expect(messages.find((message) => message.code === 'W324')).toMatchObject({
      file: 'per-level/10-scout.md',
      line: 6,
    })
  })
})

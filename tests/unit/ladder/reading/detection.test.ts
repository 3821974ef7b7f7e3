import { describe, expect, test } from 'vitest'
import { documentIn, importText, lines } from './fixture-readings'

/** The same small ladder in the clothes of many organisations. */
const CLOTHES: [name: string, text: string][] = [
  [
    'headings',
    '# L\n\n## Junior Engineer\n\n### Code\n\n- writes\n\n### Talk\n\n- listens\n\n## Senior Engineer\n\n### Code\n\n- designs\n\n### Talk\n\n- leads\n',
  ],
  [
    'underlined headings',
    'L\n=\n\nJunior Engineer\n---\n\n### Code\n\n- writes\n\n### Talk\n\n- listens\n\nSenior Engineer\n---\n\n### Code\n\n- designs\n\n### Talk\n\n- leads\n',
  ],
  [
    'headings all alike',
    '## Junior Engineer\n\n## Code\n\n- writes\n\n## Talk\n\n- listens\n\n## Senior Engineer\n\n## Code\n\n- designs\n\n## Talk\n\n- leads\n',
  ],
  [
    'paragraphs',
    '# Junior Engineer\n\n## Code\n\nwrites\n\n## Talk\n\nlistens\n\n# Senior Engineer\n\n## Code\n\ndesigns\n\n## Talk\n\nleads\n',
  ],
  [
    'bold bullets',
    '## Junior Engineer\n\n- **Code:** writes\n- **Talk:** listens\n\n## Senior Engineer\n\n- **Code:** designs\n- **Talk:** leads\n',
  ],
  [
    'bullets all the way',
    '# L\n\n- **Junior Engineer**\n  - Code\n    - writes\n  - Talk\n    - listens\n- **Senior Engineer**\n  - Code\n    - designs\n  - Talk\n    - leads\n',
  ],
  [
    'a table for each level',
    '## Junior Engineer\n\n| Area | What |\n|---|---|\n| Code | writes |\n| Talk | listens |\n\n## Senior Engineer\n\n| Area | What |\n|---|---|\n| Code | designs |\n| Talk | leads |\n',
  ],
  [
    'columns',
    '| Area | Junior Engineer | Senior Engineer |\n|---|---|---|\n| Code | writes | designs |\n| Talk | listens | leads |\n',
  ],
  [
    'rows',
    '| Level | Code | Talk |\n|---|---|---|\n| Junior Engineer | writes | listens |\n| Senior Engineer | designs | leads |\n',
  ],
  [
    'categories outside',
    '## Code\n\n### Junior Engineer\n\n- writes\n\n### Senior Engineer\n\n- designs\n\n## Talk\n\n### Junior Engineer\n\n- listens\n\n### Senior Engineer\n\n- leads\n',
  ],
  [
    'names of levels in front',
    '1. **Code**\n   - Junior Engineer: writes\n   - Senior Engineer: designs\n2. **Talk**\n   - Junior Engineer: listens\n   - Senior Engineer: leads\n',
  ],
  [
    'tables in HTML',
    '<table><tr><th>Area<th>Junior Engineer<th>Senior Engineer<tr><td>Code<td>writes<td>designs<tr><td>Talk<td>listens<td>leads</table>',
  ],
  [
    'lists in HTML',
    '<h2>Junior Engineer</h2><h3>Code</h3><ul><li>writes</ul><h3>Talk</h3><ul><li>listens</ul><h2>Senior Engineer</h2><h3>Code</h3><ul><li>designs</ul><h3>Talk</h3><ul><li>leads</ul>',
  ],
  [
    'examples beside',
    '| Area | Junior Engineer | Examples | Senior Engineer | Examples |\n|---|---|---|---|---|\n| Code | writes | | designs | |\n| Talk | listens | | leads | |\n',
  ],
]

test.each(CLOTHES)('%s', (_name, text) => {
  expect(lines(documentIn(importText(text)))).toEqual([
    'Junior Engineer / Code / writes',
    'Junior Engineer / Talk / listens',
    'Senior Engineer / Code / designs',
    'Senior Engineer / Talk / leads',
  ])
})

describe('where names do not tell', () => {
  const rows =
    '| Craft | Lights one fire well | Keeps three fires going |\n| Crew | Listens to the older ones | Shows others how it is done |\n'
  const table = `| | Ember | Flame |\n|---|---|---|\n${rows}`

  test('what repeats is a category, and the person is asked', () => {
    const level = (title: string) =>
      `## ${title}\n\n### Craft\n\n- does ${title}\n\n### Crew\n\n- says ${title}\n\n`
    const { reading, read } = importText(
      `# Guild\n\n${['Ember', 'Flame', 'Blaze'].map(level).join('')}`,
    )
    expect(read.document?.levels.map((l) => l.title)).toEqual(['Ember', 'Flame', 'Blaze'])
    expect(reading.questions.map((question) => question.isSure)).toEqual([false])
  })

  test('a table that is all there is, is the ladder', () => {
    const { reading, read } = importText(`# Guild\n\n${table}`)
    expect(read.document?.levels.map((level) => level.title)).toEqual(['Ember', 'Flame'])
    expect(reading.questions.map((question) => question.isSure)).toEqual([false])
  })

  test('a table in a long text is none, unless the person says so', () => {
    const text = `# On fires\n\n${'Fires are many, and each of them burns. '.repeat(30)}\n\n${table}`
    const { reading, read } = importText(text)
    expect(read.document).toBeNull()
    expect(reading.questions[0]).toMatchObject({ chosen: '', isSure: false })
    const told = importText(text, { answers: { levels: 'table.columns' } })
    expect(told.read.document?.levels.map((level) => level.title)).toEqual(['Ember', 'Flame'])
    expect(told.read.messages.map((message) => message.code)).not.toContain('E114')
  })
})

test('two rows of heads and a row that heads a group', () => {
  const html =
    '<table><tr><th rowspan=2>Area</th><th colspan=2>Engineers</th></tr><tr><th>Junior Engineer</th><th>Senior Engineer</th></tr>' +
    '<tr><td>Code</td><td>writes</td><td>designs</td></tr><tr><td colspan=3>People</td></tr><tr><td>Talk</td><td>listens</td><td>leads</td></tr></table>'
  expect(lines(documentIn(importText(html)))).toEqual([
    'Junior Engineer / Code / writes',
    'Junior Engineer / People > Talk / listens',
    'Senior Engineer / Code / designs',
    'Senior Engineer / People > Talk / leads',
  ])
})

test('two tracks by their headings, with a step from one to the other', () => {
  const level = (title: string) =>
    `### ${title}\n\n**Craft**\n- does ${title}\n\n**Crew**\n- says ${title}\n\n`
  const text = `# Ladder\n\n## Individual Contributor Track\n\n${level('IC1: Engineer')}${level('IC2: Senior Engineer')}## Management Track\n\n${level('M1: Manager')}${level('M2: Director')}## Moves\n\n### Individual Contributor to Manager\n\nHard.\n\n### Senior Engineer to Manager\n\nHarder.\n`
  const { tracks, levels, transitions } = documentIn(importText(text))
  expect(tracks.map((track) => track.title)).toEqual([
    'Individual Contributor Track',
    'Management Track',
  ])
  expect(levels.map(({ code, title }) => `${code} ${title}`)).toEqual([
    'IC1 Engineer',
    'IC2 Senior Engineer',
    'M1 Manager',
    'M2 Director',
  ])
  expect(transitions.map(({ from, to, kind }) => [from, to, kind])).toEqual([
    ['individual-contributor-track', 'manager', 'promotion'],
    ['senior-engineer', 'manager', 'track-switch'],
  ])
})

describe('a table beside levels that have headings', () => {
  const level = (title: string) =>
    `## ${title}\n\n### Code\n\n- ${title} writes\n- ${title} reads\n- ${title} ships\n\n### Talk\n\n- ${title} listens\n\n`
  const ladder = `# Ladder\n\nTABLE\n\n${level('Junior Engineer')}${level('Senior Engineer')}`

  test('of few words has facts', () => {
    const table =
      '| Level | Team size | Horizon |\n|---|---|---|\n| Junior Engineer | 1-2 people | a week |\n| Senior Engineer | 5+ people | 6 months |'
    const document = documentIn(importText(ladder.replace('TABLE', table)))
    expect(
      document.levels.map(({ facts }) =>
        facts.map(({ key, text, min, open }) => [key, text, min, open]),
      ),
    ).toEqual([
      [
        ['team_size', '1-2 people', 1, false],
        ['x-horizon', 'a week', null, false],
      ],
      [
        ['team_size', '5+ people', 5, true],
        ['x-horizon', '6 months', 6, false],
      ],
    ])
    expect(document.items).toHaveLength(8)
  })

  test('of whole sentences has growth areas', () => {
    const table =
      '| | Junior | Senior Engineer |\n|---|---|---|\n| Patience | Waits for the build without sighing at it | Waits for the people without sighing at them |'
    const document = documentIn(importText(ladder.replace('TABLE', table)))
    const area = document.categories.find((category) => category.kind === 'growth-area')
    expect(area?.title).toBe('Patience')
    const cells = document.items.filter((item) => item.category === area?.key)
    expect(cells.map((cell) => cell.levels)).toEqual([['junior-engineer'], ['senior-engineer']])
  })
})

import { describe, expect, test } from 'vitest'
import { formatMessage, MESSAGE_CODES, type MessageCode } from '@/lib/ladder/format/messages'
import { readLadder } from '@/lib/ladder/format/read'
import { changed, lineOf, SMALL_LADDER } from '../small-ladder'

type Change = [from: string | RegExp, to: string]
/** A code, what is broken, the change that breaks it, and words of the line that is blamed. */
type Row = [code: MessageCode, what: string, changes: Change[], blamed: string, nth?: number]

const ROWS: Row[] = [
  ['E004', 'no front matter', [['---\nformat', 'format']], 'format'],
  ['E004', 'front matter never closed', [['  senior: { a11y: working }\n---', '']], '---'],
  ['E005', 'YAML syntax', [['title: Engineers }', 'title: @Engineers }']], '@Engineers'],
  [
    'E006',
    'tab in the YAML',
    [['    track: mgmt\n    code', '\ttrack: mgmt\n    code']],
    '\ttrack: mgmt',
  ],
  ['E006', 'tab before a bullet', [['  - eg: Led', '\t- eg: Led']], 'eg: Led'],
  ['E007', 'a key twice', [['version: 1', 'version: 1\nversion: 2']], 'version: 2'],
  ['E008', 'unknown key', [['licence: MIT', 'license: MIT']], 'license: MIT'],
  ['E008', 'unknown key of a level', [['    code: M1', '    cod: M1']], 'cod: M1'],
  ['E008', 'unknown attribute', [['weight=2', 'wieght=2']], 'wieght'],
  ['E009', 'missing key', [['name: Small ladder\n', '']], 'format: ladder/1'],
  ['E009', 'skill without key', [['{#a11y kind', '{kind']], '# Accessibility'],
  ['E009', 'skill point without code', [['{at=aware}', '']], '## Aware'],
  ['E010', 'wrong type', [['band: 3', 'band: high']], 'band: high'],
  ['E010', 'unknown status', [['status: draft', 'status: final']], 'status: final'],
  [
    'E010',
    'source that is not https',
    [['licence: MIT', 'licence: MIT\nsource: ftp://a.b']],
    'ftp:',
  ],
  ['E010', 'ill-formed key', [['{#i-tests}', '{#Tests}']], '{#Tests}'],
  ['E010', 'unknown kind of section', [['kind=skill', 'kind=skil']], 'kind=skil'],
  ['E010', 'unknown kind of item', [['{#i-tests}', '{#i-tests kind=wish}']], 'kind=wish'],
  ['E010', 'months that contradict', [['min=12 max=36', 'min=36 max=12']], 'min=36'],
  ['E011', 'prototype key', [['licence: MIT', 'licence: MIT\n__proto__: { a: 1 }']], '__proto__'],
  ['E011', 'overlong item', [['Designs services', 'long '.repeat(900)]], 'long long'],
  ['E011', 'overlong line', [['Words about managers.', 'x'.repeat(10_001)]], 'xxx'],
  ['E012', 'another format', [['ladder/1', 'ladder/2']], 'ladder/2'],
  ['E101', 'level declared twice', [['- key: director', '- key: em']], '- key: em', 2],
  [
    'E101',
    'level written twice',
    [['# Director of Engineering {#director}', '# Junior Engineer {#junior}']],
    '# Junior',
    2,
  ],
  [
    'E101',
    'growth area twice',
    [['- [director] Builds', '## People Development {#people-development}\n- [director] Builds']],
    '## People',
    2,
  ],
  ['E102', 'level not declared', [['{#director}', '{#directer}']], '{#directer}'],
  ['E102', 'category not declared', [['## Craft {#craft}', '## Crafts {#crafts}']], '## Crafts'],
  [
    'W103',
    'level without items',
    [
      [/# Director of[\s\S]*?critical=true}\n/, ''],
      ['levels="em,director"', 'levels=em'],
    ],
    'key: director',
  ],
  ['W103', 'category without items', [['- Designs services {#i-designs}\n', '']], '## Craft', 2],
  ['W104', 'title differs', [['# Senior Engineer {', '# Sr Engineer {']], '# Sr Engineer'],
  ['W104', 'category title differs', [['## Craft {', '## Crafts {']], '## Crafts'],
  [
    'W105',
    'title twice in a track',
    [['title: Senior Engineer', 'title: Junior Engineer']],
    'title: Junior',
    2,
  ],
  ['E106', 'unknown track', [['track: mgmt\n    title', 'track: mgnt\n    title']], 'mgnt'],
  [
    'E106',
    'prose of an unknown track',
    [['prose track=mgmt', 'prose track=management']],
    'track=management',
  ],
  ['W107', 'band twice in a track', [['band: 3', 'band: 2']], 'band: 2', 3],
  ['E108', 'unknown fact', [['key: team_size', 'key: team_sise']], 'team_sise'],
  ['E108', 'fact upside down', [['min: 5, max: 8', 'min: 8, max: 5']], 'min: 8'],
  ['W109', 'words against numbers', [['typically 5-8', 'typically 5-9']], '5-9'],
  [
    'W110',
    'horizon falls',
    [
      [
        'min: 6, max: 12, unit: months, text: 6-12 months',
        'min: 2, max: 3, unit: weeks, text: 2-3 weeks',
      ],
    ],
    '2-3 weeks',
  ],
  [
    'E201',
    'category before any level',
    [['# About this', '## Craft {#craft}\n\n# About this']],
    '## Craft',
  ],
  [
    'E202',
    'category twice in a level',
    [['# Senior Engineer {', '## Craft {#craft}\n\n- Again {#i-again}\n\n# Senior Engineer {']],
    '## Craft',
    2,
  ],
  ['W203', 'categories almost alike', [['title: Growth Indicators', 'title: "🛠 craft"']], '🛠'],
  [
    'W204',
    'category in some levels',
    [['## Craft {#craft}\n\n- Designs services {#i-designs}\n\n', '']],
    'key: craft',
  ],
  ['E206', 'heading too deep', [['## Craft {', '##### Craft {']], '##### Craft'],
  [
    'E206',
    'tree too deep',
    [
      [
        'title: Accessibility, scale: depth }',
        'title: Accessibility, scale: depth, parent: p3 }\n  - { key: p3, title: P3, parent: p2 }\n  - { key: p2, title: P2, parent: p1 }\n  - { key: p1, title: P1 }',
      ],
    ],
    'Accessibility',
  ],
  ['E301', 'item outside a category', [['> Learns the craft.', '- Learns the craft']], '- Learns'],
  ['E301', 'words between items', [['- Tasks done', 'Some words.\n\n- Tasks done']], 'Some words'],
  ['E301', 'item before everything', [['# About this', '- An item\n\n# About this']], '- An item'],
  ['E302', 'item without words', [['- Tasks done without help {', '- {']], '- {#i-tasks}'],
  ['E302', 'example without words', [['eg: Led the move to the new queue', 'eg:']], '- eg:'],
  ['E302', 'shift without arrow', [['- tasks -> problems', '- tasks and problems']], '- tasks and'],
  ['E303', 'item key twice', [['{#i-designs}', '{#i-tests}']], 'Designs services'],
  ['E304', 'item key of a level', [['{#i-designs}', '{#senior}']], 'Designs services'],
  ['I305', 'item without key', [[' {#i-designs}', '']], 'Designs services'],
  [
    'W307',
    'same words in a level',
    [['- Tasks done without help', '- Writes tests for own changes']],
    '{#i-tasks}',
  ],
  [
    'I308',
    'same words in two levels',
    [['Designs services', 'Writes tests for own changes']],
    '{#i-designs}',
  ],
  ['W309', 'placeholder', [['Designs services', 'TBD']], '- TBD'],
  ['W309', 'reference', [['Designs services', 'See E3']], 'See E3'],
  ['W310', 'long item', [['Designs services', 'Designs services '.repeat(40)]], 'Designs services'],
  [
    'W310',
    'several items',
    [['Designs services', 'Designs; builds; tests; runs']],
    'Designs; builds',
  ],
  ['W311', 'quotation not closed', [['Designs services', 'Designs "services']], 'Designs "'],
  ['W311', 'bold not closed', [['Designs services', '**Designs services']], '**Designs'],
  ['W312', 'nested bullet without prefix', [['eg: Led', 'Led']], '- Led the move'],
  ['E313', 'bad weight', [['weight=2', 'weight=heavy']], 'weight=heavy'],
  ['E313', 'negative weight', [['weight=2', 'weight=-2']], 'weight=-2'],
  [
    'W314',
    'weights make 90',
    [['weight=2 target=2}', 'weight=40}\n- More {#i-more weight=50}']],
    'weight=40',
  ],
  [
    'W315',
    'weight on an empty item',
    [['- Tasks done without help {#i-tasks}', '- {#i-tasks weight=35}']],
    'weight=35',
  ],
  ['E316', 'anchor for no point', [['@2: Projects', '@9: Projects']], 'weight=2'],
  ['W317', 'gap in anchors', [['  - @1: Projects stall\n', '']], 'weight=2'],
  ['E318', 'unknown target', [['target=2', 'target=7']], 'target=7'],
  ['E318', 'unknown target of a level', [['{ a11y: working }', '{ a11y: expert }']], 'expert'],
  ['E318', 'skill point of no scale', [['{at=aware}', '{at=novice}']], '{#i-aware}'],
  [
    'I319',
    'target falls',
    [
      [
        'junior: { a11y: aware }\n  senior: { a11y: working }',
        'junior: { a11y: working }\n  senior: { a11y: aware }',
      ],
    ],
    'senior: { a11y',
  ],
  ['E320', 'script', [['Words about managers.', 'Words <script>alert(1)</script>']], '<script>'],
  [
    'E320',
    'event handler',
    [['Designs services', 'Designs <img src=x onerror=alert(1)>']],
    'onerror',
  ],
  [
    'E320',
    'javascript link',
    [['Designs services', '[Designs](javascript:alert(1)) services']],
    'javascript:',
  ],
  ['E320', 'data link in prose', [['Words about managers.', '[a]: data:text/html,x']], 'data:'],
  ['E320', 'plain http link', [['link: [Guide](https:', 'link: [Guide](http:']], 'http://example'],
  [
    'W321',
    'relative link',
    [['Designs services', 'Designs [services](./services.md)']],
    './services.md',
  ],
  ['W322', 'mojibake', [['Designs services', 'Designs servicesâ€™']], 'servicesâ'],
  ['E323', 'bidi override', [['Designs services', 'Designs \u202eservices']], 'Designs \u202e'],
  ['E323', 'control character', [['Designs services', 'Designs\u0007 services']], 'Designs\u0007'],
  ['E323', 'control character by escape', [['title: Engineers', 'title: "Eng\\x07ineers"']], 'x07'],
  ['E401', 'shared with no level', [['em,director', 'em,directer']], 'em,directer'],
  ['E401', 'transition to no level', [['to=director', 'to=directer']], 'to=directer'],
  ['E401', 'transition from no level', [['from=ic', 'from=icc']], 'from=icc'],
  ['E401', 'target of no level', [['  senior: { a11y', '  seniour: { a11y']], 'seniour'],
  ['W402', 'start that matches no level', [[' from=ic to=em', ' to=em']], '## Individual'],
  [
    'E403',
    'transition to itself',
    [['from=em to=director', 'from=director to=director']],
    'from=director',
  ],
  [
    'W404',
    'neighbours without transition',
    [['from=junior to=senior', 'from=mgmt to=senior']],
    '- key: senior',
  ],
  ['E405', 'unknown cell label', [['[director] Builds', '[Boss] Builds']], '[Boss]'],
  ['E405', 'cell without label', [['[director] Builds', 'Builds']], '- Builds'],
  ['E407', 'cell twice', [['[director] Builds', '[em, director] Builds']], '[em, director]'],
  ['W408', 'cell missing', [[/- \[director\] Builds.*\n/, '']], '## People Development'],
  ['E409', 'level extends itself', [['    code: M1', '    extends: em']], 'extends: em'],
  [
    'E409',
    'category inside itself',
    [['title: Craft }', 'title: Craft, parent: craft }']],
    'parent: craft',
  ],
  ['E410', 'extends no level', [['    code: M1', '    extends: emm']], 'extends: emm'],
  [
    'E410',
    'parent that is missing',
    [['title: Craft }', 'title: Craft, parent: none }']],
    'parent: none',
  ],
  [
    'E410',
    'fact of no item',
    [['text: typically 5-8', 'text: typically 5-8, item: nothing']],
    'item: nothing',
  ],
  [
    'E410',
    'no rating scale',
    [
      ['kind: rating', 'kind: proficiency'],
      [' target=2', ''],
      [/ {2}- @1.*\n {2}- @2.*\n/, ''],
    ],
    '---',
  ],
  [
    'E505',
    'key map to no level',
    [
      [
        'targets:',
        'keymap:\n  - { entity: level, from: [old], to: [em2], relation: replaces }\ntargets:',
      ],
    ],
    'to: [em2]',
  ],
  ['W506', 'licence missing', [['licence: MIT\n', '']], '---'],
]

/** Codes that need bytes, another version or the moment of publication; tested beside their checks. */
const ELSEWHERE: MessageCode[] = ['E001', 'W002', 'W003', 'E113', 'W306', 'E501', 'W503', 'W504']

describe('messages about a broken ladder', () => {
  test('the ladder that is broken below is sound', () => {
    expect(readLadder(SMALL_LADDER).messages).toEqual([])
  })

  test.each(ROWS)('%s: %s', (code, _what, changes, blamed, nth = 1) => {
    const text = changed(...changes)
    const found = readLadder(text).messages.filter((message) => message.code === code)
    expect(found.map((message) => message.line)).toContain(lineOf(text, blamed, nth))
    for (const message of found) {
      expect(message.message).toMatch(/^[A-Z"@].*[.?]$|: /su)
      expect(message.column).toBeGreaterThanOrEqual(1)
    }
  })

  test('every code has a broken ladder', () => {
    const shown = new Set([...ROWS.map(([code]) => code), ...ELSEWHERE])
    expect(MESSAGE_CODES.filter((code) => !shown.has(code))).toEqual([])
  })

  test('all messages are collected, in the order of the file', () => {
    const text = changed(
      ['licence: MIT\n', ''],
      ['{#i-designs}', '{#i-tests}'],
      ['tasks -> p', 'p'],
    )
    const codes = readLadder(text).messages.map((message) => message.code)
    expect(codes).toEqual(['W506', 'E303', 'E302'])
  })

  test('a message is printed as compilers do, with its column', () => {
    const text = changed(['track: mgmt\n    title', 'track: mgnt\n    title'])
    const [message] = readLadder(text).messages
    if (!message) throw new Error('No message')
    expect(formatMessage('my.ladder.md', message)).toBe(
      `my.ladder.md:${lineOf(text, 'mgnt')}:12 E106 error: There is no track "mgnt". Did you mean "mgmt"?`,
    )
  })

  test('an unknown key is pointed at exactly and the right name is proposed', () => {
    const text = changed(['    code: M1', '    cod: M1'])
    expect(readLadder(text).messages).toEqual([
      {
        code: 'E008',
        severity: 'error',
        line: lineOf(text, 'cod: M1'),
        column: 5,
        message: 'Unknown key "cod". Did you mean "code"?',
      },
    ])
  })
})

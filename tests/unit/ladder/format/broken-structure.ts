import type { MessageCode } from '@/lib/ladder/format/messages'

export type Change = [from: string | RegExp, to: string]
/** A code, what is broken, the change that breaks it, and words of the line that is blamed. */
export type BrokenLadder = [
  code: MessageCode,
  what: string,
  changes: Change[],
  blamed: string,
  nth?: number,
]

/** Ladders that are broken in their head, levels and categories. */
export const BROKEN_STRUCTURE: BrokenLadder[] = [
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
]

import fc from 'fast-check'
import {
  type Category,
  CHANGE_CLASSES,
  FORMAT,
  ITEM_KINDS,
  type Item,
  KEYMAP_RELATIONS,
  type LadderDocument,
  type Level,
  STATUSES,
  TRANSITION_KINDS,
  type Transition,
} from '@/lib/ladder/format/document'

// Pieces that the format itself uses, so that texts try to be mistaken for structure.
const TRICKY = [
  '- ',
  '# ',
  '## ',
  '> ',
  '\\',
  '\\- ',
  '\\# ',
  ' -> ',
  '\\->',
  'pitfall: ',
  'eg: ',
  '@1: ',
  'link: ',
  '[em] ',
  '{#key}',
  ' {#a b=c}',
  '{x="',
  '"',
  '---',
  '```',
  '**bold**',
  ': ',
  '#',
  "'",
  '*',
  'å',
  '漢',
  '🪜',
  'N/A',
  'null',
  '1',
]

const piece = fc.oneof(fc.constantFrom(...TRICKY), fc.stringMatching(/^[a-zA-Z ,.'()]{1,12}$/))
const line = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join('').trim())
  .filter((text) => text !== '')
const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'))
const prose = fc
  .array(fc.oneof(line, fc.constantFrom('', '  indented', '    code')), { maxLength: 6 })
  .map((all) => all.join('\n').trim())
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const key = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,12}$/)
const amount = fc.integer({ min: 0, max: 5000 }).map((n) => n / 4)

function distinct(prefix: string, { min, max }: { min: number; max: number }) {
  return fc
    .uniqueArray(key, { minLength: min, maxLength: max })
    .map((keys) => keys.map((k) => `${prefix}${k}`))
}

const level = (levelKey: string, tracks: string[], others: string[]): fc.Arbitrary<Level> =>
  fc.record({
    key: fc.constant(levelKey),
    track: fc.constantFrom(...tracks),
    code: maybe(line),
    title: line,
    aliases: fc.array(line, { maxLength: 2 }),
    band: maybe(fc.integer({ min: 0, max: 20 })),
    extends: others.length === 0 ? fc.constant(null) : maybe(fc.constantFrom(...others)),
    summary: fc.oneof(fc.constant(''), lines),
    body: prose,
    facts: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom('team_size', 'planning_horizon', 'x-own'),
        label: fc.oneof(fc.constant(''), line),
        min: maybe(fc.integer({ min: 0, max: 10 })),
        max: maybe(fc.integer({ min: 10, max: 20 })),
        open: fc.boolean(),
        unit: maybe(line),
        text: line,
        item: fc.constant(null),
      }),
      { maxLength: 3, selector: (fact) => `${fact.key} ${fact.label}` },
    ),
  })

type Place = Pick<Item, 'category' | 'levels' | 'at'>

const item = (itemKey: string, places: fc.Arbitrary<Place>): fc.Arbitrary<Item> =>
  fc
    .tuple(
      places,
      fc.record({
        kind: fc.constantFrom(...ITEM_KINDS),
        text: lines,
        label: maybe(line),
        scored: fc.boolean(),
        weight: maybe(amount),
        critical: fc.boolean(),
        target: maybe(fc.constantFrom('1', '2')),
        change: maybe(fc.constantFrom(...CHANGE_CLASSES)),
        examples: fc.array(lines, { maxLength: 2 }),
        antiExamples: fc.array(lines, { maxLength: 2 }),
        anchors: fc.array(fc.record({ point: fc.constantFrom('1', '2'), text: lines }), {
          maxLength: 2,
        }),
        links: fc.array(
          fc.record({ label: line, url: fc.constant('https://example.org/a_(b)?c=[d]') }),
          { maxLength: 1 },
        ),
      }),
    )
    .map(([place, rest]) => ({ key: itemKey, ...place, ...rest }))

const transition = (
  transitionKey: string,
  { levels, tracks }: { levels: string[]; tracks: string[] },
): fc.Arbitrary<Transition> =>
  fc
    .record({
      start: fc.oneof(
        fc.record({ from: fc.constantFrom(...levels, ...tracks), fromLabel: fc.constant(null) }),
        fc.record({ from: fc.constant(null), fromLabel: line }),
      ),
      to: fc.constantFrom(...levels),
      kind: fc.constantFrom(...TRANSITION_KINDS),
      title: line,
      body: prose,
      shifts: fc.array(fc.record({ from: lines, to: lines }), { maxLength: 3 }),
      pitfalls: fc.array(lines, { maxLength: 2 }),
      minMonths: maybe(fc.integer({ min: 0, max: 12 })),
      maxMonths: maybe(fc.integer({ min: 12, max: 99 })),
    })
    .map(({ start, ...rest }) => ({ key: transitionKey, ...start, ...rest }))

const category = (
  categoryKey: string,
  { kind, scale, parent }: Pick<Category, 'kind' | 'scale' | 'parent'>,
): fc.Arbitrary<Category> =>
  fc.record({
    key: fc.constant(categoryKey),
    title: line,
    kind: fc.constant(kind),
    parent: fc.constant(parent),
    scale: fc.constant(scale),
    gate: kind === 'growth-area' ? fc.constant(false) : fc.boolean(),
    weight: maybe(amount),
  })

const keys = fc.record({
  tracks: distinct('t-', { min: 1, max: 2 }),
  levels: distinct('l-', { min: 1, max: 4 }),
  categories: distinct('c-', { min: 1, max: 3 }),
  skills: distinct('s-', { min: 0, max: 2 }),
  areas: distinct('a-', { min: 0, max: 3 }),
  items: distinct('i-', { min: 0, max: 12 }),
  transitions: distinct('m-', { min: 0, max: 3 }),
})
type Keys = typeof keys extends fc.Arbitrary<infer T> ? T : never

const SCALES: LadderDocument['scales'] = [
  { key: 'depth', kind: 'proficiency', points: points(['aware', 'working']) },
  { key: 'rating', kind: 'rating', points: points(['1', '2']) },
]

function points(codes: string[]) {
  return codes.map((code, index) => ({
    code,
    title: `Point ${code}`,
    value: index + 1,
    points: null,
    description: index === 0 ? '' : 'Seen "often": -> {#x}',
  }))
}

function places({ levels, categories, skills, areas }: Keys): fc.Arbitrary<Place> {
  const some = fc.subarray(levels, { minLength: 1 })
  const stated = (own: string[]) =>
    fc.record({ category: fc.constantFrom(...own), levels: some, at: fc.constant(null) })
  const described = (own: string[]) =>
    fc.record({
      category: fc.constantFrom(...own),
      levels: fc.constant<string[]>([]),
      at: fc.constantFrom('aware', 'working'),
    })
  return fc.oneof(
    stated(categories),
    ...(skills.length > 0 ? [described(skills)] : []),
    ...(areas.length > 0 ? [stated(areas)] : []),
  )
}

function ladder(all: Keys): fc.Arbitrary<LadderDocument> {
  const { tracks, levels, categories, skills, areas, items, transitions } = all
  const each = <T>(list: string[], make: (k: string, index: number) => fc.Arbitrary<T>) =>
    fc.tuple(...list.map(make)) as fc.Arbitrary<T[]>
  const competency = { kind: 'competency', scale: null } as const
  return fc.record({
    format: fc.constant(FORMAT),
    ladder: key,
    name: line,
    version: fc.integer({ min: 1, max: 99 }),
    status: fc.constantFrom(...STATUSES),
    language: fc.constantFrom('en', 'pt-BR', 'no'),
    cumulative: fc.boolean(),
    licence: maybe(line),
    source: maybe(fc.constant('https://example.org/ladder')),
    changeNote: maybe(lines),
    body: prose,
    scales: fc.constant(SCALES),
    tracks: each(tracks, (k) => fc.record({ key: fc.constant(k), title: line, body: prose })),
    levels: each(levels, (k, index) => level(k, tracks, levels.slice(0, index))),
    categories: fc
      .tuple(
        each(categories, (k, i) =>
          category(k, { ...competency, parent: i > 0 ? (categories[i - 1] ?? null) : null }),
        ),
        each(skills, (k) => category(k, { kind: 'competency', scale: 'depth', parent: null })),
        each(areas, (k) => category(k, { kind: 'growth-area', scale: null, parent: null })),
      )
      .map((lists) => lists.flat()),
    targets: fc.uniqueArray(
      fc.record({
        level: fc.constantFrom(...levels),
        category: fc.constantFrom(...categories, ...skills),
        at: fc.constant<string | null>(null),
        weight: maybe(amount),
        required: fc.boolean(),
      }),
      { maxLength: 4, selector: (target) => `${target.level} ${target.category}` },
    ),
    items: each(items, (k) => item(k, places(all))),
    transitions: each(transitions, (k) => transition(k, { levels, tracks })),
    keymap: fc.array(
      fc.record({
        entity: fc.constant('level' as const),
        from: fc.array(key, { minLength: 1, maxLength: 2 }),
        to: fc.subarray(levels),
        relation: fc.constantFrom(...KEYMAP_RELATIONS),
        comparable: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  })
}

/** Any well-formed ladder; its texts are full of what the format might mistake for structure. */
export const generatedLadder: fc.Arbitrary<LadderDocument> = keys.chain(ladder)

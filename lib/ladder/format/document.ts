export const FORMAT = 'ladder/1'
export const KEY_PATTERN = /^[a-z0-9][a-z0-9._-]{0,59}$/
export const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$/

export const STATUSES = ['draft', 'published', 'archived'] as const
export const SCALE_KINDS = ['rating', 'proficiency'] as const
export const CATEGORY_KINDS = ['competency', 'growth-area'] as const
export const ITEM_KINDS = [
  'expectation',
  'indicator',
  'anti-pattern',
  'prerequisite',
  'note',
] as const
export const TRANSITION_KINDS = ['promotion', 'track-switch', 'lateral'] as const
export const CHANGE_CLASSES = ['editorial', 'clarified', 'material'] as const
export const KEYMAP_ENTITIES = ['track', 'level', 'category', 'item', 'transition'] as const
export const KEYMAP_RELATIONS = ['replaces', 'split', 'merged', 'related'] as const

export type ItemKind = (typeof ITEM_KINDS)[number]
export type TransitionKind = (typeof TRANSITION_KINDS)[number]
export type ChangeClass = (typeof CHANGE_CLASSES)[number]

export type ScalePoint = {
  code: string
  title: string
  value: number
  points: number | null
  description: string
}

export type Scale = { key: string; kind: (typeof SCALE_KINDS)[number]; points: ScalePoint[] }

export type Track = { key: string; title: string; body: string }

export type LevelFact = {
  key: string
  label: string
  min: number | null
  max: number | null
  open: boolean
  unit: string | null
  text: string
  item: string | null
}

export type Level = {
  key: string
  track: string
  code: string | null
  title: string
  aliases: string[]
  band: number | null
  extends: string | null
  summary: string
  body: string
  facts: LevelFact[]
}

export type Category = {
  key: string
  title: string
  kind: (typeof CATEGORY_KINDS)[number]
  parent: string | null
  scale: string | null
  gate: boolean
  weight: number | null
}

export type LevelTarget = {
  level: string
  category: string
  at: string | null
  weight: number | null
  required: boolean
}

/** Bound to levels, or (`at`) to a point of its category's scale, never to both. */
export type Item = {
  key: string
  kind: ItemKind
  category: string
  levels: string[]
  at: string | null
  text: string
  label: string | null
  scored: boolean
  weight: number | null
  critical: boolean
  target: string | null
  change: ChangeClass | null
  examples: string[]
  antiExamples: string[]
  anchors: { point: string; text: string }[]
  links: { label: string; url: string }[]
}

/** `from` is the key of a level or of a track; `fromLabel` stands where there is neither. */
export type Transition = {
  key: string
  from: string | null
  fromLabel: string | null
  to: string
  kind: TransitionKind
  title: string
  body: string
  shifts: { from: string; to: string }[]
  pitfalls: string[]
  minMonths: number | null
  maxMonths: number | null
}

export type KeyMap = {
  entity: (typeof KEYMAP_ENTITIES)[number]
  from: string[]
  to: string[]
  relation: (typeof KEYMAP_RELATIONS)[number]
  comparable: boolean
}

/** A ladder version as one JSON tree: what every text format reads into and is written from. */
export type LadderDocument = {
  format: typeof FORMAT
  ladder: string
  name: string
  version: number
  status: (typeof STATUSES)[number]
  language: string
  cumulative: boolean
  licence: string | null
  source: string | null
  changeNote: string | null
  body: string
  scales: Scale[]
  tracks: Track[]
  levels: Level[]
  categories: Category[]
  targets: LevelTarget[]
  items: Item[]
  transitions: Transition[]
  keymap: KeyMap[]
}

/**
 * The one order and spelling of a document: entities in declared order within their parent, texts
 * without stray whitespace. Two documents with the same content have the same canonical form.
 */
export function canonicalDocument(document: LadderDocument): LadderDocument {
  const tracks = document.tracks.map((track) => ({ ...track, body: canonicalBody(track.body) }))
  const levels = inOrderOf(document.levels, [byKey(tracks, (level) => level.track)])
  const categories = inOrderOf(document.categories, [(category) => kindRank(category)])
  return {
    ...document,
    body: canonicalBody(document.body),
    scales: canonicalScales(document.scales),
    tracks,
    levels: levels.map(canonicalLevel),
    categories,
    targets: inOrderOf(document.targets, [
      byKey(levels, (target) => target.level),
      byKey(categories, (target) => target.category),
    ]),
    items: canonicalItems(document.items, {
      ...document,
      levels,
      categories,
      scales: canonicalScales(document.scales),
    }),
    transitions: document.transitions.map(canonicalTransition),
  }
}

/** The scale that indicators are rated on: the one named `rating`, else the first of that kind. */
export function ratingScale({ scales }: { scales: readonly Scale[] }): Scale | null {
  const rating = scales.filter((scale) => scale.kind === 'rating')
  return rating.find((scale) => scale.key === 'rating') ?? rating[0] ?? null
}

/** Trims a one-paragraph text and every line in it. */
export function canonicalText(text: string): string {
  return trimmedLines(text).trim()
}

/** Trims blank lines around prose and whitespace at line ends that Markdown gives no meaning. */
export function canonicalBody(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  return lines
    .map((line) => (line.trim() === '' ? '' : line))
    .join('\n')
    .trim()
}

function canonicalScales(scales: Scale[]): Scale[] {
  const byValue = scales.map((scale) => ({
    ...scale,
    points: scale.points.toSorted((a, b) => a.value - b.value),
  }))
  return byValue.toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

function canonicalLevel(level: Level): Level {
  return { ...level, summary: canonicalText(level.summary), body: canonicalBody(level.body) }
}

function canonicalTransition(transition: Transition): Transition {
  return {
    ...transition,
    title: canonicalText(transition.title),
    body: canonicalBody(transition.body),
    shifts: transition.shifts.map((shift) => ({
      from: canonicalText(shift.from),
      to: canonicalText(shift.to),
    })),
    pitfalls: transition.pitfalls.map(canonicalText),
  }
}

function canonicalItems(items: Item[], document: LadderDocument): Item[] {
  const { levels, categories, scales } = document
  const rated = ratingScale(document)?.points.map((point) => point.code) ?? []
  const levelRank = ranks(levels)
  const categoryOf = new Map(categories.map((category) => [category.key, category]))
  const points = new Map(scales.map((scale) => [scale.key, scale.points.map((p) => p.code)]))
  const pointRank = (item: Item) => {
    const scale = categoryOf.get(item.category)?.scale
    return points.get(scale ?? '')?.indexOf(item.at ?? '') ?? -1
  }
  const section = (item: Item) => {
    if (categoryOf.get(item.category)?.kind === 'growth-area') return levels.length + 1
    return item.at === null ? (levelRank.get(item.levels[0] ?? '') ?? -1) : levels.length
  }
  const sorted = items.map((item) => ({
    ...canonicalItem(item, rated),
    levels: item.levels.toSorted((a, b) => (levelRank.get(a) ?? -1) - (levelRank.get(b) ?? -1)),
  }))
  return inOrderOf(sorted, [section, byKey(categories, (item) => item.category), pointRank])
}

function canonicalItem(item: Item, rated: string[]): Item {
  const anchors = inOrderOf(item.anchors, [(anchor) => rated.indexOf(anchor.point)])
  return {
    ...item,
    text: canonicalText(item.text),
    examples: item.examples.map(canonicalText),
    antiExamples: item.antiExamples.map(canonicalText),
    anchors: anchors.map((anchor) => ({ ...anchor, text: canonicalText(anchor.text) })),
  }
}

function trimmedLines(text: string) {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line, index, all) => line !== '' || all[index - 1] !== '')
    .join('\n')
}

function kindRank(category: Category) {
  return CATEGORY_KINDS.indexOf(category.kind)
}

function ranks(entities: { key: string }[]) {
  return new Map(entities.map((entity, index) => [entity.key, index]))
}

function byKey<T>(entities: { key: string }[], keyOf: (value: T) => string) {
  const rank = ranks(entities)
  return (value: T) => rank.get(keyOf(value)) ?? entities.length
}

function inOrderOf<T>(values: T[], orders: ((value: T) => number)[]): T[] {
  return values.toSorted((a, b) => {
    for (const order of orders) {
      const difference = order(a) - order(b)
      if (difference !== 0) return difference
    }
    return 0
  })
}

import type {
  Item,
  KeyMap,
  LadderDocument,
  LevelFact,
  ScalePoint,
  Transition,
} from '../format/document'

const LABELS: Record<string, string> = {
  aliases: 'Also called',
  anchors: 'Anchors',
  antiExamples: 'Counterexamples',
  at: 'Point of the scale',
  band: 'Band',
  body: 'Text',
  category: 'Category',
  code: 'Code',
  critical: 'Critical',
  cumulative: 'Levels build on each other',
  examples: 'Examples',
  extends: 'Extends',
  facts: 'Facts',
  from: 'From',
  fromLabel: 'From',
  gate: 'Gate',
  keymap: 'Key maps',
  kind: 'Kind',
  label: 'Label',
  language: 'Language',
  levels: 'Levels',
  licence: 'Licence',
  links: 'Links',
  maxMonths: 'Months at most',
  minMonths: 'Months at least',
  name: 'Name',
  parent: 'Below',
  pitfalls: 'Pitfalls',
  points: 'Points',
  required: 'Required',
  scale: 'Scale',
  scored: 'Rated in reviews',
  shifts: 'Shifts',
  source: 'Source',
  summary: 'Summary',
  target: 'Target',
  text: 'Text',
  title: 'Title',
  to: 'To',
  track: 'Track',
  weight: 'Weight',
}

export function fieldLabel(field: string): string {
  return LABELS[field] ?? field
}

/** A value of a document as words, in the words of the version that it stands in. */
export function valueText(field: string, value: unknown, document: LadderDocument): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return titleOf(field, value, document)
  if (!Array.isArray(value)) return String(value)
  return value.map((one) => elementText(field, one, document)).join('\n')
}

function elementText(field: string, value: unknown, document: LadderDocument): string {
  switch (field) {
    case 'facts':
      return factText(value as LevelFact)
    case 'points':
      return pointText(value as ScalePoint)
    case 'anchors':
      return anchorText(value as Item['anchors'][number])
    case 'links':
      return linkText(value as Item['links'][number])
    case 'shifts':
      return shiftText(value as Transition['shifts'][number])
    case 'keymap':
      return keymapText(value as KeyMap)
    default:
      return titleOf(field, String(value), document)
  }
}

function titleOf(field: string, key: string, document: LadderDocument): string {
  const { levels, tracks, categories } = document
  const lists: Record<string, { key: string; title: string }[]> = {
    levels,
    extends: levels,
    to: levels,
    from: [...levels, ...tracks],
    track: tracks,
    category: categories,
    parent: categories,
  }
  return lists[field]?.find((one) => one.key === key)?.title ?? key
}

function factText({ key, label, text }: LevelFact) {
  return `${label || key.replaceAll('_', ' ')}: ${text}`
}

function pointText({ code, title, value, description }: ScalePoint) {
  return `${code} ${title} (${value})${description ? `: ${description}` : ''}`
}

function anchorText({ point, text }: Item['anchors'][number]) {
  return `${point}: ${text}`
}

function linkText({ label, url }: Item['links'][number]) {
  return `${label} (${url})`
}

function shiftText({ from, to }: Transition['shifts'][number]) {
  return `${from} → ${to}`
}

/** `level a → b (replaces, comparable)` */
export function keymapText({ entity, from, to, relation, comparable }: KeyMap): string {
  const ends = `${from.join(', ')} → ${to.join(', ') || 'nothing'}`
  return `${entity} ${ends} (${relation}${comparable ? ', comparable' : ''})`
}

import type { LadderDocument } from '../format/document'
import type { Entities, EntityName } from './entities'
import { isMove, visibleFields } from './fields'
import type { EntityDiff, FieldChange, LadderDiff } from './ladder-diff'
import { fieldLabel, valueText } from './values'
import { type Span, wordSpans } from './words'

/** `spans` for words, `before` and `after` (empty for nothing) for all else. */
export type FieldLine = { label: string; spans: Span[] | null; before: string; after: string }

/** One change as a line to read: what it is about, where that stands, and what became different. */
export type DiffLine = {
  change: 'added' | 'removed' | 'moved' | 'changed' | 'reordered'
  key: string
  title: string
  where: string
  fields: FieldLine[]
}

/** Changes under a heading; of a ladder, or of anything else that is revised. */
export type ChangedSection = { name: string; title: string; lines: DiffLine[] }

export type DiffSection = ChangedSection & { name: EntityName | 'head' }

const SECTIONS: readonly { name: EntityName; title: string }[] = [
  { name: 'scales', title: 'Scales' },
  { name: 'tracks', title: 'Tracks' },
  { name: 'levels', title: 'Levels' },
  { name: 'categories', title: 'Categories' },
  { name: 'items', title: 'Items' },
  { name: 'targets', title: 'What levels ask of skills' },
  { name: 'transitions', title: 'Transitions' },
]
// Lists of texts, whose words are compared as those of a text are.
const WORDY = new Set([
  'examples',
  'antiExamples',
  'anchors',
  'facts',
  'shifts',
  'pitfalls',
  'points',
])

type Sides = { before: LadderDocument; after: LadderDocument }

/** The diff as people read it; sections without a change are left out. */
export function diffSections(diff: LadderDiff, sides: Sides): DiffSection[] {
  const fields = visibleFields({ fields: diff.head }).map((field) => fieldLine(field, sides))
  const head: DiffLine = { change: 'changed', key: '', title: 'The ladder', where: '', fields }
  const lists = SECTIONS.map(({ name, title }) => ({
    name,
    title,
    lines: linesOf(name, diff, sides),
  }))
  const all: DiffSection[] = [
    { name: 'head', title: 'The ladder as a whole', lines: fields.length > 0 ? [head] : [] },
    ...lists,
  ]
  return all.filter(({ lines }) => lines.length > 0)
}

/** How many lines of each change there are, for a sentence above the diff. */
export function countChanges(sections: readonly DiffSection[]): Record<DiffLine['change'], number> {
  const counts = { added: 0, removed: 0, moved: 0, changed: 0, reordered: 0 }
  for (const { change } of sections.flatMap(({ lines }) => lines)) counts[change] += 1
  return counts
}

function linesOf(name: EntityName, diff: LadderDiff, sides: Sides): DiffLine[] {
  const list: EntityDiff<Entities[EntityName]> = diff[name]
  const plain = (entity: Entities[EntityName], document: LadderDocument) => ({
    key: keyOf(entity),
    title: titleOf(entity, document),
    where: placeOf(entity, document),
  })
  return [
    ...list.added.map((entity) => ({
      change: 'added' as const,
      ...plain(entity, sides.after),
      fields: [],
    })),
    ...list.removed.map((entity) => ({
      change: 'removed' as const,
      ...plain(entity, sides.before),
      fields: [],
    })),
    ...list.changed.flatMap((changed) => {
      const fields = visibleFields(changed)
      if (fields.length === 0) return []
      const isMoved = name !== 'targets' && fields.some(isMove)
      const change = isMoved ? ('moved' as const) : ('changed' as const)
      const lines = fields.map((field) => fieldLine(field, sides))
      return [{ change, ...plain(changed.value, sides.after), fields: lines }]
    }),
    ...list.orders.map(({ keys }) => orderLine(name, keys, sides.after)),
  ]
}

function orderLine(name: EntityName, keys: readonly string[], after: LadderDocument): DiffLine {
  const own: readonly Entities[EntityName][] = after[name]
  const first = own.find((entity) => keyOf(entity) === keys[0])
  return {
    change: 'reordered',
    key: keys[0] ?? '',
    title: `${keys.length} ${name} in another order`,
    where: first ? placeOf(first, after) : '',
    fields: [],
  }
}

function fieldLine({ field, before, after, spans }: FieldChange, sides: Sides): FieldLine {
  const left = valueText(field, before, sides.before)
  const right = valueText(field, after, sides.after)
  const words = spans ?? (WORDY.has(field) ? wordSpans(left, right) : null)
  return { label: fieldLabel(field), spans: words, before: left, after: right }
}

function keyOf(entity: Entities[EntityName]): string {
  return 'key' in entity ? entity.key : `${entity.level} ${entity.category}`
}

function titleOf(entity: Entities[EntityName], document: LadderDocument): string {
  if ('text' in entity) return entity.text
  if ('title' in entity) return entity.title
  return 'key' in entity ? entity.key : valueText('category', entity.category, document)
}

/** Where something stands, in words: levels and category of an item, track of a level. */
function placeOf(entity: Entities[EntityName], document: LadderDocument): string {
  if ('track' in entity) return valueText('track', entity.track, document)
  if ('text' in entity) {
    const levels = entity.levels.map((key) => valueText('levels', key, document))
    const place = entity.at === null ? levels : [entity.at]
    return [...place, valueText('category', entity.category, document)].join(' · ')
  }
  return 'level' in entity ? valueText('levels', entity.level, document) : ''
}

import { canonicalJson } from '../format/content-hash'
import { canonicalDocument, type LadderDocument } from '../format/document'
import { isEditorial } from './change-class'
import { ENTITIES, ENTITY_NAMES, type Entities, type EntityName } from './entities'
import { type Span, wordSpans } from './words'

/** `spans` is set where a text was reworded; `before` and `after` are values of the document. */
export type FieldChange = { field: string; before: unknown; after: unknown; spans: Span[] | null }

/** An entity of the same key on both sides; `value` is what it is afterwards. */
export type Changed<T> = { key: string; value: T; fields: FieldChange[] }

/** The order of what stayed in one group, where it is not the order of before. */
export type OrderChange = { group: string; keys: string[] }

/** Where something new to its group stands: after `previous`, or first. */
export type Placement = { key: string; previous: string | null }

export type EntityDiff<T> = {
  added: T[]
  removed: T[]
  changed: Changed<T>[]
  orders: OrderChange[]
  placements: Placement[]
}

/** All that differs between two versions of a ladder, by key; computed and never stored. */
export type LadderDiff = { head: FieldChange[] } & {
  [Name in EntityName]: EntityDiff<Entities[Name]>
}

/** A changed text of an item. Null as `automatic` means that the author has to choose its class. */
export type Rewording = {
  key: string
  before: string
  after: string
  spans: Span[]
  automatic: 'editorial' | null
}

const HEAD = [
  'ladder',
  'name',
  'version',
  'status',
  'language',
  'cumulative',
  'licence',
  'source',
  'changeNote',
  'body',
  'keymap',
] as const satisfies readonly (keyof LadderDocument)[]

/** How one version became another; both may be in any order. Ten thousand items take below a second. */
export function diffDocuments(before: LadderDocument, after: LadderDocument): LadderDiff {
  const left = canonicalDocument(before)
  const right = canonicalDocument(after)
  const lists = ENTITY_NAMES.map((name) => [name, entityDiff(name, left, right)] as const)
  return {
    head: HEAD.flatMap((field) => fieldChange(field, left[field], right[field])),
    ...(Object.fromEntries(lists) as Omit<LadderDiff, 'head'>),
  }
}

/** The items whose text is not what it was, in the order of the ladder. */
export function rewordingsOf({ items }: LadderDiff): Rewording[] {
  return items.changed.flatMap(({ key, fields }) => {
    const text = fields.find(({ field }) => field === 'text')
    if (!text) return []
    const before = String(text.before)
    const after = String(text.after)
    const automatic = isEditorial(before, after) ? ('editorial' as const) : null
    return [{ key, before, after, spans: text.spans ?? [], automatic }]
  })
}

function entityDiff<Name extends EntityName>(
  name: Name,
  left: LadderDocument,
  right: LadderDocument,
): EntityDiff<Entities[Name]> {
  const { keyOf, groupOf } = ENTITIES[name]
  const before = left[name] as Entities[Name][]
  const after = right[name] as Entities[Name][]
  const known = new Map(before.map((entity) => [keyOf(entity), entity]))
  const kept = new Set(after.map(keyOf))
  return {
    added: after.filter((entity) => !known.has(keyOf(entity))),
    removed: before.filter((entity) => !kept.has(keyOf(entity))),
    changed: after.flatMap((value) => {
      const key = keyOf(value)
      const old = known.get(key)
      const fields = old ? fieldChanges(old, value) : []
      return fields.length > 0 ? [{ key, value, fields }] : []
    }),
    ...(groupOf
      ? arrangement(groups(before, keyOf, groupOf(left)), groups(after, keyOf, groupOf(right)))
      : { orders: [], placements: [] }),
  }
}

type Groups = { of: Map<string, string>; keys: Map<string, string[]> }

function groups<T>(
  entities: readonly T[],
  keyOf: (entity: T) => string,
  groupOf: (entity: T) => string,
): Groups {
  const of = new Map<string, string>()
  const keys = new Map<string, string[]>()
  for (const entity of entities) {
    const group = groupOf(entity)
    of.set(keyOf(entity), group)
    const own = keys.get(group)
    if (own) own.push(keyOf(entity))
    else keys.set(group, [keyOf(entity)])
  }
  return { of, keys }
}

function arrangement(
  before: Groups,
  after: Groups,
): Pick<EntityDiff<never>, 'orders' | 'placements'> {
  const orders: OrderChange[] = []
  const placements: Placement[] = []
  for (const [group, keys] of after.keys) {
    const isNew = (key: string) => before.of.get(key) !== group
    const stayed = keys.filter((key) => !isNew(key))
    const there = new Set(stayed)
    const once = before.keys.get(group)?.filter((key) => there.has(key)) ?? []
    if (stayed.some((key, index) => key !== once[index])) orders.push({ group, keys: stayed })
    keys.forEach((key, index) => {
      if (isNew(key)) placements.push({ key, previous: keys[index - 1] ?? null })
    })
  }
  return { orders, placements }
}

function fieldChanges(before: object, after: object): FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before))
  return Object.entries(after).flatMap(([field, value]) =>
    fieldChange(field, old.get(field), value),
  )
}

// The levels of an item come in the order of the ladder, which is no change of the item.
function fieldChange(field: string, before: unknown, after: unknown): FieldChange[] {
  if (isSame(before, after) || (field === 'levels' && isSame(sorted(before), sorted(after)))) {
    return []
  }
  const isReworded = WORDS.has(field) && typeof before === 'string' && typeof after === 'string'
  return [{ field, before, after, spans: isReworded ? wordSpans(before, after) : null }]
}

const WORDS = new Set(['text', 'title', 'label', 'summary', 'body', 'name'])

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted() : value
}

function isSame(before: unknown, after: unknown): boolean {
  if (before === after) return true
  if (typeof before !== 'object' || typeof after !== 'object') return false
  if (before === null || after === null) return false
  // Where a document was read from decides the order of its fields, not what they say.
  return canonicalJson(before) === canonicalJson(after)
}

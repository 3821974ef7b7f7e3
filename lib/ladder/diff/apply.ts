import { canonicalDocument, type LadderDocument } from '../format/document'
import { ENTITIES, type Entities, type EntityName } from './entities'
import type { EntityDiff, FieldChange, LadderDiff } from './ladder-diff'

/** The version that `diffDocuments` compared `before` with, in canonical form. */
export function applyDiff(before: LadderDocument, diff: LadderDiff): LadderDocument {
  const left = canonicalDocument(before)
  const structure = canonicalDocument({
    ...withFields(left, diff.head),
    scales: values('scales', left, diff.scales),
    tracks: arranged('tracks', left, left, diff.tracks),
    items: [],
    targets: [],
    transitions: [],
  })
  const levels = arranged('levels', left, structure, diff.levels)
  const categories = arranged('categories', left, structure, diff.categories)
  const framed = canonicalDocument({ ...structure, levels, categories })
  return canonicalDocument({
    ...framed,
    targets: values('targets', left, diff.targets),
    items: arranged('items', left, framed, diff.items),
    transitions: arranged('transitions', left, framed, diff.transitions),
  })
}

function values<Name extends EntityName>(
  name: Name,
  left: LadderDocument,
  diff: EntityDiff<Entities[Name]>,
): Entities[Name][] {
  const { keyOf } = ENTITIES[name]
  const gone = new Set(diff.removed.map(keyOf))
  const changes = new Map(diff.changed.map(({ key, fields }) => [key, fields]))
  const kept = (left[name] as Entities[Name][]).filter((entity) => !gone.has(keyOf(entity)))
  return [
    ...kept.map((entity) => withFields(entity, changes.get(keyOf(entity)) ?? [])),
    ...diff.added,
  ]
}

/** The values of a list in their new order: what stayed in its group, then what is new put between. */
function arranged<Name extends EntityName>(
  name: Name,
  left: LadderDocument,
  structure: LadderDocument,
  diff: EntityDiff<Entities[Name]>,
): Entities[Name][] {
  const { keyOf, groupOf } = ENTITIES[name]
  const entities = values(name, left, diff)
  if (!groupOf) return entities
  const group = groupOf(structure)
  const byKey = new Map(entities.map((entity) => [keyOf(entity), entity]))
  const isNew = new Set(diff.placements.map(({ key }) => key))
  const orders = new Map(diff.orders.map((order) => [order.group, order.keys]))
  const groups = new Map<string, string[]>()
  for (const entity of entities) {
    const own = groups.get(group(entity)) ?? []
    if (!isNew.has(keyOf(entity))) own.push(keyOf(entity))
    groups.set(group(entity), own)
  }
  for (const [key] of groups) groups.set(key, orders.get(key) ?? groups.get(key) ?? [])
  const placements = Map.groupBy(diff.placements, ({ key }) => {
    const entity = byKey.get(key)
    return entity === undefined ? '' : group(entity)
  })
  return [...groups].flatMap(([key, own]) =>
    placed(own, placements.get(key) ?? []).flatMap((one) => byKey.get(one) ?? []),
  )
}

function placed(
  stayed: readonly string[],
  placements: readonly { key: string; previous: string | null }[],
) {
  const followers = new Map(placements.map(({ key, previous }) => [previous, key]))
  const order: string[] = []
  const add = (previous: string | null) => {
    for (let key = followers.get(previous); key !== undefined; key = followers.get(key))
      order.push(key)
  }
  add(null)
  for (const key of stayed) {
    order.push(key)
    add(key)
  }
  return order
}

function withFields<T extends object>(entity: T, fields: readonly FieldChange[]): T {
  if (fields.length === 0) return entity
  return { ...entity, ...Object.fromEntries(fields.map(({ field, after }) => [field, after])) }
}

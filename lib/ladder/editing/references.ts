import { type Item, type LevelTarget, ratingScale, type Transition } from '../format/document'
import { type Draft, type Entities, type EntityName, scaleOf } from './draft'

/** Something in a draft, or a point of one of its scales. */
export type Reference = { entity: EntityName | 'scale' | 'point'; key: string }

type Thing = { entity: EntityName; value: Entities[EntityName] }

/** The first thing that a value refers to and that the draft has not; null when it has all. */
export function missingReference(draft: Draft, thing: Thing): Reference | null {
  return referencesOf(draft, thing).find((reference) => !exists(draft, reference)) ?? null
}

/** What would be left pointing at nothing if this were removed. */
export function usersOf(
  draft: Draft,
  { entity, key }: { entity: EntityName; key: string },
): Reference[] {
  if (entity === 'level') return usersOfLevel(draft, key)
  if (entity === 'category') {
    return [
      ...keysOf('category', draft.category, ({ parent }) => parent === key),
      ...keysOf('item', draft.item, ({ category }) => category === key),
      ...keysOf('target', draft.target, ({ category }) => category === key),
    ]
  }
  if (entity !== 'track') return []
  return [
    ...keysOf('level', draft.level, ({ track }) => track === key),
    ...keysOf('transition', draft.transition, ({ from }) => from === key),
  ]
}

function usersOfLevel(draft: Draft, key: string): Reference[] {
  return [
    ...keysOf('level', draft.level, (level) => level.extends === key),
    ...keysOf('item', draft.item, ({ levels }) => levels.includes(key)),
    ...keysOf('target', draft.target, ({ level }) => level === key),
    ...keysOf('transition', draft.transition, ({ from, to }) => from === key || to === key),
  ]
}

function keysOf<T>(
  entity: EntityName,
  table: ReadonlyMap<string, T>,
  uses: (value: T) => boolean,
): Reference[] {
  return [...table].filter(([, value]) => uses(value)).map(([key]) => ({ entity, key }))
}

function referencesOf(draft: Draft, { entity, value }: Thing): Reference[] {
  switch (entity) {
    case 'level': {
      const level = value as Entities['level']
      return [...to('track', level.track), ...to('level', level.extends)]
    }
    case 'category': {
      const category = value as Entities['category']
      return [...to('category', category.parent), ...to('scale', category.scale)]
    }
    case 'item':
      return referencesOfItem(draft, value as Item)
    case 'transition':
      return referencesOfTransition(draft, value as Transition)
    case 'target': {
      const { level, category, at } = value as LevelTarget
      const point = at === null ? [] : pointOf(scaleOf(draft, category)?.key ?? null, at)
      return [...to('level', level), ...to('category', category), ...point]
    }
    default:
      return []
  }
}

function referencesOfItem(draft: Draft, { category, levels, at, target }: Item): Reference[] {
  const own = scaleOf(draft, category)?.key ?? null
  const rated = ratingScale({ scales: draft.scales })?.key ?? null
  return [
    ...to('category', category),
    ...levels.flatMap((level) => to('level', level)),
    ...(at === null ? [] : pointOf(own, at)),
    ...(target === null ? [] : pointOf(own ?? rated, target)),
  ]
}

function referencesOfTransition(draft: Draft, { from, to: level }: Transition): Reference[] {
  const start = from !== null && draft.track.has(from) ? to('track', from) : to('level', from)
  return [...start, ...to('level', level)]
}

function to(entity: EntityName | 'scale', key: string | null): Reference[] {
  return key === null ? [] : [{ entity, key }]
}

function pointOf(scale: string | null, code: string): Reference[] {
  return [{ entity: 'point', key: `${scale} ${code}` }]
}

function exists(draft: Draft, { entity, key }: Reference): boolean {
  if (entity === 'scale') return draft.scales.some((scale) => scale.key === key)
  if (entity !== 'point') return draft[entity].has(key)
  const [scaleKey, code] = key.split(' ')
  const scale = draft.scales.find((candidate) => candidate.key === scaleKey)
  return scale?.points.some((point) => point.code === code) ?? false
}

import type {
  Category,
  Item,
  LadderDocument,
  Level,
  LevelTarget,
  Scale,
  Track,
  Transition,
} from '../format/document'

/** What a version consists of, by the name of its list in the document. */
export type Entities = {
  scales: Scale
  tracks: Track
  levels: Level
  categories: Category
  targets: LevelTarget
  items: Item
  transitions: Transition
}
export type EntityName = keyof Entities

/** From the outside in: each needs only those before it to know its place. */
export const ENTITY_NAMES = [
  'scales',
  'tracks',
  'levels',
  'categories',
  'targets',
  'items',
  'transitions',
] as const satisfies readonly EntityName[]

type Kind<T> = {
  keyOf: (entity: T) => string
  /** Within one group order is free and tells something; null where the canonical order is given. */
  groupOf: ((document: Structure) => (entity: T) => string) | null
}
type Structure = Pick<LadderDocument, 'levels' | 'categories'>

export const ENTITIES: { [Name in EntityName]: Kind<Entities[Name]> } = {
  scales: { keyOf: ({ key }) => key, groupOf: null },
  tracks: { keyOf: ({ key }) => key, groupOf: () => () => '' },
  levels: { keyOf: ({ key }) => key, groupOf: () => (level) => level.track },
  categories: { keyOf: ({ key }) => key, groupOf: () => (category) => category.kind },
  targets: { keyOf: ({ level, category }) => `${level} ${category}`, groupOf: null },
  items: { keyOf: ({ key }) => key, groupOf: itemGroups },
  transitions: { keyOf: ({ key }) => key, groupOf: () => () => '' },
}

/** Items stand together by first level and category, by growth area, or by point of a skill. */
function itemGroups({ levels, categories }: Structure): (item: Item) => string {
  const rank = new Map(levels.map(({ key }, index) => [key, index]))
  const areas = new Set(categories.flatMap(({ key, kind }) => (kind === 'growth-area' ? key : [])))
  return ({ category, levels: own, at }) => {
    if (areas.has(category)) return `${category} area ${at ?? ''}`
    if (at !== null) return `${category} at ${at}`
    const first = Math.min(...own.map((key) => rank.get(key) ?? levels.length))
    return `${category} level ${levels[first]?.key ?? ''}`
  }
}

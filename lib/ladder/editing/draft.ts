import {
  type Category,
  canonicalDocument,
  FORMAT,
  type Item,
  type LadderDocument,
  type Level,
  type LevelTarget,
  type Scale,
  type Track,
  type Transition,
} from '../format/document'

/** Things of one kind stand by `order`, lowest first; between equals the key decides. */
export type Ordered<T> = T & { order: number }

export type Head = Pick<
  LadderDocument,
  'name' | 'language' | 'licence' | 'source' | 'changeNote' | 'cumulative' | 'body'
>

/** What a draft is made of, by the names that edits use. The head has the one key `head`. */
export type Entities = {
  head: Head
  track: Ordered<Track>
  level: Ordered<Level>
  category: Ordered<Category>
  item: Ordered<Item>
  transition: Ordered<Transition>
  target: LevelTarget
}
export type EntityName = keyof Entities
export const ORDERED_ENTITIES = ['track', 'level', 'category', 'item', 'transition'] as const
export type OrderedEntity = (typeof ORDERED_ENTITIES)[number]

type Tables = { [Name in EntityName]: ReadonlyMap<string, Entities[Name]> }

/** A version while it is edited: everything by its key, so that an edit touches one thing. Never mutated. */
export type Draft = Tables & {
  scales: readonly Scale[]
  frame: Pick<LadderDocument, 'ladder' | 'version' | 'status'>
}

export type Orders = Record<OrderedEntity, Readonly<Record<string, number>>>

/** The distance between neighbours, so that something can be put between them without moving others. */
export const ORDER_GAP = 1 << 16

export const HEAD = 'head'

/**
 * A draft from a document. Without `orders` (as they are stored) the order of the document counts.
 * In: a canonical document. Levels of an item are kept sorted by key, as a set.
 */
export function draftOf(document: LadderDocument, orders?: Orders): Draft {
  const { name, language, licence, source, changeNote, cumulative, body } = document
  const place = (entity: OrderedEntity, key: string, index: number) =>
    orders?.[entity][key] ?? (index + 1) * ORDER_GAP
  const ordered = <T extends { key: string }>(entity: OrderedEntity, list: readonly T[]) =>
    new Map(
      list.map((value, index) => [value.key, { ...value, order: place(entity, value.key, index) }]),
    )
  return {
    frame: { ladder: document.ladder, version: document.version, status: document.status },
    scales: document.scales,
    head: new Map([[HEAD, { name, language, licence, source, changeNote, cumulative, body }]]),
    track: ordered('track', document.tracks),
    level: ordered('level', document.levels),
    category: ordered('category', document.categories),
    item: ordered(
      'item',
      document.items.map((item) => ({ ...item, levels: item.levels.toSorted() })),
    ),
    transition: ordered('transition', document.transitions),
    target: new Map(document.targets.map((target) => [targetKey(target), target])),
  }
}

/** The canonical document that a draft stands for. Key maps are no part of a draft. */
export function documentOf(draft: Draft): LadderDocument {
  const plain = <T extends { key: string; order: number }>(table: ReadonlyMap<string, T>) =>
    inOrder(table.values()).map(({ order: _, ...value }) => value)
  return canonicalDocument({
    format: FORMAT,
    ...draft.frame,
    ...headOf(draft),
    scales: [...draft.scales],
    tracks: plain(draft.track),
    levels: plain(draft.level),
    categories: plain(draft.category),
    targets: [...draft.target.values()],
    items: plain(draft.item),
    transitions: plain(draft.transition),
    keymap: [],
  })
}

export function headOf(draft: Draft): Head {
  const head = draft.head.get(HEAD)
  if (!head) throw new Error('A draft always has a head.')
  return head
}

export function targetKey({ level, category }: Pick<LevelTarget, 'level' | 'category'>): string {
  return `${level} ${category}`
}

export function inOrder<T extends { key: string; order: number }>(values: Iterable<T>): T[] {
  return [...values].sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1))
}

/** The levels as they stand: track by track, each from the lowest up. */
export function levelsInOrder(draft: Draft): Ordered<Level>[] {
  const levels = inOrder(draft.level.values())
  return inOrder(draft.track.values()).flatMap(({ key }) =>
    levels.filter(({ track }) => track === key),
  )
}

/** The points by which what stands in a category is measured: its own scale's, else null. */
export function scaleOf(draft: Draft, categoryKey: string): Scale | null {
  const scale = draft.category.get(categoryKey)?.scale ?? null
  return draft.scales.find(({ key }) => key === scale) ?? null
}

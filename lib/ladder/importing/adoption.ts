import { canonicalDocument, type LadderDocument } from '../format/document'
import { inheritFrom } from './inheritance'
import { withKeptTracks } from './kept-tracks'
import type { ImportMatch } from './matches'

export type Adoption = {
  published: LadderDocument
  /** What the person has confirmed. */
  matches: readonly ImportMatch[]
  /** False for files in a format of our own: what they do not say is meant to be gone. */
  inherits: boolean
  /** Whether tracks of the published ladder stay that no imported one was matched with. */
  keepsTracks: boolean
}

type Entity = ImportMatch['entity']
type KeyOf = (entity: Entity, key: string) => string

/**
 * An imported ladder as the next version of a published one: what was matched gets the published
 * key, everything else a key of its own that nothing published has.
 */
export function adopted(document: LadderDocument, adoption: Adoption): LadderDocument {
  const { published, inherits, keepsTracks } = adoption
  const renamed = withKeys(document, newKeys(document, adoption))
  const { ladder, version } = published
  const headed: LadderDocument = { ...renamed, ladder, version: version + 1, status: 'draft' }
  const whole = keepsTracks ? withKeptTracks(headed, published) : headed
  return canonicalDocument(inherits ? inheritFrom(whole, published) : whole)
}

function newKeys(document: LadderDocument, { published, matches, inherits }: Adoption): KeyOf {
  const keys = new Map(matches.map(({ entity, from, to }) => [`${entity} ${to}`, from]))
  const lists: [Entity, readonly { key: string }[], readonly { key: string }[]][] = [
    ['track', document.tracks, published.tracks],
    ['level', document.levels, published.levels],
    ['category', document.categories, published.categories],
    ['item', document.items, published.items],
    ['transition', document.transitions, published.transitions],
  ]
  for (const [entity, own, old] of lists) {
    // Made of titles, a key may be that of something published which the person says is not the same.
    const taken = new Set(inherits ? old.map(({ key }) => key) : [])
    for (const { entity: of, from } of matches) if (of === entity) taken.add(from)
    const free = own.filter(({ key }) => !keys.has(`${entity} ${key}`))
    for (const { key } of free) {
      const fresh = freeKey(key, taken)
      taken.add(fresh)
      keys.set(`${entity} ${key}`, fresh)
    }
  }
  return (entity, key) => keys.get(`${entity} ${key}`) ?? key
}

const LONGEST = 60

function freeKey(key: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? '' : `-${count}`
    const candidate = key.slice(0, LONGEST - ending.length) + ending
    if (!taken.has(candidate)) return candidate
  }
}

function withKeys(document: LadderDocument, of: KeyOf): LadderDocument {
  const levelKeys = new Set(document.levels.map(({ key }) => key))
  const orNull = (entity: Entity, key: string | null) => (key === null ? null : of(entity, key))
  return {
    ...document,
    tracks: document.tracks.map((track) => ({ ...track, key: of('track', track.key) })),
    levels: document.levels.map((level) => ({
      ...level,
      key: of('level', level.key),
      track: of('track', level.track),
      extends: orNull('level', level.extends),
      facts: level.facts.map((fact) => ({ ...fact, item: orNull('item', fact.item) })),
    })),
    categories: document.categories.map((category) => ({
      ...category,
      key: of('category', category.key),
      parent: orNull('category', category.parent),
    })),
    targets: document.targets.map((target) => ({
      ...target,
      level: of('level', target.level),
      category: of('category', target.category),
    })),
    items: document.items.map((item) => ({
      ...item,
      key: of('item', item.key),
      category: of('category', item.category),
      levels: item.levels.map((level) => of('level', level)),
    })),
    transitions: document.transitions.map((transition) => ({
      ...transition,
      key: of('transition', transition.key),
      from: orNull(levelKeys.has(transition.from ?? '') ? 'level' : 'track', transition.from),
      to: of('level', transition.to),
    })),
    keymap: document.keymap.map((map) => ({
      ...map,
      to: map.to.map((key) => of(map.entity, key)),
    })),
  }
}

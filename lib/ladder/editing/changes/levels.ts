import type { Level, Track } from '../../format/document'
import { type Draft, inOrder, type Ordered } from '../draft'
import type { Edit } from '../edit'
import { setFields } from './fields'
import { placeAfter } from './order'

export function addTrack(draft: Draft, { key, title }: Pick<Track, 'key' | 'title'>): Edit[] {
  const last = inOrder(draft.track.values()).at(-1)?.key ?? null
  const { order } = placeAfter(draft.track.values(), { after: last })
  return [{ op: 'add', entity: 'track', key, value: { key, title, body: '', order } }]
}

/** A new level of a track, above another (`after`) or lowest with null. */
export function addLevel(
  draft: Draft,
  { key, title, track, after }: { key: string; title: string; track: string; after: string | null },
): Edit[] {
  const { order, shifted } = placeAfter(levelsOf(draft, track), { after })
  const value: Ordered<Level> = {
    ...{ key, track, code: null, title, aliases: [], band: null, extends: null },
    ...{ summary: '', body: '', facts: [], order },
  }
  return [...shifts(draft, shifted), { op: 'add', entity: 'level', key, value }]
}

/** Puts a level above another of a track, which may be another track. */
export function moveLevel(
  draft: Draft,
  { key, track, after }: { key: string; track: string; after: string | null },
): Edit[] {
  const siblings = levelsOf(draft, track).filter((level) => level.key !== key)
  const { order, shifted } = placeAfter(siblings, { after })
  return [
    ...shifts(draft, shifted),
    ...setFields(draft, { entity: 'level', key }, { track, order }),
  ]
}

/**
 * Takes away a level with everything that stands there alone: items, targets and transitions. Items
 * of several levels stay at the others. All of it comes back when the change is undone.
 */
export function removeLevel(draft: Draft, key: string): Edit[] {
  const level = draft.level.get(key)
  if (!level) return []
  return [
    ...[...draft.item.values()].flatMap((item) => withoutLevel(draft, item.key, key)),
    ...removals(draft, 'target', (target) => target.level === key),
    ...removals(draft, 'transition', ({ from, to }) => from === key || to === key),
    ...[...draft.level.values()]
      .filter((other) => other.extends === key)
      .flatMap((other) => setFields(draft, { entity: 'level', key: other.key }, { extends: null })),
    { op: 'remove', entity: 'level', key, value: level },
  ]
}

/** Takes away a track that has no levels left. */
export function removeTrack(draft: Draft, key: string): Edit[] {
  const track = draft.track.get(key)
  if (!track || levelsOf(draft, key).length > 0) return []
  return [
    ...removals(draft, 'transition', ({ from }) => from === key),
    { op: 'remove', entity: 'track', key, value: track },
  ]
}

export function levelsOf(draft: Draft, track: string): Ordered<Level>[] {
  return inOrder(draft.level.values()).filter((level) => level.track === track)
}

function withoutLevel(draft: Draft, itemKey: string, level: string): Edit[] {
  const item = draft.item.get(itemKey)
  if (!item?.levels.includes(level)) return []
  const levels = item.levels.filter((other) => other !== level)
  if (levels.length > 0) return setFields(draft, { entity: 'item', key: itemKey }, { levels })
  return [{ op: 'remove', entity: 'item', key: itemKey, value: item }]
}

type Removable = 'item' | 'target' | 'transition'

/** Removals of all things of a kind for which it holds. */
export function removals<Name extends Removable>(
  draft: Draft,
  entity: Name,
  holds: (value: Draft[Name] extends ReadonlyMap<string, infer Value> ? Value : never) => boolean,
): Edit[] {
  const entries = [...draft[entity]] as [string, Parameters<typeof holds>[0]][]
  return entries
    .filter(([, value]) => holds(value))
    .map(([key, value]) => ({ op: 'remove', entity, key, value }) as Edit)
}

function shifts(draft: Draft, shifted: { key: string; order: number }[]): Edit[] {
  return shifted.flatMap(({ key, order }) => setFields(draft, { entity: 'level', key }, { order }))
}

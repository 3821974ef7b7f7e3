import { newKeymaps } from '../checks/against-published'
import type { LadderDocument } from '../format/document'

/** The level `from` is called `to` from now on and stands in `track`. */
export type LevelMove = { from: string; to: string; track: string }

/**
 * The levels that only got another key, by a map from one to one, or another track. Who holds such a
 * level goes on holding it. A level that was split or merged, or that ends, moves nobody.
 */
export function levelMoves(before: LadderDocument, after: LadderDocument): LevelMove[] {
  const tracks = new Map(after.levels.map(({ key, track }) => [key, track]))
  const renamed = newKeymaps(after, before).flatMap(({ map: { entity, from, to, relation } }) => {
    const [[old], [now]] = [from, to]
    const isOne = from.length === 1 && to.length === 1 && old !== undefined && now !== undefined
    if (entity !== 'level' || relation !== 'replaces' || !isOne || tracks.has(old)) return []
    const track = tracks.get(now)
    return track === undefined ? [] : [{ from: old, to: now, track }]
  })
  const moved = before.levels.flatMap(({ key, track: old }) => {
    const track = tracks.get(key)
    return track === undefined || track === old ? [] : [{ from: key, to: key, track }]
  })
  return [...renamed, ...moved]
}

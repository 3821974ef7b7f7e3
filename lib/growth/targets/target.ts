import { type GrowthLadder, type GrowthLevel, levelOf, nextLevelOf } from '../ladder/rated-level'

/** The level that growth is measured towards, and how it came to be that one. */
export type Target = {
  level: GrowthLevel | null
  /** `next` of the track, `chosen` by the person, or only `tried` to see what it would be. */
  kind: 'next' | 'chosen' | 'tried'
}

export type TargetOption = { key: string; title: string }
export type TargetOptions = { track: string; levels: TargetOption[] }[]

/** What is tried wins over what is chosen, and that over the next level; unknown levels do not count. */
export function targetOf({
  ladder,
  currentKey,
  chosenKey,
  triedKey,
}: {
  ladder: GrowthLadder
  currentKey: string | null
  chosenKey: string | null
  triedKey: string | null
}): Target {
  const next = nextLevelOf(ladder, currentKey)
  const chosen = selectable(ladder, currentKey, chosenKey)
  const standing: Target = chosen
    ? { level: chosen, kind: 'chosen' }
    : { level: next, kind: 'next' }
  const tried = selectable(ladder, currentKey, triedKey)
  return tried && tried.key !== standing.level?.key ? { level: tried, kind: 'tried' } : standing
}

/** Every level but the present one, by track; the levels of a track from the first to the last. */
export function targetOptions(ladder: GrowthLadder, currentKey: string | null): TargetOptions {
  const tracks = new Map<string, TargetOption[]>()
  const inOrder = [...ladder.levels].sort(
    (a, b) => a.trackOrder - b.trackOrder || a.order - b.order,
  )
  for (const { key, title, trackTitle } of inOrder) {
    if (key === currentKey) continue
    tracks.set(trackTitle, [...(tracks.get(trackTitle) ?? []), { key, title }])
  }
  return [...tracks].map(([track, levels]) => ({ track, levels }))
}

function selectable(
  ladder: GrowthLadder,
  currentKey: string | null,
  key: string | null,
): GrowthLevel | null {
  return key === currentKey ? null : levelOf(ladder, key)
}

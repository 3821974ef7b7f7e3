import type { TrackOverview } from './overview'

type Tracks = { key: string; levels: Pick<TrackOverview['levels'][number], 'key'>[] }[]

/**
 * The two levels to compare when not both are chosen: one's own level and the next, at the top the
 * one before and one's own; without a level the first two of the ladder. Null when it has only one.
 */
export function defaultPair(
  tracks: Tracks,
  { left, right, own }: { left: string | null; right: string | null; own: string | null },
): { left: string; right: string } | null {
  if (left && right) return { left, right }
  const all = tracks.flatMap(({ levels }) => levels.map(({ key }) => key))
  const known = own !== null && all.includes(own) ? own : null
  if (right) {
    const other = known ?? all.find((key) => key !== right)
    if (other === undefined) return null
    return { left: other === right ? (neighboursOf(tracks, right).before ?? other) : other, right }
  }
  const start = left ?? known ?? all[0]
  if (start === undefined) return null
  const { before, after } = neighboursOf(tracks, start)
  if (after) return { left: start, right: after }
  return before ? { left: before, right: start } : null
}

function neighboursOf(tracks: Tracks, level: string) {
  for (const { levels } of tracks) {
    const at = levels.findIndex(({ key }) => key === level)
    if (at >= 0) return { before: levels[at - 1]?.key ?? null, after: levels[at + 1]?.key ?? null }
  }
  return { before: null, after: null }
}

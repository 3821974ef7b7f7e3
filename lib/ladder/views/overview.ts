import type { Category, ScalePoint, Transition } from '../format/document'
import { ratingScale } from '../format/document'
import type { VersionTree } from '../versions/tree'
import { type FactView, factView, idOf, type LevelName, levelName } from './statement'

export type LevelOverview = LevelName & {
  id: string
  band: number | null
  summary: string
  facts: FactView[]
}
export type TrackOverview = { key: string; title: string; body: string; levels: LevelOverview[] }
/** A step of the ladder. Its start is a level, a whole track, or words for what is neither. */
export type TransitionView = Omit<Transition, 'from' | 'to' | 'fromLabel'> & {
  from: { level: LevelName | null; title: string; isTrack: boolean }
  to: LevelName
}
export type Overview = {
  name: string
  language: string
  licence: string | null
  isCumulative: boolean
  body: string
  ratingPoints: ScalePoint[]
  tracks: TrackOverview[]
  categories: Pick<Category, 'key' | 'title' | 'kind' | 'parent'>[]
  transitions: TransitionView[]
}

/** A version at a glance: its tracks with their levels, facts and steps. */
export function overview(tree: VersionTree): Overview {
  const { document } = tree
  return {
    name: document.name,
    language: document.language,
    licence: document.licence,
    isCumulative: document.cumulative,
    body: document.body,
    ratingPoints: ratingScale(document)?.points ?? [],
    tracks: document.tracks.map((track) => ({ ...track, levels: levelsOf(tree, track.key) })),
    categories: document.categories.map(({ key, title, kind, parent }) => ({
      key,
      title,
      kind,
      parent,
    })),
    transitions: transitionViews(tree, () => true),
  }
}

/** The steps that the test lets through, in the ladder's order. */
export function transitionViews(
  tree: VersionTree,
  isWanted: (transition: Transition) => boolean,
): TransitionView[] {
  return tree.document.transitions.filter(isWanted).flatMap((transition) => {
    const { from, fromLabel, to, ...rest } = transition
    const target = levelName(tree, to)
    if (!target) return []
    const level = from === null ? null : levelName(tree, from)
    const track = tree.document.tracks.find((candidate) => candidate.key === from)
    const title = level?.title ?? track?.title ?? fromLabel ?? ''
    const isTrack = !level && track !== undefined
    return [{ ...rest, from: { level, title, isTrack }, to: target }]
  })
}

function levelsOf(tree: VersionTree, track: string): LevelOverview[] {
  const own = tree.document.levels.filter((level) => level.track === track)
  return own.map(({ key, code, title, band, summary, facts }) => ({
    id: idOf(tree.levelIds, key),
    key,
    code,
    title,
    track,
    band,
    summary,
    facts: facts.map(factView),
  }))
}

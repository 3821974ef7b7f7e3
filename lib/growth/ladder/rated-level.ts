import type { RatedCategory, RatedLevel } from '@/lib/scoring/rating'

export type GrowthItem = { key: string; text: string; weight: number; critical: boolean }

/** The items of one kind that one category of the ladder has at one level. */
export type GrowthCategory = {
  key: string
  title: string
  kind: 'INDICATOR' | 'EXPECTATION'
  weight: number
  items: readonly GrowthItem[]
}

export type GrowthLevel = {
  key: string
  title: string
  trackKey: string
  trackTitle: string
  trackOrder: number
  order: number
  categories: readonly GrowthCategory[]
}

export type Shift = { from: string; to: string }

export type GrowthTransition = {
  title: string
  fromLevelKey: string | null
  fromTrackKey: string | null
  toLevelKey: string
  intro: string
  shifts: readonly Shift[]
  pitfalls: readonly string[]
}

/** What of a ladder version growth is measured against. */
export type GrowthLadder = {
  versionId: string
  levels: readonly GrowthLevel[]
  transitions: readonly GrowthTransition[]
}

/**
 * What is rated at a level, for lib/scoring: one category for each category of the ladder that has
 * growth indicators, and with `withExpectations` one for each that has expectations. Indicators are
 * known by the key of their item, which outlives ladder versions. Null for an unknown level.
 */
export function ratedLevel(
  ladder: GrowthLadder,
  levelKey: string | null,
  { withExpectations = false } = {},
): RatedLevel | null {
  const level = levelOf(ladder, levelKey)
  if (!level) return null
  return {
    id: level.key,
    label: level.title,
    categories: level.categories
      .filter(({ kind }) => kind === 'INDICATOR' || withExpectations)
      .map(ratedCategory)
      .filter(({ weight, indicators }) => weight > 0 && indicators.length > 0),
  }
}

export function levelOf(ladder: GrowthLadder, levelKey: string | null): GrowthLevel | null {
  return ladder.levels.find(({ key }) => key === levelKey) ?? null
}

/** The level that follows in the same track; null at the top and for an unknown level. */
export function nextLevelOf(ladder: GrowthLadder, levelKey: string | null): GrowthLevel | null {
  const level = levelOf(ladder, levelKey)
  if (!level) return null
  const above = ladder.levels
    .filter(({ trackKey, order }) => trackKey === level.trackKey && order > level.order)
    .sort((a, b) => a.order - b.order)
  return above[0] ?? null
}

/** What changes on the way from one level to another: a step of its own, or any from the track. */
export function transitionBetween(
  ladder: GrowthLadder,
  from: GrowthLevel,
  to: GrowthLevel,
): GrowthTransition | null {
  const arriving = ladder.transitions.filter(({ toLevelKey }) => toLevelKey === to.key)
  return (
    arriving.find(({ fromLevelKey }) => fromLevelKey === from.key) ??
    arriving.find(({ fromTrackKey }) => fromTrackKey === from.trackKey) ??
    null
  )
}

// An item stands once in a level; of weight nothing it is read and not rated.
function ratedCategory({ key, title, kind, weight, items }: GrowthCategory): RatedCategory {
  return {
    id: kind === 'INDICATOR' ? key : `expectations:${key}`,
    label: title,
    weight,
    indicators: items
      .filter((item) => item.weight > 0)
      .map((item) => ({
        id: item.key,
        label: item.text,
        weight: item.weight,
        critical: item.critical,
      })),
  }
}

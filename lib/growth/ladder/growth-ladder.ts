import type { Item, LadderDocument, Level } from '@/lib/ladder/format/document'
import type { GrowthCategory, GrowthLadder, GrowthLevel } from './rated-level'

/** What of a stored ladder growth is measured against: the items that reviews ask about, by level. */
export function growthLadder(versionId: string, document: LadderDocument): GrowthLadder {
  return {
    versionId,
    levels: document.levels.map((level) => growthLevel(document, level)),
    transitions: document.transitions.map((transition) => {
      const isTrack = document.tracks.some(({ key }) => key === transition.from)
      return {
        title: transition.title,
        fromLevelKey: isTrack ? null : transition.from,
        fromTrackKey: isTrack ? transition.from : null,
        toLevelKey: transition.to,
        intro: transition.body,
        shifts: transition.shifts,
        pitfalls: transition.pitfalls,
      }
    }),
  }
}

function growthLevel(document: LadderDocument, level: Level): GrowthLevel {
  const { levels, tracks, categories } = document
  const trackOrder = tracks.findIndex(({ key }) => key === level.track)
  return {
    key: level.key,
    title: level.title,
    trackKey: level.track,
    trackTitle: tracks[trackOrder]?.title ?? level.track,
    trackOrder,
    order: levels.filter(({ track }) => track === level.track).indexOf(level),
    categories: categories
      .filter(({ kind }) => kind === 'competency')
      .flatMap((category) => [
        growthCategory({ document, level, category, kind: 'INDICATOR' }),
        growthCategory({ document, level, category, kind: 'EXPECTATION' }),
      ])
      .filter(({ items }) => items.length > 0),
  }
}

function growthCategory({
  document,
  level,
  category,
  kind,
}: {
  document: LadderDocument
  level: Level
  category: LadderDocument['categories'][number]
  kind: GrowthCategory['kind']
}): GrowthCategory {
  const target = document.targets.find(
    (one) => one.level === level.key && one.category === category.key,
  )
  const isAsked = (item: Item) =>
    item.category === category.key &&
    item.kind === (kind === 'INDICATOR' ? 'indicator' : 'expectation') &&
    item.levels.includes(level.key)
  return {
    key: category.key,
    title: category.title,
    kind,
    weight: target?.weight ?? category.weight ?? 1,
    items: document.items.filter(isAsked).map(({ key, text, weight, critical }) => ({
      key,
      text,
      weight: weight ?? 1,
      critical,
    })),
  }
}

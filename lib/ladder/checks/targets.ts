import type { LadderDocument } from '../format/document'
import { didYouMean } from '../words/suggestion'
import type { Checking } from './document'
import { pointsOf } from './items'

/** E401, E410, E318, I319, and E505 for key maps that lead nowhere. */
export function checkTargets(document: LadderDocument, checking: Checking): void {
  const { places, report } = checking
  const levels = document.levels.map((level) => level.key)
  const categories = document.categories.map((category) => category.key)
  const points = pointsOf(document)
  for (const { level, category, at } of document.targets) {
    const place = places.of('target', `${level} ${category}`)
    if (!levels.includes(level)) {
      report('E401', place, `There is no level "${level}".${didYouMean(level, levels)}`)
    }
    if (!categories.includes(category)) {
      report(
        'E410',
        place,
        `There is no category "${category}".${didYouMean(category, categories)}`,
      )
    } else if (at !== null && !points.get(category)?.includes(at)) {
      const hint = didYouMean(at, points.get(category) ?? [])
      report('E318', place, `"${at}" is no point of the scale of "${category}".${hint}`)
    }
  }
  checkFalls(document, checking)
  checkKeyMaps(document, checking)
}

function checkFalls(document: LadderDocument, { places, report }: Checking) {
  const points = pointsOf(document)
  const rankOf = (level: string, category: string) => {
    const target = document.targets.find((t) => t.level === level && t.category === category)
    return target?.at ? (points.get(category)?.indexOf(target.at) ?? -1) : -1
  }
  for (const category of new Set(document.targets.map((target) => target.category))) {
    for (const track of document.tracks) {
      let highest = -1
      for (const level of document.levels) {
        if (level.track !== track.key) continue
        const rank = rankOf(level.key, category)
        if (rank !== -1 && rank < highest) {
          const place = places.of('target', `${level.key} ${category}`)
          report('I319', place, `"${category}" is asked for less than at a lower level.`)
        }
        highest = Math.max(highest, rank)
      }
    }
  }
}

function checkKeyMaps(document: LadderDocument, { places, report }: Checking) {
  const keys = {
    track: document.tracks,
    level: document.levels,
    category: document.categories,
    item: document.items,
    transition: document.transitions,
  }
  document.keymap.forEach(({ entity, to }, index) => {
    for (const key of to) {
      if (keys[entity].some((known) => known.key === key)) continue
      const hint = didYouMean(
        key,
        keys[entity].map((known) => known.key),
      )
      report('E505', places.of('keymap', String(index)), `There is no ${entity} "${key}".${hint}`)
    }
  })
}

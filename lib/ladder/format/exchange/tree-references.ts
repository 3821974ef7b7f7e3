import type { Checking } from '../../checks/document'
import { didYouMean } from '../../words/suggestion'
import type { LadderDocument } from '../document'

/** E301, E401, E409 and E410 for what a tree can refer to and Markdown, being nested, cannot. */
export function checkReferences(document: LadderDocument, { places, report }: Checking): void {
  const levels = document.levels.map(({ key }) => key)
  const known = new Set(levels)
  const tracks = new Set(document.tracks.map(({ key }) => key))
  const categories = document.categories.map(({ key }) => key)
  const isCategory = new Set(categories)
  const noLevel = (key: string) => `There is no level "${key}".${didYouMean(key, levels)}`
  for (const { key, category, levels: own, at } of document.items) {
    const place = places.of('item', key)
    if (!isCategory.has(category)) {
      const hint = didYouMean(category, categories)
      report('E410', place, `There is no category "${category}".${hint}`)
    }
    for (const level of own) if (!known.has(level)) report('E401', place, noLevel(level))
    if (new Set(own).size < own.length) report('E010', place, 'A level is named twice.')
    if (own.length === 0 && at === null) {
      report('E301', place, 'This item belongs to no level and to no point of a scale.')
    } else if (own.length > 0 && at !== null) {
      report('E010', place, 'An item belongs to levels or to a point of a scale, not to both.')
    }
  }
  for (const { key, from, fromLabel, to } of document.transitions) {
    const place = places.of('transition', key)
    if (!known.has(to)) report('E401', place, noLevel(to))
    if (from !== null && !known.has(from) && !tracks.has(from)) {
      report('E401', place, `The transition comes from "${from}", which is no level or track.`)
    }
    if ((from === null) === (fromLabel === null)) {
      report('E010', place, 'A transition has either "from" or "fromLabel".')
    }
  }
}

import type { LadderDocument } from '../format/document'
import type { Checking } from './document'

/** E407 and W408: one cell for each growth area and level, in the tracks the area speaks of. */
export function checkGrowthAreas(document: LadderDocument, { places, report }: Checking): void {
  const trackOf = new Map(document.levels.map((level) => [level.key, level.track]))
  for (const area of document.categories) {
    if (area.kind !== 'growth-area') continue
    const taken = new Map<string, string>()
    for (const item of document.items) {
      if (item.category !== area.key) continue
      for (const level of item.levels) {
        const twin = taken.get(level)
        if (twin !== undefined) {
          const line = places.of('item', twin).line
          const place = places.of('item', item.key)
          report(
            'E407',
            place,
            `"${area.title}" already has a cell for "${level}" in line ${line}.`,
          )
        }
        taken.set(level, item.key)
      }
    }
    const tracks = new Set([...taken.keys()].map((level) => trackOf.get(level)))
    const missing = document.levels.filter(({ key, track }) => tracks.has(track) && !taken.has(key))
    if (missing.length === 0) continue
    const names = missing.map((level) => level.key).join(', ')
    report('W408', places.of('category', area.key), `"${area.title}" has no cell for ${names}.`)
  }
}

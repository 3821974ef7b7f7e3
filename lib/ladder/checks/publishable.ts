import type { LadderDocument } from '../format/document'
import type { Checking } from './document'

/** E113: at publication every level has something to rate, of its own or by a skill it is held to. */
export function checkPublishable(document: LadderDocument, { places, report }: Checking): void {
  const scored = document.items.filter((item) => item.scored && item.weight !== 0)
  const skills = new Set(scored.filter((item) => item.at !== null).map((item) => item.category))
  const rated = new Set([
    ...scored.flatMap((item) => item.levels),
    ...document.targets.filter((t) => skills.has(t.category)).map((target) => target.level),
  ])
  for (const { key, title } of document.levels) {
    if (rated.has(key)) continue
    report(
      'E113',
      places.of('level', key),
      `"${title}" has no scored item, so no review could rate it.`,
    )
  }
}

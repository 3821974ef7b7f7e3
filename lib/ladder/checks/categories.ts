import type { Category, LadderDocument } from '../format/document'
import { didYouMean } from '../words/suggestion'
import type { Checking } from './document'
import { reaches } from './levels'

const DEEPEST = 3

/** W203, W204, E206, E304, E409, E410. */
export function checkCategories(document: LadderDocument, checking: Checking): void {
  const { places, report } = checking
  const byKey = new Map(document.categories.map((category) => [category.key, category]))
  const titles = new Map<string, Category>()
  for (const category of document.categories) {
    const { key, title, parent, scale } = category
    const place = places.of('category', key)
    const twin = titles.get(comparable(title))
    if (twin && twin.kind === category.kind) {
      report('W203', place, `"${title}" and "${twin.title}" differ only in case, spaces or signs.`)
    }
    titles.set(comparable(title), category)
    if (parent !== null && !byKey.has(parent)) {
      const hint = didYouMean(parent, [...byKey.keys()])
      report('E410', place, `The parent "${parent}" of "${key}" is no category.${hint}`)
    }
    const scales = document.scales.map((candidate) => candidate.key)
    if (scale !== null && !scales.includes(scale)) {
      report(
        'E410',
        place,
        `The scale "${scale}" of "${key}" does not exist.${didYouMean(scale, scales)}`,
      )
    }
    checkDepth(key, byKey, checking)
  }
  checkPresence(document, checking)
}

function checkDepth(key: string, byKey: Map<string, Category>, { places, report }: Checking) {
  const parentOf = (of: string) => byKey.get(of)?.parent ?? null
  const place = places.of('category', key)
  if (reaches(key, parentOf)) {
    report('E409', place, `The category "${key}" stands inside itself.`)
    return
  }
  let depth = 1
  for (let at = parentOf(key); at !== null && depth <= DEEPEST; at = parentOf(at)) depth += 1
  if (depth > DEEPEST)
    report('E206', place, `"${key}" is nested deeper than ${DEEPEST} categories.`)
}

function checkPresence({ tracks, levels, categories, items }: LadderDocument, checking: Checking) {
  const present = new Map<string, Set<string>>()
  for (const item of items) {
    const at = present.get(item.category) ?? new Set()
    for (const level of item.levels) at.add(level)
    present.set(item.category, at)
  }
  const filled = new Set(items.flatMap((item) => item.levels))
  for (const { key, title, kind } of categories) {
    if (kind !== 'competency') continue
    for (const track of tracks) {
      const own = levels.filter((level) => level.track === track.key && filled.has(level.key))
      const missing = own.filter((level) => !present.get(key)?.has(level.key))
      if (missing.length === 0 || missing.length === own.length) continue
      const names = missing.map((level) => level.key).join(', ')
      const place = checking.places.of('category', key)
      checking.report(
        'W204',
        place,
        `"${title}" is missing at some levels of "${track.key}": ${names}.`,
      )
    }
  }
}

function comparable(title: string): string {
  const letters = title.replace(/:[a-z0-9_+-]+:/g, '').match(/[\p{L}\p{N}&+#]+/gu)
  return (letters ?? [title]).join('').toLowerCase()
}

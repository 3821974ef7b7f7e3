import { type Item, type LadderDocument, ratingScale } from '../format/document'
import { didYouMean } from '../words/suggestion'
import type { Checking } from './document'

/** E304, E410, W307, I308, W314, E316, W317, E318. */
export function checkItems(document: LadderDocument, checking: Checking): void {
  checkKeys(document, checking)
  checkRepeats(document.items, checking)
  checkWeights(document.items, checking)
  const scaleOf = pointsOf(document)
  const rated = ratingScale(document)?.points.map((point) => point.code) ?? []
  for (const item of document.items) {
    checkAnchors(item, rated, checking)
    const own = scaleOf.get(item.category) ?? null
    checkPoint({ item, code: item.target, points: own ?? rated }, checking)
    checkPoint({ item, code: item.at, points: own ?? [] }, checking)
  }
}

function checkKeys(document: LadderDocument, { places, report }: Checking) {
  const others = new Map([
    ...document.categories.map(({ key }) => [key, 'category'] as const),
    ...document.levels.map(({ key }) => [key, 'level'] as const),
    ...document.tracks.map(({ key }) => [key, 'track'] as const),
  ])
  for (const { key } of document.items) {
    const owner = others.get(key)
    if (owner) report('E304', places.of('item', key), `The key "${key}" belongs to a ${owner}.`)
  }
}

function checkRepeats(items: Item[], { places, report }: Checking) {
  const first = new Map<string, Item>()
  for (const item of items) {
    const text = item.text.toLowerCase()
    const twin = first.get(text)
    if (!twin) {
      first.set(text, item)
      continue
    }
    const place = places.of('item', item.key)
    const line = places.of('item', twin.key).line
    const isSameLevel = item.levels.some((level) => twin.levels.includes(level))
    if (isSameLevel) report('W307', place, `The same words stand at this level in line ${line}.`)
    else if (item.category === twin.category && item.at === null) {
      report('I308', place, `The same words stand in line ${line}; one item can serve both levels.`)
    }
  }
}

function checkWeights(items: Item[], { places, report }: Checking) {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = `${item.category} ${item.at ?? item.levels[0] ?? ''}`
    groups.set(group, [...(groups.get(group) ?? []), item])
  }
  for (const group of groups.values()) {
    const [first] = group
    const weights = group.flatMap((item) => (item.weight === null ? [] : [item.weight]))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const looksLikePercent = weights.length === group.length && total >= 80 && total <= 120
    if (first && looksLikePercent && Math.abs(total - 100) > 1e-9) {
      report(
        'W314',
        places.of('item', first.key),
        `The weights of this group make ${total}, not 100.`,
      )
    }
  }
}

function checkAnchors({ key, anchors }: Item, rated: string[], { places, report }: Checking) {
  if (anchors.length === 0) return
  const place = places.of('item', key)
  for (const { point } of anchors) {
    if (!rated.includes(point)) {
      report(
        'E316',
        place,
        `"@${point}" is no point of the rating scale.${didYouMean(point, rated)}`,
      )
    }
  }
  const missing = rated.filter((code) => !anchors.some((anchor) => anchor.point === code))
  if (missing.length > 0) report('W317', place, `No anchor describes ${missing.join(', ')}.`)
}

type PointCheck = { item: Item; code: string | null; points: string[] }

function checkPoint({ item, code, points }: PointCheck, { places, report }: Checking) {
  if (code === null || points.includes(code)) return
  const hint = didYouMean(code, points)
  report('E318', places.of('item', item.key), `"${code}" is no point of this item's scale.${hint}`)
}

/** The codes of the scale by which each category is described. */
export function pointsOf({ categories, scales }: LadderDocument): Map<string, string[]> {
  const codes = new Map(scales.map((scale) => [scale.key, scale.points.map((p) => p.code)]))
  return new Map(
    categories.flatMap(({ key, scale }) => {
      const points = scale === null ? undefined : codes.get(scale)
      return points ? [[key, points] as const] : []
    }),
  )
}

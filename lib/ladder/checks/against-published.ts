import type { LadderDocument } from '../format/document'
import { START } from '../format/source'
import { didYouMean } from '../words/suggestion'
import type { Checking } from './document'

export type PublishedFacts = {
  number: number
  keys: Record<LadderDocument['keymap'][number]['entity'], readonly string[]>
  texts: ReadonlyMap<string, string>
  /** Items that ratings were given to, in this or an earlier version. */
  ratedItems: ReadonlySet<string>
}

/**
 * What only shows beside the version that readers have now: E501, W306, W503, W504, E505. A
 * file older than what is published would undo what others changed in between.
 */
export function checkAgainstPublished(
  document: LadderDocument,
  published: PublishedFacts,
  checking: Checking,
): void {
  const { report } = checking
  if (document.version < published.number) {
    const newest = `version ${published.number} is published already; begin from that one`
    report('E501', START, `The file is version ${document.version}, but ${newest}.`)
  }
  checkTexts(document, published, checking)
  const kept = new Set(document.items.map((item) => item.key))
  const mapped = new Set(document.keymap.flatMap((map) => (map.entity === 'item' ? map.from : [])))
  const lost = [...published.ratedItems].filter((key) => !kept.has(key) && !mapped.has(key))
  if (lost.length > 0) {
    const plural = lost.length === 1 ? 'item that was' : 'items that were'
    report('W503', START, `${lost.length} ${plural} rated would disappear: ${lost.join(', ')}.`)
  }
  if (published.keys.item.length > 0 && !published.keys.item.some((key) => kept.has(key))) {
    report('W504', START, 'No item has a key of the published version: every trend line would end.')
  }
  document.keymap.forEach(({ entity, from }, index) => {
    for (const key of from) {
      if (published.keys[entity].includes(key)) continue
      const hint = didYouMean(key, published.keys[entity])
      const place = checking.places.of('keymap', String(index))
      report('E505', place, `The published version has no ${entity} "${key}".${hint}`)
    }
  })
}

function checkTexts(
  { items }: LadderDocument,
  { texts }: PublishedFacts,
  { places, report }: Checking,
) {
  for (const { key, text } of items) {
    const before = texts.get(key)
    if (before === undefined || difference(before, text) <= 0.6) continue
    report(
      'W306',
      places.of('item', key),
      `"${key}" said something quite different: is it a new item?`,
    )
  }
}

/** The share of words, counted with repetitions, that two texts do not have in common (0..1). */
export function difference(before: string, after: string): number {
  const left = wordsOf(before)
  const right = wordsOf(after)
  const counts = new Map<string, number>()
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1)
  let common = 0
  for (const word of right) {
    const count = counts.get(word) ?? 0
    if (count > 0) common += 1
    counts.set(word, count - 1)
  }
  const longest = Math.max(left.length, right.length)
  return longest === 0 ? 0 : 1 - common / longest
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

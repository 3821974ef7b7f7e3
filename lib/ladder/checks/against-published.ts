import { canonicalJson } from '../format/content-hash'
import type { KeyMap, LadderDocument } from '../format/document'
import { START } from '../format/source'
import { didYouMean } from '../words/suggestion'
import type { Checking } from './document'

export type PublishedFacts = {
  number: number
  keys: Record<KeyMap['entity'], readonly string[]>
  /** Maps that earlier versions brought; they stay in the file and need no key of today. */
  keymap: readonly KeyMap[]
  texts: ReadonlyMap<string, string>
  /** Items that ratings were given to, in this or an earlier version. */
  ratedItems: ReadonlySet<string>
  /** How many people stand at each level today; empty where nobody can be asked. */
  heldLevels: ReadonlyMap<string, number>
}

/** What there is to know of the published version; of `ratedKeys` those that it has. */
export function publishedFacts(
  document: LadderDocument,
  ratedKeys: readonly string[],
  heldLevels: ReadonlyMap<string, number> = new Map(),
): PublishedFacts {
  const keys = keysOf(document)
  const known = new Set(keys.item)
  return {
    number: document.version,
    keys,
    keymap: document.keymap,
    texts: new Map(document.items.map((item) => [item.key, item.text])),
    ratedItems: new Set(ratedKeys.filter((key) => known.has(key))),
    heldLevels,
  }
}

/** The maps that a document adds to those of the published version, with their places in the list. */
export function newKeymaps(
  { keymap }: Pick<LadderDocument, 'keymap'>,
  published: Pick<PublishedFacts, 'keymap'>,
): { map: KeyMap; index: number }[] {
  const known = new Set(published.keymap.map(canonicalJson))
  return keymap.flatMap((map, index) => (known.has(canonicalJson(map)) ? [] : [{ map, index }]))
}

/**
 * What only shows beside the version that readers have now: E501, W306, W503, W504, E505, W508. A
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
  checkKeymap(document, published, checking)
  checkHeldLevels(document, published, checking)
}

function checkHeldLevels(
  { levels, keymap }: LadderDocument,
  { heldLevels }: PublishedFacts,
  { report }: Checking,
) {
  const known = new Set(levels.map(({ key }) => key))
  const mapped = new Set(keymap.flatMap(({ entity, from }) => (entity === 'level' ? from : [])))
  for (const [key, people] of heldLevels) {
    if (known.has(key) || mapped.has(key)) continue
    const who = people === 1 ? '1 person holds' : `${people} people hold`
    report('W508', START, `${who} the level "${key}", which disappears without a key map.`)
  }
}

function checkKeymap(
  document: LadderDocument,
  published: PublishedFacts,
  { places, report }: Checking,
) {
  const own = keysOf(document)
  for (const { map, index } of newKeymaps(document, published)) {
    const { entity, from, to } = map
    const unknown = (keys: readonly string[], known: readonly string[], version: string) => {
      for (const key of keys.filter((one) => !known.includes(one))) {
        const place = places.of('keymap', String(index))
        report('E505', place, `${version} has no ${entity} "${key}".${didYouMean(key, known)}`)
      }
    }
    unknown(from, published.keys[entity], 'The published version')
    unknown(to, own[entity], 'This version')
  }
}

function keysOf(document: LadderDocument): PublishedFacts['keys'] {
  const keys = (entities: { key: string }[]) => entities.map(({ key }) => key)
  return {
    track: keys(document.tracks),
    level: keys(document.levels),
    category: keys(document.categories),
    item: keys(document.items),
    transition: keys(document.transitions),
  }
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

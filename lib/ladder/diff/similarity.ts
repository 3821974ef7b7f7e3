/** Something that can be compared by its words. */
export type Worded = { key: string; text: string }
export type Match = { from: string; to: string; score: number }

// A word that stands in more texts than this finds nobody; the rarer ones of the same text do.
const MOST_TEXTS = 40
const CANDIDATES = 12

/**
 * Pairs of texts that say something alike, best first, with the share of words in common (0..1).
 * Found by their rarer words, so the work grows with the number of texts and not with its square.
 */
export function similarTexts(
  before: readonly Worded[],
  after: readonly Worded[],
  least: number,
): Match[] {
  const left = before.map(({ key, text }) => ({ key, words: wordSet(text) }))
  const index = invertedIndex(left)
  const matches = after.flatMap(({ key: to, text }) => {
    const words = wordSet(text)
    return candidates(words, index).flatMap((at) => {
      const from = left[at]
      if (!from) return []
      const score = share(from.words, words)
      return score >= least ? [{ from: from.key, to, score }] : []
    })
  })
  return matches.sort((a, b) => b.score - a.score || compare(a.from, b.from) || compare(a.to, b.to))
}

/** How much of the smaller set of words stands in the larger one (0..1), as when a text was split. */
export function contained(part: string, whole: string): number {
  const words = wordSet(part)
  const around = wordSet(whole)
  return words.size === 0 ? 0 : common(words, around) / words.size
}

/** The words of a text in lower case; one without letters or digits stands for itself. */
function wordSet(text: string): Set<string> {
  return new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [text],
  )
}

function invertedIndex(texts: readonly { words: Set<string> }[]): Map<string, number[]> {
  const index = new Map<string, number[]>()
  texts.forEach(({ words }, at) => {
    for (const word of words) {
      const places = index.get(word)
      if (places) places.push(at)
      else index.set(word, [at])
    }
  })
  return index
}

function candidates(words: Set<string>, index: Map<string, number[]>): number[] {
  const lists = [...words].flatMap((word) => {
    const places = index.get(word)
    return places ? [places] : []
  })
  lists.sort((a, b) => a.length - b.length)
  const rare = lists.filter((places, at) => at === 0 || places.length <= MOST_TEXTS)
  const counts = new Map<number, number>()
  for (const places of rare) {
    for (const at of places.slice(0, MOST_TEXTS)) counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  const ranked = [...counts].sort(([a, n], [b, m]) => m - n || a - b)
  return ranked.slice(0, CANDIDATES).map(([at]) => at)
}

/** Words in common, of all the words of both. */
function share(left: Set<string>, right: Set<string>): number {
  const both = common(left, right)
  return both / (left.size + right.size - both)
}

function common(left: Set<string>, right: Set<string>): number {
  let count = 0
  for (const word of left) if (right.has(word)) count += 1
  return count
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

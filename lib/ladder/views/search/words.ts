const MOST_WORDS = 8

/** A text in pieces, those that were searched for marked. Joined, they are the text to the letter. */
export type Piece = { text: string; isFound: boolean }

/** The words of a search, without repetition; case does not count. */
export function searchWords(search: string): string[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** Whether every word begins a word of the text: "lead" finds "Leadership", not "misleading". */
export function containsWords(text: string, words: readonly string[]): boolean {
  return words.every((word) => new RegExp(patternOf(word), 'iu').test(text))
}

/** The text with the words that were searched for marked in it. */
export function piecesOf(text: string, words: readonly string[]): Piece[] {
  if (words.length === 0 || text === '') return [{ text, isFound: false }]
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  const found = new RegExp(`(${longestFirst.map(patternOf).join('|')})`, 'iu')
  return text
    .split(found)
    .map((piece, index) => ({ text: piece, isFound: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}

function patternOf(word: string): string {
  const literal = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  return /^[\p{L}\p{N}]/u.test(word) ? `(?<![\\p{L}\\p{N}])${literal}` : literal
}

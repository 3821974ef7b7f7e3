// What the fonts of the document have: Latin, Greek, Cyrillic, punctuation, currencies, arrows.
const SHOWN =
  /^[\u0020-\u024f\u02bb\u02bc\u02c6\u02da\u02dc\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u203e\u20a0-\u20bf\u2113\u2122\u2190-\u2193\u2212\u2215\n]$/u
const ALIKE: Record<string, string> = {
  '\t': ' ',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '≈': '~',
  '×': '×',
  '⇒': '→',
  '➔': '→',
  '➜': '→',
  '✓': 'yes',
  '✔': 'yes',
  '✗': 'no',
  '\u00ad': '',
  '\u200b': '',
  '\u200d': '',
  '\u2060': '',
  '\ufe0f': '',
}
export const UNKNOWN = '?'

/** The text in characters that the fonts have, and whether any had to be shown as `UNKNOWN`. */
export function shownText(text: string): { text: string; isWhole: boolean } {
  if (/^[\u0020-\u007e\n]*$/.test(text)) return { text, isWhole: true }
  let isWhole = true
  const characters = Array.from(text.normalize('NFC'), (character) => {
    const alike = ALIKE[character]
    if (alike !== undefined) return alike
    if (SHOWN.test(character)) return character
    isWhole = false
    return UNKNOWN
  })
  return { text: characters.join(''), isWhole }
}

import type { ItemKind } from '../../format/document'
import type { MessageCode } from '../../format/messages'
import { harmfulCharacter } from '../../format/source'
import { harmless } from '../structure/harmless'
import { piecesOf } from '../structure/pieces'
import type { RecordPlace } from './level-tree'

export type RecordReport = (code: MessageCode, at: RecordPlace, message: string) => void

const KINDS: [ItemKind, RegExp][] = [
  ['anti-pattern', /^(?:anti[- ]?patterns?|red flags?|pitfalls?|do not|don'?ts?)$/i],
  ['indicator', /^(?:(?:growth |performance |key )?indicators?|signals?|measures?|rated|scored)$/i],
  ['prerequisite', /^(?:pre-?requisites?|requirements?|required|qualifications?)$/i],
  ['note', /^(?:notes?|comments?|remarks?|info)$/i],
  [
    'expectation',
    /^(?:expectations?|responsibilit(?:y|ies)|behaviou?rs?|competenc(?:y|ies)|skills?|criteri(?:on|a))$/i,
  ],
]

/** The kind that a word means, or null. */
export function kindOfWord(word: string): ItemKind | null {
  return KINDS.find(([, pattern]) => pattern.test(word.trim()))?.[0] ?? null
}

/** A weight such as "20" or "20 %", or null. */
export function weightOfWord(word: string): number | null {
  const match = /^(\d{1,6}(?:[.,]\d{1,6})?)\s*%?$/.exec(word.trim())
  return match?.[1] === undefined ? null : Number(match[1].replace(',', '.'))
}

/** Whether a word means yes or no; null for anything else. */
export function flagOfWord(word: string): boolean | null {
  const said = word.trim().toLowerCase()
  if (/^(?:true|yes|y|x|1|✓|✔)$/.test(said)) return true
  return /^(?:false|no|n|0|-|)$/.test(said) ? false : null
}

/** The items in the words of one cell or field, as inline Markdown that does no harm. */
export function textsIn(words: string, at: RecordPlace, report: RecordReport): string[] {
  const spot = { file: at.index, line: at.line, column: at.column }
  const lines = splitParagraphs(visible(words)).map((text) => ({ text, at: spot }))
  return piecesOf(lines)
    .map(({ text }) => harmless(text, spot, (code, _at, message) => report(code, at, message)))
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

/** One text on one line; hidden and reordering characters are taken out. */
export function lineOf(words: string): string {
  return visible(words).replace(/\s+/g, ' ').trim()
}

/** Prose as Markdown that does no harm, paragraphs kept. */
export function proseIn(words: string, at: RecordPlace, report: RecordReport): string {
  const spot = { file: at.index, line: at.line, column: at.column }
  return harmless(visible(words).trim(), spot, (code, _at, message) => report(code, at, message))
}

function visible(words: string): string {
  if (harmfulCharacter(words) === -1) return words
  return Array.from(words)
    .filter((character) => character === '\n' || harmfulCharacter(character) === -1)
    .join('')
}

// Where blank lines part the paragraphs, the lines of a paragraph are wrapped and belong together.
function splitParagraphs(words: string): string[] {
  if (!/\n[ \t]*\n/.test(words)) return words.split('\n')
  return words.split(/\n[ \t]*\n/).flatMap((paragraph) => {
    const lines = paragraph.split('\n')
    const isList = lines.filter((line) => /^\s*(?:[-*+•·]|\d{1,2}[.)])\s/.test(line)).length > 1
    return isList ? lines : [lines.map((line) => line.trim()).join(' ')]
  })
}

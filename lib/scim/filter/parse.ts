import { refusal } from '../refusal'
import {
  type AttributePath,
  COMPARISONS,
  type Comparison,
  type Filter,
  type FilterValue,
  MAX_FILTER_DEPTH,
  MAX_FILTER_LENGTH,
  MAX_FILTER_TERMS,
} from './filter'
import { readPath } from './path'
import { type Token, tokensOf } from './token'

type Reader = { tokens: readonly Token[]; at: number; terms: number; depth: number }

/** Reads a filter; `and` binds closer than `or`, and words of the grammar in any case. */
export function parseFilter(text: string): Filter {
  if (text.length > MAX_FILTER_LENGTH) {
    throw refusal('invalidFilter', `A filter has at most ${MAX_FILTER_LENGTH} characters.`)
  }
  const reader: Reader = { tokens: tokensOf(text), at: 0, terms: 0, depth: 0 }
  const filter = readOr(reader)
  if (reader.at < reader.tokens.length) throw unreadable(reader)
  return filter
}

function readOr(reader: Reader): Filter {
  let left = readAnd(reader)
  while (takeWord(reader, 'or')) left = { kind: 'or', left, right: readAnd(reader) }
  return left
}

function readAnd(reader: Reader): Filter {
  let left = readTerm(reader)
  while (takeWord(reader, 'and')) left = { kind: 'and', left, right: readTerm(reader) }
  return left
}

function readTerm(reader: Reader): Filter {
  reader.terms += 1
  if (reader.terms > MAX_FILTER_TERMS) {
    throw refusal('invalidFilter', `A filter has at most ${MAX_FILTER_TERMS} terms.`)
  }
  if (isMark(reader, '(')) return readEnclosed(reader, '(', ')')
  const next = reader.tokens[reader.at + 1]
  if (isWord(reader, 'not') && next?.kind === 'mark' && next.text === '(') {
    reader.at += 1
    return { kind: 'not', of: readEnclosed(reader, '(', ')') }
  }
  const path = takePath(reader)
  if (isMark(reader, '[')) return { kind: 'element', path, of: readEnclosed(reader, '[', ']') }
  if (takeWord(reader, 'pr')) return { kind: 'present', path }
  return { kind: 'compare', path, comparison: takeComparison(reader), value: takeValue(reader) }
}

function readEnclosed(reader: Reader, open: '(' | '[', close: ')' | ']'): Filter {
  reader.depth += 1
  if (reader.depth > MAX_FILTER_DEPTH) {
    throw refusal('invalidFilter', `A filter has at most ${MAX_FILTER_DEPTH} brackets in brackets.`)
  }
  if (!isMark(reader, open)) throw unreadable(reader)
  reader.at += 1
  const filter = readOr(reader)
  if (!isMark(reader, close)) throw unreadable(reader)
  reader.at += 1
  reader.depth -= 1
  return filter
}

function takePath(reader: Reader): AttributePath {
  const token = reader.tokens[reader.at]
  const path = token?.kind === 'word' ? readPath(token.text) : null
  if (!path) throw unreadable(reader)
  reader.at += 1
  return path
}

function takeComparison(reader: Reader): Comparison {
  const token = reader.tokens[reader.at]
  const text = token?.kind === 'word' ? token.text.toLowerCase() : ''
  const found = COMPARISONS.find((comparison) => comparison === text)
  if (!found) throw unreadable(reader)
  reader.at += 1
  return found
}

const CONSTANTS = new Map<string, FilterValue>([
  ['true', true],
  ['false', false],
  ['null', null],
])

function takeValue(reader: Reader): FilterValue {
  const token = reader.tokens[reader.at]
  const value = token?.kind === 'literal' ? token.value : undefined
  const constant = token?.kind === 'word' ? CONSTANTS.get(token.text.toLowerCase()) : undefined
  const found = value === undefined ? constant : value
  if (found === undefined) throw unreadable(reader)
  reader.at += 1
  return found
}

function takeWord(reader: Reader, word: string): boolean {
  if (!isWord(reader, word)) return false
  reader.at += 1
  return true
}

function isWord({ tokens, at }: Reader, word: string): boolean {
  const token = tokens[at]
  return token?.kind === 'word' && token.text.toLowerCase() === word
}

function isMark({ tokens, at }: Reader, mark: string): boolean {
  const token = tokens[at]
  return token?.kind === 'mark' && token.text === mark
}

function unreadable({ tokens, at }: Reader) {
  const token = tokens[at]
  if (!token) return refusal('invalidFilter', 'The filter ends too early.')
  return refusal('invalidFilter', `The filter cannot be read from its sign ${at + 1} on.`)
}

import { refusal } from '../refusal'

export type Token =
  | { kind: 'mark'; text: '(' | ')' | '[' | ']' }
  | { kind: 'word'; text: string }
  | { kind: 'literal'; value: string | number }

const BLANK = /[ \t]*/y
const MARK = /[()[\]]/y
const STRING = /"(?:[^"\\]|\\.)*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.:$-])/y
const WORD = /[A-Za-z$][\w.:$-]*/y

/** A filter cut into its signs; each place of the text is looked at once. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? null
    if (found !== null) at += found.length
    return found
  }
  take(BLANK)
  while (at < text.length) {
    tokens.push(nextToken(take, at))
    take(BLANK)
  }
  return tokens
}

function nextToken(take: (pattern: RegExp) => string | null, at: number): Token {
  const mark = take(MARK)
  if (mark === '(' || mark === ')' || mark === '[' || mark === ']') {
    return { kind: 'mark', text: mark }
  }
  const string = take(STRING)
  if (string !== null) return { kind: 'literal', value: unquoted(string, at) }
  const number = take(NUMBER)
  if (number !== null) return { kind: 'literal', value: Number(number) }
  const word = take(WORD)
  if (word !== null) return { kind: 'word', text: word }
  throw unreadable(at)
}

function unquoted(string: string, at: number): string {
  try {
    return String(JSON.parse(string))
  } catch {
    throw unreadable(at)
  }
}

function unreadable(at: number) {
  return refusal('invalidFilter', `The filter cannot be read from character ${at + 1} on.`)
}

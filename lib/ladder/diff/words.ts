import { diffArrays } from 'diff'

export type Span = { kind: 'same' | 'removed' | 'added'; text: string }

// Beyond these a diff of words says no more than "this text took the place of that one".
const MAX_TOKENS = 3000
const MAX_EDITS = 300
const LEAST_COMMON = 0.25

/**
 * What changed from one text to another, word by word: the spans without the added ones give
 * `before`, those without the removed ones `after`. Texts with little in common are one span each.
 */
export function wordSpans(before: string, after: string): Span[] {
  if (before === after) return spans([{ kind: 'same', text: before }])
  const left = tokens(before)
  const right = tokens(after)
  const start = commonStart(left, right)
  const end = commonEnd(left.slice(start), right.slice(start))
  const middle = middleSpans(
    left.slice(start, left.length - end),
    right.slice(start, right.length - end),
  )
  return spans([
    { kind: 'same', text: left.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: left.slice(left.length - end).join('') },
  ])
}

function middleSpans(left: string[], right: string[]): Span[] {
  const replaced: Span[] = [
    { kind: 'removed', text: left.join('') },
    { kind: 'added', text: right.join('') },
  ]
  if (left.length + right.length > MAX_TOKENS || commonShare(left, right) < LEAST_COMMON) {
    return replaced
  }
  const changes = diffArrays(left, right, { maxEditLength: MAX_EDITS })
  if (!changes) return replaced
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

/** Words, runs of white space and single signs; joined they are the text again. */
function tokens(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? []
}

function commonShare(left: string[], right: string[]): number {
  const isWord = (token: string) => token.trim() !== ''
  const known = new Set(left.filter(isWord))
  const words = right.filter(isWord)
  const longest = Math.max(known.size, words.length)
  return longest === 0 ? 0 : words.filter((word) => known.has(word)).length / longest
}

function commonStart(left: string[], right: string[]): number {
  let length = 0
  while (length < left.length && left[length] === right[length]) length += 1
  return length
}

function commonEnd(left: string[], right: string[]): number {
  let length = 0
  const most = Math.min(left.length, right.length)
  while (length < most && left.at(-1 - length) === right.at(-1 - length)) length += 1
  return length
}

function spans(all: Span[]): Span[] {
  const joined: Span[] = []
  for (const span of all) {
    if (span.text === '') continue
    const last = joined.at(-1)
    if (last?.kind === span.kind) last.text += span.text
    else joined.push({ ...span })
  }
  return joined
}

import { keepableText } from '@/lib/text'
import { COMMON_WORDS } from './common-words'

export const MAX_PASSWORD_LENGTH = 256

/** A password as it is typed to sign in or to confirm; what it has to be was asked when it was chosen. */
export const TypedPassword = keepableText()
  .min(1, 'Write your password.')
  .max(MAX_PASSWORD_LENGTH, `Use at most ${MAX_PASSWORD_LENGTH} characters.`)

/** A password that somebody chooses: 12 to 256 characters, and none of those that are tried first. */
export const NewPassword = keepableText()
  .min(12, 'Use at least 12 characters.')
  .max(MAX_PASSWORD_LENGTH, `Use at most ${MAX_PASSWORD_LENGTH} characters.`)
  .refine(
    (value) => !isCommonPassword(value),
    'This password is one of those that are tried first. Use a few words that belong together only for you.',
  )

const LONGEST_PERIOD = 8
const SHORTEST_RUN = 3
const MOST_AROUND = 8
const MOST_WORDS = 2

const ROWS = [
  '0123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
]
const RUNS = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(''))]

const LOOKS_LIKE: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/**
 * True for a password that a list of breached ones holds in one form or another: a short pattern
 * over and over, runs along the keyboard or the alphabet, or one or two common words, however they
 * are spelled with digits and signs, with up to eight digits and signs around them.
 */
export function isCommonPassword(password: string): boolean {
  // Too long is refused elsewhere, and reading it here would take long.
  if (password.length > MAX_PASSWORD_LENGTH) return false
  const typed = password.normalize('NFKC').toLowerCase()
  return isRepetition(typed) || isMadeOfRuns(typed) || isFewCommonWords(typed)
}

function isRepetition(text: string): boolean {
  for (let period = 1; period <= LONGEST_PERIOD && period * 2 <= text.length; period++) {
    if (text.startsWith(text.slice(period).slice(0, text.length - period))) return true
  }
  return false
}

function isMadeOfRuns(text: string): boolean {
  let at = 0
  while (at < text.length) {
    const length = longestRun(text, at)
    if (length < SHORTEST_RUN) return false
    at += length
  }
  return true
}

function longestRun(text: string, at: number): number {
  let length = 0
  while (
    at + length < text.length &&
    RUNS.some((run) => run.includes(text.slice(at, at + length + 1)))
  ) {
    length++
  }
  return length
}

function isFewCommonWords(text: string): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if (core.length === 0 || text.length - core.length > MOST_AROUND) return false
  const read = [...core].map((character) => LOOKS_LIKE[character] ?? character).join('')
  const letters = read.replace(/[^\p{L}]/gu, '')
  return fewestWords(letters) <= MOST_WORDS
}

/** With how few common words the text can be put together; infinite when it cannot. */
function fewestWords(text: string): number {
  const fewest = [0]
  for (let end = 1; end <= text.length; end++) {
    let best = Number.POSITIVE_INFINITY
    for (let start = 0; start < end; start++) {
      const before = fewest[start] ?? Number.POSITIVE_INFINITY
      if (before < best && COMMON_WORDS.has(text.slice(start, end))) best = before + 1
    }
    fewest.push(best)
  }
  return fewest[text.length] ?? Number.POSITIVE_INFINITY
}

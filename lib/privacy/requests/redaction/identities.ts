import { type AccessPackage, type Place, textsOf } from '../package/package'

export type Identity = { name: string; email: string }

/** Somebody else's identity at one place of a package, as it is written there. */
export type FoundIdentity = { place: Place; kind: 'name' | 'address'; match: string }

const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}'
/** A letter or digit of a script that puts spaces between words, as a class of characters (flag v). */
export const LETTER = `[[\\p{L}\\p{M}\\p{N}]--[${UNSPACED}]]`
const LETTERS = new RegExp(`${LETTER}+`, 'gv')
const ADDRESS =
  /[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{M}\p{N}-]{1,63}(?:\.[\p{L}\p{M}\p{N}-]{1,63}){0,8}/gu
const SHORTEST = 2
const WIDEST_GAP = 3

type Word = { folded: string; start: number; end: number; isCapital: boolean }

type Directory = {
  /** Whole names by their first word, the longest first, each as its folded words. */
  names: ReadonlyMap<string, readonly (readonly string[])[]>
  /** First names, last names and whatever stands between. */
  parts: ReadonlySet<string>
  /** Names in scripts that put no space between words. */
  unspaced: readonly string[]
}

/**
 * Every place where the package names somebody else: by an address, a whole name, or a part of a
 * name that is written with a capital. A part of the person's own name alone is theirs. Rather too
 * much than too little: a person decides about each.
 */
export function findIdentities(whole: AccessPackage, others: readonly Identity[]): FoundIdentity[] {
  const own = wordsOf(whole.person.name).map(({ folded }) => folded)
  const directory = directoryOf(others, own)
  return textsOf(whole).flatMap(({ place, text }) => {
    const addresses = [...text.matchAll(ADDRESS)]
      .map(([match]) => match)
      .filter((match) => fold(match) !== fold(whole.person.email))
    const names = namesIn(
      text.replace(ADDRESS, (match) => ' '.repeat(match.length)),
      directory,
    )
    return [
      ...unique(addresses).map((match) => ({ place, kind: 'address' as const, match })),
      ...unique(names).map((match) => ({ place, kind: 'name' as const, match })),
    ]
  })
}

function namesIn(text: string, { names, parts, unspaced }: Directory): string[] {
  const words = wordsOf(text)
  const found = unspaced.filter((name) => text.includes(name))
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word) continue
    const name = names.get(word.folded)?.find((one) => standsAt(one, words, at))
    const last = name ? words[at + name.length - 1] : word
    if (!last || (!name && !(word.isCapital && parts.has(word.folded)))) continue
    found.push(text.slice(word.start, last.end))
    if (name) at += name.length - 1
  }
  return found
}

// One word after the other, with nothing but a space, a hyphen or so between them.
function standsAt(name: readonly string[], words: readonly Word[], at: number): boolean {
  return name.every((part, n) => {
    const word = words[at + n]
    const before = n > 0 ? words[at + n - 1] : undefined
    return word?.folded === part && (!before || word.start - before.end <= WIDEST_GAP)
  })
}

function directoryOf(others: readonly Identity[], own: readonly string[]): Directory {
  const names = new Map<string, string[][]>()
  const parts = new Set<string>()
  const unspaced = others.flatMap(({ name }) => (isUnspaced(name) ? [name] : []))
  for (const { name } of others) {
    if (isUnspaced(name)) continue
    const words = wordsOf(name).map(({ folded }) => folded)
    for (const word of words) if (word.length >= SHORTEST && !own.includes(word)) parts.add(word)
    const [first] = words
    if (first === undefined || words.length < 2 || words.join(' ') === own.join(' ')) continue
    names.set(first, [...(names.get(first) ?? []), words])
  }
  for (const found of names.values()) found.sort((a, b) => b.length - a.length)
  return { names, parts, unspaced }
}

/** Written without spaces between words, so that a name stands within a run of letters. */
export function isUnspaced(text: string): boolean {
  return new RegExp(`[${UNSPACED}]`, 'v').test(text)
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(LETTERS)].map((match) => {
    const [word] = match
    const first = word.charAt(0)
    return {
      folded: fold(word),
      start: match.index,
      end: match.index + word.length,
      isCapital: first === first.toUpperCase(),
    }
  })
}

// Written with or without accents, a name is the same.
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function unique(matches: readonly string[]): string[] {
  return [...new Set(matches)]
}

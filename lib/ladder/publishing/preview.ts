import type { Rewording } from '../diff/ladder-diff'
import type { ProposedMap } from '../diff/matches'
import type { Span } from '../diff/words'
import type { Item, LadderDocument } from '../format/document'
import type { Message } from '../format/messages'
import type { Publication } from './publication'

/** `excerpt` is the line that a message speaks of; null where it speaks of the whole. */
export type PlacedMessage = Message & { excerpt: string | null }

export type ChoosableRewording = {
  key: string
  where: string
  spans: Span[]
  isEditorial: boolean
  /** What a file that the draft was made from says. */
  stated: Item['change']
}

/** A proposed map with the words that its keys stand for. */
export type ChoosableMap = ProposedMap & { fromTexts: string[]; toTexts: string[] }

type Sides = { before: LadderDocument; after: LadderDocument }

// The class of a rewording is asked for beside its words, not as a message.
const ASKED = 'E507'

/** The messages of a draft with the words they are about. */
export function placedMessages({
  messages,
  text,
}: Publication & { text: string }): PlacedMessage[] {
  const lines = text.split('\n')
  return messages
    .filter(({ code }) => code !== ASKED)
    .map((message) => ({
      ...message,
      excerpt: message.line === 1 ? null : words(lines[message.line - 1] ?? ''),
    }))
}

/** A line of the text format without its list sign and attributes. */
function words(line: string): string {
  return line
    .trim()
    .replace(/^(?:- |#+ )/, '')
    .replace(/ *\{#[^{}]*\}$/, '')
}

export function choosableRewordings(
  rewordings: readonly Rewording[],
  { after }: Sides,
): ChoosableRewording[] {
  const items = new Map(after.items.map((item) => [item.key, item]))
  const titles = titlesOf(after)
  return rewordings.map(({ key, spans, automatic }) => {
    const item = items.get(key)
    const place = item ? [...item.levels, item.category] : []
    return {
      key,
      where: place.map((one) => titles.get(one) ?? one).join(' · '),
      spans,
      isEditorial: automatic !== null,
      stated: item?.change ?? null,
    }
  })
}

export function choosableMaps(proposals: readonly ProposedMap[], sides: Sides): ChoosableMap[] {
  const [left, right] = [wordsOf(sides.before), wordsOf(sides.after)]
  return proposals.map((map) => {
    const textsOf = (keys: readonly string[], words: Map<string, string>) =>
      keys.map((key) => words.get(`${map.entity} ${key}`) ?? key)
    return { ...map, fromTexts: textsOf(map.from, left), toTexts: textsOf(map.to, right) }
  })
}

function titlesOf({ levels, categories }: LadderDocument): Map<string, string> {
  return new Map([...categories, ...levels].map(({ key, title }) => [key, title]))
}

function wordsOf(document: LadderDocument): Map<string, string> {
  const { tracks, levels, categories, transitions } = document
  return new Map([
    ...document.items.map(({ key, text }): [string, string] => [`item ${key}`, text]),
    ...tracks.map(({ key, title }): [string, string] => [`track ${key}`, title]),
    ...levels.map(({ key, title }): [string, string] => [`level ${key}`, title]),
    ...categories.map(({ key, title }): [string, string] => [`category ${key}`, title]),
    ...transitions.map(({ key, title }): [string, string] => [`transition ${key}`, title]),
  ])
}

import { diffDocuments } from '../diff/ladder-diff'
import { type DiffSection, diffSections } from '../diff/sections'
import type { LadderDocument } from '../format/document'
import { type Adoption, adopted } from './adoption'
import { type ImportMatch, importMatches, matchId } from './matches'

/** A match with the words that its keys stand for and where they stand. */
export type ShownMatch = ImportMatch & { id: string; before: string; after: string; where: string }

export type ImportComparison = {
  sections: DiffSection[]
  /** Of tracks, levels, categories and transitions all; of items those of other words. */
  matches: ShownMatch[]
  /** How many items have the words of a published one. */
  sameItems: number
  /** How many similar items there are beside those that are shown. */
  moreItems: number
}

const MOST_ITEMS = 300
const MOST_LINES = 200

type Choice = Omit<Adoption, 'matches' | 'published'>

/** What an import would change, with what is the same in both taken for the same. */
export function compareImport(
  document: LadderDocument,
  published: LadderDocument,
  choice: Choice,
): ImportComparison {
  const sides = { before: published, after: document }
  const all = importMatches(sides, { keysCount: !choice.inherits })
  const matches = all.filter(({ isSame }) => isSame)
  const after = adopted(document, { ...choice, published, matches })
  const sections = diffSections(diffDocuments(published, after), { before: published, after })
  const items = all.filter(({ entity, isSame }) => entity === 'item' && !isSame)
  const others = all.filter(({ entity }) => entity !== 'item')
  const shown = [...others, ...items.slice(0, MOST_ITEMS)]
  return {
    sections: sections.map((section) => ({
      ...section,
      lines: section.lines.slice(0, MOST_LINES),
    })),
    matches: withWords(shown, sides),
    sameItems: all.filter(({ entity, isSame }) => entity === 'item' && isSame).length,
    moreItems: Math.max(0, items.length - MOST_ITEMS),
  }
}

/** The matches that a person has chosen; null when one of them is not proposed any more. */
export function chosenMatches(
  proposed: readonly ImportMatch[],
  { ids, keepsSame }: { ids: readonly string[]; keepsSame: boolean },
): ImportMatch[] | null {
  const byId = new Map(proposed.map((match) => [matchId(match), match]))
  const chosen = [...new Set(ids)].map((id) => byId.get(id))
  if (chosen.some((match) => match === undefined)) return null
  const same = proposed.filter(({ entity, isSame }) => entity === 'item' && isSame)
  const ticked = chosen.flatMap((match) => (match ? [match] : []))
  return [...new Set([...ticked, ...(keepsSame ? same : [])])]
}

function withWords(
  matches: readonly ImportMatch[],
  { before, after }: { before: LadderDocument; after: LadderDocument },
): ShownMatch[] {
  const [left, right] = [wordsOf(before), wordsOf(after)]
  const levels = new Map(after.levels.map(({ key, title }) => [key, title]))
  const places = new Map(
    after.items.map((item) => [item.key, item.levels.map((key) => levels.get(key) ?? key)]),
  )
  return matches.map((match) => ({
    ...match,
    id: matchId(match),
    before: left.get(`${match.entity} ${match.from}`) ?? match.from,
    after: right.get(`${match.entity} ${match.to}`) ?? match.to,
    where: match.entity === 'item' ? (places.get(match.to) ?? []).join(', ') : '',
  }))
}

function wordsOf(document: LadderDocument): Map<string, string> {
  const titled = { track: 'tracks', level: 'levels', category: 'categories' } as const
  const words = new Map(document.items.map(({ key, text }) => [`item ${key}`, text]))
  for (const { key, title } of document.transitions) words.set(`transition ${key}`, title)
  for (const [entity, list] of Object.entries(titled)) {
    for (const { key, title } of document[list]) words.set(`${entity} ${key}`, title)
  }
  return words
}

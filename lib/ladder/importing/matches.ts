import { isEditorial } from '../diff/change-class'
import { similarTexts } from '../diff/similarity'
import type { KeyMap, LadderDocument } from '../format/document'
import { comparable } from '../reading/structure/titles'

/**
 * Something published (`from`) that may be the same as something imported (`to`), by keys. `isSame`
 * where their words are the same; `score` (0..1) says how alike they are.
 */
export type ImportMatch = {
  entity: KeyMap['entity']
  from: string
  to: string
  score: number
  isSame: boolean
}

type Sides<T> = { before: readonly T[]; after: readonly T[] }
type Pair = { from: string; to: string }

const ALIKE = 0.5
const MOST_COMPARED = 40

/** The name of a match in a form. */
export function matchId({ entity, from, to }: Pick<ImportMatch, 'entity' | 'from' | 'to'>): string {
  return `${entity} ${from} ${to}`
}

/**
 * What of a published ladder an imported one may hold again. With `keysCount` (files in a format of
 * our own) what bears the same key is the same already and no match is needed.
 */
export function importMatches(
  { before, after }: { before: LadderDocument; after: LadderDocument },
  { keysCount }: { keysCount: boolean },
): ImportMatch[] {
  const open = <T extends { key: string }>(left: readonly T[], right: readonly T[]): Sides<T> => {
    if (!keysCount) return { before: left, after: right }
    const [here, there] = [keySet(left), keySet(right)]
    return {
      before: left.filter(({ key }) => !there.has(key)),
      after: right.filter(({ key }) => !here.has(key)),
    }
  }
  const levels = matched('level', open(before.levels, after.levels), levelNames)
  const categories = matched('category', open(before.categories, after.categories), categoryNames)
  const tracks = open(before.tracks, after.tracks)
  const byLevels = tracksByLevels(levels, tracks, { before, after })
  const items = open(before.items, after.items)
  return [
    ...byLevels,
    ...matched('track', without(tracks, byLevels), titleNames),
    ...levels,
    ...categories,
    ...itemMatches(items, sameKeys([...levels, ...categories])),
    ...matched('transition', open(before.transitions, after.transitions), titleNames),
  ]
}

function keySet(list: readonly { key: string }[]): Set<string> {
  return new Set(list.map(({ key }) => key))
}

function titleNames({ title }: { title: string }): string[] {
  return [comparable(title)]
}

function levelNames({ title, code, aliases }: LadderDocument['levels'][number]): string[] {
  return [comparable(title), ...(code === null ? [] : [`code ${code}`]), ...aliases.map(comparable)]
}

function categoryNames({ title, kind }: LadderDocument['categories'][number]): string[] {
  return [`${kind} ${comparable(title)}`]
}

/** Matches by any of their names, and what is left by the words of the title. */
function matched<T extends { key: string; title: string }>(
  entity: ImportMatch['entity'],
  { before, after }: Sides<T>,
  namesOf: (value: T) => string[],
): ImportMatch[] {
  const byName = new Map<string, T[]>()
  for (const value of before) {
    for (const name of namesOf(value)) byName.set(name, [...(byName.get(name) ?? []), value])
  }
  const taken = new Set<string>()
  const same = after.flatMap((value): ImportMatch[] => {
    const found = namesOf(value)
      .flatMap((name) => byName.get(name) ?? [])
      .find(({ key }) => !taken.has(key))
    if (!found) return []
    taken.add(found.key)
    return [{ entity, from: found.key, to: value.key, score: 1, isSame: true }]
  })
  return [...same, ...similar(entity, without({ before, after }, same), ({ title }) => title)]
}

/** A track is the one whose levels it has. */
function tracksByLevels(
  levels: readonly ImportMatch[],
  tracks: Sides<LadderDocument['tracks'][number]>,
  documents: { before: LadderDocument; after: LadderDocument },
): ImportMatch[] {
  const trackOf = ({ levels: all }: LadderDocument) =>
    new Map(all.map(({ key, track }) => [key, track]))
  const [old, now] = [trackOf(documents.before), trackOf(documents.after)]
  const open = keySet(tracks.before)
  const found = tracks.after.flatMap(({ key: to }): ImportMatch[] => {
    const from = levels
      .filter((level) => level.isSame && now.get(level.to) === to)
      .map((level) => old.get(level.from) ?? '')
    const [first = ''] = from
    if (!open.has(first) || from.some((track) => track !== first)) return []
    return [{ entity: 'track', from: first, to, score: 1, isSame: true }]
  })
  return oneToOne(found)
}

type Items = LadderDocument['items']

/** Items of the same words, first those that stand where they stood; then those of similar words. */
function itemMatches(
  { before, after }: Sides<Items[number]>,
  known: ReadonlyMap<string, string>,
): ImportMatch[] {
  const byWords = Map.groupBy(before, ({ text }) => comparable(text))
  const pairs: (Pair & { closeness: number })[] = []
  for (const [words, items] of Map.groupBy(after, ({ text }) => comparable(text))) {
    const candidates = (byWords.get(words) ?? []).slice(0, MOST_COMPARED)
    for (const item of items.slice(0, MOST_COMPARED)) {
      for (const one of candidates) {
        if (!isEditorial(one.text, item.text)) continue
        pairs.push({ from: one.key, to: item.key, closeness: closeness(one, item, known) })
      }
    }
  }
  const best = oneToOne(pairs.sort((a, b) => b.closeness - a.closeness))
  const same = best.map(
    ({ from, to }): ImportMatch => ({ entity: 'item', from, to, score: 1, isSame: true }),
  )
  return [...same, ...similar('item', without({ before, after }, same), ({ text }) => text)]
}

function closeness(
  before: Items[number],
  after: Items[number],
  known: ReadonlyMap<string, string>,
): number {
  const levels = after.levels.map((level) => known.get(`level ${level}`) ?? level)
  const shared = levels.filter((level) => before.levels.includes(level)).length
  const category = known.get(`category ${after.category}`) ?? after.category
  return shared * 2 + (category === before.category ? 1 : 0)
}

/** What is left of both sides. */
function without<T extends { key: string }>(
  { before, after }: Sides<T>,
  found: readonly Pair[],
): Sides<T> {
  const [from, to] = [new Set(found.map((one) => one.from)), new Set(found.map((one) => one.to))]
  return {
    before: before.filter(({ key }) => !from.has(key)),
    after: after.filter(({ key }) => !to.has(key)),
  }
}

function similar<T extends { key: string }>(
  entity: ImportMatch['entity'],
  { before, after }: Sides<T>,
  wordsOf: (value: T) => string,
): ImportMatch[] {
  const worded = (list: readonly T[]) =>
    list.map((value) => ({ key: value.key, text: wordsOf(value) }))
  const matches = similarTexts(worded(before), worded(after), ALIKE)
  return oneToOne(matches).map((match) => ({ entity, ...match, isSame: false }))
}

function oneToOne<T extends Pair>(pairs: readonly T[]): T[] {
  const taken = new Set<string>()
  return pairs.filter(({ from, to }) => {
    if (taken.has(`from ${from}`) || taken.has(`to ${to}`)) return false
    taken.add(`from ${from}`).add(`to ${to}`)
    return true
  })
}

function sameKeys(matches: readonly ImportMatch[]): Map<string, string> {
  const same = matches.filter(({ isSame }) => isSame)
  return new Map(same.map(({ entity, from, to }) => [`${entity} ${to}`, from]))
}

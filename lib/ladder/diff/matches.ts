import type { KeyMap, LadderDocument } from '../format/document'
import { contained, type Match, similarTexts, type Worded } from './similarity'

/** A key map that a person may take over; `score` (0..1) says how much speaks for it. */
export type ProposedMap = Pick<KeyMap, 'entity' | 'from' | 'to' | 'relation'> & { score: number }

const LEAST = 0.3
const ALIKE = 0.5
const PART = 0.75

/**
 * What may have become of the keys that one version has and the next has not: replaced, split or
 * merged, for items by their words and for levels also by their items. It only proposes.
 */
export function proposeMatches(before: LadderDocument, after: LadderDocument): ProposedMap[] {
  const mapped = new Set(
    after.keymap.flatMap(({ entity, from }) => from.map((key) => `${entity} ${key}`)),
  )
  const proposals = [
    ...levelMaps(before, after),
    ...worded('track', before.tracks.map(titled), after.tracks.map(titled)),
    ...worded('category', before.categories.map(titled), after.categories.map(titled)),
    ...itemMaps(before, after),
    ...worded('transition', before.transitions.map(titled), after.transitions.map(titled)),
  ]
  return proposals.filter(({ entity, from }) => !from.some((key) => mapped.has(`${entity} ${key}`)))
}

function worded(
  entity: KeyMap['entity'],
  before: readonly Worded[],
  after: readonly Worded[],
): ProposedMap[] {
  const { gone, come } = onlyHereOrThere(before, after)
  return oneToOne(similarTexts(gone, come, ALIKE)).map(replacing(entity))
}

/** A level that was given another key is known by its items, or else by its title. */
function levelMaps(before: LadderDocument, after: LadderDocument): ProposedMap[] {
  const { gone, come } = onlyHereOrThere(before.levels.map(titled), after.levels.map(titled))
  if (gone.length === 0 || come.length === 0) return []
  const shared = sharedItems(before, after)
  const byItems = gone.flatMap(({ key: from }) =>
    come.flatMap(({ key: to }) => {
      const score = shared(from, to)
      return score >= ALIKE ? [{ from, to, score }] : []
    }),
  )
  const matches = [...byItems, ...similarTexts(gone, come, ALIKE)]
  return oneToOne(matches.sort((a, b) => b.score - a.score)).map(replacing('level'))
}

function sharedItems(before: LadderDocument, after: LadderDocument) {
  const itemsAt = ({ items }: LadderDocument) => {
    const keys = new Map<string, Set<string>>()
    for (const { key, levels } of items) {
      for (const level of levels) keys.set(level, (keys.get(level) ?? new Set()).add(key))
    }
    return keys
  }
  const [left, right] = [itemsAt(before), itemsAt(after)]
  return (from: string, to: string) => {
    const own = left.get(from) ?? new Set()
    const other = right.get(to) ?? new Set()
    const both = [...own].filter((key) => other.has(key)).length
    const all = own.size + other.size - both
    return all === 0 ? 0 : both / all
  }
}

function itemMaps(before: LadderDocument, after: LadderDocument): ProposedMap[] {
  const { gone, come } = onlyHereOrThere(before.items, after.items)
  const matches = similarTexts(gone, come, LEAST)
  const texts = new Map([...gone, ...come].map(({ key, text }) => [key, text]))
  const isPart = (part: string, whole: string) =>
    contained(texts.get(part) ?? '', texts.get(whole) ?? '') >= PART
  const split = several(matches, 'from', ({ from, to }) => isPart(to, from))
  const merged = several(matches, 'to', ({ from, to }) => isPart(from, to))
  const taken = new Set([...split, ...merged].flatMap(({ from, to }) => [...from, ...to]))
  const free = matches.filter(({ from, to }) => !taken.has(from) && !taken.has(to))
  return [
    ...split,
    ...merged,
    ...oneToOne(free.filter(({ score }) => score >= ALIKE)).map(replacing('item')),
  ]
}

/** One text whose parts stand in two or more texts on the other side, and in nothing better. */
function several(
  matches: readonly Match[],
  side: 'from' | 'to',
  isPart: (match: Match) => boolean,
): ProposedMap[] {
  const other = side === 'from' ? 'to' : 'from'
  const groups = new Map<string, Match[]>()
  const taken = new Set<string>()
  for (const match of matches) {
    if (taken.has(match[other]) || !isPart(match)) continue
    taken.add(match[other])
    groups.set(match[side], [...(groups.get(match[side]) ?? []), match])
  }
  return [...groups].flatMap(([one, parts]) => {
    if (parts.length < 2) return []
    const many = parts.map((match) => match[other])
    const score = parts.reduce((sum, match) => sum + match.score, 0) / parts.length
    const ends = side === 'from' ? { from: [one], to: many } : { from: many, to: [one] }
    return [{ entity: 'item', relation: side === 'from' ? 'split' : 'merged', score, ...ends }]
  })
}

function oneToOne(matches: readonly Match[]): Match[] {
  const taken = new Set<string>()
  return matches.filter(({ from, to }) => {
    if (taken.has(`from ${from}`) || taken.has(`to ${to}`)) return false
    taken.add(`from ${from}`).add(`to ${to}`)
    return true
  })
}

function replacing(entity: KeyMap['entity']) {
  return ({ from, to, score }: Match): ProposedMap => ({
    entity,
    from: [from],
    to: [to],
    relation: 'replaces',
    score,
  })
}

function titled({ key, title }: { key: string; title: string }): Worded {
  return { key, text: title }
}

function onlyHereOrThere(before: readonly Worded[], after: readonly Worded[]) {
  const [here, there] = [before, after].map((list) => new Set(list.map(({ key }) => key)))
  return {
    gone: before.filter(({ key }) => !there?.has(key)),
    come: after.filter(({ key }) => !here?.has(key)),
  }
}

import type { VersionTree } from '../versions/tree'
import { type LevelPage, levelPage } from './level-page'
import { type ComparedLine, comparedLines, facingLines } from './lines'
import { type TransitionView, transitionViews } from './overview'
import type { FactView, Statement } from './statement'

/** `isCommon`: the other level says the same, as a shared item or in the same words. */
export type ComparedItem = Statement & { isCommon: boolean }
export type ComparisonRow = {
  category: { key: string; title: string }
  left: ComparedItem[]
  right: ComparedItem[]
  /** The same statements, each beside its counterpart where it has one. */
  lines: ComparedLine[]
}
export type ComparedFact = {
  key: string
  label: string
  left: FactView | null
  right: FactView | null
  isChanged: boolean
}
export type ComparedLevel = Pick<
  LevelPage,
  'key' | 'code' | 'title' | 'track' | 'trackTitle' | 'band' | 'summary'
>
export type Comparison = {
  left: ComparedLevel
  right: ComparedLevel
  /** Whether the levels stand equal; null where one has no band. */
  isSameBand: boolean | null
  facts: ComparedFact[]
  rows: ComparisonRow[]
  growthAreas: ComparisonRow[]
  /** The shortest way of steps from the left level to the right one; else the way back, else none. */
  transitions: TransitionView[]
}

/** Two levels side by side with what changes between them; null when either does not exist. */
export function comparison(
  tree: VersionTree,
  leftKey: string,
  rightKey: string,
): Comparison | null {
  const left = levelPage(tree, leftKey)
  const right = levelPage(tree, rightKey)
  if (!left || !right) return null
  const hasBands = left.band !== null && right.band !== null
  return {
    left: headOf(left),
    right: headOf(right),
    isSameBand: hasBands ? left.band === right.band : null,
    facts: comparedFacts(left, right),
    rows: comparedRows(tree, [sectionsOf(left), sectionsOf(right)], comparedLines),
    growthAreas: comparedRows(tree, [areasOf(left), areasOf(right)], facingLines),
    transitions: stepsBetween(tree, left, right),
  }
}

type Stated = Map<string, Statement[]>

function headOf({ key, code, title, track, trackTitle, band, summary }: LevelPage): ComparedLevel {
  return { key, code, title, track, trackTitle, band, summary }
}

function sectionsOf({ sections }: LevelPage): Stated {
  return new Map(sections.map(({ category, items }) => [category.key, items]))
}

function areasOf({ growthAreas }: LevelPage): Stated {
  return new Map(growthAreas.map(({ category, cell }) => [category.key, [cell]]))
}

function comparedRows(
  { document }: VersionTree,
  [left, right]: [Stated, Stated],
  linesOf: typeof comparedLines,
): ComparisonRow[] {
  return document.categories.flatMap(({ key, title }) => {
    const ours = left.get(key) ?? []
    const theirs = right.get(key) ?? []
    if (ours.length + theirs.length === 0) return []
    const row = { left: marked(ours, theirs), right: marked(theirs, ours) }
    return [{ category: { key, title }, ...row, lines: linesOf(row.left, row.right) }]
  })
}

function marked(items: Statement[], others: Statement[]): ComparedItem[] {
  const texts = new Set(others.map(({ text }) => text.toLowerCase()))
  return items.map((item) => ({ ...item, isCommon: texts.has(item.text.toLowerCase()) }))
}

function comparedFacts(left: LevelPage, right: LevelPage): ComparedFact[] {
  const all = [...left.facts, ...right.facts]
  const names = new Map(all.map((fact) => [`${fact.key} ${fact.label}`, fact]))
  return [...names.values()].map(({ key, label }) => {
    const isIt = (fact: FactView) => fact.key === key && fact.label === label
    const ours = left.facts.find(isIt) ?? null
    const theirs = right.facts.find(isIt) ?? null
    return { key, label, left: ours, right: theirs, isChanged: ours?.text !== theirs?.text }
  })
}

function stepsBetween(tree: VersionTree, left: LevelPage, right: LevelPage): TransitionView[] {
  const way = wayOf(tree, left, right) ?? wayOf(tree, right, left) ?? []
  return way.flatMap((key) => transitionViews(tree, (step) => step.key === key))
}

/** Breadth first; inside one track the way does not lead through another. */
function wayOf({ document }: VersionTree, from: LevelPage, to: LevelPage): string[] | null {
  const trackOf = new Map(document.levels.map(({ key, track }) => [key, track]))
  const isAllowed = (level: string) => from.track !== to.track || trackOf.get(level) === to.track
  const ways = new Map<string, string[]>([[from.key, []]])
  for (const [level, way] of ways) {
    if (level === to.key) return way
    const starts = [level, trackOf.get(level)]
    for (const step of document.transitions) {
      if (step.from === null || !starts.includes(step.from)) continue
      if (!ways.has(step.to) && isAllowed(step.to)) ways.set(step.to, [...way, step.key])
    }
  }
  return null
}

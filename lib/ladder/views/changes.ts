import type { VersionTree } from '../versions/tree'
import { type ComparedFact, type ComparedItem, type ComparedLevel, comparison } from './comparison'
import { levelPage } from './level-page'
import type { TransitionView } from './overview'
import { type LevelName, levelName, type Statement } from './statement'

/** What becomes of one category on the way; a pair says the same subject at both levels. */
export type ChangedCategory = {
  key: string
  title: string
  added: ComparedItem[]
  deeper: { from: ComparedItem; to: ComparedItem }[]
  same: ComparedItem[]
  dropped: ComparedItem[]
}
export type Changes = {
  from: ComparedLevel
  to: ComparedLevel
  /** Where the other level stands: further up or down the same track, or in another one. */
  direction: 'up' | 'down' | 'across'
  isSameBand: boolean | null
  /** Whether what the lower levels of a track ask for stays asked for. */
  isCumulative: boolean
  facts: ComparedFact[]
  categories: ChangedCategory[]
  /** The steps that lead there, the first one first; empty where the ladder describes none. */
  steps: TransitionView[]
  /** What a review at the other level rates, by category. */
  rated: { title: string; items: Statement[] }[]
}

/** What changes for somebody who goes from one level to another; null when either does not exist. */
export function changesBetween(tree: VersionTree, fromKey: string, toKey: string): Changes | null {
  const compared = comparison(tree, fromKey, toKey)
  const target = levelPage(tree, toKey)
  if (!compared || !target) return null
  const { left, right, facts, rows, growthAreas, transitions, isSameBand } = compared
  const direction = directionOf(tree, left, right)
  return {
    from: left,
    to: right,
    direction,
    isSameBand,
    isCumulative: tree.document.cumulative,
    facts: facts.filter(({ isChanged }) => isChanged),
    categories: [...rows, ...growthAreas].map(({ category, lines }) => ({
      ...category,
      // In another track what is rated there stands by itself, in `rated`.
      added: lines.flatMap(({ change, right: to }) =>
        change === 'added' && to && !(direction === 'across' && to.scored) ? [to] : [],
      ),
      deeper: lines.flatMap(({ change, left: from, right: to }) =>
        change === 'deeper' && from && to ? [{ from, to }] : [],
      ),
      same: lines.flatMap(({ change, right: to }) => (change === 'same' && to ? [to] : [])),
      dropped: lines.flatMap(({ change, left: from }) =>
        change === 'dropped' && from ? [from] : [],
      ),
    })),
    steps: leadsTo(transitions, toKey) ? transitions : [],
    rated: target.sections.flatMap(({ category: { title }, items }) => {
      const scored = items.filter((item) => item.scored)
      return scored.length > 0 ? [{ title, items: scored }] : []
    }),
  }
}

/**
 * The levels somebody at this one would ask about first: the next one, those that stand equal, and
 * wherever a step leads from the level or its track. Empty for a level that does not exist.
 */
export function likelyTargets(tree: VersionTree, fromKey: string): LevelName[] {
  const page = levelPage(tree, fromKey)
  if (!page) return []
  const all = [page.next, ...page.sameBand, ...page.transitionsFrom.map(({ to }) => to)]
  const keys = new Set(all.flatMap((level) => (level ? [level.key] : [])))
  return [...keys].flatMap((key) => levelName(tree, key) ?? [])
}

function directionOf(
  { document }: VersionTree,
  from: ComparedLevel,
  to: ComparedLevel,
): Changes['direction'] {
  if (from.track !== to.track) return 'across'
  const at = (level: ComparedLevel) => document.levels.findIndex(({ key }) => key === level.key)
  return at(to) > at(from) ? 'up' : 'down'
}

// The steps between two levels may be those of the way back.
function leadsTo(steps: readonly TransitionView[], toKey: string): boolean {
  return steps.at(-1)?.to.key === toKey
}

import { ratingScale, type ScalePoint } from '../format/document'
import type { VersionTree } from '../versions/tree'
import { levelSections } from './level-page'
import { idOf, type Statement } from './statement'

/** An item that can be rated, with the weight that scoring takes: 1 where the ladder gives none. */
export type ScoredItem = Omit<Statement, 'weight'> & { weight: number }
export type ScoredCategory = {
  key: string
  title: string
  /** The target's weight for this level, else the category's, else 1. */
  weight: number
  expectations: Statement[]
  /** Items that are scored; those of weight 0 are shown and rated but count for nothing. */
  indicators: ScoredItem[]
}
export type ScoredLevel = {
  levelId: string
  levelKey: string
  title: string
  track: string
  ratingPoints: ScalePoint[]
  categories: ScoredCategory[]
}

/** What a review of this level shows and rates, by category; null when there is no such level. */
export function scoredLevel(tree: VersionTree, levelKey: string): ScoredLevel | null {
  const { document } = tree
  const level = document.levels.find(({ key }) => key === levelKey)
  if (!level) return null
  const { title, track } = level
  return {
    levelId: idOf(tree.levelIds, levelKey),
    levelKey,
    title,
    track,
    ratingPoints: ratingScale(document)?.points ?? [],
    categories: levelSections(tree, level).map(({ category: { key, title: name }, items }) => ({
      key,
      title: name,
      weight: categoryWeight(tree, levelKey, key),
      expectations: items.filter((item) => !item.scored && item.kind === 'expectation'),
      indicators: items
        .filter((item) => item.scored)
        .map((item) => ({ ...item, weight: item.weight ?? 1 })),
    })),
  }
}

function categoryWeight({ document }: VersionTree, levelKey: string, categoryKey: string): number {
  const target = document.targets.find((t) => t.level === levelKey && t.category === categoryKey)
  const category = document.categories.find(({ key }) => key === categoryKey)
  return target?.weight ?? category?.weight ?? 1
}

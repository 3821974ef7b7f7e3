import type { Category, Item, Level, Transition } from '../format/document'
import { type LadderDocument, ratingScale, type ScalePoint } from '../format/document'
import type { VersionTree } from '../versions/tree'
import { type TransitionView, transitionViews } from './overview'
import {
  type FactView,
  factView,
  idOf,
  type LevelName,
  levelName,
  type Statement,
  statement,
} from './statement'

export type LevelSection = {
  category: Pick<Category, 'key' | 'title' | 'gate'>
  /** For a skill: the point of its scale that the level is held to. */
  at: ScalePoint | null
  items: Statement[]
}
export type LevelPage = LevelName & {
  id: string
  aliases: string[]
  trackTitle: string
  band: number | null
  summary: string
  body: string
  facts: FactView[]
  extends: LevelName | null
  previous: LevelName | null
  next: LevelName | null
  sameBand: LevelName[]
  sections: LevelSection[]
  growthAreas: { category: Pick<Category, 'key' | 'title'>; cell: Statement }[]
  transitionsTo: TransitionView[]
  /** From this level, and from any level of its track to another one. */
  transitionsFrom: TransitionView[]
  ratingPoints: ScalePoint[]
}

/** Everything the ladder says of one level; null when there is no such level. */
export function levelPage(tree: VersionTree, levelKey: string): LevelPage | null {
  const { document } = tree
  const level = document.levels.find((candidate) => candidate.key === levelKey)
  const name = levelName(tree, levelKey)
  if (!level || !name) return null
  return {
    ...name,
    id: idOf(tree.levelIds, levelKey),
    trackTitle: document.tracks.find((track) => track.key === level.track)?.title ?? '',
    aliases: level.aliases,
    band: level.band,
    summary: level.summary,
    body: level.body,
    facts: level.facts.map(factView),
    extends: level.extends === null ? null : levelName(tree, level.extends),
    ...neighbours(tree, level),
    sections: levelSections(tree, level),
    growthAreas: growthAreas(tree, levelKey),
    transitionsTo: transitionViews(tree, ({ to }) => to === levelKey),
    transitionsFrom: transitionViews(tree, (step) => leadsFrom(step, level)),
    ratingPoints: ratingScale(document)?.points ?? [],
  }
}

/** The categories of a level with its items, then the skills that it is held to. */
export function levelSections(tree: VersionTree, level: Level): LevelSection[] {
  const { document } = tree
  return document.categories.flatMap((category) => {
    if (category.kind === 'growth-area') return []
    const { key, title, gate } = category
    const at = targetPoint(document, category, level)
    const isHere = (item: Item) =>
      item.category === key && (item.levels.includes(level.key) || (at && item.at === at.code))
    const items = document.items.filter(isHere).map((item) => statement(tree, item, level.key))
    return items.length > 0 ? [{ category: { key, title, gate }, at, items }] : []
  })
}

function leadsFrom({ from, to }: Transition, { key, track }: Level): boolean {
  return from === key || (from === track && to !== key)
}

function targetPoint(
  { targets, scales }: LadderDocument,
  category: Category,
  level: Level,
): ScalePoint | null {
  const target = targets.find((t) => t.level === level.key && t.category === category.key)
  const scale = scales.find((candidate) => candidate.key === category.scale)
  return scale?.points.find((point) => point.code === target?.at) ?? null
}

function neighbours(tree: VersionTree, level: Level) {
  const { levels } = tree.document
  const track = levels.filter((candidate) => candidate.track === level.track)
  const at = track.findIndex((candidate) => candidate.key === level.key)
  const nameAt = (index: number) => {
    const found = track[index]
    return found ? levelName(tree, found.key) : null
  }
  const isEqual = ({ key, band }: Level) =>
    band !== null && band === level.band && key !== level.key
  return {
    previous: nameAt(at - 1),
    next: nameAt(at + 1),
    sameBand: levels.filter(isEqual).flatMap(({ key }) => levelName(tree, key) ?? []),
  }
}

function growthAreas(tree: VersionTree, levelKey: string): LevelPage['growthAreas'] {
  return tree.document.categories.flatMap(({ key, title, kind }) => {
    if (kind !== 'growth-area') return []
    const cell = tree.document.items.find(
      (item) => item.category === key && item.levels.includes(levelKey),
    )
    return cell ? [{ category: { key, title }, cell: statement(tree, cell, levelKey) }] : []
  })
}

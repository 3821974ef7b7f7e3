import { isPlaceholder } from '../../checks/item-texts'
import type { Spot } from '../structure/blocks'
import type { Candidate } from '../structure/candidates'
import { allSections, isSection, type Section, weightOf } from '../structure/sections'
import { comparable, isLevelLike, isSharedTitle } from '../structure/titles'
import type { LevelShape } from './levels'
import type { Shaping } from './shaping'

/** Which sections play which part when the source is read in one way. */
export type Members = {
  /** Sections that are levels. */
  levels: ReadonlySet<Section>
  /** Sections whose children are levels: tracks, if they have a title of their own. */
  holders: ReadonlySet<Section>
  /** Sections that hold categories in which levels stand, by the section around them. */
  across: ReadonlyMap<Section, Section[]>
  outer: ReadonlySet<Section>
  /** Bullets that are levels or hold them, by their place. */
  bullets: ReadonlyMap<Spot, Section>
  shape: LevelShape
  /** What the levels within a category look like. */
  inner: Section['style'] | null
}

export function membersOf(
  roots: readonly Section[],
  candidate: Candidate,
  shaping: Shaping,
): Members {
  const repeated = new Set(candidate.categories.map(comparable))
  const none = {
    levels: new Set<Section>(),
    holders: new Set<Section>(),
    outer: new Set<Section>(),
  }
  const shape = { category: null, repeated }
  if (candidate.kind === 'tables') {
    return { ...none, across: new Map(), bullets: new Map(), shape, inner: null }
  }
  const bullets = new Map(
    candidate.members.flatMap((section) =>
      section.style === 'item' ? [[section.at, section] as const] : [],
    ),
  )
  if (candidate.kind === 'across') {
    const across = Map.groupBy(candidate.members, (section) => section.parent ?? section)
    const outer = new Set(candidate.members)
    return { ...none, across, outer, bullets, shape, inner: candidate.level }
  }
  const levels = levelSections(roots, candidate, shaping)
  return {
    levels,
    holders: parentsOf(levels),
    across: new Map(),
    outer: none.outer,
    bullets,
    shape: { category: candidate.category, repeated },
    inner: null,
  }
}

function levelSections(
  roots: readonly Section[],
  candidate: Extract<Candidate, { kind: 'headings' }>,
  shaping: Shaping,
): Set<Section> {
  const levels = new Set(candidate.members.filter((section) => keepsRole(section, shaping)))
  const holders = parentsOf(levels)
  for (const section of roots.flatMap(allSections)) {
    const isForced = shaping.roleAt(section.at) === 'level'
    const isSibling =
      section.style === candidate.level &&
      section.parent !== null &&
      holders.has(section.parent) &&
      keepsRole(section, shaping) &&
      looksLikeLevel(section)
    if (isForced || isSibling) levels.add(section)
  }
  return levels
}

function keepsRole(section: Section, shaping: Shaping): boolean {
  const role = shaping.roleAt(section.at)
  return role === null || role === 'level'
}

function parentsOf(sections: ReadonlySet<Section>): Set<Section> {
  return new Set([...sections].flatMap((section) => section.parent ?? []))
}

// A level that nobody has described yet stands among the others with a placeholder or with nothing.
function looksLikeLevel(section: Section): boolean {
  if (isSharedTitle(section.title)) return false
  if (!isLevelLike(section.title) || section.title.endsWith('?')) return false
  const hasItems = section.parts.some((part) =>
    isSection(part) ? weightOf(part.parts) > 0 : part.kind === 'list',
  )
  return hasItems || section.parts.every(isEmptyPart)
}

function isEmptyPart(part: Section['parts'][number]): boolean {
  if (isSection(part)) return false
  return part.kind === 'paragraph' && isPlaceholder(part.text.replace(/^[*_]+|[*_]+$/g, ''))
}

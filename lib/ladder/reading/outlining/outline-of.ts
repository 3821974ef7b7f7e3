import type { OutlineNode } from '../outline'
import { append } from '../structure/append'
import type { Block, ListBlock, TableBlock } from '../structure/blocks'
import { type Candidate, isPlannedTable } from '../structure/candidates'
import { allSections, isSection, type Section } from '../structure/sections'
import { isSharedTitle } from '../structure/titles'
import { acrossNodes } from './across'
import { proseNodes } from './contents'
import { sharedNodes } from './for-all-levels'
import { growthAreasNode } from './growth-areas'
import { isLevelTable, type LevelTable, levelTable, withFacts } from './level-table'
import { levelNode, sectionProse } from './levels'
import { fillMatrix } from './matrix'
import { type MatrixPlan, matrixPlan } from './matrix-plan'
import { type Members, membersOf } from './members'
import type { Shaping } from './shaping'
import { isStep, transitionNode, transitionsNode } from './transitions'

type Walk = {
  candidate: Candidate
  members: Members
  plan: MatrixPlan | null
  matrices: Map<number, Map<string, OutlineNode>>
  facts: LevelTable['facts']
  shaping: Shaping
}

/** The source as an outline, read in the way of the candidate. Every word of it is in some node. */
export function outlineOf(
  roots: readonly Section[],
  candidate: Candidate,
  shaping: Shaping,
): OutlineNode[] {
  const members = membersOf(roots, candidate, shaping)
  const isTables = candidate.kind === 'tables'
  const plan = isTables ? matrixPlan(roots.flatMap(allSections), candidate) : null
  const walk: Walk = { candidate, members, plan, matrices: new Map(), facts: [], shaping }
  const [only] = roots
  const isOne = only !== undefined && roots.length === 1
  const nodes = isOne ? partNodes(only, walk) : roots.flatMap((root) => sectionNodes(root, walk))
  return withFacts(nodes, walk.facts)
}

/** The source as prose only: what is shown of a file in which no levels were found. */
export function proseOutline(roots: readonly Section[], shaping: Shaping): OutlineNode[] {
  return roots.flatMap((root) =>
    root.parts.flatMap((part) =>
      isSection(part) ? [sectionProse(part, shaping)] : proseNodes([part], shaping),
    ),
  )
}

function partNodes(section: Section, walk: Walk): OutlineNode[] {
  const { shaping, members } = walk
  const nodes: OutlineNode[] = []
  let run: Block[] = []
  const flush = () => {
    append(nodes, proseNodes(run, shaping))
    run = []
  }
  for (const part of section.parts) {
    const own = isSection(part) ? sectionNodes(part, walk) : structureIn(part, section, walk)
    if (own) {
      flush()
      append(nodes, own)
    } else if (!isSection(part)) run.push(part)
  }
  flush()
  return members.across.has(section) ? [...nodes, ...acrossNodes(section, members, shaping)] : nodes
}

/** What a block is beyond prose, or null. */
function structureIn(block: Block, section: Section, walk: Walk): OutlineNode[] | null {
  const { members, candidate, shaping, facts } = walk
  if (block.kind === 'list') {
    const hasLevels = block.items.some(({ at }) => members.bullets.has(at))
    return hasLevels ? bulletNodes(block, walk) : null
  }
  if (block.kind !== 'table') return null
  if (isPlannedTable(block, candidate)) return tableNodes(block, section, walk)
  const told = levelTable(block, shaping)
  append(facts, told?.facts ?? [])
  return told?.nodes ?? null
}

function bulletNodes(list: ListBlock, { members, shaping }: Walk): OutlineNode[] {
  return list.items.flatMap((item) => {
    const section = members.bullets.get(item.at)
    if (!section) return proseNodes([{ ...list, items: [item] }], shaping)
    return members.levels.has(section) ? [levelNode(section, members.shape, shaping)] : []
  })
}

function tableNodes(table: TableBlock, section: Section, walk: Walk): OutlineNode[] {
  const { candidate, plan, matrices, shaping } = walk
  if (candidate.kind !== 'tables' || !plan) return []
  const group = plan.groupOf(table)
  const levels = matrices.get(group) ?? new Map<string, OutlineNode>()
  matrices.set(group, levels)
  const before = new Set(levels.values())
  const over = plan.roles.get(section) === 'category' ? section : null
  const rest = fillMatrix(table, { axis: candidate.axis, levels, over, shaping })
  return [...rest, ...[...levels.values()].filter((level) => !before.has(level))]
}

function sectionNodes(section: Section, walk: Walk): OutlineNode[] {
  const { members, shaping, plan } = walk
  const role = shaping.roleAt(section.at)
  if (role === 'ignored') return [{ ...sectionProse(section, shaping), role }]
  if (role === 'prose') return [sectionProse(section, shaping)]
  if (members.levels.has(section)) return [levelNode(section, members.shape, shaping)]
  if (members.outer.has(section)) return []
  if (isSharedTitle(section.title) && section.parent && members.holders.has(section.parent)) {
    return sharedNodes(section, members.shape, shaping)
  }
  if (plan?.roles.get(section) === 'category') return partNodes(section, walk)
  if (holdsLevels(section, walk)) return holderNodes(section, walk)
  if (hasLevelTable(section, shaping)) return holderNodes(section, walk)
  const special = transitionsNode(section, shaping) ?? growthAreasNode(section, shaping)
  if (special) return [special]
  if (isStep(section, shaping) && role === null) return [transitionNode(section, shaping)]
  return [sectionProse(section, shaping)]
}

function holderNodes(section: Section, walk: Walk): OutlineNode[] {
  const { members, shaping, plan } = walk
  const children = partNodes(section, walk)
  const isTrack = members.holders.has(section) || members.across.has(section)
  if (isTrack || plan?.roles.get(section) === 'track') {
    return [{ ...shaping.node('track', section.at, { title: section.title }), children }]
  }
  const text = `## ${section.title}`
  return [shaping.node('prose', section.at, { title: section.title, text }), ...children]
}

function hasLevelTable({ parts }: Section, shaping: Shaping): boolean {
  return parts.some(
    (part) => !isSection(part) && part.kind === 'table' && isLevelTable(part, shaping),
  )
}

function holdsLevels(section: Section, { members, candidate }: Walk): boolean {
  return allSections(section).some(
    (inner) =>
      members.levels.has(inner) ||
      members.holders.has(inner) ||
      members.across.has(inner) ||
      members.outer.has(inner) ||
      inner.parts.some((part) => !isSection(part) && isPlannedTable(part, candidate)),
  )
}

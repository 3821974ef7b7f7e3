import type { OutlineNode } from '../outline'
import type { Block, ListItem } from '../structure/blocks'
import { isSection, itemSection, type Section } from '../structure/sections'
import { plainLeadIn } from '../structure/titles'
import { proseNodes } from './contents'
import { itemNodes } from './items'
import { sectionProse } from './levels'
import type { Shaping } from './shaping'

const LEAST_PART = 0.6

/**
 * A section whose groups say something for each level by name ("Director: Sets direction"), whatever
 * the groups are made of. Null when it is none.
 */
export function growthAreasNode(section: Section, shaping: Shaping): OutlineNode | null {
  const role = shaping.roleAt(section.at)
  const groups = groupsOf(section)
  const areas = groups.filter((group) => isArea(group, shaping))
  if (role !== 'growth-areas' && (areas.length === 0 || areas.length * 2 < groups.length))
    return null
  const node = shaping.node('growth-areas', section.at, { title: section.title })
  const known = new Map(areas.map((area) => [area.at, area]))
  node.children = section.parts.flatMap((part) => {
    if (isSection(part)) {
      const area = known.get(part.at)
      return area ? [areaNode(area, shaping)] : [sectionProse(part, shaping)]
    }
    if (part.kind !== 'list') return proseNodes([part], shaping)
    return part.items.flatMap((item) => {
      const area = known.get(item.at)
      const one: Block = { ...part, items: [item] }
      return area ? [areaNode(area, shaping)] : proseNodes([one], shaping)
    })
  })
  return node
}

function groupsOf(section: Section): Section[] {
  return section.parts.flatMap((part) => {
    if (isSection(part)) return [part]
    if (part.kind !== 'list') return []
    return part.items.flatMap((item) => itemSection(item, 'item', section) ?? [])
  })
}

function isArea(group: Section, shaping: Shaping): boolean {
  const cells = cellsOf(group)
  const named = cells.filter((item) => {
    const lead = plainLeadIn(item.text)
    return lead !== null && shaping.levelsOf(lead.title).length > 0
  })
  return cells.length >= 2 && named.length >= LEAST_PART * cells.length
}

function cellsOf(group: Section): ListItem[] {
  return group.parts.flatMap((part) => (!isSection(part) && part.kind === 'list' ? part.items : []))
}

function areaNode(area: Section, shaping: Shaping): OutlineNode {
  const node = shaping.node('growth-area', area.at, { title: area.title })
  node.children = area.parts.flatMap((part) => {
    if (isSection(part)) return [sectionProse(part, shaping)]
    if (part.kind !== 'list') return proseNodes([part], shaping)
    return part.items.flatMap((item) => cellNodes(item, shaping))
  })
  return node
}

function cellNodes(item: ListItem, shaping: Shaping): OutlineNode[] {
  const lead = plainLeadIn(item.text)
  if (!lead) return itemNodes(item, shaping).map((node) => ({ ...node, role: 'cell' }))
  const [node] = itemNodes({ ...item, text: lead.rest }, shaping)
  return node ? [{ ...node, role: 'cell', title: lead.title }] : []
}

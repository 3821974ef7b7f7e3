import type { OutlineNode } from '../outline'
import { type Block, cellText, type TableBlock } from '../structure/blocks'
import { isSection, itemSection, type Section } from '../structure/sections'
import { bodyRows, titleRow } from '../structure/tables'
import { stepOf } from '../structure/titles'
import { proseNodes } from './contents'
import { sectionProse } from './levels'
import type { Shaping } from './shaping'

const ARROW = /\s(?:->|→|=>|–>)\s/

/** A section of steps from level to level; null when it is none. */
export function transitionsNode(section: Section, shaping: Shaping): OutlineNode | null {
  const role = shaping.roleAt(section.at)
  const children = stepSections(section)
  const steps = new Set(children.filter((child) => isStep(child, shaping)).map((child) => child.at))
  const isNamed = /\btransitions?\b/i.test(section.title)
  const isEnough = steps.size >= (isNamed ? 1 : 2) && steps.size * 2 >= children.length
  if (role !== 'transitions' && !isEnough) return null
  const node = shaping.node('transitions', section.at, { title: section.title })
  node.children = section.parts.flatMap((part) => partNodes(part, section, { steps, shaping }))
  return node
}

/** Whether the title leads from somewhere to a level, or from a level to somewhere. */
export function isStep(section: Section, shaping: Shaping): boolean {
  const step = stepOf(section.title)
  if (!step) return false
  return shaping.levelsOf(step.to).length > 0 || shaping.levelsOf(step.from).length > 0
}

export function transitionNode(section: Section, shaping: Shaping): OutlineNode {
  const node = shaping.node('transition', section.at, { title: section.title })
  node.children = section.parts.flatMap((part) =>
    isSection(part) ? [sectionProse(part, shaping)] : blockNodes(part, shaping),
  )
  return node
}

function stepSections(section: Section): Section[] {
  return section.parts.flatMap((part) => {
    if (isSection(part)) return [part]
    if (part.kind !== 'list') return []
    return part.items.flatMap(
      (item) => itemSection(item, 'item', section) ?? itemSection(item, 'lead', section) ?? [],
    )
  })
}

function partNodes(
  part: Block | Section,
  section: Section,
  { steps, shaping }: { steps: ReadonlySet<Section['at']>; shaping: Shaping },
): OutlineNode[] {
  if (isSection(part)) {
    return steps.has(part.at) ? [transitionNode(part, shaping)] : [sectionProse(part, shaping)]
  }
  if (part.kind !== 'list') return proseNodes([part], shaping)
  return part.items.flatMap((item) => {
    const inner = itemSection(item, 'item', section) ?? itemSection(item, 'lead', section)
    if (inner && steps.has(inner.at)) return [transitionNode(inner, shaping)]
    return proseNodes([{ ...part, items: [item] }], shaping)
  })
}

function blockNodes(block: Block, shaping: Shaping): OutlineNode[] {
  if (block.kind === 'table' && titleRow(block).cells.length === 2) return rowShifts(block, shaping)
  const hasShifts = block.kind === 'list' && block.items.some(({ text }) => ARROW.test(text))
  if (block.kind !== 'list' || !hasShifts) return proseNodes([block], shaping)
  return block.items.flatMap((item) => {
    const arrow = ARROW.exec(item.text)
    if (!arrow || item.blocks.length > 0) return proseNodes([{ ...block, items: [item] }], shaping)
    const title = item.text.slice(0, arrow.index).trim()
    const text = item.text.slice(arrow.index + arrow[0].length).trim()
    return [shaping.node('shift', item.at, { title, text })]
  })
}

function rowShifts(table: TableBlock, shaping: Shaping): OutlineNode[] {
  const head = titleRow(table)
    .cells.map(cellText)
    .filter((text) => text !== '')
  const text = head.join(' — ')
  const nodes = bodyRows(table).flatMap(({ cells }) => {
    const [from, to] = cells.map(cellText)
    if (!from && !to) return []
    const at = cells[0]?.at ?? table.at
    if (!from || !to) return [shaping.node('prose', at, { text: from || to || '' })]
    return [shaping.node('shift', at, { title: from, text: to })]
  })
  return text === '' ? nodes : [shaping.node('prose', table.at, { text }), ...nodes]
}

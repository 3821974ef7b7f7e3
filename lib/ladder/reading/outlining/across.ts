import type { OutlineNode } from '../outline'
import { append } from '../structure/append'
import { type Block, markdownOf } from '../structure/blocks'
import { childSections, isSection, type Section } from '../structure/sections'
import { comparable, levelTitle } from '../structure/titles'
import { contentNodes, kindOf } from './contents'
import { sectionProse } from './levels'
import type { Members } from './members'
import type { Shaping } from './shaping'

/** Levels that stand within categories, gathered: each level with what every category says of it. */
export function acrossNodes(holder: Section, members: Members, shaping: Shaping): OutlineNode[] {
  const { inner } = members
  const levels = new Map<string, OutlineNode>()
  const others: OutlineNode[] = []
  for (const outer of members.across.get(holder) ?? []) {
    const sections = inner === null ? [] : childSections(outer, inner)
    const taken = new Set(sections.map((section) => section.at))
    append(others, restNodes(outer, taken, shaping))
    for (const section of sections) {
      const name = comparable(section.title)
      const level = levels.get(name) ?? newLevel(section, shaping)
      levels.set(name, level)
      const category = shaping.node('category', section.at, {
        title: outer.title,
        kind: kindOf(outer.title),
      })
      category.children = contentNodes(section.parts, shaping)
      level.children.push(category)
    }
  }
  return [...others, ...levels.values()]
}

function newLevel(section: Section, shaping: Shaping): OutlineNode {
  const { title, code, aliases } = levelTitle(section.title)
  return shaping.node('level', section.at, { title, code, aliases })
}

function restNodes(
  outer: Section,
  taken: ReadonlySet<Section['at']>,
  shaping: Shaping,
): OutlineNode[] {
  return outer.parts.flatMap((part) => {
    if (isSection(part)) return taken.has(part.at) ? [] : [sectionProse(part, shaping)]
    const rest = withoutTaken(part, taken)
    const text = rest ? markdownOf([rest]) : ''
    if (text === '') return []
    const words = `**${outer.title}**\n\n${text}`
    return [shaping.node('prose', part.at, { title: outer.title, text: words })]
  })
}

function withoutTaken(block: Block, taken: ReadonlySet<Section['at']>): Block | null {
  if (taken.has(block.at)) return null
  if (block.kind === 'list') {
    const items = block.items.filter((item) => !taken.has(item.at))
    return items.length === 0 ? null : { ...block, items }
  }
  if (block.kind !== 'table') return block
  const rows = block.rows.filter((row) => !row.cells[0] || !taken.has(row.cells[0].at))
  return rows.length === 0 ? null : { ...block, rows }
}

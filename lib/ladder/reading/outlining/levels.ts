import type { OutlineNode } from '../outline'
import { append } from '../structure/append'
import { type Block, type ListItem, markdownOf } from '../structure/blocks'
import { childSections, isSection, type Section, type Style } from '../structure/sections'
import { comparable, leadIn, levelTitle, plainLeadIn } from '../structure/titles'
import { categoriesWithin, categoryNode, contentNodes, isMereProse, proseNodes } from './contents'
import { isFactName } from './facts'
import { itemNodes } from './items'
import type { Shaping } from './shaping'

export type LevelShape = {
  /** What the categories of a level look like; null where they do not repeat. */
  category: Style | null
  /** Titles of categories that repeat, in comparable form. */
  repeated: ReadonlySet<string>
}

const WITHIN: readonly Style[] = ['item', 'lead', 'row']
const DEPTHS: Partial<Record<Style, number>> = { h2: 2, h3: 3, h4: 4, h5: 5, h6: 6 }

/** A level with its facts, categories and prose. */
export function levelNode(section: Section, shape: LevelShape, shaping: Shaping): OutlineNode {
  const { title, code, aliases } = levelTitle(section.title)
  const node = shaping.node('level', section.at, { title, code, aliases })
  node.children = levelChildren(section, shape, shaping)
  return node
}

function levelChildren(section: Section, shape: LevelShape, shaping: Shaping): OutlineNode[] {
  const nodes: OutlineNode[] = []
  const hasCategories = section.parts.some(isSection) || holdsCategories(section, shape)
  let isBefore = true
  for (const part of section.parts) {
    if (isSection(part)) {
      isBefore = false
      append(nodes, sectionNodes(part, shape, shaping))
      continue
    }
    const inner = withinNodes(part, section, { shape, shaping })
    if (inner) {
      isBefore = false
      append(nodes, inner)
    } else if (part.kind === 'list') {
      append(nodes, listNodes(part.items, { areFacts: isBefore && hasCategories, shaping }))
    } else if (part.kind === 'table') append(nodes, contentNodes([part], shaping))
    else append(nodes, proseNodes([part], shaping))
  }
  return nodes
}

function holdsCategories(section: Section, { category, repeated }: LevelShape): boolean {
  if (category === null || !WITHIN.includes(category)) return false
  return childSections(section, category).some((child) => repeated.has(comparable(child.title)))
}

function sectionNodes(section: Section, shape: LevelShape, shaping: Shaping): OutlineNode[] {
  const role = shaping.roleAt(section.at)
  const repeats = shape.repeated.has(comparable(section.title))
  const isCategory = role === 'category' || repeats || !isMereProse(section)
  if (isCategory && role !== 'prose' && role !== 'ignored') return [categoryNode(section, shaping)]
  return [sectionProse(section, shaping)]
}

/** A section with its heading as prose. */
export function sectionProse(section: Section, shaping: Shaping): OutlineNode {
  const text = proseText(section)
  return shaping.node('prose', section.at, { title: section.title, text })
}

function proseText(section: Section): string {
  const { style, title, at } = section
  const head: Block =
    style === 'bold'
      ? { kind: 'paragraph', at, text: `**${title}**` }
      : { kind: 'heading', at, depth: DEPTHS[style] ?? 2, text: title }
  const texts = section.parts.map((part) =>
    isSection(part) ? proseText(part) : markdownOf([part]),
  )
  return [markdownOf([head]), ...texts].filter((text) => text !== '').join('\n\n')
}

function withinNodes(
  block: Block,
  section: Section,
  { shape, shaping }: { shape: LevelShape; shaping: Shaping },
): OutlineNode[] | null {
  const { category, repeated } = shape
  if (category === null || !WITHIN.includes(category)) return null
  const single: Section = { ...section, parts: [block] }
  const found = childSections(single, category)
  if (!found.some((child) => repeated.has(comparable(child.title)))) return null
  return categoriesWithin(block, { style: category, section, shaping })
}

function listNodes(
  items: readonly ListItem[],
  { areFacts, shaping }: { areFacts: boolean; shaping: Shaping },
): OutlineNode[] {
  return items.flatMap((item) => {
    const fact = areFacts ? factOf(item) : null
    if (!fact) return itemNodes(item, shaping)
    return [shaping.node('fact', item.at, { title: fact.title, text: fact.rest })]
  })
}

function factOf({ text, blocks }: ListItem) {
  if (blocks.length > 0 || text.length > 200) return null
  const bold = leadIn(text)
  if (bold && bold.rest !== '') return bold
  const plain = plainLeadIn(text)
  return plain && isFactName(plain.title) ? plain : null
}

import type { ItemKind } from '../../format/document'
import { type OutlineNode, plainItem } from '../outline'
import { append } from '../structure/append'
import { type Block, cellText, markdownOf, type TableBlock } from '../structure/blocks'
import {
  isSection,
  type Section,
  type Style,
  sectionsWithin,
  weightOf,
} from '../structure/sections'
import { bodyRows, titleRow } from '../structure/tables'
import { cleanTitle } from '../structure/titles'
import { foldedExamples, itemNode, itemNodes } from './items'
import type { Shaping } from './shaping'

const KINDS: [pattern: RegExp, kind: ItemKind][] = [
  [
    /\b(?:indicators?|signals?|evidence|how (?:it is|we|this is) (?:measured?|assessed))\b/i,
    'indicator',
  ],
  [/\b(?:anti-?patterns?|pitfalls|warning signs|red flags|what it is not)\b/i, 'anti-pattern'],
  [/\b(?:pre-?requisites?|requirements)\b/i, 'prerequisite'],
]

/** What the items of a category are, by its title; null leaves it to what is usual. */
export function kindOf(title: string): ItemKind | null {
  return KINDS.find(([pattern]) => pattern.test(title))?.[1] ?? null
}

/** A category with everything in a section. */
export function categoryNode(section: Section, shaping: Shaping): OutlineNode {
  const node = shaping.node('category', section.at, {
    title: section.title,
    kind: kindOf(section.title),
  })
  node.children = contentNodes(section.parts, shaping)
  return node
}

/**
 * What stands in a category: bullets are items, headings categories below it. Where nothing is a
 * bullet, each paragraph is an item; beside bullets, paragraphs are notes.
 */
export function contentNodes(parts: readonly (Block | Section)[], shaping: Shaping): OutlineNode[] {
  const blocks = parts.filter((part): part is Block => !isSection(part))
  const hasBullets = blocks.some((block) => block.kind === 'list' || block.kind === 'table')
  const nodes: OutlineNode[] = []
  for (const part of parts) {
    if (isSection(part)) nodes.push(categoryNode(part, shaping))
    else if (part.kind === 'details') addDetails(nodes, part, shaping)
    else append(nodes, blockNodes(part, { hasBullets, shaping }))
  }
  return nodes
}

/** Blocks that belong to no category, as one piece of prose. */
export function proseNodes(blocks: readonly Block[], shaping: Shaping): OutlineNode[] {
  const [first] = blocks
  const text = markdownOf(blocks)
  return first && text !== '' ? [shaping.node('prose', first.at, { text })] : []
}

/** The categories that a block of a level holds in this style, with what stands between them. */
export function categoriesWithin(
  block: Block,
  { style, section, shaping }: { style: Style; section: Section; shaping: Shaping },
): OutlineNode[] {
  if (block.kind !== 'list') {
    return sectionsWithin(block, style, section).map((inner) => categoryNode(inner, shaping))
  }
  return block.items.flatMap((item) => {
    const one: Block = { ...block, items: [item] }
    const [inner] = sectionsWithin(one, style, section)
    return inner ? [categoryNode(inner, shaping)] : itemNodes(item, shaping)
  })
}

function blockNodes(
  block: Block,
  { hasBullets, shaping }: { hasBullets: boolean; shaping: Shaping },
): OutlineNode[] {
  if (block.kind === 'list') return block.items.flatMap((item) => itemNodes(item, shaping))
  if (block.kind === 'table') return tableItems(block, shaping)
  if (block.kind !== 'paragraph') return proseNodes([block], shaping)
  const given = plainItem({ kind: hasBullets ? 'note' : null })
  return [itemNode(block.text, block.at, { shaping, given })]
}

function addDetails(
  nodes: OutlineNode[],
  block: Extract<Block, { kind: 'details' }>,
  shaping: Shaping,
) {
  const before = nodes.filter((node) => node.role === 'item' && node.item?.kind !== 'note')
  const [only] = before
  if (before.length === 1 && only?.item) {
    append(only.item.examples, foldedExamples(block))
    return
  }
  const items = block.blocks.flatMap((inner) =>
    inner.kind === 'list' ? inner.items.map(({ text, at, blocks }) => ({ text, at, blocks })) : [],
  )
  const rest = block.blocks.filter((inner) => inner.kind !== 'list')
  const label = block.summary === '' ? null : block.summary
  for (const { text, at, blocks } of items) {
    const words = [text, markdownOf(blocks)].filter((part) => part !== '').join('\n\n')
    const given = plainItem({ kind: 'note', label })
    if (words !== '') nodes.push(itemNode(words, at, { shaping, given }))
  }
  if (items.length === 0 || rest.length > 0) {
    const whole = { ...block, summary: items.length > 0 ? '' : block.summary, blocks: rest }
    append(nodes, proseNodes([whole], shaping))
  }
}

/** Rows as items: the first cell with the others, or with its examples where the head says so. */
function tableItems(table: TableBlock, shaping: Shaping): OutlineNode[] {
  const titles = titleRow(table).cells.map((cell) => cleanTitle(cellText(cell)))
  const nodes = bodyRows(table).flatMap(({ cells }): OutlineNode[] => {
    const [first, ...rest] = cells
    if (!first) return []
    const given = plainItem()
    const texts = first.pieces.map((piece) => piece.text)
    rest.forEach((cell, index) => {
      const isExample = /\bexamples?\b/i.test(titles[index + 1] ?? '')
      if (isExample)
        append(
          given.examples,
          cell.pieces.map((piece) => piece.text),
        )
      else
        append(
          texts,
          cell.pieces.map((piece) => piece.text),
        )
    })
    const words = texts.join(' — ')
    return words === '' ? [] : [itemNode(words, first.at, { shaping, given })]
  })
  const head = titles.filter((title) => title !== '').join(' — ')
  return head === '' ? nodes : [shaping.node('ignored', table.at, { text: head }), ...nodes]
}

/** Whether a section holds nothing that could be an item. */
export function isMereProse(section: Section): boolean {
  const lists = weightOf(
    section.parts.filter((part) => !isSection(part) && part.kind !== 'paragraph'),
  )
  return lists === 0 && section.parts.filter(isSection).every(isMereProse)
}

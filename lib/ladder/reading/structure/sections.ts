import { type Block, cellText, type ListItem, type Spot, type TableBlock } from './blocks'
import { cleanTitle, comparable, isBoldTitle, isLevelLike, leadIn, plainLeadIn } from './titles'

/**
 * What makes a heading: a file, its depth, bold words in a line of their own, a bullet with bullets,
 * a bold lead-in, a lead-in that names a level, the first cell of a row.
 */
export type Style =
  | 'file'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'bold'
  | 'under'
  | 'item'
  | 'lead'
  | 'label'
  | 'row'

export type Section = {
  style: Style
  title: string
  at: Spot
  parent: Section | null
  parts: (Block | Section)[]
}

export type FileBlocks = { title: string; at: Spot; blocks: Block[] }

const RANKS: Record<Style, number> = {
  file: 0,
  h1: 1,
  h2: 2,
  h3: 3,
  h4: 4,
  h5: 5,
  h6: 6,
  bold: 7,
  under: 7,
  item: 8,
  lead: 9,
  label: 9,
  row: 9,
}
const WITHIN: readonly Style[] = ['item', 'lead', 'label', 'row']

export function isSection(part: Block | Section): part is Section {
  return 'style' in part
}

/**
 * A file as a tree of headings. A heading with which the file begins and which has no equal becomes
 * the file itself. Where levels and categories are marked alike, categories go below levels.
 */
export function sectionsOf({ title, at, blocks }: FileBlocks): Section {
  const root: Section = { style: 'file', title, at, parent: null, parts: [] }
  const [only] = blocks
  const isTitle = only?.kind === 'heading' && !blocks.some((block) => isAtLeast(block, only))
  if (isTitle) {
    root.title = cleanTitle(only.text)
    root.at = only.at
  }
  let open = root
  for (const block of isTitle ? blocks.slice(1) : blocks) {
    const heading = headingOf(block)
    if (!heading) {
      open.parts.push(block)
      continue
    }
    while (RANKS[open.style] >= RANKS[heading.style] && open.parent) open = open.parent
    const section: Section = { ...heading, parent: open, parts: [] }
    open.parts.push(section)
    open = section
  }
  for (const section of allSections(root)) regroup(section)
  return root
}

function isAtLeast(block: Block, title: Extract<Block, { kind: 'heading' }>): boolean {
  return block !== title && block.kind === 'heading' && block.depth <= title.depth
}

// Sections that repeat go below the one before them that neither repeats nor has bullets.
function regroup(parent: Section) {
  const children = parent.parts.filter(isSection)
  const counts = new Map<string, number>()
  for (const { title } of children) {
    counts.set(comparable(title), (counts.get(comparable(title)) ?? 0) + 1)
  }
  const repeats = ({ title }: Section) => (counts.get(comparable(title)) ?? 0) >= 2
  const isHead = (child: Section, index: number) => {
    const next = children[index + 1]
    const hasLists = child.parts.some((part) => isSection(part) || part.kind === 'list')
    return !repeats(child) && !hasLists && next !== undefined && repeats(next)
  }
  const heads = new Set(children.filter(isHead))
  if (heads.size < 2) return
  let open: Section | null = null
  parent.parts = parent.parts.filter((part) => {
    if (!isSection(part)) return true
    if (heads.has(part)) open = part
    else if (open && part.style === open.style && !isProse(part)) {
      open.parts.push(Object.assign(part, { style: 'under', parent: open }))
      return false
    } else open = null
    return true
  })
}

function isProse(section: Section): boolean {
  return section.parts.every((part) => !isSection(part) && part.kind === 'paragraph')
}

function headingOf(block: Block): Pick<Section, 'style' | 'title' | 'at'> | null {
  if (block.kind === 'heading') {
    const style = `h${block.depth}` as Style
    return { style, title: cleanTitle(block.text), at: block.at }
  }
  if (block.kind !== 'paragraph' || !isBoldTitle(block.text)) return null
  return { style: 'bold', title: cleanTitle(block.text), at: block.at }
}

/** All sections below a section and it itself, in the order of the source. */
export function allSections(section: Section): Section[] {
  return [section, ...section.parts.filter(isSection).flatMap(allSections)]
}

/** The sections directly below, real headings or what serves as one within lists and tables. */
export function childSections(section: Section, style: Style): Section[] {
  if (!WITHIN.includes(style)) {
    return section.parts.filter(isSection).filter((child) => child.style === style)
  }
  return section.parts.flatMap((part) => {
    if (isSection(part)) return []
    return sectionsWithin(part, style, section)
  })
}

/** What serves as a heading of this style in a list, a paragraph or a table. */
export function sectionsWithin(block: Block, style: Style, parent: Section): Section[] {
  if (style === 'row') return block.kind === 'table' ? rowSections(block, parent) : []
  if (block.kind === 'list') {
    return block.items.flatMap((item) => itemSection(item, style, parent) ?? [])
  }
  if (block.kind !== 'paragraph' || style === 'item') return []
  const section = itemSection({ text: block.text, at: block.at, blocks: [] }, style, parent)
  return section ? [section] : []
}

/** A bullet as a section of the style, or null when it is none. */
export function itemSection(item: ListItem, style: Style, parent: Section): Section | null {
  if (style !== 'item') return leadSection(item, style, parent)
  const hasList = item.blocks.some((block) => block.kind === 'list' || block.kind === 'table')
  if (!hasList || item.text === '' || item.text.length > 100) return null
  return { style, title: cleanTitle(item.text), at: item.at, parent, parts: item.blocks }
}

function leadSection(item: ListItem, style: Style, parent: Section): Section | null {
  const { text, at, blocks } = item
  const lead = style === 'lead' ? leadIn(text) : plainLeadIn(text)
  if (!lead || (lead.rest === '' && blocks.length === 0)) return null
  if (style === 'label' && !isLevelLike(lead.title)) return null
  const rest: ListItem = { at, text: lead.rest, blocks }
  const list: Block = { kind: 'list', at, start: null, items: [rest] }
  return { style, title: lead.title, at, parent, parts: lead.rest === '' ? blocks : [list] }
}

function rowSections({ rows }: TableBlock, parent: Section): Section[] {
  return rows.flatMap(({ cells, isHead }) => {
    const [first, ...rest] = cells
    if (isHead || !first || rest.length === 0) return []
    const title = cleanTitle(cellText(first))
    const items = rest.flatMap(({ pieces }) =>
      pieces.map(({ text, at }): ListItem => ({ text, at, blocks: [] })),
    )
    const list: Block = { kind: 'list', at: first.at, start: null, items }
    const parts = items.length === 0 ? [] : [list]
    return title === '' ? [] : [{ style: 'row', title, at: first.at, parent, parts }]
  })
}

/** How many bullets, paragraphs in place of bullets, and cells there are below. */
export function weightOf(parts: readonly (Block | Section)[]): number {
  let weight = 0
  for (const part of parts) {
    if (isSection(part)) weight += weightOf(part.parts)
    else if (part.kind === 'list') {
      for (const item of part.items) weight += Math.max(1, weightOf(item.blocks))
    } else if (part.kind === 'details') weight += weightOf(part.blocks)
    else if (part.kind === 'paragraph') weight += 0.5
    else if (part.kind === 'table') weight += piecesIn(part)
  }
  return weight
}

/** How many pieces the cells of a table have, but for its first row and column. */
export function piecesIn({ rows }: TableBlock): number {
  return rows
    .slice(1)
    .reduce(
      (sum, { cells }) => sum + cells.slice(1).reduce((n, cell) => n + cell.pieces.length, 0),
      0,
    )
}

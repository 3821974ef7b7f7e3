import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { parse, parseFragment } from 'parse5'
import { append } from '../structure/append'
import type { Block, ListItem, Spot } from '../structure/blocks'
import type { SpotReport } from '../structure/harmless'
import { findFaults, isTooDeep } from './faults'
import { inlineMarkdown, isElement, isText, SILENT } from './inline'
import { tableOf } from './table'

const CONTAINERS = new Set([
  ...['html', 'body', 'main', 'article', 'section', 'div', 'header', 'footer', 'nav', 'aside'],
  ...['center', 'figure', 'figcaption', 'fieldset', 'form', 'address', 'dl', 'dd', 'dt', 'label'],
  ...['p', 'ul', 'ol', 'menu', 'li', 'table', 'details', 'pre', 'blockquote', 'hr', 'summary'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'tr', 'td', 'th', 'tbody', 'thead', 'caption'],
])
const DEEPEST = 400

export type HtmlSource = { html: string; at: Spot; report: SpotReport; isPage: boolean }
export type HtmlContext = {
  spotOf: (node: Tree.Node) => Spot
  report: SpotReport
}

/** The blocks of a page or of a piece of HTML. Scripts, styles and what embeds are left out. */
export function htmlBlocks({ html, at, report, isPage }: HtmlSource): Block[] {
  if (isTooDeep(html)) {
    report('E011', at, 'The HTML is nested too deeply to be read.')
    return []
  }
  const options = { sourceCodeLocationInfo: true }
  const root = isPage ? parse(html, options) : parseFragment(html, options)
  const spotOf = (node: Tree.Node): Spot => {
    const location = 'sourceCodeLocation' in node ? node.sourceCodeLocation : null
    if (!location) return at
    const column = location.startLine === 1 ? at.column + location.startCol - 1 : location.startCol
    return { file: at.file, line: at.line + location.startLine - 1, column }
  }
  findFaults(root, { spotOf, report, isPage })
  return blocksOf(root.childNodes, { spotOf, report }, 0)
}

/** The blocks of sibling nodes; runs of inline nodes become paragraphs. */
export function blocksOf(
  nodes: readonly Tree.Node[],
  context: HtmlContext,
  depth: number,
): Block[] {
  const blocks: Block[] = []
  let run: Tree.Node[] = []
  const flush = () => {
    const [first] = run
    if (first) append(blocks, paragraphs(run, context.spotOf(first)))
    run = []
  }
  for (const node of nodes) {
    if (isElement(node) && SILENT.has(node.tagName)) continue
    if (!holdsBlocks(node)) {
      if (isText(node) && run.length === 0 && node.value.trim() === '') continue
      if (isText(node) || isElement(node)) run.push(node)
      continue
    }
    flush()
    if (isElement(node) && depth < DEEPEST) append(blocks, elementBlocks(node, context, depth + 1))
  }
  flush()
  return blocks
}

function holdsBlocks(node: Tree.Node): boolean {
  if (!isElement(node)) return false
  if (CONTAINERS.has(node.tagName)) return true
  return node.childNodes.some((child) => isElement(child) && holdsBlocks(child))
}

function paragraphs(run: readonly Tree.Node[], at: Spot): Block[] {
  return inlineMarkdown(run)
    .split(/\n{2,}/)
    .filter((text) => text !== '')
    .map((text) => ({ kind: 'paragraph', at, text }))
}

function elementBlocks(element: Tree.Element, context: HtmlContext, depth: number): Block[] {
  const at = context.spotOf(element)
  const { tagName, childNodes } = element
  const heading = /^h([1-6])$/.exec(tagName)
  if (heading) {
    const text = inlineMarkdown(childNodes).replaceAll('\n', ' ')
    return text === '' ? [] : [{ kind: 'heading', at, depth: Number(heading[1]), text }]
  }
  if (tagName === 'ul' || tagName === 'ol' || tagName === 'menu') {
    const items = listItems(childNodes, context, depth)
    const start = tagName === 'ol' ? 1 : null
    return items.length === 0 ? [] : [{ kind: 'list', at, start, items }]
  }
  if (tagName === 'table') return tableOf(element, context, depth)
  if (tagName === 'details') return detailsOf(element, context, depth)
  if (tagName === 'dt') {
    const text = inlineMarkdown(childNodes).replaceAll('\n', ' ')
    return text === '' ? [] : [{ kind: 'paragraph', at, text: `**${text.replaceAll('**', '')}**` }]
  }
  if (tagName === 'hr') return []
  return blocksOf(childNodes, context, depth)
}

function listItems(nodes: readonly Tree.Node[], context: HtmlContext, depth: number): ListItem[] {
  return nodes.flatMap((node) => {
    const isBlank = isText(node) && node.value.trim() === ''
    if (isBlank || (!isText(node) && !isElement(node))) return []
    const isItem = isElement(node) && node.tagName === 'li'
    const [first, ...rest] = blocksOf(isItem ? node.childNodes : [node], context, depth + 1)
    if (!first) return []
    const at = context.spotOf(node)
    if (first.kind !== 'paragraph') return [{ at, text: '', blocks: [first, ...rest] }]
    return [{ at, text: first.text, blocks: rest }]
  })
}

function detailsOf(element: Tree.Element, context: HtmlContext, depth: number): Block[] {
  const at = context.spotOf(element)
  const isSummary = (node: Tree.Node) => isElement(node) && node.tagName === 'summary'
  const heads = element.childNodes.filter(isSummary)
  const rest = element.childNodes.filter((node) => !isSummary(node))
  const summary = inlineMarkdown(heads).replaceAll('\n', ' ')
  return [{ kind: 'details', at, summary, blocks: blocksOf(rest, context, depth) }]
}

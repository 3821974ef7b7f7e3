import type { Nodes, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { htmlBlocks } from '../html/blocks'
import { append } from '../structure/append'
import type { Block, ListItem, Spot } from '../structure/blocks'
import { harmless, type SpotReport } from '../structure/harmless'
import { type Chunk, chunksOf } from './chunks'
import { closedDetails } from './details'
import { paragraphOrTable } from './pipe-table'
import { simpleBlocks } from './simple'

// Inline marks stay as they are written; only the blocks are looked for.
const INLINE = [
  ...['attention', 'autolink', 'characterEscape', 'characterReference', 'codeText', 'definition'],
  ...['hardBreakEscape', 'htmlText', 'labelEnd', 'labelStartImage', 'labelStartLink'],
]
const BLOCKS_ONLY = { extensions: [{ disable: { null: INLINE } }] }
const LONGEST_CHUNK = 200_000

export type MarkdownSource = { file: number; firstLine: number; report: SpotReport }

/** The blocks of Markdown lines (CommonMark with tables), in time that grows with their number. */
export function markdownBlocks(lines: readonly string[], source: MarkdownSource): Block[] {
  const blocks: Block[] = []
  for (const chunk of chunksOf(lines, source.firstLine)) {
    const own = chunkBlocks(chunk, source)
    const last = blocks.at(-1)
    const [first] = own
    if (chunk.continues && last?.kind === 'list' && first?.kind === 'list') {
      append(last.items, first.items)
      own.shift()
    }
    for (const block of own) blocks.push(block)
  }
  return closedDetails(blocks)
}

function chunkBlocks(chunk: Chunk, { file, report }: MarkdownSource): Block[] {
  const at: Spot = { file, line: chunk.line, column: 1 }
  const text = chunk.lines.join('\n')
  if (chunk.kind === 'html') return htmlBlocks({ html: text, at, report, isPage: false })
  const simple = simpleBlocks(chunk.lines, at)
  if (simple) return /[<\]]/.test(text) ? simple.map((block) => cleaned(block, report)) : simple
  if (chunk.lines.every((line) => /^\||^\s*$/.test(line))) {
    return chunk.lines.length === 0 ? [] : runs(chunk, file, report)
  }
  if (text.length > LONGEST_CHUNK) {
    report('E011', at, 'This passage is too long to be read without a blank line or heading.')
    return [{ kind: 'verbatim', at, text: harmless(text, at, report) }]
  }
  return parsedBlocks(text, { file, report, firstLine: chunk.line })
}

/** The blocks of Markdown by a CommonMark parser, in time that grows faster than the text. */
export function parsedBlocks(text: string, source: MarkdownSource): Block[] {
  return fromMarkdown(text, BLOCKS_ONLY).children.flatMap((node) => nodeBlocks(node, source))
}

function runs(chunk: Chunk, file: number, report: SpotReport): Block[] {
  const blocks: Block[] = []
  let run: string[] = []
  chunk.lines.concat('').forEach((line, index) => {
    if (line.trim() !== '') run.push(line)
    else if (run.length > 0) {
      const at = { file, line: chunk.line + index - run.length, column: 1 }
      append(blocks, paragraphOrTable(run.join('\n'), at, report))
      run = []
    }
  })
  return blocks
}

function cleaned(block: Block, report: SpotReport): Block {
  if (block.kind === 'list') {
    const items = block.items.map((item) => ({
      ...item,
      text: harmless(item.text, item.at, report),
      blocks: item.blocks.map((inner) => cleaned(inner, report)),
    }))
    return { ...block, items }
  }
  if (block.kind === 'paragraph' || block.kind === 'heading') {
    return { ...block, text: harmless(block.text, block.at, report) }
  }
  return block
}

function nodeBlocks(node: RootContent, source: MarkdownSource): Block[] {
  const at = spotOf(node, source)
  const { report } = source
  if (node.type === 'heading') {
    const text = harmless(words(node), at, report).replaceAll('\n', ' ')
    return text === '' ? [] : [{ kind: 'heading', at, depth: node.depth, text }]
  }
  if (node.type === 'paragraph') return paragraphOrTable(words(node), at, report)
  if (node.type === 'list') {
    const items = node.children.map((item) => listItem(item.children, spotOf(item, source), source))
    return [{ kind: 'list', at, start: node.ordered ? (node.start ?? 1) : null, items }]
  }
  if (node.type === 'html') return htmlNode(node.value, at, report)
  if (node.type === 'code') {
    const fence = '`'.repeat(Math.max(3, longestRun(node.value) + 1))
    const language = [node.lang, node.meta].filter(Boolean).join(' ').replaceAll('`', '')
    return [{ kind: 'verbatim', at, text: `${fence}${language}\n${node.value}\n${fence}` }]
  }
  if (node.type === 'blockquote') {
    const inner = node.children.map((child) => quoted(child, source)).join('\n\n')
    return [{ kind: 'verbatim', at, text: inner.replace(/^/gm, '> ') }]
  }
  return []
}

function quoted(node: RootContent, source: MarkdownSource): string {
  const text = words(node)
  return harmless(text, spotOf(node, source), source.report)
}

function listItem(children: RootContent[], at: Spot, source: MarkdownSource): ListItem {
  const [first, ...rest] = children
  const isText = first?.type === 'paragraph'
  const blocks = (isText ? rest : children).flatMap((child) => nodeBlocks(child, source))
  const raw = isText ? words(first).replace(/^\[[ xX]\]\s+/, '') : ''
  const own = raw === '' ? [] : paragraphOrTable(raw, at, source.report)
  const [head, ...others] = own
  if (head?.kind !== 'paragraph')
    return { at, text: '', blocks: [...own, ...closedDetails(blocks)] }
  return { at, text: head.text.trim(), blocks: [...others, ...closedDetails(blocks)] }
}

function htmlNode(value: string, at: Spot, report: SpotReport): Block[] {
  const opening = /^\s*<details\b[^>]*>/i.exec(value)
  const isWhole = /<\/details\s*>/i.test(value)
  if (opening && !isWhole) {
    const [first] = htmlBlocks({ html: `${value}</details>`, at, report, isPage: false })
    return first
      ? [
          { ...first, at },
          { kind: 'verbatim', at, text: OPEN_DETAILS },
        ]
      : []
  }
  if (!opening && isWhole) {
    const before = htmlBlocks({ html: value, at, report, isPage: false })
    return [...before, { kind: 'verbatim', at, text: CLOSE_DETAILS }]
  }
  return htmlBlocks({ html: value, at, report, isPage: false })
}

/** Stand where `<details>` was opened or closed in a block of its own. */
export const OPEN_DETAILS = '<details>'
export const CLOSE_DETAILS = '</details>'

function words(node: Nodes): string {
  if (node.type === 'break') return '\n'
  if ('value' in node) return node.value
  if (!('children' in node)) return ''
  const separator = node.type === 'paragraph' || node.type === 'heading' ? '' : '\n'
  return node.children
    .map((child) => words(child))
    .join(separator)
    .trim()
}

function spotOf(node: Nodes, { file, firstLine }: MarkdownSource): Spot {
  const start = node.position?.start ?? { line: 1, column: 1 }
  return { file, line: firstLine + start.line - 1, column: start.column }
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).slice(0, 1000).map((run) => run.length))
}

import type { Nodes, Parents, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

export type Run = { text: string; isBold: boolean }

/** A piece of prose as it is set; `depth` is that of a heading or of the nesting of a list. */
export type Block =
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'heading'; depth: number; runs: Run[] }
  | { kind: 'bullet'; depth: number; mark: string; runs: Run[] }

const MARKED = /[*_`[\]<>\\&]/

/** The words of one paragraph of Markdown, bold where it says so; links show their words. */
export function inlineRuns(text: string): Run[] {
  const joined = text.replaceAll('\n', ' ')
  if (!MARKED.test(joined)) return [{ text: joined, isBold: false }]
  // In the middle of a line nothing is taken for a list, a heading or a quotation.
  const root = fromMarkdown(`\u2060 ${joined}`)
  const runs = root.children.flatMap((child) => runsOf(child, false))
  const [first, ...others] = merged(runs)
  const start = first?.text.replace(/^\u2060\s*/, '') ?? ''
  return start === '' ? others : [{ text: start, isBold: false }, ...others]
}

/** Prose in Markdown as blocks, in order. */
export function proseBlocks(text: string): Block[] {
  return text === '' ? [] : fromMarkdown(text).children.flatMap((child) => blocksOf(child, 0))
}

function blocksOf(node: RootContent, depth: number): Block[] {
  if (node.type === 'heading') {
    return [{ kind: 'heading', depth: node.depth, runs: phrasing(node.children, false) }]
  }
  if (node.type === 'paragraph')
    return [{ kind: 'paragraph', runs: phrasing(node.children, false) }]
  if (node.type === 'code') {
    return node.value.split('\n').map((line) => ({ kind: 'paragraph', runs: [plain(line)] }))
  }
  if (node.type === 'list') {
    return node.children.flatMap((item, index) => {
      const mark = node.ordered ? `${(node.start ?? 1) + index}.` : '•'
      return item.children.flatMap((child, at): Block[] => {
        if (child.type !== 'paragraph') return blocksOf(child, depth + 1)
        const runs = phrasing(child.children, false)
        return [{ kind: 'bullet', depth, mark: at === 0 ? mark : '', runs }]
      })
    })
  }
  if (node.type === 'blockquote') return node.children.flatMap((child) => blocksOf(child, depth))
  const words = wordsOf(node)
  return words === '' ? [] : [{ kind: 'paragraph', runs: [plain(words)] }]
}

function phrasing(nodes: PhrasingContent[], isBold: boolean): Run[] {
  return merged(nodes.flatMap((node) => runsOf(node, isBold)))
}

function runsOf(node: Nodes, isBold: boolean): Run[] {
  if (node.type === 'strong') return node.children.flatMap((child) => runsOf(child, true))
  if (node.type === 'break') return [{ text: ' ', isBold }]
  if ('children' in node) {
    return (node as Parents).children.flatMap((child) => runsOf(child, isBold))
  }
  return 'value' in node ? [{ text: node.value.replaceAll('\n', ' '), isBold }] : []
}

function wordsOf(node: Nodes): string {
  return runsOf(node, false)
    .map(({ text }) => text)
    .join('')
}

function plain(text: string): Run {
  return { text, isBold: false }
}

function merged(runs: Run[]): Run[] {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last?.isBold === run.isBold) last.text += run.text
    else if (run.text !== '') all.push({ ...run })
  }
  return all
}

import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

const MARKS: Record<string, string> = { b: '**', strong: '**', em: '*', i: '*', code: '`' }
/** Elements whose content is no text of the page. */
export const SILENT = new Set([
  ...['script', 'style', 'template', 'noscript', 'iframe', 'object', 'embed', 'svg', 'math'],
  ...['link', 'meta', 'base', 'input', 'select', 'textarea', 'video', 'audio', 'canvas', 'head'],
])
const DEEPEST = 100

export function isElement(node: Tree.Node): node is Tree.Element {
  return 'tagName' in node
}

export function isText(node: Tree.Node): node is Tree.TextNode {
  return node.nodeName === '#text'
}

export function attributeOf(element: Tree.Element, name: string): string | null {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? null
}

/** The words of inline nodes as Markdown; a line feed stands for each `<br>`. */
export function inlineMarkdown(nodes: readonly Tree.Node[]): string {
  return nodes
    .map((node) => inline(node, 0))
    .join('')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim()
}

function inline(node: Tree.Node, depth: number): string {
  if (isText(node)) return escapedText(node.value)
  if (!isElement(node) || SILENT.has(node.tagName) || depth > DEEPEST) return ''
  if (node.tagName === 'br') return '\n'
  if (node.tagName === 'img') return escapedText(attributeOf(node, 'alt') ?? '')
  const words = node.childNodes.map((child) => inline(child, depth + 1)).join('')
  if (node.tagName === 'a') return linked(words, attributeOf(node, 'href'))
  const mark = MARKS[node.tagName]
  return mark === undefined ? words : marked(words, mark)
}

function escapedText(text: string): string {
  return text.replace(/[ \t\r\n\f\u00a0]+/g, ' ').replace(/</g, '\\<')
}

function linked(words: string, href: string | null): string {
  if (href === null || words.trim() === '' || !/^(?:https?:\/\/|mailto:)/i.test(href)) return words
  if (/[\s()<>]/.test(href) || /[[\]]/.test(words)) return words
  return `[${words}](${href})`
}

function marked(words: string, mark: string): string {
  const inner = words.trim()
  if (inner === '' || inner.includes('\n') || inner.includes(mark)) return words
  const before = words.startsWith(inner) ? '' : ' '
  const after = words.endsWith(inner) ? '' : ' '
  return `${before}${mark}${inner}${mark}${after}`
}

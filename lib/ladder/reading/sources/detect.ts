import type { ReaderName, SourceFile } from '../outline'

const BY_ENDING: Record<string, ReaderName> = {
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'markdown',
  html: 'html',
  htm: 'html',
  csv: 'csv',
  tsv: 'csv',
  json: 'tree',
  yaml: 'tree',
  yml: 'tree',
}
const HEAD = 20_000
const SEPARATORS = [',', ';', '\t'] as const

/**
 * The reader for a foreign file: by its ending, and for pasted text by how it begins. Markdown is
 * what is left, since any text is Markdown.
 */
export function readerOf({ name, text }: SourceFile): ReaderName {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const known = BY_ENDING[ending]
  if (known) return known
  const head = text.slice(0, HEAD).trimStart()
  if (/^(?:<!doctype html|<html\b|<head\b|<body\b)/i.test(head)) return 'html'
  if (isJson(head)) return 'tree'
  if (isSeparated(head)) return 'csv'
  if (isYaml(head)) return 'tree'
  return /^<[a-z][\s\S]*>/i.test(head) && !/^#{1,6}\s/m.test(head) ? 'html' : 'markdown'
}

function isJson(head: string): boolean {
  return /^(?:\{\s*(?:"|\})|\[\s*(?:\{|\[|"|\]))/.test(head)
}

function isYaml(head: string): boolean {
  const lines = head.split('\n', 60).filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
  if (lines.length < 2 || lines[0] === '---') return false
  if (!lines.some((line) => /^(?:- )?[\w"'][^:]{0,80}:(?:\s|$)/.test(line))) return false
  return lines.every((line) => /^(?:\s*-\s|\s*[\w"'][^:]{0,80}:(?:\s|$)|\s{2,}\S|---$)/.test(line))
}

// Records: each of the first lines has as many separators as the first, and at least one of them.
function isSeparated(head: string): boolean {
  const lines = head.split('\n', 6).filter((line) => line.trim() !== '')
  const [first] = lines
  if (first === undefined || lines.length < 2 || /^\s*(?:#|\||[-*+]\s|<)/.test(first)) return false
  return SEPARATORS.some((separator) => {
    const counts = lines.map((line) => unquoted(line).split(separator).length)
    const most = counts[0] ?? 0
    const isEven = counts.filter((count) => count === most).length * 2 > lines.length
    return most >= (separator === '\t' ? 2 : 3) && isEven && !/[.!?](?:\s|$)/.test(first)
  })
}

function unquoted(line: string): string {
  return line.replace(/"(?:[^"]|"")*"/g, '')
}

export type Chunk = {
  kind: 'markdown' | 'html'
  lines: string[]
  /** Line of the first one, from 1. */
  line: number
  /** Its list goes on with the one before it. */
  continues: boolean
}

const HEADING = /^#{1,6}(?:[ \t]|$)/
const FENCE = /^([ \t]*)(`{3,}|~{3,})/
const BULLET = /^(?:([-*+])|\d{1,9}([.)]))[ \t]+\S/
const RAW = /^ {0,3}<(table|pre|script|style|textarea)\b/i
const MANY = 30

type Open =
  | { kind: 'none' }
  | { kind: 'fence'; marker: string; indent: number }
  | { kind: 'raw'; tag: string; depth: number }

/**
 * Cuts Markdown where nothing that began before can go on: at headings, before text at the margin
 * after a blank line, between the bullets of a long list. CommonMark read in short pieces takes
 * linear time. Tables in HTML are taken out whole, blank lines within them too.
 */
export function chunksOf(lines: readonly string[], firstLine: number): Chunk[] {
  const chunks: Chunk[] = []
  let open: Open = { kind: 'none' }
  let wasBlank = true
  const start = (line: number, kind: Chunk['kind'], continues = false) => {
    chunks.push({ kind, lines: [], line, continues })
  }
  lines.forEach((text, index) => {
    const number = firstLine + index
    const current = chunks.at(-1)
    if (open.kind === 'none') {
      const raw = wasBlank || current === undefined ? RAW.exec(text)?.[1]?.toLowerCase() : undefined
      if (raw !== undefined) {
        start(number, 'html')
        open = { kind: 'raw', tag: raw, depth: 0 }
      } else if (!current || current.kind === 'html' || HEADING.test(text)) {
        start(number, 'markdown')
      } else if (wasBlank && /^[^\s\-*+\d]/.test(text)) start(number, 'markdown')
      else if (isLongList(current, text)) start(number, 'markdown', true)
    }
    chunks.at(-1)?.lines.push(text)
    open = after(open, text)
    wasBlank = text.trim() === ''
  })
  return chunks
}

function isLongList({ lines }: Chunk, text: string): boolean {
  if (lines.length < MANY) return false
  const first = BULLET.exec(lines[0] ?? '')
  const next = BULLET.exec(text)
  if (!first || !next || /^(?:[-*_][ \t]*){3,}$/.test(text)) return false
  return first[1] === next[1] && first[2] === next[2]
}

function after(open: Open, text: string): Open {
  if (open.kind === 'raw') {
    const depth =
      open.depth +
      count(text, new RegExp(`<${open.tag}\\b`, 'gi')) -
      count(text, new RegExp(`</${open.tag}\\s*>`, 'gi'))
    return depth <= 0 ? { kind: 'none' } : { ...open, depth }
  }
  const fence = FENCE.exec(text)
  const marker = fence?.[2] ?? ''
  if (open.kind === 'none') {
    if (!fence || (marker.startsWith('`') && text.slice(fence[0].length).includes('`'))) return open
    return { kind: 'fence', marker, indent: (fence[1] ?? '').length }
  }
  const isClosed = marker.startsWith(open.marker) && text.trim() === marker
  const hasLeft = open.indent > 1 && /^\S/.test(text)
  return isClosed || hasLeft ? { kind: 'none' } : open
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

export type Chunk = {
  kind: 'markdown' | 'html'
  lines: string[]
  /** Line of the first one, from 1. */
  line: number
  /** Its list goes on with the one before it. */
  continues: boolean
  /** The sort of its last bullet at the margin: `-`, `*`, `+`, `.` or `)`. */
  marker: string | null
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
    chunks.push({ kind, lines: [], line, continues, marker: null })
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
    const last = chunks.at(-1)
    last?.lines.push(text)
    if (last && open.kind === 'none') last.marker = markerOf(text) ?? last.marker
    open = after(open, text)
    wasBlank = text.trim() === ''
  })
  return chunks
}

function isLongList({ lines, marker }: Chunk, text: string): boolean {
  return lines.length >= MANY && marker !== null && markerOf(text) === marker
}

function markerOf(text: string): string | null {
  const bullet = BULLET.exec(text)
  if (!bullet || /^(?:[-*_][ \t]*){3,}$/.test(text)) return null
  return bullet[1] ?? bullet[2] ?? null
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

export type Chunk = {
  kind: 'markdown' | 'html'
  lines: string[]
  /** Line of the first one, from 1. */
  line: number
  /** Its list goes on with the one before it. */
  continues: boolean
  /** The sort of its last bullet at the margin: `-`, `*`, `+`, `.` or `)`. */
  marker: string | null
  /** Where the words of that bullet begin; what is indented as far belongs to it. */
  offset: number
}

const HEADING = /^#{1,6}(?:[ \t]|$)/
const FENCE = /^([ \t]*)(`{3,}|~{3,})/
const BULLET = /^(?:([-*+])|\d{1,9}([.)]))[ \t]+\S/
const RAW = /^ {0,3}<(table|pre|script|style|textarea)\b/i
const RULE = /^(?:[-*_][ \t]*){3,}$/
const MANY = 30

type Open =
  | { kind: 'none' }
  | { kind: 'comment' }
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
    chunks.push({ kind, lines: [], line, continues, marker: null, offset: 0 })
  }
  lines.forEach((text, index) => {
    const number = firstLine + index
    const current = chunks.at(-1)
    if (open.kind === 'none') {
      const raw = wasBlank || current === undefined ? RAW.exec(text)?.[1]?.toLowerCase() : undefined
      if (/^ {0,3}<!--/.test(text) && wasBlank) {
        start(number, 'html')
        open = { kind: 'comment' }
      } else if (raw !== undefined) {
        start(number, 'html')
        open = { kind: 'raw', tag: raw, depth: 0 }
      } else if (!current || current.kind === 'html' || HEADING.test(text)) {
        start(number, 'markdown')
      } else if (wasBlank && /^[^\s\-*+\d]/.test(text)) start(number, 'markdown')
      else if (isLongList(current, text)) start(number, 'markdown', true)
    }
    const last = chunks.at(-1)
    last?.lines.push(text)
    if (last && open.kind === 'none') noteBullet(last, text, wasBlank)
    open = after(open, text, last?.offset ?? 0)
    wasBlank = text.trim() === ''
  })
  return chunks
}

function isLongList({ lines, marker }: Chunk, text: string): boolean {
  return lines.length >= MANY && marker !== null && markerOf(text) === marker
}

function noteBullet(chunk: Chunk, text: string, wasBlank: boolean) {
  const marker = markerOf(text)
  const leaves = wasBlank || RULE.test(text) || FENCE.test(text) || /^[>#<]/.test(text)
  if (marker !== null) {
    chunk.marker = marker
    chunk.offset = (/^\S+[ \t]+/.exec(text)?.[0] ?? '').length
  } else if (leaves && /^\S/.test(text)) chunk.offset = 0
}

function markerOf(text: string): string | null {
  const bullet = BULLET.exec(text)
  if (!bullet || RULE.test(text)) return null
  return bullet[1] ?? bullet[2] ?? null
}

function after(open: Open, text: string, offset: number): Open {
  if (open.kind === 'comment') return text.includes('-->') ? { kind: 'none' } : open
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
  const isInBullet = offset > 0 && open.indent >= offset
  if (isInBullet && /^\S/.test(text)) return after({ kind: 'none' }, text, offset)
  const isClosed = marker.startsWith(open.marker) && text.trim() === marker
  return isClosed ? { kind: 'none' } : open
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

import type { Block, ListBlock, ListItem, Spot } from '../structure/blocks'

const PLAIN = /^(?:\*\*)?(?:[\p{L}("“'’]|\d+[^\d.)\s])[^\t]*$/u
const HEADING = /^(#{1,6}) ((?:\*\*)?[\p{L}\d("“'’][^\t]*)$/u
const BULLET = /^( {0,7})([-*+]|\d{1,9}[.)]) (\S[^\t]*)$/

type Open = {
  list: ListBlock | null
  marker: string
  /** How far a bullet within the last one is indented at least. */
  offset: number
  inner: { list: ListBlock; marker: string; indent: number } | null
  /** The line before was not blank. */
  isOpen: boolean
}

/**
 * Reads lines that CommonMark can understand in one way only: headings, paragraphs of one line and
 * lists, with lists within, of bullets of one line. Null for anything else. This is what most of a
 * ladder is, and it is many times faster than a parser.
 */
export function simpleBlocks(lines: readonly string[], first: Spot): Block[] | null {
  const blocks: Block[] = []
  let open: Open = { list: null, marker: '', offset: 0, inner: null, isOpen: false }
  for (const [index, raw] of lines.entries()) {
    const line = raw.trimEnd()
    const at = { ...first, line: first.line + index }
    const bullet = BULLET.exec(line)
    const heading = HEADING.exec(line)
    if (line === '') open.isOpen = false
    else if (bullet) {
      const [, indent = '', marker = '', text = ''] = bullet
      const given = {
        indent: indent.length,
        marker,
        text,
        at: { ...at, column: indent.length + 1 },
      }
      if (!PLAIN.test(text) || !takeBullet(open, given, blocks)) return null
      open.isOpen = true
    } else if (heading && !line.endsWith('#')) {
      blocks.push({ kind: 'heading', at, depth: heading[1]?.length ?? 1, text: heading[2] ?? '' })
      open = { ...open, list: null, inner: null, isOpen: false }
    } else if (!open.isOpen && PLAIN.test(line)) {
      blocks.push({ kind: 'paragraph', at, text: line })
      open = { ...open, list: null, inner: null, isOpen: true }
    } else return null
  }
  return blocks
}

type Bullet = { indent: number; marker: string; text: string; at: Spot }

function takeBullet(open: Open, bullet: Bullet, blocks: Block[]): boolean {
  const { indent, marker, text, at } = bullet
  const item: ListItem = { at, text, blocks: [] }
  const sort = marker.slice(-1)
  if (indent === 0) {
    if (open.list ? open.marker !== sort : open.isOpen) return false
    if (!open.list) {
      open.list = newList(marker, at)
      open.marker = sort
      blocks.push(open.list)
    }
    open.list.items.push(item)
    open.offset = marker.length + 1
    open.inner = null
    return true
  }
  const outer = open.list?.items.at(-1)
  if (!outer || indent < open.offset || indent > open.offset + 3) return false
  if (open.inner && (open.inner.indent !== indent || open.inner.marker !== sort)) return false
  // A list that does not begin with 1 cannot interrupt the words of its bullet.
  if (!open.inner && /^\d/.test(marker) && marker.length > 2) return false
  if (!open.inner && /^\d/.test(marker) && !marker.startsWith('1')) return false
  if (!open.inner) {
    open.inner = { list: newList(marker, at), marker: sort, indent }
    outer.blocks.push(open.inner.list)
  }
  open.inner.list.items.push(item)
  return true
}

function newList(marker: string, at: Spot): ListBlock {
  const start = /^\d/.test(marker) ? Number.parseInt(marker, 10) : null
  return { kind: 'list', at, start, items: [] }
}

import type { Block, ListItem, Spot } from '../structure/blocks'

const PLAIN = /^(?:\*\*)?(?:[\p{L}("“'’]|\d+[^\d.)\s])[^\t]*$/u
const HEADING = /^(#{1,6}) ((?:\*\*)?[\p{L}\d("“'’][^\t]*)$/u

/**
 * Reads lines that CommonMark can understand in one way only: headings, paragraphs of one line and
 * flat lists of bullets of one line. Null for anything else. This is what most of a ladder is, and
 * it is many times faster than a parser.
 */
export function simpleBlocks(lines: readonly string[], first: Spot): Block[] | null {
  const blocks: Block[] = []
  let list: ListItem[] | null = null
  let marker = ''
  let isOpen = false
  for (const [index, raw] of lines.entries()) {
    const line = raw.trimEnd()
    const at = { ...first, line: first.line + index }
    const isBullet = /^[-*+] /.test(line)
    const heading = HEADING.exec(line)
    if (line === '') {
      isOpen = false
    } else if (isBullet) {
      if (!PLAIN.test(line.slice(2)) || (list && line[0] !== marker) || (isOpen && !list))
        return null
      marker = line[0] ?? ''
      if (!list) {
        list = []
        blocks.push({ kind: 'list', at, start: null, items: list })
      }
      list.push({ at, text: line.slice(2).trim(), blocks: [] })
      isOpen = true
    } else if (heading && !line.endsWith('#')) {
      blocks.push({ kind: 'heading', at, depth: heading[1]?.length ?? 1, text: heading[2] ?? '' })
      list = null
      isOpen = false
    } else if (!isOpen && PLAIN.test(line)) {
      blocks.push({ kind: 'paragraph', at, text: line })
      list = null
      isOpen = true
    } else return null
  }
  return blocks
}

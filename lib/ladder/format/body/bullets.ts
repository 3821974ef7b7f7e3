import { type Attributes, splitAttributes } from '../attributes'
import { canonicalText } from '../document'
import type { Place, Report } from '../messages'
import { type SourceLine, unescapeLine } from './sections'

export type NestedBullet = { text: string; place: Place }
export type Bullet = {
  text: string
  place: Place
  attributes: Attributes | null
  nested: NestedBullet[]
}

type OpenNested = { lines: string[]; place: Place }
type OpenBullet = { lines: string[]; place: Place; nested: OpenNested[] }

/**
 * Reads a tight or loose list of `- ` bullets: indented lines continue a bullet, indented bullets
 * belong to it. Anything else is reported as belonging to no item (E301). Where bullets have no
 * attribute blocks, what looks like one is text.
 */
export function readBullets(
  lines: readonly SourceLine[],
  report: Report,
  { hasBlocks } = { hasBlocks: true },
): Bullet[] {
  const bullets: OpenBullet[] = []
  let blanks = 0
  for (const { text: raw, number } of lines) {
    if (raw.trim() === '') {
      blanks += 1
      continue
    }
    const line = withoutTabs(raw, number, report)
    const wasTaken = takeLine(bullets, { line, number, blanks })
    if (!wasTaken) {
      const place = { line: number, column: 1 }
      report('E301', place, 'This line belongs to no item. Items begin with "- ".')
    }
    blanks = 0
  }
  return bullets.map((bullet) => closeBullet(bullet, hasBlocks))
}

type Incoming = { line: string; number: number; blanks: number }

function takeLine(bullets: OpenBullet[], { line, number, blanks }: Incoming): boolean {
  const top = /^-(?:[ \t]+(.*))?$/.exec(line)
  if (top) {
    const place = { line: number, column: 1 }
    bullets.push({ lines: [top[1] ?? ''], place, nested: [] })
    return true
  }
  const bullet = bullets.at(-1)
  if (!bullet) return false
  const inner = /^( {2,})-(?:[ \t]+(.*))?$/.exec(line)
  if (inner) {
    const place = { line: number, column: (inner[1]?.length ?? 0) + 1 }
    bullet.nested.push({ lines: [inner[2] ?? ''], place })
    return true
  }
  const isIndented = line.startsWith('  ')
  if (blanks > 0 && !isIndented) return false
  const open = bullet.nested.at(-1) ?? bullet
  if (blanks > 0) open.lines.push('')
  open.lines.push(unescapeLine(line.trim(), 'continuation'))
  return true
}

function closeBullet({ lines, place, nested }: OpenBullet, hasBlocks: boolean): Bullet {
  const split = hasBlocks ? splitAttributes : withoutAttributes
  const first = split(lines[0] ?? '')
  const isWrapped = first.attributes === null && lines.length > 1
  const last = isWrapped ? split(lines.at(-1) ?? '') : first
  const texts = isWrapped ? [...lines.slice(0, -1), last.text] : [first.text, ...lines.slice(1)]
  return {
    text: canonicalText(texts.join('\n')),
    place,
    attributes: last.attributes,
    nested: nested.map((inner) => ({
      text: canonicalText(inner.lines.join('\n')),
      place: inner.place,
    })),
  }
}

function withoutAttributes(text: string) {
  return { text, attributes: null }
}

function withoutTabs(line: string, number: number, report: Report): string {
  const tab = /^ *\t/.exec(line)
  if (!tab) return line
  report('E006', { line: number, column: tab[0].length }, 'A tab cannot indent; use spaces.')
  return line.replace(/^[ \t]+/, (indent) => indent.replaceAll('\t', '    '))
}

import { type Attributes, splitAttributes } from '../attributes'
import { canonicalText } from '../document'
import type { Place } from '../messages'

export type SourceLine = { text: string; number: number }
export type Heading = {
  depth: number
  title: string
  attributes: Attributes | null
  place: Place
}
/** A heading with the lines below it; the first section of a body may have none. */
export type Section = { heading: Heading | null; lines: SourceLine[] }

/** What each kind of free text must hide behind a backslash, because it would be read as structure. */
export const RESERVED = {
  prose: /^\\*#[ \t]/,
  level: /^\\*(?:#{1,6}[ \t]|-(?:[ \t]|$)|>)/,
  transition: /^\\*(?:#{1,2}[ \t]|-(?:[ \t]|$))/,
  continuation: /^\\*-(?:[ \t]|$)/,
} as const
export type ReservedIn = keyof typeof RESERVED

/** Splits lines at headings of the given depths; lines before the first heading come first. */
export function splitSections(
  lines: readonly SourceLine[],
  depths: { min: number; max: number },
): Section[] {
  const sections: Section[] = [{ heading: null, lines: [] }]
  for (const line of lines) {
    const heading = readHeading(line)
    const isStart = heading && heading.depth >= depths.min && heading.depth <= depths.max
    if (isStart) sections.push({ heading, lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  return sections
}

export function escapeLine(line: string, kind: ReservedIn): string {
  return RESERVED[kind].test(line) ? `\\${line}` : line
}

export function unescapeLine(line: string, kind: ReservedIn): string {
  return line.startsWith('\\') && RESERVED[kind].test(line) ? line.slice(1) : line
}

function readHeading({ text, number }: SourceLine): Heading | null {
  const match = /^(#{1,6})[ \t]+(.*)$/.exec(text)
  if (!match) return null
  const { text: title, attributes } = splitAttributes(text)
  return {
    depth: match[1]?.length ?? 1,
    title: canonicalText(title.replace(/^#{1,6}(?:[ \t]+|$)/, '')),
    attributes,
    place: { line: number, column: 1 },
  }
}

import { canonicalBody } from '../document'
import { attributeReader, type Builder } from './builder'
import { type Heading, type Section, type SourceLine, unescapeLine } from './sections'

/** The heading under which the prose of the whole ladder is written. */
export const ABOUT = 'About this ladder'

/** `# Title {kind=prose track=key}`: the words of a track, or without a track those of the ladder. */
export function readProse(builder: Builder, section: Section & { heading: Heading }): void {
  const { heading, lines } = section
  const { attributes, place, title } = heading
  const { document, report } = builder
  const read = attributeReader(builder, { attributes, place, names: ['kind', 'track'] })
  const text = lines.map((line) => unescapeLine(line.text, 'prose')).join('\n')
  const key = read.text('track')
  const track = document.tracks.find((candidate) => candidate.key === key)
  if (track) track.body = joined(track.body, withTitle({ title, usual: track.title, text }))
  else {
    if (key !== null) report('E106', place, `There is no track "${key}".`)
    document.body = joined(document.body, withTitle({ title, usual: ABOUT, text }))
  }
}

/** Prose before the first heading belongs to the ladder; headings and items there belong to nothing. */
export function readPreamble({ document, report }: Builder, lines: readonly SourceLine[]): void {
  for (const { text, number } of lines) {
    const place = { line: number, column: 1 }
    if (/^#{2,6}[ \t]/.test(text)) report('E201', place, 'This category stands outside a level.')
    if (/^-(?:[ \t]|$)/.test(text)) report('E301', place, 'This item stands outside a category.')
  }
  document.body = canonicalBody(lines.map((line) => line.text).join('\n'))
}

// A title that the writer would not give by itself stays, one heading lower, so that no word is lost.
function withTitle({ title, usual, text }: { title: string; usual: string; text: string }) {
  const body = canonicalBody(text)
  return title === usual || title === '' ? body : canonicalBody(`## ${title}\n\n${body}`)
}

function joined(before: string, added: string) {
  return canonicalBody(`${before}\n\n${added}`)
}

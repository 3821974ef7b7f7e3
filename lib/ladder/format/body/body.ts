import { didYouMean } from '../../words/suggestion'
import { attributeReader, type Builder } from './builder'
import { readGrowthAreas } from './growth-areas'
import { readLevel } from './level-sections'
import { readPreamble, readProse } from './prose'
import { type Heading, type Section, type SourceLine, splitSections } from './sections'
import { readSkill } from './skills'
import { readTransitions } from './transitions'

type SectionReader = (builder: Builder, section: Section & { heading: Heading }) => void

const READERS: Record<string, SectionReader> = {
  transitions: readTransitions,
  'growth-areas': readGrowthAreas,
  prose: readProse,
  skill: readSkill,
}

/** Reads the words of a ladder below its front matter. */
export function readBody(builder: Builder, lines: readonly SourceLine[]): void {
  const [preamble, ...sections] = splitSections(lines, { min: 1, max: 1 })
  if (preamble) readPreamble(builder, preamble.lines)
  for (const { heading, lines: inner } of sections) {
    if (heading) readerOf(builder, heading)(builder, { heading, lines: inner })
  }
}

function readerOf(builder: Builder, { attributes, place }: Heading): SectionReader {
  const kind = attributes?.values.get('kind')
  if (kind === undefined) return readLevel
  const reader = READERS[kind]
  if (reader) return reader
  const kinds = Object.keys(READERS)
  builder.report(
    'E010',
    { line: place.line, column: attributes?.column ?? 1 },
    `A section's kind must be one of ${kinds.join(', ')}.${didYouMean(kind, kinds)}`,
  )
  return (inner, { heading }) => {
    attributeReader(inner, { attributes: heading.attributes, place, names: ['kind'] })
  }
}

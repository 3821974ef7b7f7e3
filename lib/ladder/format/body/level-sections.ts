import { levelsOfLabel } from '../../words/level-label'
import { didYouMean } from '../../words/suggestion'
import { canonicalBody, canonicalText, ITEM_KINDS, type Level } from '../document'
import { attributeReader, type Builder } from './builder'
import { readBullets } from './bullets'
import { addItem } from './items'
import {
  type Heading,
  type Section,
  type SourceLine,
  splitSections,
  unescapeLine,
} from './sections'

const DEEPEST = 4

/** `# Level {#key}`: a summary in a quotation, prose, then categories with their items. */
export function readLevel(builder: Builder, section: Section & { heading: Heading }): void {
  const { heading, lines } = section
  const { attributes, place } = heading
  attributeReader(builder, { attributes, place, names: [] })
  const level = levelOf(builder, heading)
  if (!level) return
  if (builder.places.has('section', level.key)) {
    const first = builder.places.of('section', level.key).line
    builder.report(
      'E101',
      place,
      `The level "${level.key}" already has a section in line ${first}.`,
    )
  }
  builder.places.add('section', level.key, place)
  const [head, ...categories] = splitSections(lines, { min: 2, max: 6 })
  readIntroduction(builder, level, head?.lines ?? [])
  const seen = new Map<string, number>()
  for (const inner of categories) {
    if (inner.heading) readCategory(builder, { level, seen, ...inner, heading: inner.heading })
  }
}

function levelOf({ document, report }: Builder, heading: Heading): Level | null {
  const { attributes, title, place } = heading
  const { levels } = document
  const key = attributes?.key ?? levelsOfLabel(title, levels)[0] ?? null
  const level = levels.find((candidate) => candidate.key === key)
  if (!level) {
    const hint = attributes?.key
      ? didYouMean(
          attributes.key,
          levels.map((candidate) => candidate.key),
        )
      : didYouMean(
          title,
          levels.map((candidate) => candidate.title),
        )
    report('E102', place, `No level "${key ?? title}" is declared in the front matter.${hint}`)
    return null
  }
  if (title !== level.title) {
    report('W104', place, `The heading says "${title}", the front matter "${level.title}".`)
  }
  return level
}

function readIntroduction({ report }: Builder, level: Level, lines: readonly SourceLine[]) {
  const start = lines.findIndex((line) => line.text.trim() !== '')
  const rest = start === -1 ? [] : lines.slice(start)
  const quoted = rest.findIndex((line) => !line.text.startsWith('>'))
  const end = quoted === -1 ? rest.length : quoted
  const summary = rest.slice(0, end).map((line) => line.text.replace(/^> ?/, ''))
  level.summary = level.summary || canonicalText(summary.join('\n'))
  const body = rest.slice(end).map(({ text, number }) => {
    if (/^-(?:[ \t]|$)/.test(text)) {
      report('E301', { line: number, column: 1 }, 'This item stands outside a category.')
    }
    return unescapeLine(text, 'level')
  })
  level.body = level.body || canonicalBody(body.join('\n'))
}

type CategorySection = {
  level: Level
  seen: Map<string, number>
  heading: Heading
  lines: SourceLine[]
}

function readCategory(builder: Builder, { level, seen, heading, lines }: CategorySection) {
  const { report, document } = builder
  const { attributes, place, title, depth } = heading
  const read = attributeReader(builder, { attributes, place, names: ['kind'] })
  if (depth > DEEPEST) report('E206', place, 'Categories go three deep: ##, ### and ####.')
  const named = attributes?.key ?? null
  const category = document.categories.find((candidate) =>
    named === null ? candidate.title === title : candidate.key === named,
  )
  if (!category) {
    const known = document.categories.map((c) => (named === null ? c.title : c.key))
    const hint = didYouMean(named ?? title, known)
    report('E102', place, `No category "${named ?? title}" is declared in the front matter.${hint}`)
    return
  }
  if (title !== category.title) {
    report('W104', place, `The heading says "${title}", the front matter "${category.title}".`)
  }
  const earlier = seen.get(category.key)
  if (earlier) {
    report('E202', place, `"${title}" already stands in this level, in line ${earlier}.`)
  }
  seen.set(category.key, place.line)
  const bullets = readBullets(lines, report)
  if (bullets.length === 0) report('W103', place, `"${title}" has no items at this level.`)
  const kind = read.oneOf('kind', ITEM_KINDS) ?? 'expectation'
  for (const bullet of bullets) {
    addItem(builder, bullet, { category: category.key, kind, levels: [level.key], at: null })
  }
}

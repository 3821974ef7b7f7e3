import { levelsOfLabel } from '../../words/level-label'
import { didYouMean } from '../../words/suggestion'
import { KEY_PATTERN } from '../document'
import { attributeReader, type Builder } from './builder'
import { type Bullet, readBullets } from './bullets'
import { addItem } from './items'
import { type Heading, type Section, splitSections } from './sections'

/** `# Growth areas {kind=growth-areas}`: a heading for each area, a bullet `- [levels] words` for each cell. */
export function readGrowthAreas(builder: Builder, section: Section & { heading: Heading }): void {
  const { attributes, place } = section.heading
  attributeReader(builder, { attributes, place, names: ['kind'] })
  const [head, ...areas] = splitSections(section.lines, { min: 2, max: 6 })
  for (const bullet of readBullets(head?.lines ?? [], builder.report)) {
    builder.report('E301', bullet.place, 'This cell stands outside a growth area.')
  }
  for (const { heading, lines } of areas) {
    if (heading) readArea(builder, heading, readBullets(lines, builder.report))
  }
}

function readArea(builder: Builder, heading: Heading, bullets: Bullet[]) {
  const { document, places, report } = builder
  const { attributes, place, title } = heading
  attributeReader(builder, { attributes, place, names: [] })
  const key = attributes?.key ?? ''
  if (!KEY_PATTERN.test(key)) {
    report('E009', place, 'A growth area needs a key, as in {#people-development}.')
    return
  }
  const declared = document.categories.find((category) => category.key === key)
  if (places.has('section', key)) {
    const first = places.of('section', key).line
    report('E101', place, `"${key}" already stands in line ${first}.`)
  }
  places.add('section', key, place)
  if (!declared) {
    const rest = { parent: null, scale: null, gate: false, weight: null }
    document.categories.push({ key, title, kind: 'growth-area', ...rest })
    places.add('category', key, place)
  } else if (title !== declared.title) {
    report('W104', place, `The heading says "${title}", the front matter "${declared.title}".`)
  }
  for (const bullet of bullets) addCell(builder, bullet, key)
}

function addCell(builder: Builder, bullet: Bullet, category: string) {
  const { report, document } = builder
  const match = /^\[([^\]]*)\]\s*(.*)$/s.exec(bullet.text)
  if (!match) {
    report('E405', bullet.place, 'A cell begins with its levels, as in "- [em, sem] words".')
    return
  }
  const levels = (match[1] ?? '').split(',').flatMap((part) => {
    const label = part.trim()
    const keys = levelsOfLabel(label, document.levels)
    if (keys.length === 0) {
      const hint = didYouMean(
        label,
        document.levels.map((level) => level.key),
      )
      report('E405', bullet.place, `The cell's label "${label}" means no level.${hint}`)
    }
    return keys
  })
  const cell = { ...bullet, text: match[2] ?? '' }
  addItem(builder, cell, { category, kind: 'expectation', levels: [...new Set(levels)], at: null })
}

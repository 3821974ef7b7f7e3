import { CODE_PATTERN, ITEM_KINDS, KEY_PATTERN } from '../document'
import { attributeReader, type Builder } from './builder'
import { readBullets } from './bullets'
import { addItem } from './items'
import { type Heading, type Section, splitSections } from './sections'

/** `# Skill {#key kind=skill scale=key}` with `## Point {at=code}`: described by degree, not by level. */
export function readSkill(builder: Builder, section: Section & { heading: Heading }): void {
  const { report, document, places } = builder
  const { attributes, place, title } = section.heading
  const read = attributeReader(builder, { attributes, place, names: ['kind', 'scale'] })
  const key = attributes?.key ?? ''
  if (!KEY_PATTERN.test(key)) {
    report('E009', place, 'A skill needs a key, as in {#testing kind=skill scale=…}.')
    return
  }
  let skill = document.categories.find((category) => category.key === key)
  if (!skill) {
    const scale = read.text('scale')
    skill = { key, title, kind: 'competency', parent: null, scale, gate: false, weight: null }
    document.categories.push(skill)
    places.add('category', key, place)
  } else if (title !== skill.title) {
    report('W104', place, `The heading says "${title}", the front matter "${skill.title}".`)
  }
  const [head, ...points] = splitSections(section.lines, { min: 2, max: 6 })
  readBullets(head?.lines ?? [], report).forEach((bullet) => {
    report('E301', bullet.place, 'This item stands outside a point of the scale.')
  })
  for (const { heading, lines } of points) {
    if (heading) readPoint(builder, { category: skill.key, heading, lines })
  }
}

type Point = { category: string; heading: Heading; lines: Section['lines'] }

function readPoint(builder: Builder, { category, heading, lines }: Point) {
  const { attributes, place, title } = heading
  const read = attributeReader(builder, { attributes, place, names: ['at', 'kind'] })
  const at = read.text('at')
  if (at === null || !CODE_PATTERN.test(at)) {
    builder.report('E009', place, `"${title}" needs the point it describes, as in {at=working}.`)
    return
  }
  const kind = read.oneOf('kind', ITEM_KINDS) ?? 'expectation'
  for (const bullet of readBullets(lines, builder.report)) {
    addItem(builder, bullet, { category, kind, levels: [], at })
  }
}

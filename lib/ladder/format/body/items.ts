import { CHANGE_CLASSES, ITEM_KINDS, type Item, type ItemKind } from '../document'
import { attributeReader, type Builder, claimKey } from './builder'
import type { Bullet, NestedBullet } from './bullets'

export type ItemContext = {
  category: string
  kind: ItemKind
  /** The level whose section the item stands in, or the levels of its cell. */
  levels: string[]
  at: string | null
}

const NAMES = ['kind', 'levels', 'label', 'scored', 'weight', 'critical', 'target', 'change']

/** Adds the item of a bullet to the document. */
export function addItem(builder: Builder, bullet: Bullet, context: ItemContext): void {
  const { place, attributes, text } = bullet
  const { report } = builder
  const read = attributeReader(builder, { attributes, place, names: NAMES })
  const weight = weightOf(builder, bullet)
  if (text === '') {
    report('E302', place, 'This item has no words.')
    if (weight !== null) report('W315', place, `A weight of ${weight} stands on an empty item.`)
    return
  }
  const kind = read.oneOf('kind', ITEM_KINDS) ?? context.kind
  const item: Item = {
    key: claimKey(builder, { entity: 'item', attributes, place }),
    kind,
    category: context.category,
    levels: context.at === null ? sharedLevels(builder, bullet, context.levels) : [],
    at: context.at,
    text,
    label: read.text('label'),
    scored: read.flag('scored') ?? kind === 'indicator',
    weight,
    critical: read.flag('critical') ?? false,
    target: read.text('target'),
    change: read.oneOf('change', CHANGE_CLASSES),
    examples: [],
    antiExamples: [],
    anchors: [],
    links: [],
  }
  for (const nested of bullet.nested) addNested(builder, item, nested)
  builder.document.items.push(item)
}

function weightOf({ report }: Builder, { attributes, place }: Bullet): number | null {
  const written = attributes?.values.get('weight')
  if (written === undefined) return null
  if (/^\d{1,6}(?:\.\d{1,6})?$/.test(written)) return Number(written)
  report('E313', place, `The weight "${written}" is not a number of 0 or more.`)
  return null
}

function sharedLevels({ document, report }: Builder, bullet: Bullet, own: string[]): string[] {
  const named = bullet.attributes?.values.get('levels')
  if (named === undefined) return own
  const levels = new Set(own)
  for (const key of named.split(',').map((part) => part.trim())) {
    if (document.levels.some((level) => level.key === key)) levels.add(key)
    else report('E401', bullet.place, `There is no level "${key}".`)
  }
  return [...levels]
}

function addNested(builder: Builder, item: Item, { text, place }: NestedBullet) {
  const { report } = builder
  const match = /^(?:(eg|not|link)|@([A-Za-z0-9][A-Za-z0-9._+-]*)):\s*(.*)$/s.exec(text)
  const [, prefix, point, words = text] = match ?? []
  if (words === '') report('E302', place, 'This line has no words.')
  else if (point !== undefined) item.anchors.push({ point, text: words })
  else if (prefix === 'not') item.antiExamples.push(words)
  else if (prefix === 'link') addLink(builder, item, { text: words, place })
  else {
    if (!match) {
      report('W312', place, 'No prefix (eg:, not:, @point:, link:); kept as an example.')
    }
    item.examples.push(words)
  }
}

function addLink({ report }: Builder, item: Item, { text, place }: NestedBullet) {
  const match = /^\[((?:[^\]\\]|\\.)+)\]\((\S+)\)$/.exec(text)
  const url = match?.[2] ?? ''
  if (!match) {
    report('E010', place, 'A link is written as [words](https://…).')
  } else if (/^https:\/\//i.test(url) && URL.canParse(url)) {
    item.links.push({ label: (match[1] ?? '').replace(/\\(.)/g, '$1'), url })
  } else if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    report('E320', place, 'Only https links are accepted.')
  } else {
    report(
      'W321',
      place,
      `The link "${url}" is relative and leads nowhere from here; it is left out.`,
    )
  }
}

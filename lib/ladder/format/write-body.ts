import { attributeBlock } from './attributes'
import { ABOUT } from './body/prose'
import { escapeLine, type ReservedIn } from './body/sections'
import { escapeShift } from './body/transitions'
import type { Category, Item, LadderDocument, Level, Transition } from './document'

/** Everything below the front matter. */
export function bodyText(document: LadderDocument): string {
  const sections = [
    ...proseSections(document),
    ...document.levels.map((level) => levelSection(document, level)),
    ...document.categories.map((category) => skillSection(document, category)),
    ...grouped(document, document.transitions, {
      trackOf: (transition) => levelTrack(document, transition.to),
      title: 'Key transitions between levels',
      kind: 'transitions',
      text: transitionSection,
    }),
    ...grouped(
      document,
      document.categories.filter((category) => category.kind === 'growth-area'),
      {
        trackOf: (area) => areaTrack(document, area),
        title: 'Growth areas',
        kind: 'growth-areas',
        text: (area) => areaSection(document, area),
      },
    ),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function proseSections({ body, tracks }: LadderDocument): string[] {
  const about =
    body === '' ? '' : `${heading(1, ABOUT, '{kind=prose}')}\n\n${escaped(body, 'prose')}`
  const trackTexts = tracks.map(({ key, title, body: text }) => {
    const block = attributeBlock(null, { kind: 'prose', track: key })
    return text === '' ? '' : `${heading(1, title, block)}\n\n${escaped(text, 'prose')}`
  })
  return [about, ...trackTexts]
}

function levelSection(document: LadderDocument, level: Level): string {
  const parts = [heading(1, level.title, attributeBlock(level.key, {}))]
  if (level.summary !== '') parts.push(level.summary.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>'))
  if (level.body !== '') parts.push(escaped(level.body, 'level'))
  for (const category of document.categories) {
    if (category.kind === 'growth-area') continue
    const items = document.items.filter(
      (item) => item.category === category.key && item.at === null && item.levels[0] === level.key,
    )
    if (items.length > 0) parts.push(categorySection(document, category, items))
  }
  return parts.length === 1 ? '' : parts.join('\n\n')
}

function categorySection(document: LadderDocument, category: Category, items: Item[]): string {
  const kind = items.every((item) => item.kind === 'indicator') ? 'indicator' : null
  const depth = depthOf(document, category) + 1
  const title = heading(depth, category.title, attributeBlock(category.key, { kind }))
  return `${title}\n\n${items.map((item) => itemText(item, { kind })).join('\n')}`
}

function skillSection({ items, scales }: LadderDocument, category: Category): string {
  const { key, title, scale } = category
  const points = scales.find((candidate) => candidate.key === scale)?.points ?? []
  const described = points.flatMap(({ code, title: name }) => {
    const own = items.filter((item) => item.category === key && item.at === code)
    if (own.length === 0) return []
    const head = heading(2, name, attributeBlock(null, { at: code }))
    return [`${head}\n\n${own.map((item) => itemText(item, { kind: null })).join('\n')}`]
  })
  if (described.length === 0) return ''
  return [heading(1, title, attributeBlock(key, { kind: 'skill', scale })), ...described].join(
    '\n\n',
  )
}

type Group<T> = {
  trackOf: (value: T) => string | null
  title: string
  kind: string
  text: (value: T) => string
}

// Neighbours of the same track share a section, which keeps the one order they have.
function grouped<T>(document: LadderDocument, values: T[], group: Group<T>): string[] {
  const runs: { track: string | null; texts: string[] }[] = []
  for (const value of values) {
    const track = group.trackOf(value)
    const run = runs.at(-1)
    if (run?.track === track) run.texts.push(group.text(value))
    else runs.push({ track, texts: [group.text(value)] })
  }
  return runs.map(({ track, texts }) => {
    const name = document.tracks.find((candidate) => candidate.key === track)?.title
    const title = name && document.tracks.length > 1 ? `${group.title}: ${name}` : group.title
    return [heading(1, title, attributeBlock(null, { kind: group.kind })), ...texts].join('\n\n')
  })
}

function transitionSection(transition: Transition): string {
  const { key, from, fromLabel, to, kind, title, body, shifts, pitfalls } = transition
  const block = attributeBlock(key, {
    from,
    from_label: fromLabel,
    to,
    kind,
    min: transition.minMonths,
    max: transition.maxMonths,
  })
  const bullets = [
    ...shifts.map((shift) => `${escapeShift(shift.from)} -> ${escapeShift(shift.to)}`),
    ...pitfalls.map((pitfall) => `pitfall: ${pitfall}`),
  ]
  const parts = [heading(2, title, block)]
  if (body !== '') parts.push(escaped(body, 'transition'))
  if (bullets.length > 0) parts.push(bullets.map((text) => bullet('- ', text)).join('\n'))
  return parts.join('\n\n')
}

function areaSection({ items }: LadderDocument, { key, title }: Category): string {
  const cells = items.filter((item) => item.category === key)
  const texts = cells.map((cell) => itemText(cell, { kind: null, isCell: true }))
  return [
    heading(2, title, attributeBlock(key, {})),
    ...(texts.length > 0 ? [texts.join('\n')] : []),
  ].join('\n\n')
}

function itemText(item: Item, place: { kind: 'indicator' | null; isCell?: boolean }): string {
  const usual = place.kind ?? 'expectation'
  const block = attributeBlock(item.key, {
    kind: item.kind === usual ? null : item.kind,
    levels: place.isCell || item.levels.length < 2 ? null : item.levels.join(','),
    label: item.label,
    scored: item.scored === (item.kind === 'indicator') ? null : String(item.scored),
    weight: item.weight,
    critical: item.critical ? 'true' : null,
    target: item.target,
    change: item.change,
  })
  const [first = '', ...rest] = item.text.split('\n')
  const cell = place.isCell ? `[${item.levels.join(', ')}] ` : ''
  const nested = [
    ...item.examples.map((text) => `eg: ${text}`),
    ...item.antiExamples.map((text) => `not: ${text}`),
    ...item.anchors.map(({ point, text }) => `@${point}: ${text}`),
    ...item.links.map(({ label, url }) => `link: [${label.replace(/[\\\]]/g, '\\$&')}](${url})`),
  ]
  const text = [`${cell}${first} ${block}`, ...rest].join('\n')
  return [bullet('- ', text), ...nested.map((inner) => bullet('  - ', inner))].join('\n')
}

function bullet(mark: string, text: string): string {
  const [first = '', ...rest] = text.split('\n')
  const indent = ' '.repeat(mark.length)
  const lines = rest.map((line) => (line === '' ? '' : indent + escapeLine(line, 'continuation')))
  return [mark + first, ...lines].join('\n')
}

function heading(depth: number, title: string, block: string): string {
  return `${'#'.repeat(depth)} ${title} ${block}`
}

function escaped(text: string, kind: ReservedIn): string {
  return text
    .split('\n')
    .map((line) => escapeLine(line, kind))
    .join('\n')
}

function depthOf({ categories }: LadderDocument, category: Category): number {
  let depth = 1
  let { parent } = category
  while (parent !== null && depth < 3) {
    parent = categories.find((candidate) => candidate.key === parent)?.parent ?? null
    depth += 1
  }
  return depth
}

function levelTrack({ levels }: LadderDocument, key: string): string | null {
  return levels.find((level) => level.key === key)?.track ?? null
}

function areaTrack(document: LadderDocument, area: Category): string | null {
  const cells = document.items.filter((item) => item.category === area.key)
  const tracks = new Set(cells.flatMap((c) => c.levels.map((level) => levelTrack(document, level))))
  const [only = null] = tracks
  return tracks.size === 1 ? only : null
}

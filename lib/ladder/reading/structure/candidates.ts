import type { Block, TableBlock } from './blocks'
import {
  allSections,
  childSections,
  isSection,
  type Section,
  type Style,
  weightOf,
} from './sections'
import { type Axis, tableAxes } from './tables'
import { comparable, isLevelLike, isSharedTitle, levelness } from './titles'

/** One way to understand where the levels are. */
export type Candidate = {
  id: string
  score: number
  /** Titles of the levels, in order, once each. */
  titles: string[]
  /** Titles of the categories that repeat, once each. */
  categories: string[]
} & (
  | { kind: 'headings'; level: Style; category: Style | null; members: Section[] }
  | { kind: 'across'; category: Style; level: Style; members: Section[] }
  | { kind: 'tables'; axis: Axis; tables: ReadonlySet<TableBlock> }
)
export type TableCandidate = Extract<Candidate, { kind: 'tables' }>

const OUTER: readonly Style[] = ['file', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'bold', 'item']
const INNER: readonly Style[] = [
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'bold',
  'under',
  'item',
  'lead',
  'label',
  'row',
]
const WITHIN: readonly Style[] = ['item', 'lead', 'label', 'row']
// Content that stands in sections further below counts half: what directly holds it is likelier.
const BELOW = 0.5

/** Every way in which levels could be found, the likeliest first. Empty for mere prose. */
export function candidatesOf(roots: readonly Section[]): Candidate[] {
  const sections = roots.flatMap(allSections)
  const found = OUTER.flatMap((outer) => {
    if (outer === 'file' && roots.length < 2) return []
    const outers =
      outer === 'item'
        ? sections.flatMap((section) => childSections(section, 'item'))
        : sections.filter((section) => section.style === outer)
    if (outers.length < 2) return []
    const inner = INNER.filter((style) => isDeeper(style, outer)).flatMap((style) =>
      pairs(outers, outer, style),
    )
    return [...inner, ...alone(outers, outer)]
  })
  return [...found, ...tables(sections)]
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
}

/** Whether a block is one of the tables in which the levels are looked for. */
export function isPlannedTable(block: Block, candidate: Candidate): block is TableBlock {
  return block.kind === 'table' && candidate.kind === 'tables' && candidate.tables.has(block)
}

function isDeeper(inner: Style, outer: Style): boolean {
  if (outer === 'item') return WITHIN.includes(inner)
  return INNER.indexOf(inner) > INNER.indexOf(outer) && inner !== outer
}

function pairs(outers: Section[], outer: Style, inner: Style): Candidate[] {
  const children = new Map(outers.map((section) => [section, childSections(section, inner)]))
  const repeated = repeatedTitles([...children.values()])
  const repeats = (section: Section) =>
    (children.get(section) ?? []).filter((child) => repeated.has(comparable(child.title)))
  const members = outers.filter(
    (section) => repeats(section).length > 0 && !isSharedTitle(section.title),
  )
  if (members.length < 2) return []
  const pairing: Pairing = { outer, inner, members, repeats: members.flatMap(repeats) }
  return [...inside(pairing), ...across(pairing)]
}

type Pairing = { outer: Style; inner: Style; members: Section[]; repeats: Section[] }

function weighed({ members, repeats }: Pairing) {
  const outerTitles = distinct(members.map((section) => section.title))
  const innerTitles = distinct(repeats.map((section) => section.title))
  return {
    covered: repeats.reduce((sum, child) => sum + nearWeight(child), 0),
    outerTitles,
    innerTitles,
    like: { outer: levelness(outerTitles), inner: levelness(innerTitles) },
  }
}

/** Levels that hold their categories. */
function inside(pairing: Pairing): Candidate[] {
  const { outer, inner, members } = pairing
  const { covered, outerTitles, innerTitles, like } = weighed(pairing)
  if (inner === 'label') return []
  if (outer === 'item' && (like.outer < 0.5 || inner !== 'item')) return []
  const score = covered * (0.25 + like.outer) * (1 - like.inner / 2) * distinctness(members)
  const titles = { titles: outerTitles, categories: innerTitles }
  const id = `${outer}.${inner}`
  return [{ id, kind: 'headings', level: outer, category: inner, members, score, ...titles }]
}

/** Categories that hold what each level is expected to do. */
function across(pairing: Pairing): Candidate[] {
  const { outer, inner, members } = pairing
  const { covered, outerTitles, innerTitles, like } = weighed(pairing)
  if (innerTitles.length < 2 || inner === 'lead') return []
  const score = 0.8 * covered * (0.25 + like.inner) * (1 - like.outer / 2)
  const titles = { titles: innerTitles, categories: outerTitles }
  const id = `${inner}.across.${outer}`
  return [{ id, kind: 'across', level: inner, category: outer, members, score, ...titles }]
}

function alone(outers: Section[], outer: Style): Candidate[] {
  if (outer === 'item') return []
  const byParent = Map.groupBy(
    outers.filter((section) => isLevelLike(section.title) && weightOf(section.parts) > 0),
    (section) => section.parent,
  )
  const members = [...byParent.values()].filter((siblings) => siblings.length >= 2).flat()
  const hasLists = members.some((section) =>
    section.parts.some((part) => !isSection(part) && part.kind === 'list'),
  )
  const hasInner = members.some((section) => section.parts.some(isSection))
  if (members.length < 2 || (!hasLists && !hasInner)) return []
  const weight = members.reduce((sum, section) => sum + nearWeight(section), 0)
  return [
    {
      id: outer,
      kind: 'headings',
      level: outer,
      category: null,
      members,
      score: 0.4 * weight * distinctness(members),
      titles: distinct(members.map((section) => section.title)),
      categories: [],
    },
  ]
}

function tables(sections: Section[]): Candidate[] {
  const blocks = sections.flatMap((section) =>
    section.parts.flatMap((part) => (!isSection(part) && part.kind === 'table' ? [part] : [])),
  )
  return tableAxes(blocks).map(({ axis, score, titles, categories, tables: own }) => ({
    id: `table.${axis}`,
    kind: 'tables',
    axis,
    tables: new Set(own),
    score,
    titles,
    categories,
  }))
}

function repeatedTitles(groups: Section[][]): Set<string> {
  const counts = new Map<string, number>()
  for (const group of groups) {
    for (const title of new Set(group.map((section) => comparable(section.title)))) {
      counts.set(title, (counts.get(title) ?? 0) + 1)
    }
  }
  return new Set([...counts].flatMap(([title, count]) => (count >= 2 ? [title] : [])))
}

function nearWeight(section: Section): number {
  const near = weightOf(section.parts.filter((part) => !isSection(part)))
  const below = weightOf(section.parts.filter(isSection))
  return Math.max(0.25, near + BELOW * below)
}

function distinctness(members: Section[]): number {
  const byParent = [...Map.groupBy(members, (section) => section.parent).values()]
  const distinctCount = byParent.reduce(
    (sum, siblings) => sum + distinct(siblings.map((section) => section.title)).length,
    0,
  )
  return distinctCount / members.length
}

function distinct(titles: readonly string[]): string[] {
  const seen = new Map(titles.toReversed().map((title) => [comparable(title), title]))
  return [...new Set(titles.map((title) => seen.get(comparable(title)) ?? title))]
}

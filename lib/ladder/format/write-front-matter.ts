import { Document, isMap, isScalar, isSeq, type Node, visit } from 'yaml'
import type { Category, LadderDocument, Level, LevelFact, LevelTarget, Scale } from './document'

const BLOCK_SEQUENCES = new Set(['levels', 'tracks', 'categories', 'keymap', 'points', 'facts'])

/** The YAML between the two rulers; values that the reader would assume anyway are left out. */
export function frontMatterText(document: LadderDocument): string {
  const yaml = new Document(
    compact({
      format: document.format,
      ladder: document.ladder,
      name: document.name,
      version: document.version,
      status: document.status,
      language: document.language,
      cumulative: document.cumulative,
      licence: document.licence,
      source: document.source,
      change_note: document.changeNote,
      scales: Object.fromEntries(document.scales.map((scale) => [scale.key, scaleOf(scale)])),
      tracks: document.tracks.map(({ key, title }) => ({ key, title })),
      levels: document.levels.map(levelOf),
      categories: declaredCategories(document).map(categoryOf),
      targets: targetsOf(document.targets),
      keymap: document.keymap,
    }),
  )
  layOut(yaml)
  return yaml.toString({
    lineWidth: 0,
    blockQuote: false,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    flowCollectionPadding: true,
  })
}

/** Growth areas are declared by their own headings, unless they say more than a heading can. */
function declaredCategories({ categories }: LadderDocument): Category[] {
  const areas = categories.filter((category) => category.kind === 'growth-area')
  const isPlain = ({ parent, scale, gate, weight }: Category) =>
    parent === null && scale === null && !gate && weight === null
  const declaresAreas = !areas.every(isPlain)
  return categories.filter((category) => declaresAreas || category.kind !== 'growth-area')
}

function scaleOf({ kind, points }: Scale) {
  return {
    kind,
    points: points.map(({ code, title, value, points: score, description }) =>
      compact({ code, title, value, points: score, description }),
    ),
  }
}

function levelOf(level: Level) {
  const { key, track, code, title, aliases, band, facts } = level
  return compact({
    key,
    track,
    code,
    title,
    aliases,
    band,
    extends: level.extends,
    facts: facts.map(factOf),
  })
}

function factOf({ key, label, min, max, open, unit, text, item }: LevelFact) {
  return compact({ key, label, min, max, open: open || null, unit, text, item })
}

function categoryOf({ key, title, kind, parent, scale, gate, weight }: Category) {
  const written = kind === 'competency' ? null : kind
  return compact({ key, title, kind: written, parent, scale, gate: gate || null, weight })
}

function targetsOf(targets: LevelTarget[]) {
  const byLevel: Record<string, Record<string, unknown>> = {}
  for (const { level, category, at, weight, required } of targets) {
    const isPlain = at !== null && weight === null && required
    const value = isPlain ? at : compact({ at, weight, required: required ? null : false })
    byLevel[level] = { ...byLevel[level], [category]: value }
  }
  return byLevel
}

function compact<T extends object>(value: T): Partial<T> {
  const entries = Object.entries(value).filter(([, inner]) => !isEmpty(inner))
  return Object.fromEntries(entries) as Partial<T>
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

// One line for each small thing, so that a changed fact is one changed line in a diff.
function layOut(yaml: Document) {
  visit(yaml, {
    Map: (_key, node) => {
      node.flow = node.items.every((pair) => isScalar(pair.value) || isFlatList(pair.value))
    },
    Seq: (_key, node, path) => {
      const pair = path.at(-1) as { key?: Node } | undefined
      const name = isScalar(pair?.key) ? String(pair.key.value) : ''
      node.flow = !BLOCK_SEQUENCES.has(name)
    },
  })
  const root = yaml.contents
  if (!isMap(root)) return
  root.flow = false
  for (const pair of root.items) {
    if (isScalar(pair.key) && pair.key.value === 'levels' && isSeq(pair.value)) {
      for (const level of pair.value.items) if (isMap(level)) level.flow = false
    }
  }
}

function isFlatList(node: unknown): boolean {
  return isSeq(node) && node.items.every((item) => isScalar(item))
}

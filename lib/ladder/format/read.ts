import { checkDocument } from '../checks/document'
import { checkMarkdown } from '../checks/markdown'
import { mintItemKey } from '../words/item-key'
import { readBody } from './body/body'
import { type Builder, type Entity, type Places, placeMap } from './body/builder'
import { canonicalDocument, FORMAT, type LadderDocument, type LevelFact } from './document'
import { type LocatedFrontMatter, type Path, readFrontMatter } from './front-matter'
import { type Message, messageList } from './messages'
import type { FrontMatter } from './schema'
import { readSource } from './source'

export type ReadResult = {
  /** The canonical document; null when the file has no usable structure. Trust it only without errors. */
  document: LadderDocument | null
  messages: Message[]
  places: Places
}

/**
 * Reads a `ladder/1` Markdown file (UTF-8, at most 5 MB) into a document and everything there is to
 * say about it, in the order of the file. Never throws on bad input. Items without a key get one from `mintKey`.
 */
export function readLadder(
  source: Uint8Array | string,
  { mintKey = mintItemKey }: { mintKey?: () => string } = {},
): ReadResult {
  const { report, sorted } = messageList()
  const places = placeMap()
  const lines = readSource(source, report)
  const read = lines && readFrontMatter(lines, report)
  if (!lines || !read) return { document: null, messages: sorted(), places }
  const builder: Builder = { document: documentOf(read.front.value), places, report, mintKey }
  addPlaces(builder, read.front)
  const body = lines.slice(read.bodyStart).map((text, index) => ({
    text,
    number: read.bodyStart + index + 1,
  }))
  readBody(builder, body)
  checkMarkdown(body, report)
  const document = canonicalDocument(builder.document)
  checkDocument(document, { places, report })
  return { document, messages: sorted(), places }
}

function documentOf(front: FrontMatter): LadderDocument {
  return {
    format: FORMAT,
    ladder: front.ladder,
    name: front.name,
    version: front.version,
    status: front.status ?? 'draft',
    language: front.language,
    cumulative: front.cumulative ?? false,
    licence: front.licence ?? null,
    source: front.source ?? null,
    changeNote: front.change_note ?? null,
    body: '',
    scales: Object.entries(front.scales ?? {}).map(([key, scale]) => ({
      key,
      kind: scale.kind,
      points: scale.points.map(({ points = null, description = '', ...point }) => ({
        ...point,
        points,
        description,
      })),
    })),
    tracks: front.tracks.map((track) => ({ ...track, body: '' })),
    levels: front.levels.map(levelOf),
    categories: (front.categories ?? []).map((category) => ({
      key: category.key,
      title: category.title,
      kind: category.kind ?? 'competency',
      parent: category.parent ?? null,
      scale: category.scale ?? null,
      gate: category.gate ?? false,
      weight: category.weight ?? null,
    })),
    targets: targetsOf(front),
    items: [],
    transitions: [],
    keymap: (front.keymap ?? []).map((map) => ({ ...map, comparable: map.comparable ?? false })),
  }
}

function levelOf(level: FrontMatter['levels'][number]): LadderDocument['levels'][number] {
  return {
    key: level.key,
    track: level.track,
    code: level.code ?? null,
    title: level.title,
    aliases: level.aliases ?? [],
    band: level.band ?? null,
    extends: level.extends ?? null,
    summary: '',
    body: '',
    facts: (level.facts ?? []).map(
      (fact): LevelFact => ({
        key: fact.key,
        label: fact.label ?? '',
        min: fact.min ?? null,
        max: fact.max ?? null,
        open: fact.open ?? false,
        unit: fact.unit ?? null,
        text: fact.text,
        item: fact.item ?? null,
      }),
    ),
  }
}

function targetsOf({ targets = {} }: FrontMatter): LadderDocument['targets'] {
  return Object.entries(targets).flatMap(([level, byCategory]) =>
    Object.entries(byCategory).map(([category, target]) => {
      const {
        at = null,
        weight = null,
        required = true,
      } = typeof target === 'string' ? { at: target } : target
      return { level, category, at, weight, required }
    }),
  )
}

function addPlaces({ places, report }: Builder, { value, placeOf }: LocatedFrontMatter) {
  const declare = (entity: Entity, key: string, path: Path) => {
    if (places.has(entity, key)) {
      const first = places.of(entity, key).line
      report('E101', placeOf(path), `The ${entity} "${key}" is already declared in line ${first}.`)
    }
    places.add(entity, key, placeOf(path))
  }
  value.tracks.forEach(({ key }, i) => {
    declare('track', key, ['tracks', i])
  })
  value.levels.forEach(({ key, facts = [] }, i) => {
    declare('level', key, ['levels', i])
    for (const field of ['track', 'title', 'band', 'extends']) {
      places.add('level', `${key} ${field}`, placeOf(['levels', i, field]))
    }
    facts.forEach((fact, j) => {
      const place = placeOf(['levels', i, 'facts', j])
      places.add('fact', `${key} ${fact.key} ${fact.label ?? ''}`, place)
    })
  })
  value.categories?.forEach(({ key }, i) => {
    declare('category', key, ['categories', i])
  })
  for (const [level, byCategory] of Object.entries(value.targets ?? {})) {
    for (const category of Object.keys(byCategory)) {
      places.add('target', `${level} ${category}`, placeOf(['targets', level, category]))
    }
  }
  value.keymap?.forEach((_map, i) => {
    places.add('keymap', String(i), placeOf(['keymap', i]))
  })
}

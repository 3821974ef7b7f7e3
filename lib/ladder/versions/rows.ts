import type { Prisma } from '@/lib/db/generated/client'
import { type Item, type LadderDocument, ratingScale } from '../format/document'

/** The rows of everything below a ladder version, in the order in which they can be inserted. */
export type VersionRows = {
  scales: Prisma.ScaleCreateManyInput[]
  scalePoints: Prisma.ScalePointCreateManyInput[]
  tracks: Prisma.TrackCreateManyInput[]
  levels: Prisma.LevelCreateManyInput[]
  levelFacts: Prisma.LevelFactCreateManyInput[]
  categories: Prisma.CategoryCreateManyInput[]
  items: Prisma.ItemCreateManyInput[]
  itemLevels: Prisma.ItemLevelCreateManyInput[]
  levelTargets: Prisma.LevelTargetCreateManyInput[]
  transitions: Prisma.TransitionCreateManyInput[]
  keyMaps: Prisma.KeyMapCreateManyInput[]
}

type Ids = (entity: string, key: string) => string
type Maker = { document: LadderDocument; versionId: string; idOf: Ids }

/**
 * Turns a document without errors into rows. In: the canonical document, the id of its version and
 * a source of new ids; what has an id already is `known` by its entity and key. Orders count from 0;
 * throws when a key is referred to that does not exist.
 */
export function versionRows(
  document: LadderDocument,
  {
    versionId,
    newId,
    known,
  }: { versionId: string; newId: () => string; known?: ReadonlyMap<string, string> },
): VersionRows {
  const maker = { document, versionId, idOf: idsOf(document, { newId, known }) }
  return {
    scales: document.scales.map(({ key, kind }) => ({
      id: maker.idOf('scale', key),
      versionId,
      key,
      kind: kind.toUpperCase(),
    })),
    scalePoints: scalePoints(maker),
    tracks: document.tracks.map(({ key, title, body }, order) => ({
      id: maker.idOf('track', key),
      versionId,
      key,
      title,
      order,
      bodyMd: body,
    })),
    levels: levels(maker),
    levelFacts: levelFacts(maker),
    categories: categories(maker),
    items: items(maker),
    itemLevels: document.items.flatMap(({ key, levels: keys }) =>
      keys.map((level) => ({
        itemId: maker.idOf('item', key),
        levelId: maker.idOf('level', level),
      })),
    ),
    levelTargets: levelTargets(maker),
    transitions: transitions(maker),
    keyMaps: keyMapRows(document.keymap, versionId),
  }
}

/** The rows of key maps; orders count from `first`. */
export function keyMapRows(
  keymap: LadderDocument['keymap'],
  versionId: string,
  first = 0,
): VersionRows['keyMaps'] {
  return keymap.map(({ entity, from, to, relation, comparable }, index) => ({
    versionId,
    order: first + index,
    entity: entity.toUpperCase(),
    fromKeys: from,
    toKeys: to,
    relation: relation.toUpperCase(),
    comparable,
  }))
}

function idsOf(
  { scales, tracks, levels: all, categories: own, items: list }: LadderDocument,
  { newId, known }: { newId: () => string; known: ReadonlyMap<string, string> | undefined },
): Ids {
  const ids = new Map<string, string>()
  const add = (entity: string, entities: { key: string }[]) => {
    for (const { key } of entities) {
      const name = `${entity} ${key}`
      ids.set(name, known?.get(name) ?? newId())
    }
  }
  add('scale', scales)
  for (const { key, points } of scales) {
    add(
      'point',
      points.map((point) => ({ key: `${key} ${point.code}` })),
    )
  }
  add('track', tracks)
  add('level', all)
  add('category', own)
  add('item', list)
  return (entity, key) => {
    const id = ids.get(`${entity} ${key}`)
    if (id === undefined) throw new Error(`The ladder has no ${entity} "${key}".`)
    return id
  }
}

function scalePoints({ document, idOf }: Maker): VersionRows['scalePoints'] {
  return document.scales.flatMap(({ key, points }) =>
    points.map((point) => ({
      id: idOf('point', `${key} ${point.code}`),
      scaleId: idOf('scale', key),
      ...point,
    })),
  )
}

function levels({ document, versionId, idOf }: Maker): VersionRows['levels'] {
  const orders = new Map<string, number>()
  return document.levels.map((level) => {
    const order = orders.get(level.track) ?? 0
    orders.set(level.track, order + 1)
    const { key, code, title, aliases, band, summary, body } = level
    return {
      id: idOf('level', key),
      versionId,
      trackId: idOf('track', level.track),
      key,
      code,
      title,
      aliases,
      order,
      band,
      extendsId: level.extends && idOf('level', level.extends),
      summary,
      bodyMd: body,
    }
  })
}

function levelFacts({ document, idOf }: Maker): VersionRows['levelFacts'] {
  return document.levels.flatMap((level) =>
    level.facts.map(({ open, item, ...fact }, order) => ({
      ...fact,
      levelId: idOf('level', level.key),
      order,
      openEnded: open,
      itemKey: item,
    })),
  )
}

function categories({ document, versionId, idOf }: Maker): VersionRows['categories'] {
  return document.categories.map(({ key, title, kind, parent, scale, gate, weight }, order) => ({
    id: idOf('category', key),
    versionId,
    key,
    title,
    order,
    kind: kind === 'growth-area' ? 'GROWTH_AREA' : 'COMPETENCY',
    parentId: parent && idOf('category', parent),
    scaleId: scale && idOf('scale', scale),
    gate,
    weight,
  }))
}

const ITEM_KIND = {
  expectation: 'EXPECTATION',
  indicator: 'INDICATOR',
  'anti-pattern': 'ANTI_PATTERN',
  prerequisite: 'PREREQUISITE',
  note: 'NOTE',
} as const

function items({ document, versionId, idOf }: Maker): VersionRows['items'] {
  const scaleOf = new Map(document.categories.map(({ key, scale }) => [key, scale]))
  const rated = ratingScale(document)?.key ?? ''
  return document.items.map((item, order) => {
    const scale = scaleOf.get(item.category) ?? rated
    const { key, kind, category, text, label, scored, critical, weight, at, target } = item
    return {
      id: idOf('item', key),
      versionId,
      categoryId: idOf('category', category),
      key,
      kind: ITEM_KIND[kind],
      text,
      label,
      order,
      scored,
      critical,
      weight,
      scalePointId: at && idOf('point', `${scale} ${at}`),
      targetPointId: target && idOf('point', `${scale} ${target}`),
      examples: item.examples,
      antiExamples: item.antiExamples,
      anchors: anchorsOf(item),
      links: item.links,
      changeClass: item.change?.toUpperCase() ?? null,
    }
  })
}

function anchorsOf({ anchors }: Item): Record<string, string[]> {
  const byPoint: Record<string, string[]> = {}
  for (const { point, text } of anchors) byPoint[point] = [...(byPoint[point] ?? []), text]
  return byPoint
}

function levelTargets({ document, idOf }: Maker): VersionRows['levelTargets'] {
  const scaleOf = new Map(document.categories.map(({ key, scale }) => [key, scale]))
  return document.targets.map(({ level, category, at, weight, required }) => ({
    levelId: idOf('level', level),
    categoryId: idOf('category', category),
    scalePointId: at && idOf('point', `${scaleOf.get(category)} ${at}`),
    weight,
    required,
  }))
}

const TRANSITION_KIND = {
  promotion: 'PROMOTION',
  'track-switch': 'TRACK_SWITCH',
  lateral: 'LATERAL',
} as const

function transitions({ document, versionId, idOf }: Maker): VersionRows['transitions'] {
  const isLevel = (key: string) => document.levels.some((level) => level.key === key)
  return document.transitions.map((transition, order) => {
    const { key, from, fromLabel, to, kind, title, body, shifts, pitfalls } = transition
    const { minMonths, maxMonths } = transition
    return {
      versionId,
      key,
      order,
      kind: TRANSITION_KIND[kind],
      title,
      fromLevelId: from && isLevel(from) ? idOf('level', from) : null,
      fromTrackId: from && !isLevel(from) ? idOf('track', from) : null,
      fromLabel,
      toLevelId: idOf('level', to),
      bodyMd: body,
      shifts,
      pitfalls,
      minMonths,
      maxMonths,
    }
  })
}

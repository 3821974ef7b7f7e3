import 'server-only'
import type { Context } from '@/lib/context'
import type { Prisma } from '@/lib/db/generated/client'
import { canonicalDocument, FORMAT, type LadderDocument } from '../../format/document'
import { type Draft, draftOf, type Orders } from '../draft'
import type { Edit } from '../edit'

/** The part of a draft that some edits can see, and the ids of its rows by `entity key`. */
export type Touched = { draft: Draft; ids: Map<string, string> }

/**
 * What edits touch, refer to or would leave behind: the frame of the version whole, which is small,
 * and of its items and targets only those. The caller has locked the version and asked the policy.
 */
export async function loadTouched(
  { db }: Context,
  versionId: string,
  edits: readonly Edit[],
): Promise<Touched> {
  const keys = keysOf(edits)
  const version = await db.ladderVersion.findUniqueOrThrow({
    where: { id: versionId },
    include: FRAME,
  })
  const items = await db.item.findMany({ where: touchedItems(versionId, keys), include: ITEM })
  const targets = await db.levelTarget.findMany({
    where: {
      level: { versionId },
      OR: [{ level: { key: { in: keys.level } } }, { category: { key: { in: keys.category } } }],
    },
    include: TARGET,
  })
  const parts = { version, items, targets }
  return { draft: draftOf(documentFrom(parts), ordersOf(parts)), ids: idsOf(parts) }
}

const FRAME = {
  ladder: true,
  scales: { include: { points: true } },
  tracks: true,
  levels: { include: { facts: { orderBy: { order: 'asc' } }, track: true, extends: true } },
  categories: { include: { parent: true, scale: true } },
  transitions: { include: { fromLevel: true, fromTrack: true, toLevel: true } },
} as const satisfies Prisma.LadderVersionInclude
const ITEM = {
  category: { select: { key: true } },
  levels: { select: { level: { select: { key: true } } } },
  scalePoint: { select: { code: true } },
  targetPoint: { select: { code: true } },
} as const satisfies Prisma.ItemInclude
const TARGET = {
  level: { select: { key: true } },
  category: { select: { key: true } },
  scalePoint: { select: { code: true } },
} as const satisfies Prisma.LevelTargetInclude

type Parts = {
  version: Prisma.LadderVersionGetPayload<{ include: typeof FRAME }>
  items: Prisma.ItemGetPayload<{ include: typeof ITEM }>[]
  targets: Prisma.LevelTargetGetPayload<{ include: typeof TARGET }>[]
}

type Keys = { item: string[]; level: string[]; category: string[] }

// Items and targets of what goes, or changes its scale, decide whether it may.
function keysOf(edits: readonly Edit[]): Keys {
  const keys: Keys = { item: [], level: [], category: [] }
  for (const edit of edits) {
    const isScale = edit.op === 'set' && edit.entity === 'category' && 'scale' in edit.after
    if (edit.entity === 'item') keys.item.push(edit.key)
    if (edit.entity === 'level' && edit.op === 'remove') keys.level.push(edit.key)
    if (edit.entity === 'category' && (edit.op === 'remove' || isScale))
      keys.category.push(edit.key)
    if (edit.entity === 'target') keys.level.push(edit.key.split(' ')[0] ?? '')
  }
  return keys
}

function touchedItems(versionId: string, keys: Keys): Prisma.ItemWhereInput {
  return {
    versionId,
    OR: [
      { key: { in: keys.item } },
      { category: { key: { in: keys.category } } },
      { levels: { some: { level: { key: { in: keys.level } } } } },
    ],
  }
}

function documentFrom({ version, items, targets }: Parts): LadderDocument {
  return canonicalDocument({
    format: FORMAT,
    ladder: version.ladder.key,
    name: version.name ?? version.ladder.name,
    version: version.number,
    status: 'draft',
    language: version.language,
    cumulative: version.cumulative,
    licence: version.licence,
    source: version.sourceUrl,
    changeNote: version.changeNote,
    body: version.bodyMd,
    scales: scalesOf(version),
    tracks: version.tracks
      .toSorted((a, b) => a.order - b.order)
      .map(({ key, title, bodyMd: body }) => ({ key, title, body })),
    levels: version.levels.map(levelOf),
    categories: version.categories.map(categoryOf),
    targets: targets.map(({ level, category, scalePoint, weight, required }) => ({
      level: level.key,
      category: category.key,
      at: scalePoint?.code ?? null,
      weight: weight === null ? null : Number(weight),
      required,
    })),
    items: items.map(itemOf),
    transitions: version.transitions.map(transitionOf),
    keymap: [],
  })
}

function scalesOf({ scales }: Parts['version']): LadderDocument['scales'] {
  return scales.map(({ key, kind, points }) => ({
    key,
    kind: kind === 'RATING' ? 'rating' : 'proficiency',
    points: points.map(({ code, title, value, points: worth, description }) => ({
      ...{ code, title, value, description },
      points: worth === null ? null : Number(worth),
    })),
  }))
}

function levelOf(level: Parts['version']['levels'][number]): LadderDocument['levels'][number] {
  const { key, code, title, aliases, band, summary, bodyMd: body } = level
  return {
    ...{ key, code, title, aliases, band, summary, body },
    track: level.track.key,
    extends: level.extends?.key ?? null,
    facts: level.facts.map((fact) => ({
      key: fact.key,
      label: fact.label,
      min: fact.min === null ? null : Number(fact.min),
      max: fact.max === null ? null : Number(fact.max),
      open: fact.openEnded,
      unit: fact.unit,
      text: fact.text,
      item: fact.itemKey,
    })),
  }
}

function categoryOf(category: Parts['version']['categories'][number]) {
  const { key, title, gate } = category
  return {
    ...{ key, title, gate },
    kind: category.kind === 'GROWTH_AREA' ? ('growth-area' as const) : ('competency' as const),
    parent: category.parent?.key ?? null,
    scale: category.scale?.key ?? null,
    weight: category.weight === null ? null : Number(category.weight),
  }
}

function itemOf(item: Parts['items'][number]): LadderDocument['items'][number] {
  const { key, text, label, scored, critical, examples, antiExamples } = item
  const anchors = item.anchors as Record<string, string[]>
  return {
    ...{ key, text, label, scored, critical, examples, antiExamples },
    kind: spelled(item.kind),
    category: item.category.key,
    levels: item.levels.map(({ level }) => level.key),
    at: item.scalePoint?.code ?? null,
    weight: item.weight === null ? null : Number(item.weight),
    target: item.targetPoint?.code ?? null,
    change: item.changeClass ? spelled(item.changeClass) : null,
    anchors: Object.entries(anchors).flatMap(([point, texts]) =>
      texts.map((words) => ({ point, text: words })),
    ),
    links: item.links as LadderDocument['items'][number]['links'],
  }
}

function transitionOf(row: Parts['version']['transitions'][number]) {
  const { key, title, fromLabel, pitfalls, minMonths, maxMonths, bodyMd: body } = row
  return {
    ...{ key, title, fromLabel, pitfalls, minMonths, maxMonths, body },
    from: row.fromLevel?.key ?? row.fromTrack?.key ?? null,
    to: row.toLevel.key,
    kind: spelled<LadderDocument['transitions'][number]['kind']>(row.kind),
    shifts: row.shifts as LadderDocument['transitions'][number]['shifts'],
  }
}

// What the database calls ANTI_PATTERN is anti-pattern in a document.
function spelled<Word extends string>(name: string): Word {
  return name.toLowerCase().replaceAll('_', '-') as Word
}

function ordersOf({ version, items }: Parts): Orders {
  const of = (rows: { key: string; order: number }[]) =>
    Object.fromEntries(rows.map(({ key, order }) => [key, order]))
  return {
    track: of(version.tracks),
    level: of(version.levels),
    category: of(version.categories),
    item: of(items),
    transition: of(version.transitions),
  }
}

function idsOf({ version, items }: Parts): Map<string, string> {
  const ids = new Map<string, string>()
  const add = (entity: string, rows: { id: string; key: string }[]) => {
    for (const { id, key } of rows) ids.set(`${entity} ${key}`, id)
  }
  add('scale', version.scales)
  add('track', version.tracks)
  add('level', version.levels)
  add('category', version.categories)
  add('item', items)
  add('transition', version.transitions)
  for (const { key, points } of version.scales) {
    for (const { id, code } of points) ids.set(`point ${key} ${code}`, id)
  }
  return ids
}

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/context'
import { type VersionRows, versionRows } from '../../versions/rows'
import {
  type Draft,
  documentOf,
  type EntityName,
  headOf,
  ORDERED_ENTITIES,
  type OrderedEntity,
} from '../draft'
import { isSame } from '../same'

type Writing = {
  db: Context['db']
  versionId: string
  rows: VersionRows
  before: Draft
  after: Draft
  idOf: (entity: EntityName, key: string) => string
}

/**
 * Writes what differs between two states of the touched part of a draft, and no other row. The
 * caller has locked the version; `after` comes from `before` by edits that fit.
 */
export async function writeDifference(
  { db }: Context,
  versionId: string,
  { before, after, ids }: { before: Draft; after: Draft; ids: ReadonlyMap<string, string> },
): Promise<void> {
  const known = new Map(ids)
  for (const entity of ORDERED_ENTITIES) {
    for (const key of after[entity].keys()) {
      const name = `${entity} ${key}`
      if (!known.has(name)) known.set(name, randomUUID())
    }
  }
  const idOf = (entity: EntityName, key: string) => known.get(`${entity} ${key}`) ?? randomUUID()
  const rows = versionRows(documentOf(after), { versionId, newId: randomUUID, known })
  const writing: Writing = { db, versionId, rows, before, after, idOf }
  await removeLeaves(writing)
  await writeHead(writing)
  await writeTracks(writing)
  await writeLevels(writing)
  await writeCategories(writing)
  await writeItems(writing)
  await writeTargets(writing)
  await writeTransitions(writing)
  await removeFrame(writing)
}

function gone({ before, after }: Writing, entity: EntityName): string[] {
  return [...before[entity].keys()].filter((key) => !after[entity].has(key))
}

function added({ before, after }: Writing, entity: EntityName): Set<string> {
  return new Set([...after[entity].keys()].filter((key) => !before[entity].has(key)))
}

function altered({ before, after }: Writing, entity: EntityName): Set<string> {
  const keys = [...after[entity].entries()].flatMap(([key, value]) => {
    const old = before[entity].get(key)
    return old && old !== value && !isSame(old, value) ? [key] : []
  })
  return new Set(keys)
}

/** The rows of a kind that are new and those that changed, at the places that the draft gives them. */
function sorted<R extends { key: string; order: number }>(
  writing: Writing,
  entity: OrderedEntity,
  rows: R[],
): { fresh: R[]; old: R[] } {
  const isNew = added(writing, entity)
  const isOld = altered(writing, entity)
  const at = ({ key, order }: R) => writing.after[entity].get(key)?.order ?? order
  const placed = rows.map((row) => ({ ...row, order: at(row) }))
  return {
    fresh: placed.filter(({ key }) => isNew.has(key)),
    old: placed.filter(({ key }) => isOld.has(key)),
  }
}

async function removeLeaves(writing: Writing): Promise<void> {
  const { db, versionId, idOf } = writing
  for (const key of gone(writing, 'target')) await removeTarget(writing, key)
  const transitions = gone(writing, 'transition')
  if (transitions.length > 0) {
    await db.transition.deleteMany({ where: { versionId, key: { in: transitions } } })
  }
  const items = gone(writing, 'item').map((key) => idOf('item', key))
  if (items.length === 0) return
  await db.itemLevel.deleteMany({ where: { itemId: { in: items } } })
  await db.item.deleteMany({ where: { versionId, id: { in: items } } })
}

async function removeTarget({ db, idOf }: Writing, key: string): Promise<void> {
  const [level = '', category = ''] = key.split(' ')
  const where = { levelId: idOf('level', level), categoryId: idOf('category', category) }
  await db.levelTarget.deleteMany({ where })
}

async function writeHead({ db, versionId, before, after }: Writing): Promise<void> {
  const head = headOf(after)
  if (isSame(headOf(before), head)) return
  const { body: bodyMd, source: sourceUrl, ...rest } = head
  await db.ladderVersion.update({ where: { id: versionId }, data: { ...rest, bodyMd, sourceUrl } })
}

async function writeTracks(writing: Writing): Promise<void> {
  const { db, rows, idOf } = writing
  const { fresh, old } = sorted(writing, 'track', rows.tracks)
  if (fresh.length > 0) await db.track.createMany({ data: fresh })
  for (const data of old) await db.track.update({ where: { id: idOf('track', data.key) }, data })
}

async function writeLevels(writing: Writing): Promise<void> {
  const { db, rows, idOf, before, after } = writing
  const { fresh, old } = sorted(writing, 'level', rows.levels)
  await parkLevels(writing, [...old.map(({ key }) => key), ...gone(writing, 'level')])
  if (fresh.length > 0) await db.level.createMany({ data: fresh })
  for (const data of old) await db.level.update({ where: { id: idOf('level', data.key) }, data })
  for (const { key } of [...fresh, ...old]) {
    if (isSame(before.level.get(key)?.facts ?? [], after.level.get(key)?.facts)) continue
    const levelId = idOf('level', key)
    await db.levelFact.deleteMany({ where: { levelId } })
    const data = rows.levelFacts.filter((fact) => fact.levelId === levelId)
    if (data.length > 0) await db.levelFact.createMany({ data })
  }
}

// No two levels of a track may share a place, not even for the moment in which they change theirs.
async function parkLevels({ db, idOf, before, after }: Writing, keys: string[]): Promise<void> {
  const moving = keys.filter((key) => before.level.get(key)?.order !== after.level.get(key)?.order)
  for (const [index, key] of moving.entries()) {
    const data = { order: -2_100_000_000 - index }
    await db.level.update({ where: { id: idOf('level', key) }, data })
  }
}

async function writeCategories(writing: Writing): Promise<void> {
  const { db, rows, idOf } = writing
  const { fresh, old } = sorted(writing, 'category', rows.categories)
  if (fresh.length > 0) await db.category.createMany({ data: fresh })
  for (const data of old) {
    await db.category.update({ where: { id: idOf('category', data.key) }, data })
  }
}

async function writeItems(writing: Writing): Promise<void> {
  const { db, rows, idOf, before, after } = writing
  const { fresh, old } = sorted(writing, 'item', rows.items)
  if (fresh.length > 0) await db.item.createMany({ data: fresh })
  const levelsOf = (draft: Draft, key: string) => draft.item.get(key)?.levels
  const isMoved = (key: string) => !isSame(levelsOf(before, key), levelsOf(after, key))
  for (const data of old) {
    const id = idOf('item', data.key)
    const { levels: _, ...own } = after.item.get(data.key) ?? { levels: [] }
    const { levels: __, ...was } = before.item.get(data.key) ?? { levels: [] }
    if (!isSame(own, was)) await db.item.update({ where: { id }, data })
  }
  const moved = old.filter(({ key }) => isMoved(key)).map(({ key }) => idOf('item', key))
  if (moved.length > 0) await db.itemLevel.deleteMany({ where: { itemId: { in: moved } } })
  const placed = new Set([...moved, ...fresh.map(({ key }) => idOf('item', key))])
  const data = rows.itemLevels.filter(({ itemId }) => placed.has(itemId))
  if (data.length > 0) await db.itemLevel.createMany({ data })
}

async function writeTargets(writing: Writing): Promise<void> {
  const { db, rows, idOf } = writing
  const changed = altered(writing, 'target')
  for (const key of changed) await removeTarget(writing, key)
  const keys = [...changed, ...added(writing, 'target')]
  const data = keys.flatMap((key) => {
    const [level = '', category = ''] = key.split(' ')
    const [levelId, categoryId] = [idOf('level', level), idOf('category', category)]
    const isOwn = (row: VersionRows['levelTargets'][number]) =>
      row.levelId === levelId && row.categoryId === categoryId
    return rows.levelTargets.filter(isOwn)
  })
  if (data.length > 0) await db.levelTarget.createMany({ data })
}

async function writeTransitions(writing: Writing): Promise<void> {
  const { db, rows, versionId } = writing
  const { fresh, old } = sorted(writing, 'transition', rows.transitions)
  if (fresh.length > 0) await db.transition.createMany({ data: fresh })
  for (const data of old) {
    await db.transition.update({ where: { versionId_key: { versionId, key: data.key } }, data })
  }
}

async function removeFrame(writing: Writing): Promise<void> {
  const { db, versionId, idOf } = writing
  const levels = gone(writing, 'level').map((key) => idOf('level', key))
  if (levels.length > 0) {
    await db.levelFact.deleteMany({ where: { levelId: { in: levels } } })
    await db.level.deleteMany({ where: { versionId, id: { in: levels } } })
  }
  const tracks = gone(writing, 'track')
  if (tracks.length > 0) await db.track.deleteMany({ where: { versionId, key: { in: tracks } } })
  const categories = gone(writing, 'category')
  if (categories.length > 0) {
    await db.category.deleteMany({ where: { versionId, key: { in: categories } } })
  }
}

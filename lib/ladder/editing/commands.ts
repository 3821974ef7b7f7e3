import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import type { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import type { LadderDocument } from '../format/document'
import { insertRows } from '../versions/commands'
import { loadVersion } from '../versions/queries'
import { type VersionRows, versionRows } from '../versions/rows'
import { newLadder } from './changes/new-ladder'
import { type Draft, ORDER_GAP } from './draft'
import { applyEdits, type Change, type Conflict } from './edit'
import { assertDraft, authorizeEditing, type LoggedChange, loggedSince } from './queries'
import { writeDifference } from './rows/commands'
import { loadTouched } from './rows/queries'
import { ApplyEdits, CreateDraft, DiscardDraft } from './schema'

export type AppliedEdits = {
  /** Everything that was saved in this draft since the sender looked last, by whomever. */
  changes: LoggedChange[]
  /** The first change that did not fit; neither it nor what came after it was saved. */
  conflict: { id: string; at: number; conflict: Conflict } | null
}

/** Begins the one draft of a ladder: a copy of what is published, with the same keys, or a new ladder. */
export async function createDraft(
  ctx: Context,
  input: unknown,
): Promise<{ versionId: string; ladder: string }> {
  authorizeEditing(ctx)
  const wish = parseInput(CreateDraft, input)
  return inTransaction(ctx, async (_tx, ctx) => {
    const isNew = wish.ladder === null
    const base = isNew
      ? { document: newLadder(wish), id: null, number: 0 }
      : await lockBase(ctx, wish.ladder)
    const versionId = await insertDraft(ctx, base)
    await recordAudit(ctx, {
      action: 'ladder.beginDraft',
      objectType: 'ladder_version',
      objectId: versionId,
    })
    return { versionId, ladder: base.document.ladder }
  })
}

/** Throws a draft away, with every change made in it. What is published stays as it is. */
export async function discardDraft(ctx: Context, input: unknown): Promise<void> {
  authorizeEditing(ctx)
  const { versionId, changes } = parseInput(DiscardDraft, input)
  await inTransaction(ctx, async (_tx, ctx) => {
    assertDraft(await lockVersion(ctx, versionId))
    const count = await ctx.db.ladderEdit.count({ where: { versionId } })
    if (count > changes) {
      throw new AppError(
        'CONFLICT',
        'Somebody changed this draft meanwhile. Nothing was discarded; look at it again first.',
      )
    }
    await deleteDraft(ctx, versionId)
    await recordAudit(ctx, {
      action: 'ladder.discardDraft',
      objectType: 'ladder_version',
      objectId: versionId,
    })
  })
}

/**
 * Saves changes of a draft in their order, up to the first that does not fit. A change that was saved
 * before, by its id, is not saved again. Writes the touched rows, the log and one row of audit.
 */
export async function applyChanges(ctx: Context, input: unknown): Promise<AppliedEdits> {
  authorizeEditing(ctx)
  const { versionId, since, changes } = parseInput(ApplyEdits, input) as ApplyEdits
  return inTransaction(ctx, async (_tx, ctx) => {
    assertDraft(await lockVersion(ctx, versionId))
    const known = await ctx.db.ladderEdit.findMany({
      where: { versionId, changeId: { in: changes.map(({ id }) => id) } },
      select: { changeId: true },
    })
    const saved = new Set(known.map(({ changeId }) => changeId))
    const fresh = changes.filter(({ id }) => !saved.has(id))
    const conflict = fresh.length > 0 ? await save(ctx, versionId, fresh) : null
    return { changes: await loggedSince(ctx, versionId, since), conflict }
  })
}

async function save(ctx: Context, versionId: string, changes: Change[]) {
  const edits = changes.flatMap((change) => change.edits)
  const { draft: before, ids } = await loadTouched(ctx, versionId, edits)
  const { draft: after, fitting, conflict } = fittingChanges(before, changes)
  if (fitting.length === 0) return conflict
  await writeDifference(ctx, versionId, { before, after, ids })
  const last = await ctx.db.ladderEdit.aggregate({
    where: { versionId },
    _max: { sequence: true },
  })
  const first = (last._max.sequence ?? 0) + 1
  await ctx.db.ladderEdit.createMany({
    data: fitting.map(({ id, undoes, edits: list }, index) => ({
      ...{ versionId, undoes, changeId: id, sequence: first + index, at: ctx.now },
      actorId: ctx.actor.id,
      edits: list as Prisma.InputJsonValue,
    })),
  })
  await recordAudit(ctx, {
    action: 'ladder.edit',
    objectType: 'ladder_version',
    objectId: versionId,
    after: fitting.map(({ id }) => id),
  })
  return conflict
}

function fittingChanges(before: Draft, changes: Change[]) {
  let draft = before
  for (const [index, { id, edits }] of changes.entries()) {
    const result = applyEdits(draft, edits)
    if ('conflict' in result) {
      const { at, conflict } = result
      return { draft, fitting: changes.slice(0, index), conflict: { id, at, conflict } }
    }
    draft = result.draft
  }
  return { draft, fitting: changes, conflict: null }
}

/** Whoever saves, publishes or discards this version at the same time waits here. */
export async function lockVersion({ db }: Context, versionId: string) {
  const [version] = await db.$queryRaw<{ status: string }[]>`
    SELECT status::text AS status FROM ladder_versions WHERE id = ${versionId}::uuid FOR UPDATE`
  return version
}

/** What a draft is made of, the version that it is based on, and the highest number so far. */
export type Base = { document: LadderDocument; id: string | null; number: number }

// The same lock as for publishing a file, so that neither overtakes the other.
async function lockBase(ctx: Context, ladder: string): Promise<Base> {
  await ctx.db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${ladder}, 41))::text`
  const versions = await ctx.db.ladderVersion.findMany({
    where: { ladder: { key: ladder } },
    select: { id: true, number: true, status: true },
  })
  const published = versions.find(({ status }) => status === 'PUBLISHED')
  if (!published) throw new AppError('NOT_FOUND', 'There is no such ladder.')
  if (versions.some(({ status }) => status === 'DRAFT')) throw hasDraft()
  const { document } = await loadVersion(ctx, published.id)
  const items = document.items.map((item) => ({ ...item, change: null }))
  const number = Math.max(...versions.map((version) => version.number))
  return { document: { ...document, items, changeNote: null }, id: published.id, number }
}

/** Writes a draft and everything in it. The caller has asked the policy and holds the ladder's lock. */
export async function insertDraft(ctx: Context, { document, id, number }: Base): Promise<string> {
  const { ladder: key, name, cumulative, language, body, licence, source } = document
  const ladder = id
    ? await ctx.db.ladder.findUniqueOrThrow({ where: { key }, select: { id: true } })
    : await insertLadder(ctx, { key, name })
  const version = await ctx.db.ladderVersion.create({
    data: {
      ...{ ladderId: ladder.id, number: number + 1, status: 'DRAFT', basedOnId: id },
      ...{ name, cumulative, language, licence, bodyMd: body, sourceUrl: source },
    },
    select: { id: true },
  })
  const rows = versionRows(document, { versionId: version.id, newId: randomUUID })
  await insertRows(ctx, withGaps(rows))
  return version.id
}

// So that two people who put something between neighbours need not move those.
function withGaps(rows: VersionRows): VersionRows {
  const spread = <R extends { order: number }>(list: R[]) =>
    list.map((row) => ({ ...row, order: (row.order + 1) * ORDER_GAP }))
  return {
    ...rows,
    tracks: spread(rows.tracks),
    levels: spread(rows.levels),
    categories: spread(rows.categories),
    items: spread(rows.items),
    transitions: spread(rows.transitions),
  }
}

async function insertLadder({ db }: Context, data: { key: string; name: string }) {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${data.key}, 41))::text`
  const taken = await db.ladder.findUnique({ where: { key: data.key }, select: { id: true } })
  if (taken) {
    throw new AppError('CONFLICT', 'There is a ladder of this name already. Choose another name.', {
      name: 'There is a ladder of this name already.',
    })
  }
  return db.ladder.create({ data, select: { id: true } })
}

/** Takes a draft out, and its ladder where that has nothing else. The caller has locked the version. */
export async function deleteDraft({ db }: Context, versionId: string): Promise<void> {
  const where = { versionId }
  await db.transition.deleteMany({ where })
  await db.levelTarget.deleteMany({ where: { level: where } })
  await db.itemLevel.deleteMany({ where: { item: where } })
  await db.item.deleteMany({ where })
  await db.$executeRaw`UPDATE categories SET parent_id = NULL WHERE version_id = ${versionId}::uuid`
  await db.category.deleteMany({ where })
  await db.levelFact.deleteMany({ where: { level: where } })
  await db.$executeRaw`UPDATE levels SET extends_id = NULL WHERE version_id = ${versionId}::uuid`
  await db.level.deleteMany({ where })
  await db.track.deleteMany({ where })
  await db.scalePoint.deleteMany({ where: { scale: where } })
  await db.scale.deleteMany({ where })
  await db.ladderSource.deleteMany({ where })
  await db.ladderEdit.deleteMany({ where })
  await db.keyMap.deleteMany({ where })
  const { ladderId } = await db.ladderVersion.delete({
    where: { id: versionId },
    select: { ladderId: true },
  })
  await db.ladder.deleteMany({ where: { id: ladderId, versions: { none: {} } } })
}

function hasDraft(): AppError {
  return new AppError('CONFLICT', 'This ladder has a draft already. Open it and go on there.')
}

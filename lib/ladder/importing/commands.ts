import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { MAX_ITEMS } from '../checks/document'
import { deleteDraft, insertDraft, lockVersion } from '../editing/commands'
import { assertDraft } from '../editing/queries'
import { contentHash } from '../format/content-hash'
import type { LadderDocument } from '../format/document'
import { lockPublished } from '../publishing/commands'
import { findDraftHead } from '../publishing/queries'
import type { Reading } from '../reading/outline'
import { readUploads } from '../reading/read'
import { NO_MAPPING } from '../reading/schema'
import { adopted } from './adoption'
import { chosenMatches } from './comparison'
import { correctedMapping, nodeAt, nodesOf } from './corrections'
import { checksum, rawFiles, refusalOf } from './files'
import { importMatches } from './matches'
import { authorizeImporting, choiceOf, type KeptImport, loadImport } from './queries'
import { isOwnFormat, readImport } from './read-import'
import { ChangeMapping, MakeDraft, StartImport } from './schema'
import { freeLadderKey, type TargetLadder } from './target'

// An import of which nobody made a draft is a file without a purpose.
const KEEP_DAYS = 90
const LARGE = { timeout: 60_000, maxWait: 5_000 }

/** Keeps files as they came, to be looked at and corrected. Changes no ladder. */
export async function startImport(ctx: Context, input: unknown): Promise<{ importId: string }> {
  authorizeImporting(ctx)
  const files = rawFiles(parseInput(StartImport, input).files)
  const refusal = refusalOf(files)
  if (refusal) throw new AppError('INVALID', refusal, { files: refusal })
  const { reader } = readUploads(files, NO_MAPPING)
  return inTransaction(ctx, async (_tx, ctx) => {
    await ctx.db.$executeRaw`DELETE FROM ladder_imports WHERE draft_id IS NULL
      AND created_at < ${ctx.now}::timestamptz - make_interval(days => ${KEEP_DAYS}::int)`
    const { id } = await ctx.db.ladderImport.create({
      data: { actorId: ctx.actor.id, createdAt: ctx.now, reader },
      select: { id: true },
    })
    const rows = files.map(({ name, bytes }, order) => ({
      ...{ importId: id, order, bytes, fileName: name },
      sha256: checksum(bytes),
    }))
    await ctx.db.ladderImportFile.createMany({ data: rows })
    const after = rows.map(({ sha256 }) => sha256)
    await recordAudit(ctx, { action: 'ladder.startImport', ...named(id), after })
    return { importId: id }
  })
}

/** Keeps how a person wants an import read. CONFLICT when somebody else has said otherwise meanwhile. */
export async function changeMapping(ctx: Context, input: unknown): Promise<{ revision: number }> {
  authorizeImporting(ctx)
  const change = parseInput(ChangeMapping, input)
  const { importId, revision } = change
  const kept = await loadImport(ctx, importId)
  const mapping = correctedMapping(kept.mapping, change, kept.read)
  const { reading } = readImport(importId, kept.files, mapping)
  assertAdded(change, reading)
  const keepsTracks =
    change.keepsTracks === undefined ? kept.target.keepsTracks : change.keepsTracks === 'yes'
  return inTransaction(ctx, async (_tx, ctx) => {
    const changed = await ctx.db.ladderImport.updateMany({
      where: { id: importId, revision },
      data: {
        mapping: { reading: mapping, keepsTracks },
        reader: reading.reader,
        revision: { increment: 1 },
        ...(change.target !== undefined && { target: change.target }),
      },
    })
    if (changed.count === 0) throw new AppError('CONFLICT', CHANGED)
    const { mapping: before } = kept
    const audited = { action: 'ladder.mapImport', ...named(importId), before, after: mapping }
    await recordAudit(ctx, audited)
    return { revision: revision + 1 }
  })
}

function assertAdded({ levelAt }: ChangeMapping, { outline }: Reading): void {
  const id = levelAt === '' ? null : nodeAt(levelAt)
  if (id === null || nodesOf(outline).some((node) => node.id === id)) return
  const message = `No heading begins at ${levelAt}. Nothing was changed; look up its line.`
  throw new AppError('INVALID', message, { levelAt: message })
}

const CHANGED =
  'Somebody changed this import meanwhile. What you chose was not saved: reload the page and choose again.'

/**
 * Makes a draft of an import, as it was previewed and with the published keys that were ticked. Its
 * files are kept with the draft. A draft that is there already is replaced only when the person says so.
 */
export async function makeDraft(
  ctx: Context,
  input: unknown,
): Promise<{ versionId: string; ladder: string }> {
  authorizeImporting(ctx)
  const wish = parseInput(MakeDraft, input)
  const kept = await loadImport(ctx, wish.importId)
  if (kept.hash !== wish.previewed) throw new AppError('CONFLICT', OTHERWISE)
  const document = nextDocument(kept, wish)
  return ctx.db.$transaction(async (tx) => {
    const writing = { ...ctx, db: tx }
    // Pages end a statement after five seconds; one that writes ten thousand items may need more.
    await tx.$executeRaw`SELECT set_config('statement_timeout', '30s', true)`
    const versionId = await writeDraft(writing, { document, wish, kept })
    await keepSources(writing, versionId, kept)
    await recordAudit(writing, {
      action: 'ladder.draftImport',
      objectType: 'ladder_version',
      objectId: versionId,
      after: { importId: kept.id, hash: contentHash(document) },
    })
    return { versionId, ladder: document.ladder }
  }, LARGE)
}

const OTHERWISE =
  'This import or the ladder was changed since you looked at it. No draft was made: look at it again and tick anew.'
const ERRORS = 'This has errors, so no draft was made. Mend the file, or change how it is read.'

function nextDocument(kept: KeptImport, wish: MakeDraft): LadderDocument {
  const { read, published, target } = kept
  if (!read.document || read.isStopped) throw new AppError('INVALID', ERRORS)
  if (!published) {
    const taken = new Set(kept.ladders.map(({ key }) => key))
    const key = target.key || freeLadderKey(read.document.ladder, taken)
    return { ...read.document, ladder: key, version: 1, status: 'draft' }
  }
  const choice = choiceOf(target, isOwnFormat(read.reading))
  const sides = { before: published.document, after: read.document }
  const proposed = importMatches(sides, { keysCount: !choice.inherits })
  const keepsSame = wish.keepsSame === 'yes'
  const matches = chosenMatches(proposed, { ids: wish.matches, keepsSame })
  if (!matches) throw new AppError('CONFLICT', OTHERWISE)
  const document = adopted(read.document, { ...choice, published: published.document, matches })
  if (document.items.length > MAX_ITEMS) {
    const count = document.items.length
    throw new AppError(
      'INVALID',
      `With the tracks that stay there would be ${count} items; at most ${MAX_ITEMS} are possible.`,
    )
  }
  return document
}

type Writing = {
  document: LadderDocument
  wish: MakeDraft
  kept: KeptImport
}

async function writeDraft(ctx: Context, { document, wish, kept }: Writing) {
  const published = await lockPublished(ctx, document.ladder)
  if ((published?.id ?? null) !== (kept.published?.id ?? null)) {
    throw new AppError('CONFLICT', OTHERWISE)
  }
  const draft = kept.ladders.find(({ key }) => key === document.ladder)?.draft
  const present = await findDraftHead(ctx, document.ladder)
  if ((present?.id ?? null) !== (draft?.versionId ?? null))
    throw new AppError('CONFLICT', OTHERWISE)
  if (draft) await replaceDraft(ctx, draft, wish)
  const last = await ctx.db.ladderVersion.aggregate({
    where: { ladder: { key: document.ladder } },
    _max: { number: true },
  })
  const number = last._max.number ?? 0
  const versionId = await insertDraft(ctx, { document, id: published?.id ?? null, number })
  const { changeNote } = document
  if (changeNote !== null) {
    await ctx.db.ladderVersion.update({ where: { id: versionId }, data: { changeNote } })
  }
  return versionId
}

async function replaceDraft(
  ctx: Context,
  { versionId, number }: NonNullable<TargetLadder['draft']>,
  { replaces, isReplacing, changes }: MakeDraft,
): Promise<void> {
  if (isReplacing !== 'yes' || replaces !== versionId) {
    const message = `There is a draft already, version ${number}. Publish or discard it first, or tick that it is to be replaced.`
    throw new AppError('CONFLICT', message, { isReplacing: message })
  }
  assertDraft(await lockVersion(ctx, versionId))
  const count = await ctx.db.ladderEdit.count({ where: { versionId } })
  if (count > changes) {
    throw new AppError(
      'CONFLICT',
      'Somebody changed the draft meanwhile. It was not replaced; look at it again first.',
    )
  }
  await deleteDraft(ctx, versionId)
  await recordAudit(ctx, {
    action: 'ladder.discardDraft',
    objectType: 'ladder_version',
    objectId: versionId,
  })
}

async function keepSources(ctx: Context, versionId: string, kept: KeptImport): Promise<void> {
  const { messages, reading } = kept.read
  await ctx.db.ladderSource.createMany({
    data: kept.files.map(({ name, bytes, sha256 }) => ({
      ...{ versionId, fileName: name, bytes, sha256 },
      report: messages.filter(({ file }) => file === name),
    })),
  })
  const made = await ctx.db.ladderImport.updateMany({
    where: { id: kept.id, revision: kept.revision },
    data: { draftId: versionId, draftedAt: ctx.now, report: messages, reader: reading.reader },
  })
  if (made.count === 0) throw new AppError('CONFLICT', OTHERWISE)
}

function named(objectId: string) {
  return { objectType: 'ladder_import', objectId }
}

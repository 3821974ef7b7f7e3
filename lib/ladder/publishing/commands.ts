import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { contentHash } from '../format/content-hash'
import type { KeyMap, LadderDocument } from '../format/document'
import { hasErrors, type Message } from '../format/messages'
import { loadVersion } from '../versions/queries'
import { keyMapRows } from '../versions/rows'
import { levelMoves } from './level-moves'
import { publicationOfDraft } from './publication'
import {
  authorizePublishing,
  findDraftHead,
  findPublished,
  loadPublishedFacts,
  type PublishedHead,
} from './queries'
import { PublishDraft } from './schema'

export type PublishResult =
  | { status: 'refused'; messages: Message[] }
  | { status: 'published' | 'unchanged'; versionId: string; number: number; messages: Message[] }

/**
 * Publishes the draft of a ladder with the classes of its rewordings, its key maps and its change
 * note; the version that was published before is archived. CONFLICT when the draft is not what was
 * previewed; what speaks against it comes back as messages, and then nothing was changed.
 */
export async function publishDraft(ctx: Context, input: unknown): Promise<PublishResult> {
  authorizePublishing(ctx)
  const { ladder, previewed, acceptsWarnings, ...choices } = parseInput(PublishDraft, input)
  return inTransaction(ctx, async (_tx, ctx) => {
    const published = await lockPublished(ctx, ladder)
    const { id: versionId, number } = await lockDraft(ctx, ladder)
    const { document: draft } = await loadVersion(ctx, versionId)
    if (contentHash(draft) !== previewed) throw new AppError('CONFLICT', EDITED)
    if (published?.contentHash === previewed) throw new AppError('INVALID', SAME)
    const facts = published && (await loadPublishedFacts(ctx, published))
    const changeNote = choices.changeNote === '' ? null : choices.changeNote
    const { document, messages } = publicationOfDraft(draft, facts, { ...choices, changeNote })
    if (isStopped(messages, acceptsWarnings)) return { status: 'refused', messages }
    await writeChoices(ctx, versionId, { draft, document })
    await makePublic(ctx, { versionId, document, published })
    return { status: 'published', versionId, number, messages }
  })
}

const EDITED =
  'The draft was changed since you looked at it. Nothing was published, and what you chose is kept: look at the changes again.'
const SAME = 'The draft says what is published already. There is nothing to publish.'

/** Errors stop a publication, warnings do until they were accepted. */
export function isStopped(messages: Message[], acceptsWarnings: boolean): boolean {
  if (hasErrors(messages)) return true
  return !acceptsWarnings && messages.some(({ severity }) => severity === 'warning')
}

/** Whoever publishes the same ladder at the same time, or begins a draft of it, waits here. */
export async function lockPublished(ctx: Context, ladder: string): Promise<PublishedHead | null> {
  await ctx.db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${ladder}, 41))::text`
  return findPublished(ctx, ladder)
}

/**
 * The last step for a draft whose rows are complete: archives what was published, publishes the
 * draft and lets people keep levels that only got another key or track. Notifies nobody.
 */
export async function makePublic(
  ctx: Context,
  {
    versionId,
    document,
    published,
  }: { versionId: string; document: LadderDocument; published: PublishedHead | null },
): Promise<void> {
  const hash = contentHash(document)
  if (published) {
    const archived = { status: 'ARCHIVED' } as const
    await ctx.db.ladderVersion.update({ where: { id: published.id }, data: archived })
    const { document: before } = await loadVersion(ctx, published.id)
    await movePeople(ctx, before, document)
  }
  const { name, changeNote } = document
  await ctx.db.ladder.update({ where: { key: document.ladder }, data: { name } })
  await ctx.db.ladderVersion.update({
    where: { id: versionId },
    data: { status: 'PUBLISHED', publishedAt: ctx.now, contentHash: hash, changeNote, name },
  })
  await recordAudit(ctx, {
    action: 'ladder.publish',
    objectType: 'ladder_version',
    objectId: versionId,
    before: published?.contentHash,
    after: hash,
  })
}

// An edit that is being saved holds the same row, and one that comes later finds no draft.
async function lockDraft(ctx: Context, ladder: string) {
  const head = await findDraftHead(ctx, ladder)
  if (!head) throw new AppError('NOT_FOUND', 'There is no draft to publish.')
  const rows = await ctx.db.$queryRaw<object[]>`
    SELECT FROM ladder_versions WHERE id = ${head.id}::uuid AND status = 'DRAFT' FOR UPDATE`
  if (rows.length === 0) throw new AppError('CONFLICT', EDITED)
  return head
}

type Step = { draft: LadderDocument; document: LadderDocument }

async function writeChoices(ctx: Context, versionId: string, step: Step): Promise<void> {
  const before = new Map(step.draft.items.map(({ key, change }) => [key, change]))
  const classes = step.document.items.flatMap(({ key, change }) =>
    before.get(key) === change ? [] : [{ key, change: change?.toUpperCase() ?? null }],
  )
  await ctx.db.$executeRaw`
    UPDATE items SET change_class = row.change
    FROM jsonb_to_recordset(${JSON.stringify(classes)}::jsonb) AS row ("key" text, "change" text)
    WHERE version_id = ${versionId}::uuid AND items.key = row.key`
  const known = step.draft.keymap.length
  const added: KeyMap[] = step.document.keymap.slice(known)
  await ctx.db.keyMap.createMany({ data: keyMapRows(added, versionId, known) })
}

async function movePeople(ctx: Context, before: LadderDocument, after: LadderDocument) {
  const moves = JSON.stringify(levelMoves(before, after))
  if (moves === '[]') return
  await ctx.db.$executeRaw`
    UPDATE growth_targets t SET level_key = move.to
    FROM jsonb_to_recordset(${moves}::jsonb) AS move ("from" text, "to" text), person_levels l
    WHERE t.level_key = move.from AND l.person_id = t.person_id
      AND l.ladder_key = ${after.ladder} AND l.to_on IS NULL`
  await ctx.db.$executeRaw`
    UPDATE person_levels SET level_key = move.to, track_key = move.track
    FROM jsonb_to_recordset(${moves}::jsonb) AS move ("from" text, "to" text, "track" text)
    WHERE ladder_key = ${after.ladder} AND to_on IS NULL AND level_key = move.from`
  await ctx.db.$executeRaw`
    UPDATE person_changes SET level_key = move.to, track_key = move.track
    FROM jsonb_to_recordset(${moves}::jsonb) AS move ("from" text, "to" text, "track" text)
    WHERE ladder_key = ${after.ladder} AND state = 'PLANNED' AND level_key = move.from`
}

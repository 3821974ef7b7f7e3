import 'server-only'
import { type Context, inTransaction } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import type { Item, LadderDocument } from '../format/document'
import { loadVersion } from '../versions/queries'
import { ORDERED_ENTITIES, type OrderedEntity, type Orders } from './draft'
import type { Change } from './edit'
import { DraftChoice, EditsSince } from './schema'

/** A change as it was saved, with who made it. */
export type LoggedChange = Change & {
  sequence: number
  actor: { id: string; name: string }
  at: Date
}

export type EditableLadder = {
  key: string
  name: string
  draft: { versionId: string; number: number } | null
  published: number | null
}

/** Everything that one needs to edit a draft. `removed` are items of the version that it is based on. */
export type DraftEditor = {
  versionId: string
  number: number
  basedOn: number | null
  document: LadderDocument
  orders: Orders
  removed: Item[]
  /** The last change that is in the document, and what the actor changed so far, oldest first. */
  sequence: number
  ownChanges: Change[]
  actor: { id: string; name: string }
}

export type DraftEditorView = { ladders: EditableLadder[]; draft: DraftEditor | null }

const MOST_CHANGES = 500
const MOST_OWN = 200

/** The ladders and the draft of the chosen one, or of the first that has one. For administrators of ladders. */
export async function getDraftEditor(
  ctx: Context,
  choice: DraftChoice = {},
): Promise<DraftEditorView> {
  const { ladder } = parseInput(DraftChoice, choice)
  authorizeEditing(ctx)
  const ladders = await listEditable(ctx)
  const chosen = ladder
    ? ladders.find(({ key }) => key === ladder)
    : (ladders.find(({ draft }) => draft) ?? ladders[0])
  if (ladder && !chosen) throw new AppError('NOT_FOUND', 'There is no such ladder.')
  return { ladders, draft: chosen?.draft ? await loadDraft(ctx, chosen.draft.versionId) : null }
}

/** What was saved in a draft after the change with this number. CONFLICT once it is no draft any more. */
export async function listEditsSince(
  ctx: Context,
  input: EditsSince,
): Promise<{ changes: LoggedChange[] }> {
  const { versionId, since } = parseInput(EditsSince, input)
  authorizeEditing(ctx)
  const version = await ctx.db.ladderVersion.findUnique({
    where: { id: versionId },
    select: { status: true },
  })
  assertDraft(version)
  return { changes: await loggedSince(ctx, versionId, since) }
}

/** Throws unless this is still a draft; says what became of it. */
export function assertDraft(version: { status: string } | null | undefined): void {
  const details = { reason: 'STATE' }
  if (!version) throw new AppError('CONFLICT', 'This draft was discarded.', {}, details)
  if (version.status !== 'DRAFT') {
    throw new AppError('CONFLICT', 'This draft was published meanwhile.', {}, details)
  }
}

export function authorizeEditing(ctx: Context): void {
  authorize('ladder.write', actorFacts(ctx.actor, ctx.now), { readOp: 'ladder.readPublished' })
}

export async function loggedSince(
  ctx: Context,
  versionId: string,
  since: number,
): Promise<LoggedChange[]> {
  return ctx.db.$queryRaw<LoggedChange[]>`
    SELECT e.change_id::text AS id, e.undoes::text AS undoes, e.edits, e.sequence,
      jsonb_build_object('id', p.id, 'name', p.name) AS actor, e.at
    FROM ladder_edits e JOIN people p ON p.id = e.actor_id
    WHERE e.version_id = ${versionId}::uuid AND e.sequence > ${since}
    ORDER BY e.sequence LIMIT ${MOST_CHANGES}`
}

async function listEditable(ctx: Context): Promise<EditableLadder[]> {
  const ladders = await ctx.db.ladder.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      key: true,
      name: true,
      versions: {
        where: { status: { not: 'ARCHIVED' } },
        select: { id: true, number: true, status: true, name: true },
      },
    },
  })
  return ladders.map(({ key, name, versions }) => {
    const draft = versions.find(({ status }) => status === 'DRAFT')
    const published = versions.find(({ status }) => status === 'PUBLISHED')
    return {
      key,
      name: published?.name ?? name,
      draft: draft ? { versionId: draft.id, number: draft.number } : null,
      published: published?.number ?? null,
    }
  })
}

/** Holds those who save back for a moment, so that the document and its number belong together. */
async function loadDraft(ctx: Context, versionId: string): Promise<DraftEditor> {
  return inTransaction(ctx, async (_tx, ctx) => {
    await ctx.db.$queryRaw`SELECT 1 FROM ladder_versions WHERE id = ${versionId}::uuid FOR SHARE`
    const version = await ctx.db.ladderVersion.findUnique({
      where: { id: versionId },
      select: { number: true, basedOn: { select: { id: true, number: true } } },
    })
    if (!version) throw new AppError('NOT_FOUND', 'There is no such draft.')
    const { document } = await loadVersion(ctx, versionId)
    const last = await ctx.db.ladderEdit.aggregate({
      where: { versionId },
      _max: { sequence: true },
    })
    return {
      versionId,
      number: version.number,
      basedOn: version.basedOn?.number ?? null,
      document: { ...document, keymap: [] },
      orders: await loadOrders(ctx, versionId),
      removed: await removedItems(ctx, document, version.basedOn?.id ?? null),
      sequence: last._max.sequence ?? 0,
      ownChanges: await ownChanges(ctx, versionId),
      actor: { id: ctx.actor.id, name: ctx.actor.name },
    }
  })
}

async function removedItems(
  ctx: Context,
  { items }: LadderDocument,
  basedOnId: string | null,
): Promise<Item[]> {
  if (!basedOnId) return []
  const kept = new Set(items.map(({ key }) => key))
  const { document } = await loadVersion(ctx, basedOnId)
  return document.items.filter(({ key }) => !kept.has(key))
}

async function loadOrders({ db }: Context, versionId: string): Promise<Orders> {
  const rows = await db.$queryRaw<{ entity: OrderedEntity; orders: Record<string, number> }[]>`
    SELECT entity, jsonb_object_agg(key, "order") AS orders FROM (
      SELECT 'track' AS entity, key, "order" FROM tracks WHERE version_id = ${versionId}::uuid
      UNION ALL SELECT 'level', key, "order" FROM levels WHERE version_id = ${versionId}::uuid
      UNION ALL SELECT 'category', key, "order" FROM categories WHERE version_id = ${versionId}::uuid
      UNION ALL SELECT 'item', key, "order" FROM items WHERE version_id = ${versionId}::uuid
      UNION ALL SELECT 'transition', key, "order" FROM transitions
        WHERE version_id = ${versionId}::uuid) placed
    GROUP BY entity`
  const found = new Map(rows.map(({ entity, orders }) => [entity, orders]))
  const entries = ORDERED_ENTITIES.map((entity) => [entity, found.get(entity) ?? {}])
  return Object.fromEntries(entries) as Orders
}

async function ownChanges({ db, actor }: Context, versionId: string): Promise<Change[]> {
  const rows = await db.ladderEdit.findMany({
    where: { versionId, actorId: actor.id },
    orderBy: { sequence: 'desc' },
    take: MOST_OWN,
    select: { changeId: true, undoes: true, edits: true },
  })
  return rows
    .reverse()
    .map(({ changeId: id, undoes, edits }) => ({ id, undoes, edits: edits as Change['edits'] }))
}

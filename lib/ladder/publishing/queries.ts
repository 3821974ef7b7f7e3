import 'server-only'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { type PublishedFacts, publishedFacts } from '../checks/against-published'
import { diffDocuments, type LadderDiff, rewordingsOf } from '../diff/ladder-diff'
import { proposeMatches } from '../diff/matches'
import { type DiffSection, diffSections } from '../diff/sections'
import { contentHash } from '../format/content-hash'
import type { LadderDocument } from '../format/document'
import { loadVersion } from '../versions/queries'
import { type AffectedLevel, affectedLevels, type Standing } from './affected'
import {
  type ChoosableMap,
  type ChoosableRewording,
  choosableMaps,
  choosableRewordings,
  type PlacedMessage,
  placedMessages,
} from './preview'
import { publicationOfDraft } from './publication'
import { DraftOf } from './schema'

export type PublishedHead = { id: string; number: number; contentHash: string | null }
export type DraftHead = { id: string; number: number; ladderKey: string }

export type PublishPreview = {
  ladder: { key: string; name: string }
  number: number
  changeNote: string
  /** Names the state that is shown; publishing asks for it back. */
  hash: string
  /** Null for the first publication, which has nothing to be compared with. */
  published: number | null
  isSame: boolean
  messages: PlacedMessage[]
  sections: DiffSection[]
  rewordings: ChoosableRewording[]
  maps: ChoosableMap[]
  affected: AffectedLevel[]
  /** Cycles under way, which keep the version that they began with. */
  pinned: PinnedCycle[]
}
export type PinnedCycle = { id: string; name: string; number: number }

/**
 * Everything there is to decide before a draft is published; null while there is none. For
 * administrators of ladders.
 */
export async function getPublishPreview(
  ctx: Context,
  choice: DraftOf = {},
): Promise<PublishPreview | null> {
  authorizePublishing(ctx)
  const head = await findDraftHead(ctx, parseInput(DraftOf, choice).ladder ?? null)
  return head && previewOf(ctx, head)
}

async function previewOf(ctx: Context, head: DraftHead): Promise<PublishPreview> {
  const published = await findPublished(ctx, head.ladderKey)
  const { document: after } = await loadVersion(ctx, head.id)
  const before = published && (await loadVersion(ctx, published.id)).document
  const facts = published && (await loadPublishedFacts(ctx, published))
  const choices = { changeClasses: {}, keymap: [], changeNote: after.changeNote }
  const publication = publicationOfDraft(after, facts, choices)
  const diff = before && diffDocuments(before, after)
  return {
    ladder: { key: head.ladderKey, name: after.name },
    number: head.number,
    changeNote: after.changeNote ?? '',
    hash: contentHash(after),
    published: published?.number ?? null,
    isSame: published?.contentHash === contentHash(after),
    messages: placedMessages(publication),
    ...(before && diff ? await comparedWith(ctx, { before, after, diff }) : FIRST),
    pinned: await listPinnedCycles(ctx, head.ladderKey),
  }
}

const FIRST = { sections: [], rewordings: [], maps: [], affected: [] }

async function comparedWith(
  ctx: Context,
  { diff, ...sides }: { before: LadderDocument; after: LadderDocument; diff: LadderDiff },
) {
  return {
    sections: diffSections(diff, sides),
    rewordings: choosableRewordings(rewordingsOf(diff), sides),
    maps: choosableMaps(proposeMatches(sides.before, sides.after), sides),
    affected: affectedLevels(diff, sides, await listStandings(ctx, sides.before.ladder)),
  }
}

export function authorizePublishing(ctx: Context): void {
  authorize('ladder.publish', actorFacts(ctx.actor, ctx.now), { readOp: 'ladder.readPublished' })
}

/** The draft of a ladder, or the one that was begun first. */
export async function findDraftHead(
  ctx: Context,
  ladderKey: string | null,
): Promise<DraftHead | null> {
  const draft = await ctx.db.ladderVersion.findFirst({
    where: { status: 'DRAFT', ...(ladderKey !== null && { ladder: { key: ladderKey } }) },
    select: { id: true, number: true, ladder: { select: { key: true } } },
    orderBy: { createdAt: 'asc' },
  })
  return draft && { id: draft.id, number: draft.number, ladderKey: draft.ladder.key }
}

export async function findPublished(
  { db }: Context,
  ladderKey: string,
): Promise<PublishedHead | null> {
  return db.ladderVersion.findFirst({
    where: { ladder: { key: ladderKey }, status: 'PUBLISHED' },
    select: { id: true, number: true, contentHash: true },
  })
}

/** What checks need to know of a published version; who stands at a level is counted, never named. */
export async function loadPublishedFacts(
  ctx: Context,
  { id }: PublishedHead,
): Promise<PublishedFacts> {
  const { document } = await loadVersion(ctx, id)
  const rated = await ctx.db.item.findMany({
    where: { version: { ladder: { key: document.ladder } }, ratings: { some: {} } },
    select: { key: true },
    distinct: ['key'],
  })
  const held = new Map<string, number>()
  for (const { levelKey, people } of await listStandings(ctx, document.ladder)) {
    held.set(levelKey, (held.get(levelKey) ?? 0) + people)
  }
  return publishedFacts(
    document,
    rated.map(({ key }) => key),
    held,
  )
}

async function listStandings({ db }: Context, ladderKey: string): Promise<Standing[]> {
  return db.$queryRaw<Standing[]>`
    SELECT l.level_key AS "levelKey", t.level_key AS "chosenKey", count(*)::int AS people
    FROM person_levels l JOIN people p ON p.id = l.person_id AND p.is_active
    LEFT JOIN growth_targets t ON t.person_id = l.person_id
    WHERE l.ladder_key = ${ladderKey} AND l.to_on IS NULL
    GROUP BY l.level_key, t.level_key ORDER BY l.level_key, t.level_key`
}

async function listPinnedCycles({ db }: Context, ladderKey: string): Promise<PinnedCycle[]> {
  return db.$queryRaw<PinnedCycle[]>`
    SELECT c.id::text AS id, c.name, v.number
    FROM cycles c JOIN ladder_versions v ON v.id = c.ladder_version_id
    JOIN ladders l ON l.id = v.ladder_id
    WHERE l.key = ${ladderKey} AND c.state NOT IN ('DRAFT', 'CLOSED', 'ARCHIVED')
    ORDER BY c.period_end DESC, c.name`
}

import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import type { LadderDocument } from '../format/document'
import type { Question, ReaderName } from '../reading/outline'
import type { Mapping } from '../reading/schema'
import { loadVersion } from '../versions/queries'
import { compareImport, type ImportComparison } from './comparison'
import {
  type CategoryRow,
  categoryRows,
  type LevelRow,
  levelRows,
  type MessageGroups,
  messageGroups,
  type SourceSpot,
  spotFinder,
  type TreeNode,
  treeOf,
} from './preview'
import { type ImportReading, isOwnFormat, readImport } from './read-import'
import { ImportChoice, KeptMapping } from './schema'
import { type SourceWindow, sourceWindow } from './source-window'
import { likelyTarget, previewHash, type Target, type TargetLadder } from './target'

export type RecentImport = {
  id: string
  files: string[]
  createdAt: Date
  actor: string
  draftedAt: Date | null
}

export type ImportView = {
  id: string
  revision: number
  createdAt: Date
  files: { name: string; size: number; sha256: string }[]
  draftedAt: Date | null
  /** The version that the draft is or became; null before, and when it was discarded. */
  draft: MadeDraft | null
  reader: ReaderName
  isOwn: boolean
  /** What the person has said so far. */
  mapping: Mapping
  title: string
  language: string
  questions: (Question & { spot: SourceSpot })[]
  tracks: { key: string; title: string }[]
  levels: LevelRow[]
  categories: CategoryRow[]
  tree: TreeNode[]
  counts: { tracks: number; levels: number; categories: number; items: number } | null
  isStopped: boolean
  messages: MessageGroups
  source: SourceWindow
  ladders: TargetLadder[]
  target: Target
  comparison: ImportComparison | null
  hash: string
}

export type MadeDraft = { ladder: string; number: number; isDraft: boolean }

/** An import as it is kept, with the documents that can be made of it. */
export type KeptImport = {
  id: string
  revision: number
  createdAt: Date
  draftedAt: Date | null
  draft: MadeDraft | null
  files: { name: string; bytes: Uint8Array<ArrayBuffer>; sha256: string }[]
  mapping: Mapping
  read: ImportReading
  ladders: TargetLadder[]
  target: Target
  /** The ladder to which this is compared, as it is published. */
  published: { id: string; document: LadderDocument } | null
  hash: string
}

const MOST_QUESTIONS = 80
const MOST_TARGETS = 20
const CACHED = 2
const cache = new Map<string, ImportReading>()

export function authorizeImporting(ctx: Context): void {
  authorize('ladder.write', actorFacts(ctx.actor, ctx.now), { readOp: 'ladder.readPublished' })
}

/** What was imported lately, newest first. For administrators of ladders. */
export async function listImports(ctx: Context): Promise<RecentImport[]> {
  authorizeImporting(ctx)
  return ctx.db.$queryRaw<RecentImport[]>`
    SELECT i.id::text AS id, i.created_at AS "createdAt", i.drafted_at AS "draftedAt",
      COALESCE(p.name, '') AS actor,
      ARRAY(SELECT f.file_name FROM ladder_import_files f WHERE f.import_id = i.id
        ORDER BY f."order" LIMIT 3) AS files
    FROM ladder_imports i LEFT JOIN people p ON p.id = i.actor_id
    ORDER BY i.created_at DESC, i.id DESC LIMIT 10`
}

/** Everything there is to see and decide about an import, read anew with its mapping. */
export async function getImport(ctx: Context, input: ImportChoice): Promise<ImportView> {
  authorizeImporting(ctx)
  const { importId, file, line } = parseInput(ImportChoice, input)
  const kept = await loadImport(ctx, importId)
  const { read, mapping, target, published } = kept
  const { reading, document, messages } = read
  const spotOf = spotFinder(kept.files.map(({ name }) => name))
  const shown = { mapping, spotOf }
  const chosen = kept.files[file] ? file : 0
  const isOwn = isOwnFormat(reading)
  const { id, revision, createdAt, draftedAt, draft, ladders, hash } = kept
  return {
    ...{ id, revision, createdAt, draftedAt, draft, ladders, hash, target, mapping, isOwn },
    files: kept.files.map(({ name, bytes, sha256 }) => ({ name, size: bytes.length, sha256 })),
    reader: reading.reader,
    title: mapping.title ?? reading.options.title,
    language: mapping.language ?? reading.options.language,
    questions: reading.questions
      .slice(0, MOST_QUESTIONS)
      .map((question) => ({ ...question, spot: spotOf(question.place) })),
    tracks: tracksOf(read, mapping),
    levels: isOwn ? [] : levelRows(reading, tracksOfNodes(read), shown),
    categories: isOwn ? [] : categoryRows(reading, shown),
    tree: treeOf(reading, shown),
    counts: document && countsOf(document),
    isStopped: read.isStopped,
    messages: messageGroups(messages, spotOf),
    source: sourceWindow(kept.files[chosen] ?? NO_FILE, { file: chosen, line }),
    comparison:
      document && published
        ? compareImport(document, published.document, choiceOf(target, isOwn))
        : null,
  }
}

const NO_FILE = { name: '', bytes: new Uint8Array() }

/** What is done with what a file does not say: one of our own formats says everything. */
export function choiceOf({ keepsTracks }: Target, isOwn: boolean) {
  return { inherits: !isOwn, keepsTracks: keepsTracks && !isOwn }
}

/** An import with its reading; NOT_FOUND when there is none. The caller has asked the policy. */
export async function loadImport(ctx: Context, importId: string): Promise<KeptImport> {
  const row = await ctx.db.ladderImport.findUnique({
    where: { id: importId },
    include: {
      files: { orderBy: { order: 'asc' } },
      draft: { select: { number: true, status: true, ladder: { select: { key: true } } } },
    },
  })
  if (!row) throw new AppError('NOT_FOUND', 'There is no such import.')
  const { reading: mapping, keepsTracks } = KeptMapping.parse(row.mapping)
  const files = row.files.map(({ fileName, bytes, sha256 }) => ({ name: fileName, bytes, sha256 }))
  const read = remembered(importId, files, mapping)
  const ladders = await listTargets(ctx)
  const key = row.target ?? (await guessTarget(ctx, read, ladders))
  const head = ladders.find((ladder) => ladder.key === key)?.published ?? null
  const published = head && (await loadVersion(ctx, head.id))
  const target = { key, keepsTracks }
  const { id, revision, createdAt, draftedAt } = row
  return {
    ...{ id, revision, createdAt, draftedAt, files, mapping, read, ladders, target },
    published: published && { id: published.versionId, document: published.document },
    hash: previewHash(read, target, head),
    draft: row.draft && {
      ladder: row.draft.ladder.key,
      number: row.draft.number,
      isDraft: row.draft.status === 'DRAFT',
    },
  }
}

// The files of an import never change, so that a reading is known by its mapping.
function remembered(importId: string, files: KeptImport['files'], mapping: Mapping): ImportReading {
  const name = `${importId} ${JSON.stringify(mapping)}`
  const known = cache.get(name)
  if (known) return known
  const read = readImport(importId, files, mapping)
  if (cache.size >= CACHED) cache.delete(cache.keys().next().value ?? name)
  cache.set(name, read)
  return read
}

async function listTargets({ db }: Context): Promise<TargetLadder[]> {
  const ladders = await db.ladder.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_TARGETS,
    select: {
      key: true,
      name: true,
      versions: {
        where: { status: { not: 'ARCHIVED' } },
        select: { id: true, number: true, status: true, _count: { select: { edits: true } } },
      },
    },
  })
  return ladders.map(({ key, name, versions }) => {
    const published = versions.find(({ status }) => status === 'PUBLISHED')
    const draft = versions.find(({ status }) => status === 'DRAFT')
    return {
      ...{ key, name },
      published: published ? { id: published.id, number: published.number } : null,
      draft: draft
        ? { versionId: draft.id, number: draft.number, changes: draft._count.edits }
        : null,
    }
  })
}

async function guessTarget(ctx: Context, read: ImportReading, ladders: readonly TargetLadder[]) {
  const known = []
  for (const { key, published } of ladders) {
    const tree = published && read.document ? await loadVersion(ctx, published.id) : null
    known.push({ key, document: tree?.document ?? null })
  }
  return likelyTarget(read, known)
}

function tracksOf({ document }: ImportReading, mapping: Mapping) {
  const found = (document?.tracks ?? []).map(({ key, title }) => ({ key, title }))
  const keys = new Set(found.map(({ key }) => key))
  return [...found, ...mapping.tracks.filter(({ key }) => !keys.has(key))]
}

function tracksOfNodes({ reading, document, places }: ImportReading): (id: string) => string {
  const byPlace = new Map(
    (document?.levels ?? []).map(({ key, track }) => {
      const place = places.of('level', key)
      return [`${place?.file}:${place?.line}:${place?.column}`, track]
    }),
  )
  const tracks = new Map<string, string>()
  const walk = (nodes: typeof reading.outline) => {
    for (const { id, place, children } of nodes) {
      const track = byPlace.get(`${place.file}:${place.line}:${place.column}`)
      if (track !== undefined) tracks.set(id, track)
      walk(children)
    }
  }
  walk(reading.outline)
  return (id) => tracks.get(id) ?? ''
}

function countsOf({ tracks, levels, categories, items }: LadderDocument) {
  return {
    tracks: tracks.length,
    levels: levels.length,
    categories: categories.length,
    items: items.length,
  }
}

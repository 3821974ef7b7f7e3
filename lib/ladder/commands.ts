import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import {
  checkAgainstPublished,
  type PublishedFacts,
  publishedFacts,
} from './checks/against-published'
import { checkPublishable } from './checks/publishable'
import { contentHash } from './format/content-hash'
import type { LadderDocument } from './format/document'
import { hasErrors, type Message, messageList } from './format/messages'
import { type ReadResult, readLadder } from './format/read'
import { PublishLadder } from './schema'
import { insertRows } from './versions/commands'
import { loadVersion } from './versions/queries'
import { versionRows } from './versions/rows'

export type PublishResult =
  | { status: 'refused'; messages: Message[] }
  | { status: 'published' | 'unchanged'; versionId: string; number: number; messages: Message[] }

/**
 * Publishes the ladder of a `ladder/1` file: the version that was published before is archived, the
 * same content again changes nothing. What speaks against it comes back as messages.
 */
export async function publishLadder(ctx: Context, input: PublishLadder): Promise<PublishResult> {
  const facts = actorFacts(ctx.actor, ctx.now)
  authorize('ladder.publish', facts, { readOp: 'ladder.readPublished' })
  const { source, fileName, acceptsWarnings } = parseInput(PublishLadder, input)
  const read = readLadder(source)
  const { document } = read
  if (!document || hasErrors(read.messages)) return { status: 'refused', messages: read.messages }
  return inTransaction(ctx, async (_tx, ctx) => {
    const published = await lockPublished(ctx, document.ladder)
    const hash = contentHash(document)
    if (published?.contentHash === hash) {
      const { id: versionId, number } = published
      return { status: 'unchanged', versionId, number, messages: read.messages }
    }
    const messages = await allMessages(ctx, { ...read, document }, published)
    const hasUnaccepted =
      !acceptsWarnings && messages.some(({ severity }) => severity === 'warning')
    if (hasErrors(messages) || hasUnaccepted) return { status: 'refused', messages }
    const file = { bytes: bytesOf(source), fileName, messages }
    return publishDocument(ctx, { document, hash, published, file })
  })
}

type Published = { id: string; number: number; contentHash: string | null }

/** Whoever publishes the same ladder at the same time waits here. */
async function lockPublished(ctx: Context, ladderKey: string): Promise<Published | null> {
  await ctx.db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${ladderKey}, 41))::text`
  return ctx.db.ladderVersion.findFirst({
    where: { ladder: { key: ladderKey }, status: 'PUBLISHED' },
    select: { id: true, number: true, contentHash: true },
  })
}

type SoundRead = ReadResult & { document: LadderDocument }

async function allMessages(
  ctx: Context,
  { document, places, messages }: SoundRead,
  published: Published | null,
): Promise<Message[]> {
  const { report, sorted } = messageList()
  checkPublishable(document, { places, report })
  if (published) {
    const facts = await factsOf(ctx, published)
    checkAgainstPublished(document, facts, { places, report })
  }
  return [...messages, ...sorted()]
}

async function factsOf(ctx: Context, { id }: Published): Promise<PublishedFacts> {
  const { document } = await loadVersion(ctx, id)
  const rated = await ctx.db.item.findMany({
    where: { version: { ladder: { key: document.ladder } }, ratings: { some: {} } },
    select: { key: true },
    distinct: ['key'],
  })
  return publishedFacts(
    document,
    rated.map(({ key }) => key),
  )
}

type Publication = {
  document: LadderDocument
  hash: string
  published: Published | null
  file: { bytes: Uint8Array<ArrayBuffer>; fileName: string; messages: Message[] }
}

async function publishDocument(ctx: Context, publication: Publication): Promise<PublishResult> {
  const { hash, published, file } = publication
  const { id: versionId, number } = await createDraft(ctx, publication)
  await insertRows(ctx, versionRows(publication.document, { versionId, newId: () => randomUUID() }))
  await ctx.db.ladderSource.create({
    data: {
      versionId,
      fileName: file.fileName,
      bytes: file.bytes,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      report: file.messages,
    },
  })
  if (published) {
    const archived = { status: 'ARCHIVED' } as const
    await ctx.db.ladderVersion.update({ where: { id: published.id }, data: archived })
  }
  await ctx.db.ladderVersion.update({
    where: { id: versionId },
    data: { status: 'PUBLISHED', publishedAt: ctx.now, contentHash: hash },
  })
  await recordAudit(ctx, {
    action: 'ladder.publish',
    objectType: 'ladder_version',
    objectId: versionId,
    before: published?.contentHash,
    after: hash,
  })
  return { status: 'published', versionId, number, messages: file.messages }
}

async function createDraft(ctx: Context, { document, published }: Publication) {
  const { ladder: key, name } = document
  const ladder = await ctx.db.ladder.upsert({
    where: { key },
    create: { key, name },
    update: { name },
    select: { id: true, versions: { select: { number: true, status: true } } },
  })
  if (ladder.versions.some(({ status }) => status === 'DRAFT')) {
    throw new AppError(
      'CONFLICT',
      'This ladder has a draft. Publish or discard the draft before you publish a file.',
    )
  }
  return ctx.db.ladderVersion.create({
    data: {
      ladderId: ladder.id,
      number: Math.max(0, ...ladder.versions.map(({ number }) => number)) + 1,
      status: 'DRAFT',
      basedOnId: published?.id ?? null,
      cumulative: document.cumulative,
      language: document.language,
      bodyMd: document.body,
      licence: document.licence,
      sourceUrl: document.source,
      changeNote: document.changeNote,
      name,
    },
    select: { id: true, number: true },
  })
}

function bytesOf(source: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof source === 'string' ? new TextEncoder().encode(source) : new Uint8Array(source)
}

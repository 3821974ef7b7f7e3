import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { type Context, inTransaction } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { contentHash } from './format/content-hash'
import type { LadderDocument } from './format/document'
import { hasErrors, type Message } from './format/messages'
import { readLadder } from './format/read'
import { isStopped, lockPublished, makePublic, type PublishResult } from './publishing/commands'
import { publicationOfFile } from './publishing/publication'
import { authorizePublishing, loadPublishedFacts, type PublishedHead } from './publishing/queries'
import { PublishLadder } from './schema'
import { insertRows } from './versions/commands'
import { versionRows } from './versions/rows'

/**
 * Publishes the ladder of a `ladder/1` file: the version that was published before is archived, the
 * same content again changes nothing. What speaks against it comes back as messages.
 */
export async function publishLadder(ctx: Context, input: PublishLadder): Promise<PublishResult> {
  authorizePublishing(ctx)
  const { source, fileName, acceptsWarnings } = parseInput(PublishLadder, input)
  const { document: own, ...read } = readLadder(source)
  if (!own || hasErrors(read.messages)) return { status: 'refused', messages: read.messages }
  return inTransaction(ctx, async (_tx, ctx) => {
    const published = await lockPublished(ctx, own.ladder)
    if (published?.contentHash === contentHash(own)) {
      const { id: versionId, number } = published
      return { status: 'unchanged', versionId, number, messages: read.messages }
    }
    const facts = published && (await loadPublishedFacts(ctx, published))
    const { document, messages } = publicationOfFile({ ...read, document: own }, facts)
    if (isStopped(messages, acceptsWarnings)) return { status: 'refused', messages }
    const file = { bytes: bytesOf(source), fileName, messages }
    return publishDocument(ctx, { document, published, file })
  })
}

type Publication = {
  document: LadderDocument
  published: PublishedHead | null
  file: { bytes: Uint8Array<ArrayBuffer>; fileName: string; messages: Message[] }
}

async function publishDocument(ctx: Context, publication: Publication): Promise<PublishResult> {
  const { document, published, file } = publication
  const { id: versionId, number } = await createDraft(ctx, publication)
  await insertRows(ctx, versionRows(document, { versionId, newId: () => randomUUID() }))
  await ctx.db.ladderSource.create({
    data: {
      versionId,
      fileName: file.fileName,
      bytes: file.bytes,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      report: file.messages,
    },
  })
  await makePublic(ctx, { versionId, document, published })
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

import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { writeLadderFile } from '../../format/exchange/ladder-file'
import { writeLadderPdf } from '../../format/exchange/pdf/ladder-pdf'
import { listVersionHeads, loadVersion } from '../queries'
import { chooseVersion, type VersionTree } from '../tree'
import { type ExportFormat, LadderExport } from './schema'

export type ExportedLadder = { fileName: string; contentType: string; bytes: Uint8Array }

const TYPES: Record<ExportFormat, string> = {
  md: 'text/markdown; charset=utf-8',
  yaml: 'application/yaml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
}

/** A version of the ladder as a file. NOT_FOUND for a draft that the actor may not read. */
export async function exportLadder(ctx: Context, input: LadderExport): Promise<ExportedLadder> {
  const { format, ladder, version } = parseInput(LadderExport, input)
  authorize('ladder.readPublished', actorFacts(ctx.actor, ctx.now))
  const heads = await listVersionHeads(ctx, ladder ?? null)
  const number = version === undefined || version === 'draft' ? null : Number(version)
  const head = version === 'draft' ? null : chooseVersion(heads, number)
  if (!head && version === undefined) {
    throw new AppError('NOT_FOUND', 'No ladder has been published here yet.')
  }
  const versionId = head?.versionId ?? (await findDraft(ctx, { ladder, number }))
  const tree = await loadVersion(ctx, versionId)
  await recordAudit(ctx, {
    action: 'ladder.export',
    objectType: 'ladder_version',
    objectId: versionId,
    reason: format,
    // Anybody may, so it is nobody's power.
    capacity: null,
  })
  return {
    fileName: fileNameOf(tree, format),
    contentType: TYPES[format],
    bytes: await bytesOf(tree, { format, on: head?.publishedAt ?? ctx.now }),
  }
}

type Sought = { ladder: string | undefined; number: number | null }

async function findDraft(ctx: Context, { ladder, number }: Sought): Promise<string> {
  authorize('ladder.readDraft', actorFacts(ctx.actor, ctx.now))
  const draft = await ctx.db.ladderVersion.findFirst({
    where: {
      status: 'DRAFT',
      ...(number === null ? {} : { number }),
      ...(ladder === undefined ? {} : { ladder: { key: ladder } }),
    },
    orderBy: [{ ladder: { createdAt: 'asc' } }, { id: 'asc' }],
    select: { id: true },
  })
  if (!draft) throw new AppError('NOT_FOUND', 'There is no such version of the ladder.')
  return draft.id
}

function fileNameOf({ document }: VersionTree, format: ExportFormat): string {
  const { ladder, version, status } = document
  const name = `${ladder}-v${version}${status === 'draft' ? '-draft' : ''}`
  return format === 'pdf' ? `${name}.pdf` : `${name}.ladder.${format}`
}

type Wish = { format: ExportFormat; on: Date }

async function bytesOf({ document }: VersionTree, { format, on }: Wish): Promise<Uint8Array> {
  if (format === 'pdf') return writeLadderPdf(document, { on })
  return new TextEncoder().encode(writeLadderFile(document, format))
}

import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { canTakePackage } from '@/lib/policy/privacy'
import { caseFacts, findCase } from '../../tombstone/queries'
import { packageDocument } from '../package/document'
import { packageOf } from '../queries'
import { redact } from '../redaction/redact'
import { RequestId } from '../schema'

export const DOWNLOAD_DAYS = 30
export const MOST_DOWNLOADS = 2

/**
 * The released package as a file, twice at most within thirty days, each time recorded: for the
 * person, and for an HR partner in scope who hands it over.
 */
export async function downloadPackage(
  ctx: Context,
  input: unknown,
): Promise<{ fileName: string; html: string }> {
  const { requestId } = parseInput(RequestId, input)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const request = await tx.accessRequest.findUnique({ where: { id: requestId } })
    const person = request && (await findCase(inner, request.personId))
    if (!request || !person || !canTakePackage(caseFacts(inner, person), request)) {
      throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
    }
    await count(inner, requestId)
    const items = await tx.accessRequestItem.findMany({ where: { requestId } })
    const decided = items.flatMap(({ place, match, decision, reason }) =>
      decision ? [{ place, match, decision, reason }] : [],
    )
    const html = packageDocument(redact(packageOf(request), decided))
    const about = { objectType: 'access_request', objectId: requestId, subjectId: person.id }
    await recordAudit(inner, { action: 'sar.download', ...about })
    return { fileName: 'what-is-kept-about-you.html', html }
  })
}

async function count(ctx: Context, requestId: string): Promise<void> {
  const since = new Date(ctx.now.getTime() - DOWNLOAD_DAYS * 86_400_000)
  const { count: counted } = await ctx.db.accessRequest.updateMany({
    where: {
      ...{ id: requestId, state: 'RELEASED', releasedAt: { gt: since } },
      downloads: { lt: MOST_DOWNLOADS },
    },
    data: { downloads: { increment: 1 }, downloadedAt: ctx.now },
  })
  if (counted > 0) return
  throw new AppError(
    'CONFLICT',
    'This package was downloaded twice already, or released more than 30 days ago. Ask for a new one.',
  )
}

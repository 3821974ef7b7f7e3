import { jsonBody, route } from '@/app/_server/route'
import { AppError } from '@/lib/errors'
import { applyChanges } from '@/lib/ladder/editing/commands'
import { listEditsSince } from '@/lib/ladder/editing/queries'

const LIMIT = 8 * 1024 * 1024

/** What others, and oneself elsewhere, have saved since the change with the number `since`. */
export const GET = route('listEditsSince', async (ctx, request, { versionId = '' }) => {
  const since = new URL(request.url).searchParams.get('since') ?? '0'
  return listEditsSince(ctx, { versionId, since })
})

/** Autosave. A change that does not fit is answered by 409 with what stands there now. */
export const POST = route('applyChanges', async (ctx, request, { versionId = '' }) => {
  const sent = await jsonBody(request, LIMIT)
  if (typeof sent !== 'object' || sent === null || 'versionId' in sent) {
    throw new AppError('INVALID', 'Send an object with since and changes.')
  }
  const { changes, conflict } = await applyChanges(ctx, { ...sent, versionId })
  if (!conflict) return { changes }
  const details = { reason: 'EDITED', changes, conflict }
  throw new AppError('CONFLICT', 'Somebody changed the same thing meanwhile.', {}, details)
})

import { jsonBody, route } from '@/app/_server/route'
import { AppError } from '@/lib/errors'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'

const LIMIT = 256 * 1024

/** Autosave. What lost a race or came too late is stored before the 409 or 403 that tells so. */
export const PUT = route('saveDraftSection', async (ctx, request, { reviewId, section }) => {
  const sent = await jsonBody(request, LIMIT)
  if (typeof sent !== 'object' || sent === null || 'reviewId' in sent || 'section' in sent) {
    throw new AppError('INVALID', 'Send an object with saveId, baseVersion and body.')
  }
  const input = { ...sent, reviewId, section: section?.replace('%3A', ':') }
  const answer = await saveDraftSection(ctx, input)
  if (answer.outcome === 'saved') return { version: answer.version, savedAt: answer.savedAt }
  if (answer.outcome === 'closed') {
    throw new AppError('CONFLICT', answer.message, {}, { reason: 'STATE' })
  }
  if (answer.outcome === 'not-theirs') {
    throw new AppError('FORBIDDEN', answer.message, {}, { reason: 'STATE' })
  }
  const { version, body, conflictId } = answer
  const details = { reason: 'VERSION', version, body, conflictId }
  throw new AppError('CONFLICT', 'This section was saved elsewhere in between.', {}, details)
})

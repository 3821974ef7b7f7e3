import type { SectionBody } from '@/lib/reviews/body'
import type { Answer, Payload } from './save-queue'

// Browsers refuse to keep a larger request alive once the page is gone.
const KEEPALIVE_LIMIT = 60_000
const PATIENCE = 20_000

type Refusal = {
  code?: string
  message?: string
  reason?: string
  version?: number
  body?: SectionBody
  conflictId?: string
}

/** One PUT of one section; every way in which it can end is an answer. */
export async function sendDraft(
  reviewId: string,
  { section, ...save }: Payload,
  { isLeaving }: { isLeaving: boolean },
): Promise<Answer> {
  const body = JSON.stringify(save)
  const response = await fetch(`/api/drafts/${reviewId}/${encodeURIComponent(section)}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body,
    keepalive: isLeaving && body.length < KEEPALIVE_LIMIT,
    signal: isLeaving ? null : AbortSignal.timeout(PATIENCE),
  })
  if (response.ok) return { kind: 'saved', ...(await response.json()) }
  if (response.status === 401) return { kind: 'signed-out' }
  if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' }
  const { error } = (await response.json()) as { error: Refusal }
  return refusalOf(response.status, error)
}

function refusalOf(status: number, error: Refusal): Answer {
  const { message = 'The server did not take this text.' } = error
  if (error.reason === 'VERSION' && error.body && error.conflictId) {
    const { version = 0, body, conflictId } = error
    return { kind: 'conflict', version, body, conflictId }
  }
  if (status === 409 || error.reason === 'STATE') {
    return { kind: 'closed', message: `${message} What you typed since is kept: reload the page.` }
  }
  if (status === 403 || status === 404) {
    return {
      kind: 'closed',
      message:
        'The person who is signed in now cannot write this review. Your text stays in this browser.',
    }
  }
  return { kind: 'refused', message }
}

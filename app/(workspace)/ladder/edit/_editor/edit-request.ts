import type { Change, Conflict } from '@/lib/ladder/editing/edit'
import type { SavedChange } from '@/lib/ladder/editing/sync'

export type Saved = SavedChange & { at: string }
export type Answer =
  | { kind: 'heard'; changes: Saved[] }
  | { kind: 'conflict'; changes: Saved[]; conflict: { id: string; at: number; conflict: Conflict } }
  /** The server will not take these changes; others it may. */
  | { kind: 'refused'; message: string }
  /** Nothing can be saved in this draft any more. */
  | { kind: 'closed'; message: string }
  | { kind: 'signed-out' }
  | { kind: 'unreachable' }

type Sending = { since: number; changes: readonly Change[] }

// Browsers refuse to keep a larger request alive once the page is gone.
const KEEPALIVE_LIMIT = 60_000
const PATIENCE = 20_000

/** Own changes, in their order; the answer also tells what others have saved. */
export function sendChanges(
  versionId: string,
  sending: Sending,
  { isLeaving }: { isLeaving: boolean },
): Promise<Answer> {
  const body = JSON.stringify(sending)
  return asked(`/api/ladder/drafts/${versionId}/edits`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
    keepalive: isLeaving && body.length < KEEPALIVE_LIMIT,
    signal: isLeaving ? null : AbortSignal.timeout(PATIENCE),
  })
}

export function hearChanges(versionId: string, since: number): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE)
  return asked(`/api/ladder/drafts/${versionId}/edits?since=${since}`, { signal })
}

async function asked(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, init)
    if (response.ok) return { kind: 'heard', ...(await response.json()) }
    if (response.status === 401) return { kind: 'signed-out' }
    if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' }
    const { error } = await response.json()
    return refusal(response.status, error)
  } catch {
    return { kind: 'unreachable' }
  }
}

type Refusal = Partial<Extract<Answer, { kind: 'conflict' }>> & {
  message?: string
  reason?: string
}

function refusal(status: number, error: Refusal): Answer {
  const { message = 'The server did not take this.', reason, changes, conflict } = error
  if (reason === 'EDITED' && changes && conflict) return { kind: 'conflict', changes, conflict }
  if (status === 409) return { kind: 'closed', message }
  if (status === 403 || status === 404) {
    return { kind: 'closed', message: 'The person who is signed in now cannot edit this ladder.' }
  }
  return { kind: 'refused', message }
}

import type { ReviewStatus } from '@/lib/db/generated/enums'

export type PeerTask = {
  reviewId: string
  personId: string
  name: string
  status: ReviewStatus
  revision: number
  version: number
}

export type PeerChange = {
  /** Everybody who gets a task by this, new or again. */
  ask: string[]
  askNew: string[]
  askAgain: PeerTask[]
  remove: PeerTask[]
}

/** What has to change so that exactly the wanted people are asked. Feedback that is in stays in. */
export function planPeers({
  existing,
  wanted,
}: {
  existing: readonly PeerTask[]
  wanted: readonly string[]
}): PeerChange {
  const known = new Map(existing.map((task) => [task.personId, task]))
  const askNew = wanted.filter((id) => !known.has(id))
  const askAgain = existing.filter(
    (task) => wanted.includes(task.personId) && !isAsked(task) && !isHandedIn(task),
  )
  return {
    ask: [...askNew, ...askAgain.map(({ personId }) => personId)],
    askNew,
    askAgain,
    remove: existing.filter((task) => !wanted.includes(task.personId) && isAsked(task)),
  }
}

/**
 * The same where writers are to stay unknown: whom one can still leave out would tell who has not
 * written, so once something is in nobody is.
 */
export function withoutTelling(plan: PeerChange, existing: readonly PeerTask[]): PeerChange {
  return existing.some(isHandedIn) ? { ...plan, remove: [] } : plan
}

/** The peer has a task that was never finished. */
export function isAsked({ status, revision }: Progress): boolean {
  return revision === 0 && (status === 'NOT_STARTED' || status === 'DRAFT')
}

/**
 * The peer's feedback is in; it cannot be taken out of the review any more. Nor while they change it:
 * without them what they wanted to change would count.
 */
export function isHandedIn({ status, revision }: Progress): boolean {
  return revision > 0 || status === 'SUBMITTED' || status === 'REOPEN_REQUESTED'
}

type Progress = Pick<PeerTask, 'status' | 'revision'>

import type { ReviewStatus } from '@/lib/db/generated/enums'

export type PeerTask = {
  reviewId: string
  personId: string
  name: string
  status: ReviewStatus
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

/** The peer has a task that is not finished. */
export function isAsked({ status }: Pick<PeerTask, 'status'>): boolean {
  return status === 'NOT_STARTED' || status === 'DRAFT'
}

/** The peer's feedback is in; it cannot be taken out of the review any more. */
export function isHandedIn({ status }: Pick<PeerTask, 'status'>): boolean {
  return status === 'SUBMITTED' || status === 'REOPEN_REQUESTED'
}

import type { LinkPurpose } from '@/lib/auth/token'

/** Something that people are told of by mail. It names things by id; no text, no rating, no colleague. */
export type NotificationEvent =
  | { kind: 'peer-feedback-asked'; cycleId: string; authorIds: readonly string[]; at: Date }
  | {
      kind: 'reopening-asked'
      cycleId: string
      reviewId: string
      revision: number
      approverIds: readonly string[]
    }
  | {
      kind: 'reopening-granted'
      cycleId: string
      reviewId: string
      revision: number
      authorId: string
    }
  | {
      kind: 'packet-shared'
      cycleId: string
      packetId: string
      subjectId: string
      /** Where the person reads it, such as /me/packets/<id>. */
      path: string
    }
  | {
      kind: 'calibration-opened'
      cycleId: string
      sessionId: string
      memberIds: readonly string[]
    }
  | {
      kind: 'delegation-granted' | 'delegation-ended'
      cycleId: string
      delegationId: string
      granteeId: string
      /** The manager whose pen it is, where somebody else did it; null otherwise. */
      managerId: string | null
      /** Where the manager sees it. */
      path: string
    }
  | {
      kind: 'launch-held'
      cycleId: string
      /** Since when; a cycle that is scheduled again can be held again. */
      at: Date
      administratorIds: readonly string[]
      lines: readonly string[]
    }
  | AccountEvent

/** What is about somebody's account and names no cycle. */
export type AccountEvent =
  | { kind: 'invitation' | 'password-reset'; personId: string; linkId: string; expiresAt: Date }
  | {
      kind: 'approval-asked'
      approvalId: string
      approverIds: readonly string[]
      path: string
    }
  | {
      kind: 'account-changed'
      personId: string
      /** Tells one change from another: the id of a row, or any id made for it. */
      changeId: string
      what: Exclude<AccountChange, 'address'>
    }
  | {
      kind: 'account-changed'
      personId: string
      changeId: string
      what: 'address'
      /** The mailbox that was left, which is told. */
      formerAddress: string
    }
  | { kind: 'breakglass-used'; grantId: string; partnerIds: readonly string[]; path: string }

/** What became different about an account, as its owner is told. */
export const ACCOUNT_CHANGES = ['password', 'roles', 'sign-in', 'sessions', 'address'] as const
export type AccountChange = (typeof ACCOUNT_CHANGES)[number]

/** Those beside the events: one of many, and what a manager is told of their own pen. */
export type MessageKind = NotificationEvent['kind'] | 'cycle-launched' | 'pen-lent' | 'pen-returned'

/** A row for the outbox: who is told what, once for each key. */
export type QueuedMessage = {
  kind: MessageKind
  recipientId: string
  dedupKey: string
  payload: MessagePayload
}

/** What a message is made from when it is sent; names of cycles and tokens of links are found then. */
export type MessagePayload = {
  path: string
  cycleId?: string
  link?: { purpose: LinkPurpose; id: string; expiresAt: string }
  what?: AccountChange
  /** The mailbox that it goes to in place of the one they have now. */
  formerAddress?: string
  /** What is found and what to do, in sentences that name nobody. */
  lines?: string[]
}

const HOUR = 3_600_000

/**
 * Who is told of an event, each at most once. Being asked for feedback about several people within
 * an hour makes one message.
 */
export function messagesFor(event: NotificationEvent): QueuedMessage[] {
  return 'cycleId' in event ? aboutCycle(event) : aboutAccount(event)
}

function aboutCycle(event: Exclude<NotificationEvent, AccountEvent>): QueuedMessage[] {
  const { kind, cycleId } = event
  const to = (recipientId: string, about: string, path: string): QueuedMessage => ({
    kind,
    recipientId,
    dedupKey: `${kind}:${about}:${recipientId}`,
    payload: { cycleId, path },
  })
  switch (event.kind) {
    case 'peer-feedback-asked': {
      const hour = Math.floor(event.at.getTime() / HOUR)
      return [...new Set(event.authorIds)].map((id) => to(id, `${cycleId}:${hour}`, '/reviews'))
    }
    case 'reopening-asked': {
      const about = `${event.reviewId}:${event.revision}`
      return [...new Set(event.approverIds)].map((id) =>
        to(id, about, `/reviews/${event.reviewId}`),
      )
    }
    case 'reopening-granted': {
      const about = `${event.reviewId}:${event.revision}`
      return [to(event.authorId, about, `/reviews/${event.reviewId}`)]
    }
    case 'calibration-opened':
      return [...new Set(event.memberIds)].map((id) =>
        to(id, event.sessionId, `/calibration/${event.sessionId}`),
      )
    case 'launch-held':
      return aboutHold(event, to)
    case 'packet-shared':
      return [to(event.subjectId, event.packetId, event.path)]
    case 'delegation-granted':
    case 'delegation-ended':
      return aboutPen(event, to)
  }
}

type HoldEvent = Extract<NotificationEvent, { kind: 'launch-held' }>

function aboutHold({ cycleId, at, administratorIds, lines }: HoldEvent, to: To): QueuedMessage[] {
  const about = `${cycleId}:${at.getTime()}`
  return [...new Set(administratorIds)].map((id) => {
    const message = to(id, about, `/cycles/${cycleId}`)
    return { ...message, payload: { ...message.payload, lines: [...lines] } }
  })
}

type PenEvent = Extract<NotificationEvent, { delegationId: string }>
type To = (recipientId: string, about: string, path: string) => QueuedMessage

function aboutPen({ kind, delegationId, granteeId, managerId, path }: PenEvent, to: To) {
  const toGrantee = to(granteeId, delegationId, '/reviews')
  if (!managerId) return [toGrantee]
  const own: MessageKind = kind === 'delegation-granted' ? 'pen-lent' : 'pen-returned'
  return [toGrantee, { ...to(managerId, delegationId, path), kind: own }]
}

function aboutAccount(event: AccountEvent): QueuedMessage[] {
  const { kind } = event
  const to = (recipientId: string, about: string, payload: MessagePayload): QueuedMessage => ({
    kind,
    recipientId,
    dedupKey: `${kind}:${about}:${recipientId}`,
    payload,
  })
  switch (event.kind) {
    case 'invitation':
      return [to(event.personId, event.linkId, linkPayload(event, 'invitation'))]
    case 'password-reset':
      return [to(event.personId, event.linkId, linkPayload(event, 'password'))]
    case 'approval-asked':
      return [...new Set(event.approverIds)].map((id) =>
        to(id, event.approvalId, { path: event.path }),
      )
    case 'account-changed':
      return [to(event.personId, event.changeId, changePayload(event))]
    case 'breakglass-used':
      return [...new Set(event.partnerIds)].map((id) => to(id, event.grantId, { path: event.path }))
  }
}

function changePayload(event: Extract<AccountEvent, { kind: 'account-changed' }>): MessagePayload {
  const { what } = event
  const elsewhere = what === 'address' ? { formerAddress: event.formerAddress } : {}
  return { path: '/account', what, ...elsewhere }
}

function linkPayload(
  { linkId, expiresAt }: { linkId: string; expiresAt: Date },
  purpose: LinkPurpose,
): MessagePayload {
  return {
    path: `/${purpose}/`,
    link: { purpose, id: linkId, expiresAt: expiresAt.toISOString() },
  }
}

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

export type MessageKind = NotificationEvent['kind'] | 'cycle-launched'

/** A row for the outbox: who is told what, once for each key. */
export type QueuedMessage = {
  kind: MessageKind
  recipientId: string
  dedupKey: string
  payload: MessagePayload
}

/** What a message is made from when it is sent; the cycle's name is looked up then. */
export type MessagePayload = { cycleId: string; path: string }

const HOUR = 3_600_000

/**
 * Who is told of an event, each at most once. Being asked for feedback about several people within
 * an hour makes one message.
 */
export function messagesFor(event: NotificationEvent): QueuedMessage[] {
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
    case 'packet-shared':
      return [to(event.subjectId, event.packetId, event.path)]
  }
}

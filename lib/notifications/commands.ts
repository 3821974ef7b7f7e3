import 'server-only'
import { linkToken } from '@/lib/auth/token'
import type { Context } from '@/lib/context'
import { log } from '@/lib/log'
import { type MessageKind, type MessagePayload, messagesFor, type NotificationEvent } from './event'
import { messageOf } from './message'
import { failureOf, type MailFailure } from './outbox/failure'
import { LEASE_SECONDS, nextTry } from './retry'
import type { MailTransport } from './transport'

const AT_ONCE = 20

/** Writes to the outbox whom to tell of an event; call it in the transaction that makes it true. */
export async function queueMessage(ctx: Context, event: NotificationEvent): Promise<void> {
  const data = messagesFor(event)
  if (data.length > 0) await ctx.db.outboxMessage.createMany({ data, skipDuplicates: true })
}

/** Tells everybody who has something to write in a cycle that it has begun, in one statement. */
export async function queueLaunchMessages(ctx: Context, cycleId: string): Promise<void> {
  const kind: MessageKind = 'cycle-launched'
  const payload: MessagePayload = { cycleId, path: '/reviews' }
  await ctx.db.$executeRaw`
    INSERT INTO outbox_messages (dedup_key, kind, recipient_id, payload)
    SELECT ${kind} || ':' || ${cycleId} || ':' || author_id, ${kind}, author_id, ${JSON.stringify(payload)}::jsonb
    FROM (SELECT DISTINCT author_id FROM reviews WHERE cycle_id = ${cycleId}::uuid) AS writer
    ON CONFLICT (dedup_key) DO NOTHING`
}

/** Mails many invitations, in one statement. */
export async function queueInvitations(
  ctx: Context,
  invited: { links: readonly { personId: string; linkId: string }[]; expiresAt: Date },
): Promise<void> {
  const { links, expiresAt } = invited
  const rows = links.flatMap((link) => messagesFor({ kind: 'invitation', ...link, expiresAt }))
  await ctx.db.$executeRaw`
    INSERT INTO outbox_messages (dedup_key, kind, recipient_id, payload)
    SELECT row."dedupKey", row.kind, row."recipientId", row.payload
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS row ("dedupKey" text, kind text, "recipientId" uuid, payload jsonb)
    ON CONFLICT (dedup_key) DO NOTHING`
}

type Claimed = {
  id: string
  kind: MessageKind
  payload: MessagePayload
  attempts: number
  /** When it was written, or given another day. */
  waitsSince: Date
  name: string
  email: string
  isActive: boolean
  cycleName: string | null
}

/**
 * Sends what waits in the outbox, until nothing is due. A message whose sender died is taken up
 * again after its lease, with the same Message-ID: at least once on the wire, once by its id.
 */
export async function deliverMessages(
  ctx: Context,
  { transport, origin }: { transport: MailTransport; origin: string },
): Promise<{ sent: number; failed: number }> {
  const result = { sent: 0, failed: 0 }
  for (;;) {
    const claimed = await claim(ctx)
    if (claimed.length === 0) return result
    for (const [index, message] of claimed.entries()) {
      // A server that is slow may take longer over those before than anybody may hold this one.
      if (!(await holdOn(ctx, message))) continue
      const outcome = await deliver(ctx, message, { transport, origin })
      if (outcome === 'sent') result.sent++
      else result.failed++
      if (outcome !== 'unreachable') continue
      // The server is away: the others need not wait for it to time out one by one.
      await putBack(ctx, claimed.slice(index + 1))
      return result
    }
  }
}

async function claim(ctx: Context): Promise<Claimed[]> {
  return ctx.db.$queryRaw<Claimed[]>`
    WITH due AS (
      SELECT id FROM outbox_messages
      WHERE state IN ('QUEUED', 'SENDING') AND next_try_at <= now()
      ORDER BY next_try_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE outbox_messages o SET state = 'SENDING', attempts = attempts + 1,
        next_try_at = now() + ${LEASE_SECONDS} * interval '1 second'
      FROM due WHERE o.id = due.id RETURNING o.*)
    SELECT taken.id, kind, payload, attempts, 
      coalesce(taken.retried_at, taken.created_at) AS "waitsSince", p.name,
      coalesce(payload ->> 'formerAddress', p.email) AS email,
      p.is_active AS "isActive", c.name AS "cycleName"
    FROM taken JOIN people p ON p.id = taken.recipient_id
    LEFT JOIN cycles c ON c.id = (taken.payload ->> 'cycleId')::uuid
    ORDER BY taken.id`
}

/** Begins the lease anew; false when another sender has taken the message up. */
async function holdOn(ctx: Context, { id, attempts }: Claimed): Promise<boolean> {
  const held = await ctx.db.$executeRaw`
    UPDATE outbox_messages SET next_try_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND state = 'SENDING' AND attempts = ${attempts}::int`
  return held > 0
}

async function deliver(
  ctx: Context,
  message: Claimed,
  { transport, origin }: { transport: MailTransport; origin: string },
): Promise<'sent' | 'failed' | 'unreachable'> {
  // Whoever has left is not written to any more, and a link that has ended helps nobody.
  if (!message.isActive || isOver(message, ctx.now)) {
    const failure = message.isActive ? 'ended' : 'left'
    await settle(ctx, message, { state: 'DEAD', nextTryAt: await databaseClock(ctx), failure })
    return 'failed'
  }
  const { id, kind, name, email: address, cycleName, payload } = message
  const url = urlOf(payload, origin)
  const { what, lines } = payload
  const mail = messageOf({ kind, recipientName: name, cycleName, what, lines, url })
  try {
    await transport.send({ id, to: { name, address }, ...mail })
  } catch (error) {
    log.warn({ message: id, kind, ...failureOf(error) }, 'message not sent')
    return postpone(ctx, message, error)
  }
  await settle(ctx, message, { state: 'SENT', sentAt: new Date() })
  return 'sent'
}

function isOver({ payload: { link } }: Claimed, now: Date): boolean {
  return link !== undefined && Date.parse(link.expiresAt) <= now.getTime()
}

function urlOf({ path, link }: MessagePayload, origin: string): string {
  return new URL(link ? path + linkToken(link.purpose, link.id) : path, origin).toString()
}

async function postpone(
  ctx: Context,
  message: Claimed,
  error: unknown,
): Promise<'failed' | 'unreachable'> {
  const { attempts, waitsSince } = message
  const why = failureOf(error)
  const now = await databaseClock(ctx)
  const retryAt = nextTry({ attempts, waitsSince, isRefused: why.failure === 'refused', now })
  await settle(ctx, message, {
    ...{ state: retryAt ? 'QUEUED' : 'DEAD', nextTryAt: retryAt ?? now },
    ...why,
  })
  return why.failure === 'refused' || why.failure === 'deferred' ? 'failed' : 'unreachable'
}

async function putBack(ctx: Context, messages: readonly Claimed[]): Promise<void> {
  const nextTryAt = new Date((await databaseClock(ctx)).getTime() + 60_000)
  for (const message of messages) await settle(ctx, message, { state: 'QUEUED', nextTryAt })
}

// A worker may send for minutes after its context was made, and its own clock decides nothing.
async function databaseClock(ctx: Context): Promise<Date> {
  const [clock] = await ctx.db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`
  return clock?.now ?? ctx.now
}

type Settled = {
  state: 'QUEUED' | 'SENT' | 'DEAD'
  nextTryAt?: Date
  sentAt?: Date
  failure?: MailFailure
  responseCode?: number | null
}

// Only while the lease is ours: another sender that took over settles it instead.
async function settle(ctx: Context, { id, attempts }: Claimed, data: Settled): Promise<void> {
  await ctx.db.outboxMessage.updateMany({ where: { id, state: 'SENDING', attempts }, data })
}

import 'server-only'
import type { Context } from '@/lib/context'
import { instantInWords } from '@/lib/cycles/local-day'
import { Prisma } from '@/lib/db/generated/client'
import { env } from '@/lib/env'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize, decide } from '@/lib/policy/decide'
import type { MessageKind } from '../event'
import { failureInWords, type MailFailure, mayBeRetried } from './failure'
import { KIND_TITLES } from './kind'

const SHOWN = 100
const NOTICED_DAYS = 7

export type OutboxItem = {
  id: string
  kind: string
  recipientId: string
  recipient: string
  address: string
  writtenAt: string
  /** When it is tried next, or was given up. */
  at: string
  tries: number
  /** Why the last try failed; null while none has. */
  why: string | null
  canRetry: boolean
}
export type OutboxPart = { count: number; items: OutboxItem[] }
export type OutboxView = {
  /** Whether a mail server is set; without one messages wait. */
  isMailOn: boolean
  waiting: OutboxPart
  givenUp: OutboxPart
}

type Row = {
  id: string
  kind: MessageKind
  recipientId: string
  recipient: string
  address: string
  isActive: boolean
  createdAt: Date
  nextTryAt: Date
  attempts: number
  failure: MailFailure | null
  responseCode: number | null
  timeZone: string
  count: number
}

/** What waits to be mailed and what was given up, as far as anybody may know: never what a message says. */
export async function getOutbox(ctx: Context): Promise<OutboxView> {
  authorizeMail(ctx)
  const [waiting, givenUp] = await Promise.all([
    listRows(ctx, Prisma.sql`o.state IN ('QUEUED', 'SENDING') ORDER BY o.next_try_at, o.id`),
    listRows(ctx, Prisma.sql`o.state = 'DEAD' ORDER BY o.next_try_at DESC, o.id`),
  ])
  return {
    isMailOn: env.SMTP_URL !== undefined,
    waiting: partOf(ctx, waiting),
    givenUp: partOf(ctx, givenUp),
  }
}

/** How many messages were given up in the last days that somebody should have had; 0 for who may not know. */
export async function countGivenUp(ctx: Context): Promise<{ count: number; days: number }> {
  const days = NOTICED_DAYS
  if (!mayRunMail(ctx)) return { count: 0, days }
  const [found] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM outbox_messages
    WHERE state = 'DEAD' AND next_try_at > now() - ${days} * interval '1 day'
      AND failure IS DISTINCT FROM 'left'`
  // That somebody has left is no fault of the mail.
  return { count: found?.count ?? 0, days }
}

/** Throws unless the actor looks after accounts: mail is how these are reached. */
export function authorizeMail(ctx: Context): void {
  authorize('user.write', mailFacts(ctx))
}

function mayRunMail(ctx: Context): boolean {
  return decide('user.write', mailFacts(ctx)).allow
}

function mailFacts({ actor, now }: Context) {
  return actorFacts(actor, now, { notOwnRow: true, guardedRoleApproved: true })
}

// Not the payload: it names the row of a link.
function listRows({ db }: Context, whereAndOrder: Prisma.Sql): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT o.id::text, o.kind, o.recipient_id::text AS "recipientId", p.name AS recipient,
      coalesce(o.payload ->> 'formerAddress', p.email) AS address, p.is_active AS "isActive", o.created_at AS "createdAt",
      o.next_try_at AS "nextTryAt", o.attempts, o.failure, o.response_code AS "responseCode",
      coalesce((SELECT time_zone FROM organisations), 'UTC') AS "timeZone", count(*) OVER ()::int AS count
    FROM outbox_messages o JOIN people p ON p.id = o.recipient_id
    WHERE ${whereAndOrder} LIMIT ${SHOWN}`
}

function partOf({ actor }: Context, rows: readonly Row[]): OutboxPart {
  return { count: rows[0]?.count ?? 0, items: rows.map((row) => itemOf(row, actor.id)) }
}

function itemOf(row: Row, actorId: string): OutboxItem {
  const { id, recipientId, recipient, address, attempts, failure, responseCode, timeZone } = row
  return {
    ...{ id, recipientId, recipient, address },
    kind: KIND_TITLES[row.kind] ?? row.kind,
    writtenAt: instantInWords(row.createdAt, timeZone),
    at: instantInWords(row.nextTryAt, timeZone),
    tries: attempts,
    why: attempts > 0 || failure ? failureInWords(failure, responseCode) : null,
    canRetry: recipientId !== actorId && mayBeRetried(row),
  }
}

import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Actor, Context } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { hashToken, newToken } from '../token'
import { SessionId } from './schema'

/** Where a request comes from; kept with the session so that its owner can recognise it. */
export type Origin = { ip: string; agent: string }

/** Somebody who is not signed in yet. */
export type Visitor = {
  db: Database | Transaction
  origin: Origin
  requestId: string | null
  /** The cookie that the browser brought along; its session ends when another begins. */
  formerToken?: string | null
}

type Opening = {
  personId: string
  action: string
  reason?: string
  /** When they last showed that it is them, where that is not now. */
  authAt?: Date
}

/** Opens a session for a person whose means of signing in the caller has checked; gives its cookie. */
export async function openSession(
  visitor: Visitor,
  { personId, action, reason, authAt }: Opening,
): Promise<{ token: string }> {
  const token = newToken()
  await visitor.db.$transaction(async (tx) => {
    await holdSessions(tx, personId)
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId } })
    if (visitor.formerToken) {
      await tx.$executeRaw`UPDATE sessions SET revoked_at = now()
        WHERE id = ${hashToken(visitor.formerToken)} AND revoked_at IS NULL`
    }
    await tx.session.create({
      data: {
        id: hashToken(token),
        personId,
        ip: visitor.origin.ip.slice(0, 64),
        agent: visitor.origin.agent.slice(0, 200),
        ...(authAt ? { authAt } : {}),
      },
    })
    const ctx = contextOfVisitor(visitor, person)
    await recordAudit({ ...ctx, db: tx }, { action, objectType: 'session', reason: reason ?? null })
  })
  return { token }
}

/**
 * Gives this session a new cookie, because the person has just shown that it is them; the old cookie
 * opens nothing any more. When it began, and so when it ends at the latest, stays.
 */
export async function renewSession(ctx: Context): Promise<{ token: string }> {
  const token = newToken()
  await holdSessions(ctx.db, ctx.actor.id)
  const renewed = await ctx.db.$executeRaw`
    WITH old AS (
      UPDATE sessions SET revoked_at = now() WHERE id = ${ctx.actor.sessionId} AND revoked_at IS NULL
      RETURNING *)
    INSERT INTO sessions (id, person_id, created_at, last_seen_at, auth_at, ip, agent)
    SELECT ${hashToken(token)}, person_id, created_at, now(), now(), ip, agent FROM old`
  if (renewed === 0) {
    throw new AppError('UNAUTHENTICATED', 'You are signed out. Sign in to go on.')
  }
  return { token }
}

/** Revokes the session behind the cookie; a cookie that is replayed afterwards opens nothing. */
export async function signOut(ctx: Context): Promise<void> {
  const { sessionId } = ctx.actor
  if (!sessionId) return
  await ctx.db.$transaction(async (tx) => {
    await tx.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: ctx.now },
    })
    await recordAudit({ ...ctx, db: tx }, { action: 'session.end', objectType: 'session' })
  })
}

/** Ends one of one's own sessions elsewhere; this one ends by signing out. */
export async function revokeOwnSession(ctx: Context, input: unknown): Promise<void> {
  const { sessionId } = parseInput(SessionId, input)
  if (sessionId === ctx.actor.sessionId) throw new AppError('INVALID', THIS_ONE)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const ended = await endSessions(inner, { personId: ctx.actor.id, only: sessionId })
    if (ended === 0) throw new AppError('NOT_FOUND', 'This session has ended already.')
    await recordAudit(inner, {
      action: 'session.revoke',
      objectType: 'session',
      objectId: sessionId,
    })
  })
}

/** Ends all of one's own sessions but this one. */
export async function revokeOtherSessions(ctx: Context): Promise<{ ended: number }> {
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const ended = await endSessions(inner, {
      personId: ctx.actor.id,
      ...(ctx.actor.sessionId ? { but: ctx.actor.sessionId } : {}),
    })
    await recordAudit(inner, { action: 'session.revokeOthers', objectType: 'session' })
    return { ended }
  })
}

/** Ends the sessions of a person, all but one or only one; in the transaction of a caller who may. */
export async function endSessions(
  { db }: Pick<Context, 'db'>,
  { personId, only, but }: { personId: string; only?: string; but?: string },
): Promise<number> {
  await holdSessions(db, personId)
  return db.$executeRaw`UPDATE sessions SET revoked_at = now()
    WHERE person_id = ${personId}::uuid AND revoked_at IS NULL
      AND (${only ?? null}::text IS NULL OR id = ${only ?? null})
      AND (${but ?? null}::text IS NULL OR id <> ${but ?? null})`
}

/**
 * Until the transaction ends, nobody else opens, renews or ends a session of this person. Without it
 * a session that another transaction is about to open would outlive the end of all.
 */
export async function holdSessions(db: Database | Transaction, personId: string): Promise<void> {
  await db.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`rung sessions ${personId}`}, 0))`
}

/** Keeps an open session alive; at most once a minute. */
export async function touchSession(db: Database | Transaction, sessionId: string): Promise<void> {
  await db.$executeRaw`UPDATE sessions SET last_seen_at = now() WHERE id = ${sessionId}`
}

/** Somebody who is about to be signed in, as the actor of what the audit log says of it. */
export function contextOfVisitor(
  { db, requestId }: Visitor,
  { id, name, email }: { id: string; name: string; email: string },
): Context {
  const session = { sessionId: null, hasReports: false, isCalibrator: false, isSteppedUp: true }
  const actor: Actor = { id, name, email, ...session, roles: [] }
  return { actor, db, now: new Date(), requestId }
}

const THIS_ONE = 'This is the session that you are in. Sign out to end it.'

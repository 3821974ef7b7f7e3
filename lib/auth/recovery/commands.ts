import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, type Role, SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { enqueueJob } from '@/lib/jobs/queue'
import { queueMessage } from '@/lib/notifications/commands'
import { countResetWish } from '../attempts/commands'
import { hashPassword } from '../passwords/hashing'
import { isPowerful } from '../roles/granting/grant'
import { endSessions, openSession, type Visitor } from '../sessions/commands'
import { mayUsePassword } from '../single-sign-on/queries'
import { hashToken, linkToken } from '../token'
import { getPasswordReset } from './queries'
import { ChooseNewPassword, ForgottenPassword } from './schema'

export const RESET_MINUTES = 60
const OPERATOR_LINK_MINUTES = 24 * 60
const ANSWER_AFTER_MS = 250

/**
 * Mails a link for a new password to whoever has one. It answers the same, after the same time,
 * whether or not anybody was written to, so that nobody learns who has an account.
 */
export async function requestPasswordReset(visitor: Visitor, input: unknown): Promise<void> {
  const { email } = parseInput(ForgottenPassword, input)
  await Promise.all([wait(ANSWER_AFTER_MS), mailReset(visitor, email)])
}

/** Sets the password that somebody chose with their link; it and all sessions and other links end. */
export async function choosePassword(visitor: Visitor, input: unknown): Promise<{ token: string }> {
  const { token, password } = parseInput(ChooseNewPassword, input)
  // Hashing is dear, so nobody gets it with a link that does not work.
  if (!(await getPasswordReset(visitor.db, token))) throw linkOver()
  const passwordHash = await hashPassword(password)
  return visitor.db.$transaction(async (tx) => {
    const [used] = await tx.$queryRaw<{ id: string; personId: string; at: Date }[]>`
      UPDATE password_resets r SET used_at = now() FROM people p
      WHERE r.token_hash = ${hashToken(token)} AND r.used_at IS NULL AND r.expires_at > now()
        AND p.id = r.person_id AND p.is_active
      RETURNING r.id::text, r.person_id::text AS "personId", now() AS at`
    if (!used) throw linkOver()
    const { personId: owner, at } = used
    if (!(await mayUsePassword(tx, owner))) throw linkOver()
    await tx.account.upsert({
      where: { personId: owner },
      create: { personId: owner, passwordHash, passwordChangedAt: at },
      update: { passwordHash, passwordChangedAt: at },
    })
    await endSessionsAndLinks(tx, owner)
    await queueMessage(asSystem(tx, visitor), {
      ...{ kind: 'account-changed', what: 'password' },
      ...{ personId: owner, changeId: used.id },
    })
    return openSession({ ...visitor, db: tx }, { personId: owner, action: 'password.reset' })
  })
}

/**
 * A link, good once and for a day, with which somebody who has lost their password chooses a new
 * one; on the word of whoever operates the machine, so never call it for a request.
 */
export async function makePasswordLink(
  db: Database | Transaction,
  input: unknown,
): Promise<{ name: string; url: string }> {
  const { email } = parseInput(ForgottenPassword, input)
  const person = await db.person.findUnique({ where: { email } })
  if (!person?.isActive) throw new AppError('NOT_FOUND', `Nobody active has the address ${email}.`)
  return db.$transaction(async (tx) => {
    const ctx = { actor: SYSTEM_ACTOR, db: tx, now: new Date(), requestId: null }
    const { id } = await makeReset(tx, person.id, OPERATOR_LINK_MINUTES)
    await recordReset(ctx, { action: 'person.passwordLink', personId: person.id })
    const url = `${env.APP_ORIGIN}/password/${linkToken('password', id)}`
    return { name: person.name, url }
  })
}

/** Mails somebody a link for a new password, good once and for a day; the caller has asked the policy. */
export async function mailPasswordLink(ctx: Context, personId: string): Promise<void> {
  const { id, expiresAt } = await makeReset(ctx.db, personId, OPERATOR_LINK_MINUTES)
  await queueMessage(ctx, { kind: 'password-reset', personId, linkId: id, expiresAt })
}

/** Ends the links with which a person could choose a new password. */
export async function endPasswordLinks(
  db: Database | Transaction,
  personId: string,
): Promise<void> {
  await db.$executeRaw`UPDATE password_resets SET expires_at = LEAST(expires_at, now())
    WHERE person_id = ${personId}::uuid AND used_at IS NULL`
}

/** Ends the invitations of a person that have not been used; says how many. */
export async function endInvitations(
  { db }: Pick<Context, 'db'>,
  personId: string,
): Promise<number> {
  return db.$executeRaw`UPDATE invitations
    SET expires_at = LEAST(expires_at, date_trunc('milliseconds', now()))
    WHERE person_id = ${personId}::uuid AND used_at IS NULL AND expires_at > now()`
}

/** Without a mail server whoever made an invitation saw it, and must not use it with such a role. */
export async function endSeenInvitations(
  ctx: Pick<Context, 'db'>,
  { personId, role }: { personId: string; role: Role },
): Promise<void> {
  if (!env.SMTP_URL && isPowerful(role)) await endInvitations(ctx, personId)
}

async function mailReset(visitor: Visitor, email: string): Promise<void> {
  const { isTooOften } = await countResetWish(visitor.db, {
    accountKey: email,
    ip: visitor.origin.ip,
  })
  await visitor.db.$transaction(async (tx) => {
    const ctx = asSystem(tx, visitor)
    const personId = await findOwner(tx, email)
    const refusal = personId === null ? 'NO_PASSWORD' : isTooOften ? 'LIMITED' : null
    if (personId === null || refusal) {
      await recordReset(ctx, { action: 'password.forgot', personId, refusal })
      return
    }
    const { id, expiresAt } = await makeReset(tx, personId, RESET_MINUTES)
    await queueMessage(ctx, { kind: 'password-reset', personId, linkId: id, expiresAt })
    // Whoever waits for a link should not wait for the minute.
    await enqueueJob(ctx, { queue: 'deliver-messages', key: id })
    await recordReset(ctx, { action: 'password.forgot', personId })
  })
}

/** Who has a password that opens something; nobody whose account only the provider lets in. */
async function findOwner(tx: Transaction, email: string): Promise<string | null> {
  const person = await tx.person.findFirst({
    where: { email, isActive: true, account: { isNot: null } },
    select: { id: true },
  })
  return person && (await mayUsePassword(tx, person.id)) ? person.id : null
}

async function makeReset(
  tx: Database | Transaction,
  personId: string,
  minutes: number,
): Promise<{ id: string; expiresAt: Date }> {
  const id = randomUUID()
  await endPasswordLinks(tx, personId)
  const [made] = await tx.$queryRaw<{ expiresAt: Date }[]>`
    INSERT INTO password_resets (id, token_hash, person_id, expires_at)
    VALUES (${id}::uuid, ${hashToken(linkToken('password', id))}, ${personId}::uuid,
      now() + make_interval(mins => ${minutes}::int))
    RETURNING expires_at AS "expiresAt"`
  if (!made) throw new Error('The link was not kept.')
  return { id, expiresAt: made.expiresAt }
}

async function endSessionsAndLinks(tx: Transaction, personId: string): Promise<void> {
  await endPasswordLinks(tx, personId)
  await endInvitations({ db: tx }, personId)
  await endSessions({ db: tx }, { personId })
}

async function recordReset(
  ctx: Context,
  reset: { action: string; personId: string | null; refusal?: string | null },
): Promise<void> {
  const { action, personId, refusal } = reset
  await recordAudit(ctx, {
    action,
    objectType: 'person',
    objectId: personId,
    subjectId: personId,
    decision: refusal ? 'deny' : 'allow',
    reason: refusal ?? (action === 'person.passwordLink' ? 'operator' : null),
  })
}

// Nobody is signed in: what is done for a visitor has no actor.
function asSystem(db: Transaction, { requestId }: Visitor): Context {
  return { actor: SYSTEM_ACTOR, db, now: new Date(), requestId }
}

function linkOver(): AppError {
  return new AppError('NOT_FOUND', 'This link has been used or is too old. Ask for a new one.')
}

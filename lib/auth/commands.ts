import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Actor, type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { AppError, isAppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { beginAttempt, forgetAttempt, markSucceeded } from './attempts/commands'
import { hashPassword, verifyPassword } from './password'
import { getInvitation } from './queries'
import { AcceptInvitation, SetUp, SignIn } from './schema'
import { hashToken, newToken } from './token'

/** Where a request comes from; kept with the session so that its owner can recognise it. */
export type Origin = { ip: string; agent: string }
type Anonymous = {
  db: Database | Transaction
  origin: Origin
  requestId: string | null
  /** The cookie that the browser brought along; its session ends when another begins. */
  formerToken?: string | null
}

const WRONG = 'The e-mail address or the password is not right.'

/** Checks the password and opens a session. The same answer for a wrong password and an unknown person. */
export async function signIn(visitor: Anonymous, input: unknown): Promise<{ token: string }> {
  const { email, password } = parseInput(SignIn, input)
  const attempt = await beginAttempt(visitor.db, { accountKey: email, ip: visitor.origin.ip })
  const person = await visitor.db.person.findUnique({
    where: { email },
    select: { id: true, isActive: true, account: { select: { passwordHash: true } } },
  })
  const isRight = await verifyUnlessBusy(visitor, attempt, {
    stored: person?.account?.passwordHash,
    password,
  })
  if (!isRight || !person?.isActive) {
    await recordFailure(visitor, person?.id ?? null)
    throw new AppError('INVALID', WRONG, { password: WRONG })
  }
  await markSucceeded(visitor.db, attempt)
  return openSession(visitor, person.id, 'signIn')
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

/** Keeps an open session alive; at most once a minute. */
export async function touchSession(db: Database | Transaction, sessionId: string): Promise<void> {
  await db.$executeRaw`UPDATE sessions SET last_seen_at = now() WHERE id = ${sessionId}`
}

/** Makes the organisation and its first administrator; works once, on an empty installation. */
export async function setUpInstallation(
  visitor: Anonymous,
  input: unknown,
): Promise<{ token: string }> {
  const setUp = parseInput(SetUp, input)
  if ((await visitor.db.organisation.count()) > 0) throw alreadySetUp()
  const passwordHash = await hashPassword(setUp.password)
  const personId = await visitor.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext('rung set-up'))`
    if ((await tx.organisation.count()) > 0) throw alreadySetUp()
    await tx.organisation.create({ data: { name: setUp.organisation, timeZone: setUp.timeZone } })
    const person = await tx.person.create({
      data: {
        email: setUp.email,
        name: setUp.name,
        account: { create: { passwordHash } },
        roles: { create: [{ role: 'ADMIN' }, { role: 'LADDER_ADMIN' }] },
      },
    })
    await recordAudit(asContext(tx, person, visitor), {
      action: 'installation.setUp',
      objectType: 'organisation',
    })
    return person.id
  })
  return openSession(visitor, personId, 'signIn')
}

/** Sets the first password of an invited person; the link is used up and older sessions end. */
export async function acceptInvitation(
  visitor: Anonymous,
  input: unknown,
): Promise<{ token: string }> {
  const { token, password } = parseInput(AcceptInvitation, input)
  // Hashing is dear, so nobody gets it with a link that does not work.
  if (!(await getInvitation(visitor.db, token))) throw invitationOver()
  const passwordHash = await hashPassword(password)
  const personId = await visitor.db.$transaction(async (tx) => {
    const id = hashToken(token)
    const [used] = await tx.$queryRaw<{ personId: string; at: Date }[]>`
      UPDATE invitations i SET used_at = now() FROM people p
      WHERE i.id = ${id} AND i.used_at IS NULL AND i.expires_at > now()
        AND p.id = i.person_id AND p.is_active
      RETURNING i.person_id::text AS "personId", now() AS at`
    if (!used) throw invitationOver()
    const { personId: invited, at } = used
    await tx.account.upsert({
      where: { personId: invited },
      create: { personId: invited, passwordHash, passwordChangedAt: at },
      update: { passwordHash, passwordChangedAt: at },
    })
    await tx.$executeRaw`UPDATE sessions SET revoked_at = now()
      WHERE person_id = ${invited}::uuid AND revoked_at IS NULL`
    return invited
  })
  return openSession(visitor, personId, 'invitation.accept')
}

async function verifyUnlessBusy(
  visitor: Anonymous,
  attempt: bigint,
  { stored, password }: { stored: string | undefined; password: string },
): Promise<boolean> {
  try {
    return await verifyPassword(stored, password)
  } catch (error) {
    if (isAppError(error) && error.code === 'LIMITED') await forgetAttempt(visitor.db, attempt)
    throw error
  }
}

// Nobody is signed in, so the row has no actor; the address that was typed stays out of it.
async function recordFailure(visitor: Anonymous, personId: string | null): Promise<void> {
  const { db, requestId } = visitor
  await recordAudit(
    { actor: SYSTEM_ACTOR, db, now: new Date(), requestId },
    {
      action: 'signIn',
      objectType: 'session',
      subjectId: personId,
      decision: 'deny',
      reason: 'INVALID',
    },
  )
}

function alreadySetUp(): AppError {
  return new AppError('NOT_FOUND', 'This installation is set up already.')
}

function invitationOver(): AppError {
  return new AppError(
    'NOT_FOUND',
    'This invitation has been used or is too old. Ask for a new one.',
  )
}

async function openSession(visitor: Anonymous, personId: string, action: string) {
  const token = newToken()
  await visitor.db.$transaction(async (tx) => {
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
      },
    })
    await recordAudit(asContext(tx, person, visitor), { action, objectType: 'session' })
  })
  return { token }
}

function asContext(
  db: Transaction,
  person: { id: string; name: string; email: string },
  visitor: Anonymous,
): Context {
  const actor: Actor = {
    id: person.id,
    name: person.name,
    email: person.email,
    sessionId: null,
    hasReports: false,
    roles: [],
  }
  return { actor, db, now: new Date(), requestId: visitor.requestId }
}

import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Actor, Context } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { assertMayTry, recordAttempt } from './attempts/commands'
import { hashPassword, verifyPassword } from './password'
import { AcceptInvitation, SetUp, SignIn } from './schema'
import { hashToken, newToken } from './token'

/** Where a request comes from; kept with the session so that its owner can recognise it. */
export type Origin = { ip: string; agent: string }
type Anonymous = { db: Database | Transaction; origin: Origin; requestId: string | null }

const WRONG = 'The e-mail address or the password is not right.'

/** Checks the password and opens a session. The same answer for a wrong password and an unknown person. */
export async function signIn(visitor: Anonymous, input: unknown): Promise<{ token: string }> {
  const { email, password } = parseInput(SignIn, input)
  await assertMayTry(visitor.db, { accountKey: email, ip: visitor.origin.ip })
  const person = await visitor.db.person.findUnique({
    where: { email },
    select: { id: true, isActive: true, account: { select: { passwordHash: true } } },
  })
  const isRight = await verifyPassword(person?.account?.passwordHash, password)
  const succeeded = isRight && Boolean(person?.isActive)
  await recordAttempt(visitor.db, { accountKey: email, ip: visitor.origin.ip, succeeded })
  if (!succeeded || !person) throw new AppError('INVALID', WRONG, { password: WRONG })
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
  const passwordHash = await hashPassword(setUp.password)
  const personId = await visitor.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext('rung set-up'))`
    if ((await tx.organisation.count()) > 0) {
      throw new AppError('NOT_FOUND', 'This installation is set up already.')
    }
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
  const passwordHash = await hashPassword(password)
  const personId = await visitor.db.$transaction(async (tx) => {
    const id = hashToken(token)
    const used = await tx.$executeRaw`UPDATE invitations SET used_at = now()
      WHERE id = ${id} AND used_at IS NULL AND expires_at > now()`
    const invitation = used ? await tx.invitation.findUnique({ where: { id } }) : null
    if (!invitation) {
      throw new AppError(
        'NOT_FOUND',
        'This invitation has been used or is too old. Ask for a new one.',
      )
    }
    const { personId: invited } = invitation
    await tx.account.upsert({
      where: { personId: invited },
      create: { personId: invited, passwordHash },
      update: { passwordHash, passwordChangedAt: new Date() },
    })
    await tx.$executeRaw`UPDATE sessions SET revoked_at = now()
      WHERE person_id = ${invited}::uuid AND revoked_at IS NULL`
    return invited
  })
  return openSession(visitor, personId, 'invitation.accept')
}

async function openSession(visitor: Anonymous, personId: string, action: string) {
  const token = newToken()
  await visitor.db.$transaction(async (tx) => {
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId } })
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

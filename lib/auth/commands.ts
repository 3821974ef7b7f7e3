import 'server-only'
import { recordAudit, recordSparingly } from '@/lib/audit/commands'
import { SYSTEM_ACTOR } from '@/lib/context'
import { AppError, isAppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { verifyAttempt } from './attempts/commands'
import { hashPassword } from './passwords/hashing'
import { getInvitation } from './queries'
import { AcceptInvitation, SetUp, SignIn } from './schema'
import {
  contextOfVisitor,
  endSessions,
  holdSessions,
  openSession,
  type Visitor,
} from './sessions/commands'
import { mayUsePassword } from './single-sign-on/queries'
import { hashToken } from './token'

const WRONG = 'The e-mail address or the password is not right.'

/** Checks the password and opens a session. The same answer for a wrong password and an unknown person. */
export async function signIn(visitor: Visitor, input: unknown): Promise<{ token: string }> {
  const { email, password } = parseInput(SignIn, input)
  const person = await visitor.db.person.findUnique({
    where: { email },
    select: { id: true, isActive: true, account: { select: { passwordHash: true } } },
  })
  // Asked of nobody too, so that an address that is known takes no longer.
  const mayUse = await mayUsePassword(visitor.db, person?.id ?? SYSTEM_ACTOR.id)
  const stored = person?.isActive && mayUse ? person.account?.passwordHash : undefined
  const isRight = await verifyOrRecord(visitor, { email, password, stored, personId: person?.id })
  const session =
    isRight && person && stored
      ? await openByPassword(visitor, { personId: person.id, passwordHash: stored })
      : null
  if (session) return session
  await recordFailure(visitor, { personId: person?.id, reason: 'INVALID' })
  throw new AppError('INVALID', WRONG, { password: WRONG })
}

/** Makes the organisation and its first administrator; works once, on an empty installation. */
export async function setUpInstallation(
  visitor: Visitor,
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
    await recordAudit(contextOfVisitor({ ...visitor, db: tx }, person), {
      action: 'installation.setUp',
      objectType: 'organisation',
    })
    return person.id
  })
  return openSession(visitor, { personId, action: 'signIn' })
}

/** Sets the first password of an invited person; the link is used up and older sessions end. */
export async function acceptInvitation(
  visitor: Visitor,
  input: unknown,
): Promise<{ token: string }> {
  const { token, password } = parseInput(AcceptInvitation, input)
  // Hashing is dear, so nobody gets it with a link that does not work.
  if (!(await getInvitation(visitor.db, token))) throw invitationOver()
  const passwordHash = await hashPassword(password)
  return visitor.db.$transaction(async (tx) => {
    const id = hashToken(token)
    const [used] = await tx.$queryRaw<{ personId: string; at: Date }[]>`
      UPDATE invitations i SET used_at = now() FROM people p
      WHERE i.id = ${id} AND i.used_at IS NULL AND i.expires_at > now()
        AND p.id = i.person_id AND p.is_active
      RETURNING i.person_id::text AS "personId", now() AS at`
    if (!used) throw invitationOver()
    const { personId, at } = used
    if (!(await mayUsePassword(tx, personId))) throw invitationOver()
    await tx.account.upsert({
      where: { personId },
      create: { personId, passwordHash, passwordChangedAt: at },
      update: { passwordHash, passwordChangedAt: at },
    })
    await endSessions({ db: tx }, { personId })
    return openSession({ ...visitor, db: tx }, { personId, action: 'invitation.accept' })
  })
}

// A new password ends what the old one opens, also what it is about to open at this moment.
async function openByPassword(
  visitor: Visitor,
  { personId, passwordHash }: { personId: string; passwordHash: string },
): Promise<{ token: string } | null> {
  return visitor.db.$transaction(async (tx) => {
    await holdSessions(tx, personId)
    const isStill = await tx.person.count({
      where: { id: personId, isActive: true, account: { passwordHash } },
    })
    return isStill ? openSession({ ...visitor, db: tx }, { personId, action: 'signIn' }) : null
  })
}

type Trial = {
  email: string
  password: string
  stored: string | undefined
  personId: string | undefined
}

async function verifyOrRecord(visitor: Visitor, trial: Trial): Promise<boolean> {
  const { email, personId, ...what } = trial
  try {
    const attempt = { accountKey: email, ip: visitor.origin.ip }
    return await verifyAttempt(visitor.db, { attempt, ...what })
  } catch (error) {
    if (isAppError(error)) await recordFailure(visitor, { personId, reason: error.code })
    throw error
  }
}

// Nobody is signed in, so the row has no actor; the address that was typed stays out of it.
async function recordFailure(
  { db, requestId }: Visitor,
  { personId, reason }: { personId: string | undefined; reason: string },
): Promise<void> {
  const ctx = { actor: SYSTEM_ACTOR, db, now: new Date(), requestId }
  const record = reason === 'LIMITED' ? recordSparingly : recordAudit
  const about = { objectType: 'session', subjectId: personId ?? null }
  await record(ctx, { action: 'signIn', ...about, decision: 'deny', reason })
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

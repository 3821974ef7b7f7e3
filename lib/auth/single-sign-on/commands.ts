import 'server-only'
import { randomBytes } from 'node:crypto'
import { recordAudit, recordSparingly } from '@/lib/audit/commands'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { env } from '@/lib/env'
import { AppError, isAppError } from '@/lib/errors'
import { queueMessage } from '@/lib/notifications/commands'
import { runAttempt } from '../attempts/commands'
import { endInvitations } from '../recovery/commands'
import { openSession, renewSession, type Visitor } from '../sessions/commands'
import { hashToken } from '../token'
import { type Claims, readClaims } from './claims'
import { rolesOfClaim } from './grants/claimed-roles'
import { applyClaimedRoles } from './grants/commands'
import { linkIdentity } from './linking'
import type { SignInProblem } from './problem'
import { authorizationAddress, endSessionAddress, knownProvider, redeemCode } from './provider'
import { CALLBACK_PATH } from './queries'
import { type SingleSignOn, singleSignOn } from './settings'
import {
  isEqual,
  isExpired,
  openTransaction,
  type SignInTransaction,
  sealTransaction,
  transactionKey,
  transactionSecrets,
} from './transaction'

type Refusal = {
  problem: SignInProblem
  personId: string | null
  isStepUp: boolean
  keepsTransaction: boolean
}
export type SignInOutcome = Refusal | { token: string; next: string }

/** Where to send the browser, and what it keeps meanwhile. Writes nothing. */
export async function beginSignIn(
  db: Database | Transaction,
  wish: Pick<SignInTransaction, 'purpose' | 'next' | 'sessionId'>,
): Promise<{ address: URL; sealed: string } | { problem: 'provider' }> {
  const settings = configured()
  const key = keyOf(settings)
  const transaction: SignInTransaction = {
    ...wish,
    seed: randomBytes(32).toString('base64url'),
    beganAt: Math.floor((await databaseNow(db)).getTime() / 1000),
  }
  const provider = await knownProvider(settings).catch(() => null)
  if (!provider) return { problem: 'provider' }
  const address = await authorizationAddress(provider, {
    redirect: `${env.APP_ORIGIN}${CALLBACK_PATH}`,
    scopes: settings.scopes,
    secrets: transactionSecrets(key, transaction.seed),
    isStepUp: wish.purpose === 'step-up',
  })
  return { address, sealed: sealTransaction(key, transaction) }
}

/** Where somebody who has signed out of Rung signs out of the provider too; null where they do not. */
export async function beginSignOut(): Promise<URL | null> {
  const settings = singleSignOn()
  if (!settings?.endsProviderSession) return null
  const provider = await knownProvider(settings).catch(() => null)
  return provider && endSessionAddress(provider, `${env.APP_ORIGIN}/sign-in?signed-out=1`)
}

type Answer = { search: string; sealed: string | null }

/**
 * What the provider's answer leads to: a session, a confirmed one, or a problem with its record. The
 * answer counts once, for the browser that began and the session that asked.
 */
export async function finishSignIn(
  visitor: Visitor & { ctx: Context | null },
  answer: Answer,
): Promise<SignInOutcome> {
  const transaction = openTransaction(keyOf(configured()), answer.sealed)
  const outcome = await settle(visitor, { transaction, search: answer.search })
  if (!('problem' in outcome)) return outcome
  const isStepUp = transaction?.purpose === 'step-up'
  await recordProblem(visitor, { ...outcome, isStepUp })
  return { ...outcome, isStepUp }
}

async function settle(
  visitor: Visitor & { ctx: Context | null },
  { search, transaction }: { search: string; transaction: SignInTransaction | null },
): Promise<SignInOutcome> {
  const settings = configured()
  if (!transaction) return refused('no-transaction')
  const secrets = transactionSecrets(keyOf(settings), transaction.seed)
  const state = new URLSearchParams(search).get('state') ?? ''
  // Somebody else's link must not end a sign-in that is under way.
  if (!isEqual(state, secrets.state)) return { ...refused('state'), keepsTransaction: true }
  if (isExpired(transaction, await databaseNow(visitor.db))) return refused('expired')
  if (!(await spend(visitor.db, secrets.state))) return refused('replayed')
  let outcome: SignInOutcome = refused('answer')
  const attempt = { accountKey: `oidc ${secrets.state.slice(0, 20)}`, ip: visitor.origin.ip }
  try {
    await runAttempt(visitor.db, attempt, async () => {
      outcome = await redeem(visitor, { settings, transaction, search })
      return !('problem' in outcome) || outcome.problem !== 'answer'
    })
  } catch (error) {
    if (isAppError(error) && error.code === 'LIMITED') return refused('limited')
    throw error
  }
  return outcome
}

async function redeem(
  visitor: Visitor & { ctx: Context | null },
  asked: { settings: SingleSignOn; transaction: SignInTransaction; search: string },
): Promise<SignInOutcome> {
  const { settings, transaction, search } = asked
  const provider = await knownProvider(settings).catch(() => null)
  if (!provider) return refused('provider')
  const redeemed = await redeemCode(
    provider,
    new URL(`${env.APP_ORIGIN}${CALLBACK_PATH}${search}`),
    {
      secrets: transactionSecrets(keyOf(settings), transaction.seed),
      rolesClaim: settings.rolesClaim,
    },
  )
  if ('failure' in redeemed) return refused(redeemed.failure)
  const claims = readClaims(redeemed.claims, settings.rolesClaim)
  if (!claims) return refused('answer')
  if (transaction.purpose === 'step-up') return confirm(visitor.ctx, { transaction, claims })
  const outcome = await signInAs(visitor, { settings, claims })
  return 'token' in outcome ? { ...outcome, next: transaction.next } : outcome
}

async function signInAs(
  visitor: Visitor,
  { settings, claims }: { settings: SingleSignOn; claims: Claims },
): Promise<Exclude<SignInOutcome, { next: string }> | { token: string }> {
  return visitor.db.$transaction(async (tx) => {
    const facts = await linkingFacts(tx, claims)
    const linking = linkIdentity({ claims, domains: settings.domains, ...facts })
    if (linking.outcome === 'refused')
      return { ...refused(linking.problem), personId: linking.personId }
    const { personId } = linking
    const { requestId } = visitor
    const ctx: Context = { actor: SYSTEM_ACTOR, db: tx, now: await databaseNow(tx), requestId }
    if (linking.outcome === 'link' && !(await link(ctx, { claims, personId }))) {
      return { ...refused('other-identity'), personId }
    }
    await tx.$executeRaw`UPDATE identities SET last_used_at = now()
      WHERE issuer = ${claims.issuer} AND subject = ${claims.subject}`
    const claimed = rolesOfClaim(claims.roleValues, settings.roles)
    await applyClaimedRoles(ctx, { personId, claimed })
    const opening = { personId, action: 'signIn', reason: 'oidc', authAt: seenAt(claims, ctx.now) }
    return openSession({ ...visitor, db: tx }, opening)
  })
}

// A provider lets people through that it saw hours ago: that shows nothing of who is there now.
function seenAt({ authenticatedAt }: Claims, now: Date): Date {
  return new Date(Math.min(now.getTime(), (authenticatedAt ?? 0) * 1000))
}

// The rows of the people are held before anything is read of them, so that a deactivation, or the
// same sign-in in another tab, comes before this or after it.
async function linkingFacts(tx: Transaction, { issuer, subject, email }: Claims) {
  await tx.$queryRaw`SELECT 1 FROM people WHERE email = ${email ?? ''} OR id IN
    (SELECT person_id FROM identities WHERE issuer = ${issuer} AND subject = ${subject})
    ORDER BY id FOR NO KEY UPDATE`
  const [identity] = await tx.$queryRaw<{ personId: string; isActive: boolean }[]>`
    SELECT p.id::text AS "personId", p.is_active AS "isActive"
    FROM identities i JOIN people p ON p.id = i.person_id
    WHERE i.issuer = ${issuer} AND i.subject = ${subject}`
  const [owner] = await tx.$queryRaw<
    { personId: string; isActive: boolean; hasIdentity: boolean }[]
  >`
    SELECT p.id::text AS "personId", p.is_active AS "isActive",
      EXISTS (SELECT 1 FROM identities i WHERE i.person_id = p.id AND i.issuer = ${issuer}) AS "hasIdentity"
    FROM people p WHERE p.email = ${email ?? ''}`
  return { identity: identity ?? null, owner: owner ?? null }
}

async function link(
  ctx: Context,
  { claims, personId }: { claims: Claims; personId: string },
): Promise<boolean> {
  const { issuer, subject } = claims
  const { count } = await ctx.db.identity.createMany({
    data: [{ issuer, subject, personId }],
    skipDuplicates: true,
  })
  if (count === 0) return false
  // Whoever was given the first link must not open what is now this person's own account.
  await endInvitations(ctx, personId)
  await recordAudit(ctx, {
    action: 'identity.link',
    objectType: 'identity',
    subjectId: personId,
    after: { issuer, subject },
  })
  await tellOfNewMeans(ctx, personId)
  return true
}

// Whoever signed in by password until now has another way in from now on, and should know.
async function tellOfNewMeans(ctx: Context, personId: string): Promise<void> {
  const linked = await ctx.db.identity.findFirst({
    where: { personId, person: { account: { isNot: null } } },
    orderBy: { linkedAt: 'desc' },
    select: { id: true },
  })
  if (!linked) return
  const event = { kind: 'account-changed', what: 'sign-in', personId, changeId: linked.id } as const
  await queueMessage(ctx, event)
}

async function confirm(
  ctx: Context | null,
  { transaction, claims }: { transaction: SignInTransaction; claims: Claims },
): Promise<SignInOutcome> {
  if (!ctx || ctx.actor.sessionId !== transaction.sessionId) return refused('not-confirmed')
  const { issuer, subject, authenticatedAt } = claims
  const identity = await ctx.db.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { personId: true },
  })
  const isOwn = identity?.personId === ctx.actor.id
  const isFresh = authenticatedAt !== null && authenticatedAt >= transaction.beganAt - SKEW_SECONDS
  if (!isOwn || !isFresh) return { ...refused('not-confirmed'), personId: ctx.actor.id }
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const { token } = await renewSession(inner)
    await recordAudit(inner, { action: 'session.stepUp', objectType: 'session', reason: 'oidc' })
    return { token, next: transaction.next }
  })
}

const SKEW_SECONDS = 30

/** Uses up the answer; false when it was used already, also by a request of the same moment. */
async function spend(db: Database | Transaction, state: string): Promise<boolean> {
  const spent = await db.$executeRaw`
    INSERT INTO spent_sign_ins (id) VALUES (${hashToken(state)}) ON CONFLICT DO NOTHING`
  return spent === 1
}

// A link to the callback costs nothing to follow.
async function recordProblem(
  { db, requestId, ctx }: Visitor & { ctx: Context | null },
  { problem, personId, isStepUp }: Refusal,
): Promise<void> {
  const nobody: Context = { actor: SYSTEM_ACTOR, db, now: new Date(), requestId }
  await recordSparingly(isStepUp && ctx ? ctx : nobody, {
    ...{ action: isStepUp ? 'session.stepUp' : 'signIn', objectType: 'session', decision: 'deny' },
    ...{ subjectId: personId, reason: `oidc ${problem}` },
  })
}

async function databaseNow(db: Database | Transaction): Promise<Date> {
  const [clock] = await db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`
  if (!clock) throw new Error('The database did not tell the time.')
  return clock.now
}

function configured(): SingleSignOn {
  const settings = singleSignOn()
  if (!settings) throw new AppError('NOT_FOUND', 'There is no single sign-on here.')
  return settings
}

function keyOf({ issuer, clientId }: SingleSignOn): string {
  return transactionKey(env.RUNG_SECRET, { origin: env.APP_ORIGIN, issuer, clientId })
}

function refused(problem: SignInProblem): Refusal {
  return { problem, personId: null, isStepUp: false, keepsTransaction: false }
}

import 'server-only'
import type { Database, Transaction } from '@/lib/db/client'
import { AppError, isAppError } from '@/lib/errors'
import { verifyPassword } from '../passwords/hashing'
import {
  delaySeconds,
  networkOf,
  RESET_WINDOW_MINUTES,
  RESETS_PER_ACCOUNT,
  RESETS_PER_NETWORK,
  TRIES_PER_NETWORK,
  WINDOW_MINUTES,
} from './limit'

type Attempt = { accountKey: string; ip: string }

/**
 * Whether the password is the stored one, as a try that counts. Takes the same time when nothing is
 * stored, and refuses when this account or network has failed too often lately.
 */
export function verifyAttempt(
  db: Database | Transaction,
  { attempt, stored, password }: { attempt: Attempt; stored: string | undefined; password: string },
): Promise<boolean> {
  return runAttempt(db, attempt, () => verifyPassword(stored, password))
}

/** Runs a try that counts against this account and network unless the work finds it good. */
export async function runAttempt(
  db: Database | Transaction,
  attempt: Attempt,
  work: () => Promise<boolean>,
): Promise<boolean> {
  const id = await beginAttempt(db, attempt)
  try {
    const isGood = await work()
    if (isGood) await markSucceeded(db, id)
    return isGood
  } catch (error) {
    // The server was busy and never looked at the password.
    if (isAppError(error) && error.code === 'LIMITED') await forgetAttempt(db, id)
    throw error
  }
}

/**
 * Counts a wish for a new password. Whether this address was asked for too often is told to the
 * caller alone, because it must not be seen from outside; a network that asks too often is refused.
 */
export async function countResetWish(
  db: Database | Transaction,
  { accountKey, ip }: Attempt,
): Promise<{ isTooOften: boolean }> {
  const network = networkOf(ip)
  const [counted] = await db.$queryRaw<{ account: number; network: number }[]>`
    WITH counted AS (SELECT
      (SELECT count(*) FROM sign_in_attempts WHERE purpose = 'RESET' AND account_key = ${accountKey}
        AND at > now() - make_interval(mins => ${RESET_WINDOW_MINUTES}::int))::int AS account,
      (SELECT count(*) FROM sign_in_attempts WHERE purpose = 'RESET' AND network = ${network}
        AND at > now() - make_interval(mins => ${WINDOW_MINUTES}::int))::int AS network
    ), made AS (
      INSERT INTO sign_in_attempts (account_key, network, succeeded, purpose)
      SELECT ${accountKey}, ${network}, true, 'RESET' FROM counted
      WHERE counted.network < ${RESETS_PER_NETWORK}::int)
    SELECT account, network FROM counted`
  const { account, network: wishes } = counted ?? { account: 0, network: 0 }
  if (wishes >= RESETS_PER_NETWORK) {
    throw new AppError('LIMITED', 'Too many tries. Wait a few minutes and try again.')
  }
  return { isTooOften: account >= RESETS_PER_ACCOUNT }
}

/**
 * Counts a try before its password is looked at, so that a burst of guesses is no faster than one
 * guess after another. Refuses when this account or network has failed too often lately.
 */
async function beginAttempt(db: Database | Transaction, attempt: Attempt): Promise<bigint> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`
      SELECT pg_advisory_xact_lock(hashtextextended(${`rung sign-in ${attempt.accountKey}`}, 0))`
    await assertMayTry(tx, attempt)
    const { id } = await tx.signInAttempt.create({
      data: {
        accountKey: attempt.accountKey,
        network: networkOf(attempt.ip),
        succeeded: false,
      },
      select: { id: true },
    })
    return id
  })
}

async function markSucceeded(db: Database | Transaction, id: bigint): Promise<void> {
  await db.signInAttempt.update({ where: { id }, data: { succeeded: true }, select: { id: true } })
}

async function forgetAttempt(db: Database | Transaction, id: bigint): Promise<void> {
  await db.signInAttempt.deleteMany({ where: { id } })
}

async function assertMayTry(tx: Transaction, attempt: Attempt): Promise<void> {
  const [row] = await tx.$queryRaw<{ failures: number; since: number | null; network: number }[]>`
    WITH recent AS (
      SELECT * FROM sign_in_attempts
      WHERE purpose = 'SIGN_IN' AND at > clock_timestamp() - make_interval(mins => ${WINDOW_MINUTES}::int)
      AND NOT succeeded AND (account_key = ${attempt.accountKey} OR network = ${networkOf(attempt.ip)})
    ), last_success AS (
      SELECT max(at) AS at FROM sign_in_attempts WHERE account_key = ${attempt.accountKey} AND succeeded
        AND purpose = 'SIGN_IN'
    ), own AS (
      SELECT at FROM recent WHERE account_key = ${attempt.accountKey}
      AND at > coalesce((SELECT at FROM last_success), '-infinity')
    )
    SELECT (SELECT count(*) FROM own)::int AS failures,
      (SELECT extract(epoch FROM clock_timestamp() - max(at)) FROM own)::float AS since,
      (SELECT count(*) FROM recent WHERE network = ${networkOf(attempt.ip)})::int AS network`
  if (!row) return
  const wait = delaySeconds(row.failures) - (row.since ?? Number.POSITIVE_INFINITY)
  if (wait > 0 || row.network >= TRIES_PER_NETWORK) {
    throw new AppError('LIMITED', `Too many tries. Wait ${waitWords(wait)} and try again.`)
  }
}

function waitWords(seconds: number): string {
  if (seconds <= 0) return 'a few minutes'
  return seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`
}

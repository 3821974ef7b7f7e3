import 'server-only'
import type { Database, Transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { delaySeconds, networkOf, TRIES_PER_NETWORK, WINDOW_MINUTES } from './limit'

type Attempt = { accountKey: string; ip: string }

/** Refuses when this account or this network has failed too often in the last quarter of an hour. */
export async function assertMayTry(db: Database | Transaction, attempt: Attempt): Promise<void> {
  const [row] = await db.$queryRaw<{ failures: number; since: number | null; network: number }[]>`
    WITH recent AS (
      SELECT * FROM sign_in_attempts WHERE at > now() - make_interval(mins => ${WINDOW_MINUTES}::int)
      AND NOT succeeded AND (account_key = ${attempt.accountKey} OR network = ${networkOf(attempt.ip)})
    ), last_success AS (
      SELECT max(at) AS at FROM sign_in_attempts WHERE account_key = ${attempt.accountKey} AND succeeded
    ), own AS (
      SELECT at FROM recent WHERE account_key = ${attempt.accountKey}
      AND at > coalesce((SELECT at FROM last_success), '-infinity')
    )
    SELECT (SELECT count(*) FROM own)::int AS failures,
      (SELECT extract(epoch FROM now() - max(at)) FROM own)::float AS since,
      (SELECT count(*) FROM recent WHERE network = ${networkOf(attempt.ip)})::int AS network`
  if (!row) return
  const wait = delaySeconds(row.failures) - (row.since ?? Number.POSITIVE_INFINITY)
  if (wait > 0 || row.network >= TRIES_PER_NETWORK) {
    throw new AppError('LIMITED', `Too many tries. Wait ${waitWords(wait)} and try again.`)
  }
}

export async function recordAttempt(
  db: Database | Transaction,
  attempt: Attempt & { succeeded: boolean },
): Promise<void> {
  await db.signInAttempt.create({
    data: {
      accountKey: attempt.accountKey,
      network: networkOf(attempt.ip),
      succeeded: attempt.succeeded,
    },
  })
}

function waitWords(seconds: number): string {
  if (seconds <= 0) return 'a few minutes'
  return seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`
}

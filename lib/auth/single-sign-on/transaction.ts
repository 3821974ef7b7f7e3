import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

export const TRANSACTION_MINUTES = 10

const Transaction = z.strictObject({
  purpose: z.enum(['sign-in', 'step-up']),
  /** Random; what only this browser's sign-in may bring back is derived from it. */
  seed: z.string().min(20).max(100),
  next: z.string().max(2_000),
  /** Seconds since 1970, by the clock of the database. */
  beganAt: z.number().int(),
  /** Whose session is to be confirmed. */
  sessionId: z.string().max(100).nullable(),
})
/** A sign-in that is under way: what the browser keeps while it is at the provider. */
export type SignInTransaction = z.infer<typeof Transaction>

/** The text of the cookie. Its seal is good for this installation and this provider only. */
export function sealTransaction(key: string, transaction: SignInTransaction): string {
  const text = Buffer.from(JSON.stringify(transaction)).toString('base64url')
  return `${text}.${derive(key, `seal ${text}`)}`
}

/** What the cookie says; null when it was not written by us. */
export function openTransaction(
  key: string,
  sealed: string | null | undefined,
): SignInTransaction | null {
  const [text = '', seal = '', ...rest] = (sealed ?? '').split('.')
  if (rest.length > 0 || !isEqual(seal, derive(key, `seal ${text}`))) return null
  try {
    const read = Transaction.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** The key of this installation at this provider, so that another one's cookies are worth nothing. */
export function transactionKey(
  secret: string,
  about: { origin: string; issuer: string; clientId: string },
): string {
  const place = JSON.stringify([about.origin, about.issuer, about.clientId])
  return derive(secret, `single sign-on ${place}`)
}

/** State, nonce and code verifier of a transaction; none of them is kept in the browser. */
export function transactionSecrets(key: string, seed: string) {
  return {
    state: derive(key, `state ${seed}`),
    nonce: derive(key, `nonce ${seed}`),
    verifier: derive(key, `verifier ${seed}`),
  }
}

export function isExpired({ beganAt }: SignInTransaction, now: Date): boolean {
  const age = now.getTime() / 1000 - beganAt
  return age > TRANSACTION_MINUTES * 60 || age < -5
}

export function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function derive(key: string, purpose: string): string {
  return createHmac('sha256', key).update(purpose).digest('base64url')
}

import 'server-only'
import type { Database, Transaction } from '@/lib/db/client'
import { env } from '@/lib/env'
import { hashToken } from '../token'

/** Whose new password this link is for; null when it is used, too old or not one of ours. */
export async function getPasswordReset(
  db: Database | Transaction,
  token: string,
): Promise<{ name: string; email: string } | null> {
  const [found] = await db.$queryRaw<{ name: string; email: string }[]>`
    SELECT p.name, p.email FROM password_resets r JOIN people p ON p.id = r.person_id
    WHERE r.token_hash = ${hashToken(token)} AND r.used_at IS NULL AND r.expires_at > now()
    AND p.is_active`
  return found ?? null
}

/** Whether a link can be sent at all. */
export function canMail(): boolean {
  return Boolean(env.SMTP_URL)
}

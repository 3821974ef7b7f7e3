import 'server-only'
import { z } from 'zod'
import { recordAudit } from '@/lib/audit/commands'
import { SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { Email } from '@/lib/email'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { hashToken, newToken } from '../token'

const PasswordLink = z.strictObject({ email: Email })

/**
 * A link, good once and for a day, with which somebody who has lost their password chooses a new
 * one; on the word of whoever operates the machine, so never call it for a request.
 */
export async function makePasswordLink(
  db: Database | Transaction,
  input: unknown,
): Promise<{ name: string; url: string }> {
  const { email } = parseInput(PasswordLink, input)
  const person = await db.person.findUnique({ where: { email } })
  if (!person?.isActive) throw new AppError('NOT_FOUND', `Nobody active has the address ${email}.`)
  const token = newToken()
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE invitations SET used_at = now()
      WHERE person_id = ${person.id}::uuid AND used_at IS NULL`
    await tx.$executeRaw`INSERT INTO invitations (id, person_id, created_by_id, expires_at)
      VALUES (${hashToken(token)}, ${person.id}::uuid, ${SYSTEM_ACTOR.id}::uuid, now() + interval '1 day')`
    await recordAudit(
      { actor: SYSTEM_ACTOR, db: tx, now: new Date(), requestId: null },
      {
        action: 'person.passwordLink',
        objectType: 'person',
        objectId: person.id,
        subjectId: person.id,
        reason: 'operator',
      },
    )
  })
  return { name: person.name, url: `${env.APP_ORIGIN}/invitation/${token}` }
}

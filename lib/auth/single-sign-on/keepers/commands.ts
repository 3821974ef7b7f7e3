import 'server-only'
import { z } from 'zod'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { Email } from '@/lib/email'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { singleSignOn } from '../settings'

const PersonByEmail = z.strictObject({ email: Email })

/**
 * Lets an administrator sign in by password also where all others sign in at the provider, for the day
 * when the provider is away; on the word of whoever operates the machine, so never for a request.
 */
export async function keepPassword(
  db: Database | Transaction,
  input: unknown,
): Promise<{ isKept: boolean }> {
  return asOperator(db, input, async (ctx, { id, name, roles }) => {
    if (roles.length === 0 && singleSignOn()?.isRequired) {
      throw new AppError(
        'INVALID',
        `${name} is no administrator, so a password opens nothing: everybody else signs in at the provider.`,
      )
    }
    if (roles.length === 0) return { isKept: false }
    const { count } = await ctx.db.passwordKeeper.createMany({
      data: [{ personId: id }],
      skipDuplicates: true,
    })
    if (count > 0) await recordKeeper(ctx, 'password.keep', id)
    return { isKept: true }
  })
}

/** Ends it again; the password stays stored and opens nothing where the provider is required. */
export async function stopKeepingPassword(
  db: Database | Transaction,
  input: unknown,
): Promise<{ name: string; isChanged: boolean }> {
  return asOperator(db, input, async (ctx, { id, name }) => {
    const { count } = await ctx.db.passwordKeeper.deleteMany({ where: { personId: id } })
    if (count > 0) await recordKeeper(ctx, 'password.stopKeeping', id)
    return { name, isChanged: count > 0 }
  })
}

type Named = { id: string; name: string; roles: { id: string }[] }

async function asOperator<Result>(
  db: Database | Transaction,
  input: unknown,
  work: (ctx: Context, person: Named) => Promise<Result>,
): Promise<Result> {
  const { email } = parseInput(PersonByEmail, input)
  return db.$transaction(async (tx) => {
    const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now`
    const now = clock?.now ?? new Date()
    const person = await tx.person.findUnique({
      where: { email, isActive: true },
      select: {
        id: true,
        name: true,
        roles: {
          where: { role: 'ADMIN', OR: [{ validTo: null }, { validTo: { gt: now } }] },
          select: { id: true },
        },
      },
    })
    if (!person) throw new AppError('NOT_FOUND', `Nobody active has the address ${email}.`)
    return work({ actor: SYSTEM_ACTOR, db: tx, now, requestId: null }, person)
  })
}

async function recordKeeper(ctx: Context, action: string, personId: string): Promise<void> {
  await recordAudit(ctx, {
    ...{ action, objectType: 'person', objectId: personId, subjectId: personId },
    reason: 'operator',
  })
}

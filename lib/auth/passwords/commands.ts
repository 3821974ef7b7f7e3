import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { verifyAttempt } from '../attempts/commands'
import { ownAccountKey } from '../attempts/limit'
import { endPasswordLinks } from '../recovery/commands'
import { endSessions, type Origin, renewSession } from '../sessions/commands'
import { mayUsePassword } from '../single-sign-on/queries'
import { hashToken } from '../token'
import { hashPassword } from './hashing'
import { ChangePassword } from './schema'

/** Changes one's own password; every other session and link ends, and this session gets a new cookie. */
export async function changePassword(
  { ctx, origin }: { ctx: Context; origin: Origin },
  input: unknown,
): Promise<{ token: string }> {
  const { current, password } = parseInput(ChangePassword, input)
  const account = await ctx.db.account.findUnique({ where: { personId: ctx.actor.id } })
  if (!account || !(await mayUsePassword(ctx.db, ctx.actor.id))) {
    throw new AppError(
      'INVALID',
      'You sign in without a password here, so there is none to change.',
    )
  }
  const isRight = await verifyAttempt(ctx.db, {
    attempt: { accountKey: ownAccountKey(ctx.actor.id), ip: origin.ip },
    stored: account.passwordHash,
    password: current,
  })
  if (!isRight) return refuse(ctx)
  const passwordHash = await hashPassword(password)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const { count } = await tx.account.updateMany({
      where: { personId: ctx.actor.id, passwordHash: account.passwordHash },
      data: { passwordHash, passwordChangedAt: ctx.now },
    })
    if (count === 0) throw new AppError('CONFLICT', 'Your password was changed meanwhile.')
    const renewed = await renewSession(inner)
    await endPasswordLinks(tx, ctx.actor.id)
    await endSessions(inner, { personId: ctx.actor.id, but: hashToken(renewed.token) })
    await tellOwner(inner)
    await recordAudit(inner, { ...CHANGE, objectId: ctx.actor.id, subjectId: ctx.actor.id })
    return renewed
  })
}

const CHANGE = { action: 'password.change', objectType: 'person' } as const
const WRONG = 'The password that you have now is another one.'

async function refuse(ctx: Context): Promise<never> {
  const about = { objectId: ctx.actor.id, subjectId: ctx.actor.id }
  await recordAudit(ctx, { ...CHANGE, ...about, decision: 'deny', reason: 'INVALID' })
  throw new AppError('INVALID', WRONG, { current: WRONG })
}

async function tellOwner(ctx: Context): Promise<void> {
  await queueMessage(ctx, {
    ...{ kind: 'account-changed', what: 'password' },
    ...{ personId: ctx.actor.id, changeId: randomUUID() },
  })
}

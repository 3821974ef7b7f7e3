import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { verifyAttempt } from '../attempts/commands'
import { ownAccountKey } from '../attempts/limit'
import { type Origin, renewSession } from '../sessions/commands'
import { mayUsePassword } from '../single-sign-on/queries'
import { ConfirmPassword } from './schema'

const WRONG = 'The password is not right.'

/** The signed-in person shows by password that it is them; the session goes on under a new cookie. */
export async function confirmPassword(
  { ctx, origin }: { ctx: Context; origin: Origin },
  input: unknown,
): Promise<{ token: string }> {
  const { password } = parseInput(ConfirmPassword, input)
  const isRight = await verifyAttempt(ctx.db, {
    attempt: { accountKey: ownAccountKey(ctx.actor.id), ip: origin.ip },
    password,
    stored: await passwordHashOf(ctx),
  })
  if (!isRight) {
    await recordAudit(ctx, {
      ...STEP_UP,
      subjectId: ctx.actor.id,
      decision: 'deny',
      reason: 'INVALID',
    })
    throw new AppError('INVALID', WRONG, { password: WRONG })
  }
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const renewed = await renewSession(inner)
    await recordAudit(inner, STEP_UP)
    return renewed
  })
}

const STEP_UP = { action: 'session.stepUp', objectType: 'session' } as const

async function passwordHashOf(ctx: Context): Promise<string | undefined> {
  const account = await ctx.db.account.findUnique({
    where: { personId: ctx.actor.id },
    select: { passwordHash: true },
  })
  const mayUse = await mayUsePassword(ctx.db, ctx.actor.id)
  return mayUse ? account?.passwordHash : undefined
}

import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { enqueueJob } from '@/lib/jobs/queue'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { type MailFailure, mayBeRetried } from './failure'
import { authorizeMail } from './queries'
import { MessageId, NoInput } from './schema'

type Found = { recipientId: string; state: string; isActive: boolean; failure: MailFailure | null }

/** Gives a message that was given up another day; an administrator does it for others, as everything. */
export async function retryMessage(ctx: Context, input: unknown): Promise<void> {
  const { messageId } = parseInput(MessageId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    authorizeMail(inner)
    const found = await findMessage(inner, messageId)
    const conditions = { notOwnRow: found.recipientId !== ctx.actor.id, guardedRoleApproved: true }
    const facts = actorFacts(ctx.actor, ctx.now, conditions)
    authorize('user.write', facts, { readOp: 'cycle.readFull' })
    if (found.state !== 'DEAD') throw new AppError('CONFLICT', 'This message is on its way again.')
    if (!mayBeRetried(found)) throw new AppError('INVALID', cannotArrive(found))
    const given = await inner.db.$executeRaw`
      UPDATE outbox_messages SET state = 'QUEUED', next_try_at = now(), retried_at = now()
      WHERE id = ${messageId}::uuid AND state = 'DEAD'`
    if (given === 0) throw new AppError('CONFLICT', 'This message is on its way again.')
    await recordAudit(inner, {
      ...{ action: 'message.retry', objectType: 'message', objectId: messageId },
      subjectId: found.recipientId,
    })
    await enqueueJob(inner, { queue: 'deliver-messages', key: 'retry' })
  })
}

/** The same for all that could still arrive, but for what is to the administrator. */
export async function retryAllMessages(ctx: Context, input: unknown): Promise<{ count: number }> {
  parseInput(NoInput, input)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    authorizeMail(inner)
    const count = await inner.db.$executeRaw`
      UPDATE outbox_messages o SET state = 'QUEUED', next_try_at = now(), retried_at = now()
      FROM people p
      WHERE o.state = 'DEAD' AND o.failure IS DISTINCT FROM 'ended' AND p.id = o.recipient_id
        AND p.is_active AND p.id <> ${ctx.actor.id}::uuid`
    if (count === 0) {
      throw new AppError('CONFLICT', 'Nothing is given up that another try could deliver.')
    }
    await recordAudit(inner, {
      ...{ action: 'message.retryAll', objectType: 'message', after: { count } },
    })
    await enqueueJob(inner, { queue: 'deliver-messages', key: 'retry' })
    return { count }
  })
}

async function findMessage({ db }: Context, messageId: string): Promise<Found> {
  const [found] = await db.$queryRaw<Found[]>`
    SELECT o.recipient_id::text AS "recipientId", o.state::text, o.failure, p.is_active AS "isActive"
    FROM outbox_messages o JOIN people p ON p.id = o.recipient_id
    WHERE o.id = ${messageId}::uuid`
  if (!found) throw new AppError('NOT_FOUND', 'There is no such message any more.')
  return found
}

function cannotArrive({ isActive }: Found): string {
  return isActive
    ? 'The link in this message has ended. Make a new one on the page of the person.'
    : 'The recipient is deactivated, and Rung writes to nobody who is.'
}

import 'server-only'
import { randomInt } from 'node:crypto'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorizeTimer } from '@/lib/jobs/context'
import { enqueueJob } from '@/lib/jobs/queue'
import { authorize } from '@/lib/policy/decide'
import { caseFacts } from '../tombstone/queries'
import { BASIS_WORDS } from './legal-basis'
import { appendErasure } from './log/commands'
import { findBlockers, findErasable } from './queries'
import { ErasurePayload, RequestErasure } from './schema'

/** Asks that everything about a person be erased; another HR partner must agree. */
export async function requestErasure(ctx: Context, input: unknown): Promise<void> {
  const { personId, legalBasis, typedEmail } = parseInput(RequestErasure, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const person = await findErasable(inner, personId)
    if (typedEmail.trim().toLowerCase() !== person.email) {
      const message = `Type ${person.email} to show that it is this person.`
      throw new AppError('INVALID', message, { typedEmail: message })
    }
    await assertErasable(inner, person)
    await requestApproval(inner, {
      kind: 'erasure',
      objectId: personId,
      subjectId: personId,
      payload: { legalBasis },
      reason: BASIS_WORDS[legalBasis],
    })
  })
}

/** Agrees as the second person. The worker then erases, within a minute, and it cannot be undone. */
export async function approveErasure(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung removal'))`
    const approval = await takeApproval(inner, { approvalId, kind: 'erasure' })
    const person = await findErasable(inner, approval.objectId)
    const secondApprover = approval.requestedById !== ctx.actor.id
    await assertErasable(inner, person)
    authorize('erase.run', {
      ...caseFacts(inner, person),
      conditions: { secondApprover, noLegalHold: true },
    })
    const { legalBasis } = parseInput(ErasurePayload, approval.payload)
    const { id } = await tx.erasure.create({
      data: {
        ...{ personId: person.id, teamId: person.teamId, legalBasis, pseudonym: newPseudonym() },
        ...{ requestedById: approval.requestedById ?? '', approvedById: ctx.actor.id, approvalId },
        approvedAt: ctx.now,
      },
      select: { id: true },
    })
    const about = { objectType: 'erasure', objectId: id, subjectId: person.id }
    await recordAudit(inner, { action: 'erase.approve', ...about, after: { legalBasis } })
    await enqueueJob(inner, { queue: 'run-erasures', key: id })
  })
}

/**
 * Erases whoever was approved. The log outside the database has the line first: after a crash
 * between the two this runs again, and after a restore the log knows more than the database.
 */
export async function runErasures(
  ctx: Context,
  { logFile }: { logFile: string },
): Promise<{ erased: number }> {
  authorizeTimer(ctx)
  const approved = await ctx.db.erasure.findMany({
    where: { state: 'APPROVED' },
    orderBy: { approvedAt: 'asc' },
  })
  for (const erasure of approved) {
    const { id, personId, legalBasis, pseudonym, requestedById, approvedById, approvedAt } = erasure
    await appendErasure(logFile, {
      ...{ erasureId: id, personId, legalBasis, pseudonym, requestedById, approvedById },
      approvedAt: approvedAt.toISOString(),
    })
    await ctx.db.$queryRaw`SELECT run_erasure(${id}::uuid)::text`
  }
  return { erased: approved.length }
}

async function assertErasable(
  ctx: Context,
  person: Parameters<typeof findBlockers>[1],
): Promise<void> {
  const [blocker] = await findBlockers(ctx, person)
  if (blocker) throw new AppError('CONFLICT', `${blocker} Nothing was erased.`)
}

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

// Says nothing of the person and is the same wherever their name stood.
function newPseudonym(): string {
  const letters = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)])
  return `Former person ${letters.join('')}`
}

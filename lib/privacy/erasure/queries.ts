import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { PersonId } from '@/lib/people/schema'
import { authorize } from '@/lib/policy/decide'
import { caseFacts, findCase, type PrivacyCase } from '../tombstone/queries'
import { erasureBlockers, remainsInWords, removedInWords } from './findings'
import { basisInWords } from './legal-basis'

export type ErasureView = {
  blockers: string[]
  removed: { label: string; count: number }[]
  remains: { label: string; count: number; why: string }[]
  waiting: {
    approvalId: string
    requestedBy: string
    legalBasis: string
    expiresAt: Date
    isOwn: boolean
  } | null
}

/** What an erasure would remove, what it leaves and what stands in its way. Nothing is changed. */
export async function getErasure(ctx: Context, input: unknown): Promise<ErasureView> {
  const { personId } = parseInput(PersonId, input)
  const person = await findErasable(ctx, personId)
  const blockers = await findBlockers(ctx, person)
  const counts = person.erasure === 'DONE' ? {} : await countRows(ctx, personId)
  return {
    blockers,
    removed: removedInWords(counts),
    remains: remainsInWords(counts),
    waiting: await findWaiting(ctx, personId),
  }
}

/** The person, for whoever may ask for or agree to their erasure. */
export async function findErasable(ctx: Context, personId: string): Promise<PrivacyCase> {
  const person = await findCase(ctx, personId)
  if (!person) throw new AppError('NOT_FOUND', 'There is no such person.')
  // That a second person agrees and that nothing is held is checked, and said, where it matters.
  const conditions = { secondApprover: true, noLegalHold: true }
  authorize('erase.run', { ...caseFacts(ctx, person), conditions })
  return person
}

export async function findBlockers(ctx: Context, person: PrivacyCase): Promise<string[]> {
  const [facts] = await ctx.db.$queryRaw<{ isHeld: boolean; reports: number }[]>`
    SELECT hold_keeps(${person.id}::uuid) AS "isHeld",
      (SELECT count(*)::int FROM reporting_lines r JOIN people p ON p.id = r.person_id
        WHERE r.manager_id = ${person.id}::uuid AND r.to_on IS NULL AND p.is_active) AS reports`
  const { isHeld, reports } = facts ?? { isHeld: false, reports: 0 }
  const { name, isActive, erasure } = person
  return erasureBlockers({ name, isActive, isHeld, reports, isErased: erasure !== null })
}

async function countRows(ctx: Context, personId: string): Promise<Record<string, number>> {
  const [row] = await ctx.db.$queryRaw<{ counts: Record<string, number> }[]>`
    SELECT preview_erasure(${personId}::uuid) AS counts`
  return row?.counts ?? {}
}

async function findWaiting(ctx: Context, personId: string): Promise<ErasureView['waiting']> {
  const approval = await ctx.db.approval.findFirst({
    where: { kind: 'erasure', objectId: personId, state: 'OPEN', expiresAt: { gt: ctx.now } },
    select: {
      id: true,
      expiresAt: true,
      reason: true,
      requestedById: true,
      requestedBy: { select: { name: true } },
    },
  })
  if (!approval) return null
  const { id, expiresAt, reason, requestedById, requestedBy } = approval
  return {
    approvalId: id,
    expiresAt,
    legalBasis: basisInWords(reason),
    requestedBy: requestedBy?.name ?? 'Rung',
    isOwn: requestedById === ctx.actor.id,
  }
}

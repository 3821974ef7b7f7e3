import 'server-only'
import { createHash } from 'node:crypto'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { type GuardedStanding, listGuardedStandings, type When } from './queries'
import { type LineChange, RequestedLines, RequestLines } from './schema'

/**
 * Lets a change of reporting lines through unless it would let the actor, or somebody whom the actor
 * could sign in as, read reviews that exist. Call it in the transaction of the change and before
 * anything is written, with every line that changes (people who are added included), by address.
 * Refused with FORBIDDEN and `details.standings`; then `requestLines` with the same lines asks a
 * second administrator, and once they agreed the same change goes through for seven days. What
 * happens later by the clock is asked for when it is planned.
 */
export async function assertMayStandAbove(
  ctx: Context,
  lines: readonly LineChange[],
  when: When = {},
): Promise<void> {
  const standings = await listGuardedStandings(ctx, lines, when)
  if (standings.length === 0) return
  const names = standings.map(({ managerName, personName }) => ({ managerName, personName }))
  throw new AppError('FORBIDDEN', sentenceOf(standings), {}, { standings: names })
}

/** Asks a second administrator to let these lines through; changes none of them. */
export async function requestLines(ctx: Context, input: unknown): Promise<{ approvalId: string }> {
  const { lines, reason, isPlanned } = parseInput(RequestLines, input)
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const guarded = await listGuardedStandings(inner, lines, { isPlanned })
    if (guarded.length === 0) {
      throw new AppError('CONFLICT', 'These lines need nobody else any more. Apply the change.')
    }
    const standings = guarded.map(({ managerKey, personKey, depth }) => {
      return { manager: managerKey, person: personKey, depth }
    })
    return requestApproval(inner, {
      kind: 'people.lines',
      objectId: keyOf(standings, ctx.actor.id),
      subjectId: subjectOf(ctx, guarded),
      payload: { standings },
      reason,
      whenAlone: ALONE,
    })
  })
}

/** Agrees, as the second administrator, that whoever asked applies exactly these lines. */
export async function approveLines(ctx: Context, input: unknown): Promise<void> {
  const { approvalId } = parseInput(ApprovalId, input)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const { payload } = await takeApproval(inner, { approvalId, kind: 'people.lines' })
    const { standings } = RequestedLines.parse(payload)
    if (standings.every(({ manager }) => manager !== ctx.actor.id)) return
    throw new AppError(
      'FORBIDDEN',
      'You would stand above them yourself, so somebody else decides.',
    )
  })
}

const ALONE =
  'This needs a second administrator, and there is none who was not appointed by you alone. On the machine that runs Rung, run npm run roles -- grant admin <e-mail> for another person, who then agrees. Nothing was changed.'

function sentenceOf(standings: readonly GuardedStanding[]): string {
  const [first] = standings
  const others = standings.length - 1
  const more = others > 0 ? `, and ${others} more like this` : ''
  return `${first?.managerName} would stand above ${first?.personName} and could read their reviews${more}. A second administrator must agree first. Nothing was changed.`
}

function keyOf(standings: readonly { manager: string; person: string }[], actorId: string): string {
  const pairs = standings.map(({ manager, person }) => `${manager}>${person}`).sort()
  return createHash('sha256')
    .update([actorId, ...pairs].join('\n'))
    .digest('hex')
}

// The one who would stand above does not agree to it; of several, approveLines looks at each.
function subjectOf({ actor }: Context, guarded: readonly GuardedStanding[]): string | null {
  const managers = new Set(guarded.map(({ managerKey }) => managerKey))
  const [only] = managers
  const isOther = managers.size === 1 && only !== actor.id && !only?.startsWith('new:')
  return isOther ? (only ?? null) : null
}

import 'server-only'
import { type Context, inTransaction } from '@/lib/context'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorize, decide } from '@/lib/policy/decide'
import type { SectionBody } from '../body'
import type { Outline } from '../outline/outline'
import { getOutline } from '../outline/queries'
import { SaveDraftSection, SettleConflict } from '../schema'
import { getTask } from '../tasks/queries'
import { closedBecause, draftFacts, penGoneBecause, type Task } from '../tasks/task'

export type SaveAnswer =
  | { outcome: 'saved'; version: number; savedAt: Date }
  /** Somebody saved in between; the text that was sent is kept as `conflictId`. */
  | { outcome: 'conflict'; version: number; body: SectionBody; conflictId: string }
  /** Writing is over; the text that was sent is kept for its author all the same. */
  | { outcome: 'closed'; message: string }
  /** The same, because a delegate has lost the pen. */
  | { outcome: 'not-theirs'; message: string }

type SaveRow = {
  outcome: 'saved' | 'conflict' | 'closed'
  version: number
  saved_at: Date
  body: SectionBody | null
  conflict_id: string | null
}

/**
 * Saves one section of the actor's own draft. A lost race is an answer and not an exception, because
 * the text that lost is stored with it. The write repeats author and state of the decision, so the
 * two statements need no transaction of their own.
 */
export async function saveDraftSection(ctx: Context, input: unknown): Promise<SaveAnswer> {
  const { reviewId, section, saveId, baseVersion, body } = parseInput(SaveDraftSection, input)
  const task = await getTask(ctx, reviewId)
  const facts = draftFacts(task, ctx.actor.id)
  authorize('draft.read', facts)
  assertAsked(await getOutline(ctx, task), section, body)
  const mayWrite = decide('draft.write', facts).allow
  const [row] = await queryRows<SaveRow>(ctx.db, 'write')`
    SELECT * FROM save_draft_section(${ctx.actor.id}::uuid, ${reviewId}::uuid, ${section},
      ${saveId}::uuid, ${baseVersion}::int, ${JSON.stringify(body)}::jsonb, ${mayWrite}, ${ctx.now})`
  if (!row) throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
  if (row.outcome === 'saved') {
    return { outcome: 'saved', version: row.version, savedAt: row.saved_at }
  }
  if (row.outcome === 'closed' || !row.body || !row.conflict_id) {
    return tooLate(await getTask(ctx, reviewId))
  }
  return {
    outcome: 'conflict',
    version: row.version,
    body: row.body,
    conflictId: row.conflict_id,
  }
}

// Read anew: what was open when the save began may have been closed or taken back since.
function tooLate(task: Task): SaveAnswer {
  const gone = penGoneBecause(task)
  if (gone) return { outcome: 'not-theirs', message: gone }
  return { outcome: 'closed', message: closedBecause(task) ?? 'This review has been submitted.' }
}

/** The author has read both texts and chosen; the one that lost stays stored but is not shown again. */
export async function settleConflict(ctx: Context, input: unknown): Promise<void> {
  const { reviewId, conflictId } = parseInput(SettleConflict, input)
  await inTransaction(ctx, async (tx, inner) => {
    authorize('draft.read', draftFacts(await getTask(inner, reviewId), ctx.actor.id))
    const found = await tx.draftConflict.findFirst({
      where: { id: conflictId, authorId: ctx.actor.id, draft: { reviewId } },
      select: { id: true },
    })
    if (!found) throw new AppError('NOT_FOUND', 'There is no such text.')
    await tx.draftConflict.updateMany({
      where: { id: conflictId, settledAt: null },
      data: { settledAt: ctx.now },
    })
  })
}

function assertAsked(outline: Outline, section: string, body: SectionBody): void {
  const asked = outline.sections.find(({ key }) => key === section)
  if (!asked) throw new AppError('INVALID', 'This review has no such section.')
  if (body.text !== '' && !asked.hasText) {
    throw new AppError('INVALID', 'This section takes ratings and their notes only.')
  }
  const known = new Set(asked.items.map(({ key }) => key))
  if (Object.keys(body.ratings).some((key) => !known.has(key))) {
    throw new AppError('INVALID', 'A rating is about something that is not asked in this section.')
  }
}

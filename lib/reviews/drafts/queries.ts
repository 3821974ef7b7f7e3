import 'server-only'
import type { Context } from '@/lib/context'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import { decide } from '@/lib/policy/decide'
import type { SectionBody, SubmissionBody } from '../body'
import { getTask } from '../tasks/queries'
import { draftFacts } from '../tasks/task'

export type OwnDraft = { section: string; version: number; body: SectionBody }

/** A text that lost against a newer save, or came too late; kept until its author has settled it. */
export type DraftConflict = { id: string; section: string; body: SectionBody; at: string }

export type OwnWriting = {
  drafts: OwnDraft[]
  conflicts: DraftConflict[]
  submission: { revision: number; body: SubmissionBody } | null
}

/** All that the actor wrote in this review, read under row-level security; empty for anybody else. */
export async function getOwnWriting(ctx: Context, reviewId: string): Promise<OwnWriting> {
  const [row] = await queryRows<{ writing: OwnWriting }>(ctx.db)`
    SELECT own_writing(${ctx.actor.id}::uuid, ${reviewId}::uuid) AS writing`
  return row?.writing ?? { drafts: [], conflicts: [], submission: null }
}

export async function listConflicts(
  ctx: Context,
  { reviewId }: { reviewId: string },
): Promise<DraftConflict[]> {
  const task = await getTask(ctx, reviewId)
  if (!decide('draft.read', draftFacts(task, ctx.actor.id)).allow) {
    throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
  }
  return (await getOwnWriting(ctx, reviewId)).conflicts
}

import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/context'
import { publishLadder } from '@/lib/ladder/commands'
import { applyChanges, createDraft } from '@/lib/ladder/editing/commands'
import { type Draft, draftOf } from '@/lib/ladder/editing/draft'
import type { Edit } from '@/lib/ladder/editing/edit'
import { getDraftEditor } from '@/lib/ladder/editing/queries'
import { withRollback } from '@/tests/support/database'
import { SMALL_LADDER } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

const ladderAdmin = { roles: ['LADDER_ADMIN' as const] }

export type Editing = { ctx: Context; versionId: string; published: string }

/** Runs a test with the small ladder published and a draft of it begun. */
export function inDraft(work: (editing: Editing) => Promise<void>): Promise<void> {
  return withRollback(async (db) => {
    const ctx = await reader(db, ladderAdmin)
    const result = await publishLadder(ctx, { source: SMALL_LADDER, fileName: 'a.md' })
    if (result.status !== 'published') throw new Error('Refused')
    const { versionId } = await createDraft(ctx, { ladder: 'small' })
    await work({ ctx, versionId, published: result.versionId })
  })
}

export async function draftIn({ ctx }: Editing): Promise<Draft> {
  const { draft } = await getDraftEditor(ctx, { ladder: 'small' })
  if (!draft) throw new Error('No draft')
  return draftOf(draft.document, draft.orders)
}

export async function save({ ctx, versionId }: Editing, edits: Edit[], id: string = randomUUID()) {
  return applyChanges(ctx, { versionId, since: 0, changes: [{ id, undoes: null, edits }] })
}

/** A second administrator of ladders, who signed in elsewhere. */
export async function colleague({ ctx }: Editing): Promise<Context> {
  const email = 'second@ladder.example.org'
  const { id } = await ctx.db.person.create({ data: { email, name: 'Kim Colleague' } })
  return { ...ctx, actor: { ...ctx.actor, id, email, name: 'Kim Colleague' } }
}

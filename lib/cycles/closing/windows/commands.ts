import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { authorizeTimer } from '@/lib/jobs/context'

/**
 * Closes the windows of cycles that are over whose holder no longer manages the person: from then
 * on they keep what they wrote and shared, and nothing else (access.md section 5, cell 5). While a
 * cycle runs, the manager of its launch keeps it.
 */
export async function closeFormerWindows(ctx: Context): Promise<{ closed: number }> {
  authorizeTimer(ctx)
  return ctx.db.$transaction(async (tx) => {
    const windows = await tx.$queryRaw<{ id: string; person_id: string; cycle_id: string }[]>`
      UPDATE contribution_windows w SET is_open = false
      FROM participants p JOIN cycles c ON c.id = p.cycle_id
      WHERE p.id = w.participant_id AND w.is_open AND c.state IN ('CLOSED', 'ARCHIVED')
        AND EXISTS (SELECT 1 FROM org_closure o WHERE o.person_id = p.person_id AND o.depth = 1
          AND o.manager_id <> w.author_id)
      RETURNING w.id, p.person_id, p.cycle_id`
    for (const { id, person_id, cycle_id } of windows) {
      await recordAudit(
        { ...ctx, db: tx },
        {
          action: 'transition.closeWindow',
          objectType: 'contribution_window',
          objectId: id,
          subjectId: person_id,
          cycleId: cycle_id,
        },
      )
    }
    return { closed: windows.length }
  })
}

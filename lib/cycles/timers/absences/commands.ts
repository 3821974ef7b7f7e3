import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import type { ParticipantStatus } from '@/lib/db/generated/enums'
import { authorizeTimer } from '@/lib/jobs/context'
import { RUNNING } from '../../timeline'

// A file may take thousands out at once, and a transaction has seconds.
const BATCH = 200

type Moved = { id: string; personId: string; cycleId: string; status: ParticipantStatus }

/**
 * Who is on leave takes a pause in the running cycles, who has left is excused from them, and who is
 * back takes part again (cycles.md). What was written stays, and what was shared is left alone.
 */
export async function followAbsences(ctx: Context): Promise<{ moved: number }> {
  authorizeTimer(ctx)
  let moved = 0
  for (let count = BATCH; count === BATCH; moved += count) count = await followBatch(ctx)
  return { moved }
}

async function followBatch(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx, inner) => {
    // Nobody excuses by hand: a reason of theirs would have to be kept from this.
    const moved = await tx.$queryRaw<Moved[]>`
      WITH standing AS (
        SELECT p.id, p.status AS before, CASE WHEN NOT h.is_active THEN 'EXCUSED'
          WHEN EXISTS (SELECT FROM leaves l WHERE l.person_id = p.person_id
            AND l.from_on <= (${ctx.now}::timestamptz AT TIME ZONE c.time_zone)::date
            AND (l.last_on IS NULL OR l.last_on >= (${ctx.now}::timestamptz AT TIME ZONE c.time_zone)::date))
          THEN 'PAUSED' ELSE 'ACTIVE' END::"ParticipantStatus" AS after
        FROM participants p JOIN cycles c ON c.id = p.cycle_id JOIN people h ON h.id = p.person_id
        WHERE c.state = ANY(${RUNNING}::"CycleState"[])
          AND p.status IN ('ACTIVE', 'READY_TO_SHARE', 'PAUSED', 'EXCUSED')),
      due AS (
        SELECT * FROM standing WHERE after <> before
          AND (before <> 'READY_TO_SHARE' OR after <> 'ACTIVE') ORDER BY id LIMIT ${BATCH})
      UPDATE participants p SET status = d.after, version = p.version + 1 FROM due d
      WHERE p.id = d.id AND p.status = d.before
      RETURNING p.id, p.person_id AS "personId", p.cycle_id AS "cycleId", p.status`
    for (const { id, personId, cycleId, status } of moved) {
      const about = { objectType: 'participant', objectId: id, subjectId: personId, cycleId }
      await recordAudit(inner, { action: `transition.${status}`, ...about })
    }
    return moved.length
  })
}

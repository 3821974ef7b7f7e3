import 'server-only'
import type { Context } from '@/lib/context'
import { actorFacts } from '@/lib/policy/actor-facts'
import { canHold } from '@/lib/policy/privacy'
import { personScope } from '../tombstone/queries'

const SHOWN = 200

export type HoldView = {
  id: string
  personId: string | null
  cycleId: string | null
  /** Whom or what it keeps. */
  name: string
  reason: string
  placedBy: string
  placedAt: Date
  endedBy: string | null
  endedAt: Date | null
  waiting: { approvalId: string; requestedBy: string; isOwn: boolean } | null
}

type Row = Omit<HoldView, 'waiting'> & {
  approvalId: string | null
  requestedBy: string | null
  requestedById: string | null
}

/** Holds in the reader's scope, those in force first; of one person where one is named. */
export async function listHolds(
  ctx: Context,
  { personId = null }: { personId?: string | null } = {},
): Promise<HoldView[]> {
  const seesCycles = canHold(actorFacts(ctx.actor, ctx.now))
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT h.id, h.person_id AS "personId", h.cycle_id AS "cycleId",
      coalesce(p.name, c.name) AS name, h.reason, b.name AS "placedBy",
      h.placed_at AS "placedAt", e.name AS "endedBy", h.ended_at AS "endedAt",
      a.id AS "approvalId", q.name AS "requestedBy", a.requested_by_id AS "requestedById"
    FROM legal_holds h JOIN people b ON b.id = h.placed_by_id
    LEFT JOIN people p ON p.id = h.person_id LEFT JOIN cycles c ON c.id = h.cycle_id
    LEFT JOIN people e ON e.id = h.ended_by_id
    LEFT JOIN approvals a ON a.kind = 'hold.end' AND a.object_id = h.id::text
      AND a.state = 'OPEN' AND a.expires_at > ${ctx.now}
    LEFT JOIN people q ON q.id = a.requested_by_id
    WHERE ((h.cycle_id IS NOT NULL AND ${seesCycles}) OR (h.person_id IS NOT NULL AND ${personScope(ctx)}))
      AND (${personId}::uuid IS NULL OR h.person_id = ${personId}::uuid)
    ORDER BY h.ended_at DESC NULLS FIRST, h.placed_at DESC LIMIT ${SHOWN}`
  return rows.map(({ approvalId, requestedBy, requestedById, ...hold }) => ({
    ...hold,
    waiting: approvalId
      ? { approvalId, requestedBy: requestedBy ?? '', isOwn: requestedById === ctx.actor.id }
      : null,
  }))
}

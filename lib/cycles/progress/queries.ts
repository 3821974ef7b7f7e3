import 'server-only'
import type { Context } from '@/lib/context'
import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { CycleId } from '../schema'
import { gatherProgress, type TeamProgress } from './tally'

export type ProgressView = { teams: TeamProgress[]; total: TeamProgress }

/**
 * How far each team is: counts of status words by direction; no names, no text, no times. What is
 * about the reader is not counted: in a small team it would say how far their own reviews are (G7).
 */
export async function getProgress(ctx: Context, input: unknown): Promise<ProgressView> {
  const { cycleId } = parseInput(CycleId, input)
  authorize('progress.read', actorFacts(ctx.actor, ctx.now))
  const rows = await ctx.db.$queryRaw<
    { team: string; direction: Direction; status: ReviewStatus; count: number }[]
  >`SELECT p.team_name AS team, r.direction::text, r.status::text, count(*)::int
    FROM reviews r JOIN participants p ON p.id = r.participant_id
    WHERE r.cycle_id = ${cycleId}::uuid AND r.status <> 'REMOVED'
      AND p.person_id <> ${ctx.actor.id}::uuid AND p.status NOT IN ('EXCUSED', 'PAUSED', 'REMOVED')
    GROUP BY 1, 2, 3 ORDER BY 1`
  const packets = await ctx.db.$queryRaw<{ team: string; people: number; shared: number }[]>`
    SELECT team_name AS team, count(*)::int AS people,
      (count(*) FILTER (WHERE status IN ('SHARED', 'ACKNOWLEDGED', 'FINAL')))::int AS shared
    FROM participants WHERE cycle_id = ${cycleId}::uuid
      AND person_id <> ${ctx.actor.id}::uuid AND status NOT IN ('EXCUSED', 'PAUSED', 'REMOVED')
    GROUP BY 1 ORDER BY 1`
  return gatherProgress(packets, rows)
}

import 'server-only'
import type { Context } from '@/lib/context'
import type { LocalDay } from '@/lib/cycles/local-day'
import type { ReaderRelation } from './opening'

/** Notes who opened a packet: others once a day, the person it is about the first time only. */
export async function recordOpening(
  ctx: Context,
  { packetId, relation, on }: { packetId: string; relation: ReaderRelation; on: LocalDay },
): Promise<void> {
  const isSubject = relation === 'subj'
  await ctx.db.$executeRaw`
    INSERT INTO packet_views (packet_id, viewer_id, relation, "on")
    SELECT ${packetId}::uuid, ${ctx.actor.id}::uuid, ${relation}, ${on}::date
    WHERE NOT (${isSubject} AND EXISTS (SELECT 1 FROM packet_views
      WHERE packet_id = ${packetId}::uuid AND viewer_id = ${ctx.actor.id}::uuid))
    ON CONFLICT DO NOTHING`
}

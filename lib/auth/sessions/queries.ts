import 'server-only'
import type { Context } from '@/lib/context'
import { agoWords } from './ago'
import { deviceWords, networkWords } from './device'
import { sessionLimits } from './limits'

export type OpenSession = {
  id: string
  device: string
  /** Null for anybody but the owner, who may recognise it. */
  network: string | null
  /** How long ago, in words. */
  begun: string
  lastSeen: string
  isThis: boolean
}

type SessionRow = {
  id: string
  agent: string | null
  ip: string | null
  createdAt: Date
  lastSeenAt: Date
}

const SHOWN = 50

/** Where a person is signed in now, the latest first; the caller has asked the policy. */
export async function listOpenSessions(ctx: Context, personId: string): Promise<OpenSession[]> {
  const { idleMinutes, maxHours } = sessionLimits()
  const isOwn = personId === ctx.actor.id
  const rows = await ctx.db.$queryRaw<SessionRow[]>`
    SELECT id, agent, ip, created_at AS "createdAt", last_seen_at AS "lastSeenAt" FROM sessions
    WHERE person_id = ${personId}::uuid AND revoked_at IS NULL
      AND last_seen_at > now() - make_interval(mins => ${idleMinutes}::int)
      AND created_at > now() - make_interval(hours => ${maxHours}::int)
    ORDER BY last_seen_at DESC, id LIMIT ${SHOWN}`
  return rows.map(({ id, agent, ip, createdAt, lastSeenAt }) => ({
    id,
    device: deviceWords(agent),
    network: isOwn ? networkWords(ip) : null,
    begun: agoWords(createdAt, ctx.now),
    lastSeen: agoWords(lastSeenAt, ctx.now),
    isThis: id === ctx.actor.sessionId,
  }))
}

import 'server-only'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { isQuarter, type Sightings, sight } from './pace'

export type Kind = 'refusals' | 'readings'
/** Writes the row that tells of it; a function, because the record of refusals itself asks here. */
type Alert = (kind: Kind) => Promise<void>

const MINUTE_MS = 60_000
const REFUSALS = 200
const REFUSALS_WINDOW_MINUTES = 10
const PEOPLE_KEPT = 5_000

// The edge (app/_server/headers.ts) reads the first one, from outside of this bundle.
const shared = globalThis as {
  rungPaced?: Map<string, number>
  rungSightings?: Map<string, Sightings>
}

/**
 * Counts the different things that a person was refused, or read about others. Whoever is above
 * the limit waits a minute, each of their sessions from its next such request on, and the record
 * tells of it once.
 */
export async function keepPace(
  ctx: Context,
  { kind, thing }: { kind: Kind; thing: string },
  alert: Alert,
): Promise<void> {
  const { id, sessionId } = ctx.actor
  if (!sessionId) return
  const { limit, minutes } = limitOf(kind)
  const at = performance.now()
  const until = paced().get(id)
  if (until !== undefined && at < until) {
    paced().set(sessionId, until)
    return
  }
  const sightings = sightingsOf(`${kind} ${id}`)
  const count = sight(sightings, { thing, at, windowMs: minutes * MINUTE_MS })
  if (count < limit && !isQuarter(count, limit)) return
  if (count < limit && (await countOnRecord(ctx, kind)) < limit) return
  for (const key of [id, sessionId]) paced().set(key, at + MINUTE_MS)
  await alert(kind)
}

export function isPaced(ctx: Context): boolean {
  const until = paced().get(ctx.actor.sessionId ?? '')
  return until !== undefined && performance.now() < until
}

function limitOf(kind: Kind): { limit: number; minutes: number } {
  if (kind === 'readings') return { limit: env.RUNG_READINGS_PER_MINUTE, minutes: 1 }
  // Who may read more than that in a minute may miss as often.
  const limit = Math.max(REFUSALS, env.RUNG_READINGS_PER_MINUTE)
  return { limit, minutes: REFUSALS_WINDOW_MINUTES }
}

function paced(): Map<string, number> {
  shared.rungPaced ??= new Map()
  return shared.rungPaced
}

function sightingsOf(person: string): Sightings {
  shared.rungSightings ??= new Map()
  const all = shared.rungSightings
  const known = all.get(person) ?? new Map<string, number>()
  all.delete(person)
  all.set(person, known)
  const [longestAgo] = all.keys()
  if (all.size > PEOPLE_KEPT && longestAgo) all.delete(longestAgo)
  return known
}

async function countOnRecord(ctx: Context, kind: Kind): Promise<number> {
  const { minutes } = limitOf(kind)
  const [found] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT (object_type, object_id))::int AS count FROM audit_events
    WHERE actor_id = ${ctx.actor.id}::uuid
      AND at > clock_timestamp() - make_interval(mins => ${minutes}::int)
      AND CASE WHEN ${kind === 'refusals'} THEN decision = 'deny'
        ELSE decision = 'allow' AND action LIKE '%.read' END`
  return found?.count ?? 0
}

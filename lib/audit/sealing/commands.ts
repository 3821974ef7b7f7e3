import 'server-only'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { authorizeTimer } from '@/lib/jobs/context'
import { recordAudit } from '../commands'
import { appendAnchor } from './anchor/commands'
import { readAnchorFile } from './anchor/queries'
import { anchorsBySequence } from './chain'
import { findHead, listUnsealed, walkChain } from './queries'
import { type Verdict, verdictOf } from './verdict'

const BATCH = 5_000
// Whoever commits this many events late waits for the full hour, when all of them are looked through.
const RECENT = 50_000n
const EVERYTHING = BigInt(Number.MAX_SAFE_INTEGER)

/** Seals every event that is committed and not sealed yet, and writes the head into the anchor. */
export async function sealAudit(
  ctx: Context,
  { anchorFile }: { anchorFile: string },
): Promise<{ sealed: number }> {
  authorizeTimer(ctx)
  const within = ctx.now.getUTCMinutes() === 0 ? EVERYTHING : RECENT
  let sealed = 0
  for (let count = BATCH; count === BATCH; sealed += count) {
    const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
      SELECT seal_audit_events(${BATCH}::int, ${within}::bigint) AS count`
    count = row?.count ?? 0
  }
  const head = await findHead(ctx)
  if (head) await appendAnchor(anchorFile, head)
  return { sealed }
}

/**
 * Recomputes the chain and compares it with the anchor, on the word of whoever operates the machine;
 * that it was done, and with what result, is an event of the log too. Never call it for a request.
 */
export async function verifyAudit(
  db: Database | Transaction,
  { anchorFile }: { anchorFile: string },
): Promise<Verdict> {
  const [clock] = await db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`
  const ctx: Context = {
    ...{ actor: SYSTEM_ACTOR, db, requestId: null },
    now: clock?.now ?? new Date(),
  }
  // Before the chain: a line that is written meanwhile must not look ahead of it.
  const file = await readAnchorFile(anchorFile)
  const walk = await walkChain(ctx, anchorsBySequence(file?.anchors ?? []))
  const anchors = file?.anchors ?? null
  const unsealed = walk.found ? [] : await listUnsealed(ctx)
  const verdict = verdictOf({ walk, anchors, anchorFile, unsealed, now: ctx.now })
  await recordAudit(ctx, {
    action: 'audit.verify',
    objectType: 'audit_log',
    objectId: String(walk.sequence),
    reason: verdict.status,
  })
  return verdict
}

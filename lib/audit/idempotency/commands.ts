import 'server-only'
import { createHash } from 'node:crypto'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

/**
 * Does the work once for a key of this actor: a repeat, also one at the same instant, gets the
 * answer of the first. Call it in the transaction that has the effect, before any other lock.
 */
export async function once<T extends object>(
  ctx: Context,
  { key, route, request }: { key: string; route: string; request: unknown },
  work: () => Promise<T>,
): Promise<T> {
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const actorId = ctx.actor.id
  const claimed = await ctx.db.$executeRaw`
    INSERT INTO idempotency_keys (actor_id, key, route, request_hash, response)
    VALUES (${actorId}::uuid, ${key}, ${route}, ${requestHash}, 'null')
    ON CONFLICT (actor_id, key) DO NOTHING`
  if (claimed === 0) return storedAnswer<T>(ctx, { key, route, requestHash })
  const answer = await work()
  await ctx.db.$executeRaw`
    UPDATE idempotency_keys SET response = ${JSON.stringify(answer)}::jsonb
    WHERE actor_id = ${actorId}::uuid AND key = ${key}`
  return answer
}

async function storedAnswer<T extends object>(
  ctx: Context,
  { key, route, requestHash }: { key: string; route: string; requestHash: string },
): Promise<T> {
  const [stored] = await ctx.db.$queryRaw<{ response: T | null }[]>`
    SELECT response FROM idempotency_keys WHERE actor_id = ${ctx.actor.id}::uuid
      AND key = ${key} AND route = ${route} AND request_hash = ${requestHash}`
  if (!stored?.response) {
    throw new AppError('CONFLICT', 'This was sent before with other content. Load the page again.')
  }
  return stored.response
}

import 'server-only'
import { createHash } from 'node:crypto'
import type { Context } from '@/lib/context'
import type { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'

export type OnceOnly = { key: string; route: string; request: Prisma.InputJsonValue }

/**
 * Runs the work once for this key of this person, in the transaction of the caller; sent again it
 * gives the stored answer. A second sender waits here until the first has finished.
 */
export async function once<T extends Prisma.InputJsonObject>(
  ctx: Context,
  { key, route, request }: OnceOnly,
  work: () => Promise<T>,
): Promise<T> {
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const id = { actorId: ctx.actor.id, key }
  const { count } = await ctx.db.idempotencyKey.createMany({
    data: { ...id, route, requestHash, response: {}, createdAt: ctx.now },
    skipDuplicates: true,
  })
  if (count === 0) return storedAnswer<T>(ctx, { key, route, requestHash })
  const response = await work()
  await ctx.db.idempotencyKey.update({ where: { actorId_key: id }, data: { response } })
  return response
}

async function storedAnswer<T>(
  ctx: Context,
  { key, route, requestHash }: { key: string; route: string; requestHash: string },
): Promise<T> {
  const earlier = await ctx.db.idempotencyKey.findUniqueOrThrow({
    where: { actorId_key: { actorId: ctx.actor.id, key } },
  })
  if (earlier.route !== route || earlier.requestHash !== requestHash) {
    throw new AppError('CONFLICT', 'This was sent before with different content. Reload the page.')
  }
  return earlier.response as T
}

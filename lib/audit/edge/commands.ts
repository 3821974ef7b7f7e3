import 'server-only'
import type { Context } from '@/lib/context'
import { log, logError } from '@/lib/log'
import { recordAudit } from '../commands'
import { keepForeign, takeForeign } from './tally'

/**
 * Moves what the edge refused into the record: one row with the number, however many there were, so
 * that a flood of such requests does not become a flood of rows.
 */
export async function recordForeign(ctx: Context): Promise<number> {
  const count = takeForeign()
  if (count === 0) return 0
  log.warn({ where: 'edge', reason: 'ORIGIN', count }, 'refused what another site had sent')
  try {
    await recordAudit(ctx, {
      ...{ action: 'edge.refuse', objectType: 'request', decision: 'deny' },
      reason: `ORIGIN ${count}`,
    })
  } catch (error) {
    // The database is away; the next time has them all.
    keepForeign(count)
    logError(error, { where: 'edge.refuse' })
  }
  return count
}

import type { Context } from '@/lib/context'

/** The queues; each is made by a migration. */
export const QUEUES = [
  'launch-cycle',
  'advance-cycles',
  'deliver-messages',
  'clean-up',
  'seal-audit',
  'import-folder',
  'apply-changes',
  'apply-retention',
  'run-erasures',
] as const
export type Queue = (typeof QUEUES)[number]

/**
 * Asks for a job within the caller's transaction: it exists when that commits, and not before. A job
 * with the same key that waits or runs already is enough.
 */
export async function enqueueJob(
  ctx: Context,
  job: { queue: Queue; key: string; data?: Record<string, string> },
): Promise<void> {
  const data = JSON.stringify(job.data ?? {})
  await ctx.db.$executeRaw`SELECT enqueue_job(${job.queue}, ${job.key}, ${data}::jsonb)`
}

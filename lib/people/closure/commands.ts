import 'server-only'
import type { Context } from '@/lib/context'

/**
 * Brings `org_closure` in line with the open reporting lines, touching only the pairs that differ:
 * of everybody, or of the people who moved and all below them. Call it in the transaction that
 * changed the lines.
 */
export async function recomputeClosure(
  ctx: Context,
  moved: readonly string[] | null = null,
): Promise<void> {
  await ctx.db.$executeRaw`SELECT recompute_closure(${moved}::uuid[])`
}

/**
 * Only one transaction at a time changes who stands above whom, so that two moves cannot make a
 * loop that neither of them sees. An import holds the same lock.
 */
export async function lockOrganisation(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung people import'))`
}

/** The day that teams are recorded for until the transaction ends; without it the day is today. */
export async function recordTeamsFrom(ctx: Context, day: string): Promise<void> {
  await ctx.db.$executeRaw`SELECT set_config('app.day', ${day}, true)`
}

import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { recomputeClosure } from '../../closure/commands'

/**
 * Writes the lines of many changes that take effect by now, and the chains once for all of them. For
 * a command that holds the lock of the organisation and has asked whether each of them may be.
 */
export async function writeLines(ctx: Context, changeIds: readonly string[]): Promise<void> {
  const changes = Prisma.sql`(
    SELECT person_id, manager_id, effective_on AS day FROM person_changes
    WHERE id = ANY(${changeIds}::uuid[]) AND kind = 'MANAGER') c`
  // A line that lasts already only moves its first day.
  await ctx.db.$executeRaw`
    UPDATE reporting_lines r SET to_on = c.day FROM reporting_lines held, ${changes}
    WHERE held.person_id = c.person_id AND held.to_on IS NULL AND held.manager_id = c.manager_id
      AND held.from_on > c.day AND r.person_id = c.person_id AND r.to_on = held.from_on`
  await ctx.db.$executeRaw`
    UPDATE reporting_lines r SET from_on = least(r.from_on, c.day) FROM ${changes}
    WHERE r.person_id = c.person_id AND r.to_on IS NULL AND r.manager_id = c.manager_id`
  await endLines(ctx, changes)
  await ctx.db.$executeRaw`
    INSERT INTO reporting_lines (person_id, manager_id, from_on)
    SELECT c.person_id, c.manager_id, c.day FROM ${changes}
    WHERE c.manager_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM reporting_lines r WHERE r.person_id = c.person_id AND r.to_on IS NULL)`
  const settled = await ctx.db.$queryRaw<{ personId: string }[]>`
    UPDATE person_changes SET state = 'APPLIED', settled_at = ${ctx.now}
    WHERE id = ANY(${changeIds}::uuid[]) AND state = 'PLANNED' RETURNING person_id AS "personId"`
  await recomputeClosure(
    ctx,
    settled.map(({ personId }) => personId),
  )
}

// As changeOn: what began that day or later is replaced, what lasts ends, what ended that day goes on.
async function endLines(ctx: Context, changes: Prisma.Sql): Promise<void> {
  const isOther = Prisma.sql`r.person_id = c.person_id AND r.to_on IS NULL
    AND r.manager_id IS DISTINCT FROM c.manager_id`
  await ctx.db.$executeRaw`
    DELETE FROM reporting_lines r USING ${changes} WHERE ${isOther} AND r.from_on >= c.day`
  await ctx.db.$executeRaw`
    UPDATE reporting_lines r SET to_on = c.day FROM ${changes} WHERE ${isOther}`
  await ctx.db.$executeRaw`
    UPDATE reporting_lines r SET to_on = NULL FROM ${changes}
    WHERE r.person_id = c.person_id AND r.to_on = c.day AND r.manager_id = c.manager_id
      AND NOT EXISTS (
        SELECT 1 FROM reporting_lines held WHERE held.person_id = c.person_id AND held.to_on IS NULL)`
}

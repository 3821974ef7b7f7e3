import 'server-only'
import type { Context } from '@/lib/context'
import { MAX_DEPTH } from '../org-tree'

/**
 * Brings `org_closure` in line with the open reporting lines, in one statement that touches only
 * the pairs that differ. Call it in the transaction that changed the lines.
 */
export async function recomputeClosure(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`
    WITH RECURSIVE chain (manager_id, person_id, depth) AS (
      SELECT manager_id, person_id, 1 FROM reporting_lines WHERE to_on IS NULL
      UNION ALL
      SELECT line.manager_id, chain.person_id, chain.depth + 1
      FROM chain
      JOIN reporting_lines line ON line.person_id = chain.manager_id AND line.to_on IS NULL
      WHERE chain.depth < ${MAX_DEPTH}::int
    ), removed AS (
      DELETE FROM org_closure old
      WHERE NOT EXISTS (
        SELECT 1 FROM chain
        WHERE chain.manager_id = old.manager_id AND chain.person_id = old.person_id)
    )
    INSERT INTO org_closure (manager_id, person_id, depth)
    SELECT chain.manager_id, chain.person_id, chain.depth
    FROM chain
    LEFT JOIN org_closure old ON old.manager_id = chain.manager_id AND old.person_id = chain.person_id
    WHERE old.depth IS DISTINCT FROM chain.depth
    ON CONFLICT (manager_id, person_id) DO UPDATE SET depth = EXCLUDED.depth`
}

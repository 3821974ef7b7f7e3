import 'server-only'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import { parseInput } from '@/lib/input'
import { assertMayStandAbove, requestLines } from '../../lines/commands'
import { listGuardedStandings } from '../../lines/queries'
import type { LineChange } from '../../lines/schema'
import { assertOpensNobody, type Joining } from '../../teams/scope/queries'
import type { OrganisationState } from '../person-change'
import type { ImportPlan } from '../plan'
import { RequestImport } from '../schema'
import { joiningOf, linesOf } from './lines'
import { listImportLines } from './queries'

/**
 * Refuses a plan that would let the person who applies it read reviews from a new place: above somebody,
 * unless a second administrator has agreed, or as their HR partner. Background work stands nowhere.
 */
export async function assertMayApply(
  ctx: Context,
  plan: ImportPlan,
  organisation: OrganisationState,
): Promise<void> {
  if (ctx.actor.id === SYSTEM_ACTOR.id) return
  await assertMayStandAbove(ctx, linesOf(plan, organisation))
  await assertOpensNobody(ctx, joiningOf(plan, organisation))
}

/** How many pairs of people that refusal would be about. */
export async function countStandings(
  ctx: Context,
  plan: ImportPlan,
  organisation: OrganisationState,
): Promise<number> {
  if (ctx.actor.id === SYSTEM_ACTOR.id) return 0
  return (await listGuardedStandings(ctx, linesOf(plan, organisation))).length
}

/** The same for the lines and teams that an undo would bring back. */
export async function assertMayRestore(ctx: Context, importId: string): Promise<void> {
  const lines = await ctx.db.$queryRaw<LineChange[]>`
    SELECT p.email, (SELECT m.email FROM jsonb_array_elements(c.before -> 'lines') AS l
      JOIN people m ON m.id = (l ->> 'manager_id')::uuid
      WHERE l ->> 'to_on' IS NULL) AS "managerEmail"
    FROM people_import_changes c JOIN people p ON p.id = c.person_id
    WHERE c.import_id = ${importId}::uuid AND c.before -> 'lines' IS DISTINCT FROM c.after -> 'lines'`
  await assertMayStandAbove(ctx, lines)
  await assertOpensNobody(
    ctx,
    await ctx.db.$queryRaw<Joining[]>`
      SELECT p.name, f.name AS "from", t.name AS "to"
      FROM people_import_changes c JOIN people p ON p.id = c.person_id
      JOIN teams t ON t.id = (c.before ->> 'team_id')::uuid LEFT JOIN teams f ON f.id = p.team_id
      WHERE c.import_id = ${importId}::uuid AND t.id IS DISTINCT FROM p.team_id`,
  )
}

/** Asks a second administrator to let the lines of a previewed file through; applies nothing. */
export async function requestImport(ctx: Context, input: unknown): Promise<{ approvalId: string }> {
  const { importId, reason } = parseInput(RequestImport, input)
  return requestLines(ctx, { lines: await listImportLines(ctx, importId), reason })
}

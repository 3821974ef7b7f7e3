import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { recomputeClosure, recordTeamsFrom } from '../../closure/commands'
import { getToday } from '../../queries'
import { authorizeImport } from '../queries'
import { holdOrganisation, withHashedJoins } from '../records/commands'
import { ImportId } from '../schema'
import { assertMayRestore } from '../standing/commands'
import { getImportUndo, type UndoView } from './queries'

export type UndoneImport = {
  /** People who were new and of whom nothing is left. */
  removed: number
  /** People who were new and are deactivated, because something refers to them by now. */
  kept: number
  isRepeated: boolean
}

const UNDO = { timeout: 120_000, maxWait: 5_000 }
const REMOVED_AT_ONCE = 2_000

/**
 * Puts back what the last import changed, row by row, or refuses with the reason. Roles and sessions
 * that ended stay ended: a role is granted by people and not by a file.
 */
export async function undoPeopleImport(ctx: Context, input: unknown): Promise<UndoneImport> {
  authorizeImport(ctx)
  const { importId } = parseInput(ImportId, input)
  return ctx.db.$transaction(async (tx) => undoOnce({ ...ctx, db: tx }, importId), { ...UNDO })
}

async function undoOnce(ctx: Context, importId: string): Promise<UndoneImport> {
  await holdOrganisation(ctx)
  const view = await getImportUndo(ctx, { importId })
  if (view.undoneAt) return { removed: 0, kept: 0, isRepeated: true }
  assertUndoable(view)
  await assertMayRestore(ctx, importId)
  const day = await getToday(ctx)
  await recordTeamsFrom(ctx, day)
  await turnBack(ctx, importId, day)
  await withHashedJoins(
    ctx,
    () => ctx.db.$executeRaw`SELECT people_import_restore(${importId}::uuid)`,
  )
  await recomputeClosure(ctx)
  await writeAudit(ctx, importId)
  const created = await removeCreated(ctx, importId, day)
  await removeTeams(ctx, importId)
  const undone = await ctx.db.$executeRaw`UPDATE people_imports SET undone_at = ${ctx.now}
    WHERE id = ${importId}::uuid AND undone_at IS NULL`
  if (undone === 0) throw new AppError('CONFLICT', 'This import has been undone already.')
  await recordAudit(ctx, {
    action: 'people.undoImport',
    objectType: 'people_import',
    objectId: importId,
    after: created,
  })
  return { ...created, isRepeated: false }
}

function assertUndoable({ refusal, refusals, refused }: UndoView): void {
  if (refusal) throw new AppError('CONFLICT', `Nothing was undone. ${refusal}`)
  const [first] = refusals
  if (!first) return
  const others = refused > 1 ? ` There are ${refused - 1} more.` : ''
  throw new AppError('CONFLICT', `Nothing was undone: ${first.name} ${first.reason}.${others}`)
}

/**
 * Whom the import brought back leaves again, with what they can do, and whom it deactivated is active
 * again. Before all else, since whoever is active has a place in the chart; last days are restored after.
 */
async function turnBack(ctx: Context, importId: string, day: string): Promise<void> {
  await ctx.db.$executeRaw`
    SELECT people_leave(coalesce(array_agg(person_id), '{}'), ${day}::date) FROM people_import_changes
    WHERE import_id = ${importId}::uuid
      AND NOT (before ->> 'is_active')::boolean AND (after ->> 'is_active')::boolean`
  await ctx.db.$executeRaw`
    UPDATE people p SET is_active = true FROM people_import_changes c
    WHERE c.import_id = ${importId}::uuid AND p.id = c.person_id AND NOT p.is_active
      AND (c.before ->> 'is_active')::boolean AND NOT (c.after ->> 'is_active')::boolean`
}

async function removeCreated(
  ctx: Context,
  importId: string,
  day: string,
): Promise<{ removed: number; kept: number }> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT person_id::text AS id FROM people_import_changes
    WHERE import_id = ${importId}::uuid AND before IS NULL`
  const created = rows.map(({ id }) => id)
  const traced = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT id::text FROM people_with_traces(${created}::uuid[]) AS id`
  const kept = traced.map(({ id }) => id)
  await ctx.db.$executeRaw`SELECT people_leave(${kept}::uuid[], ${day}::date)`
  const isKept = new Set(kept)
  const removable = created.filter((id) => !isKept.has(id))
  // In parts, since every table that knows people is asked about each of them.
  for (let from = 0; from < removable.length; from += REMOVED_AT_ONCE) {
    const part = removable.slice(from, from + REMOVED_AT_ONCE)
    await ctx.db.$executeRaw`DELETE FROM people WHERE id = ANY (${part}::uuid[])`
  }
  return { removed: removable.length, kept: kept.length }
}

async function removeTeams(ctx: Context, importId: string): Promise<void> {
  const { createdTeamIds } = await ctx.db.peopleImport.findUniqueOrThrow({
    where: { id: importId },
    select: { createdTeamIds: true },
  })
  await ctx.db.$executeRaw`
    DELETE FROM teams WHERE id = ANY (${createdTeamIds}::uuid[])
      AND NOT id IN (SELECT teams_with_traces(${createdTeamIds}::uuid[]))`
  await ctx.db.$executeRaw`
    UPDATE teams t SET ended_on = r.ended_on
    FROM people_imports i, jsonb_to_recordset(i.reopened_teams) AS r(id uuid, ended_on date)
    WHERE i.id = ${importId}::uuid AND t.id = r.id
      AND NOT EXISTS (SELECT FROM people p WHERE p.team_id = t.id)`
}

/** A row for each person, as the import wrote one. */
async function writeAudit(ctx: Context, importId: string): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO audit_events (actor_id, session_id, action, object_type, object_id, subject_id,
      decision, reason, request_id)
    SELECT ${ctx.actor.id}::uuid, ${ctx.actor.sessionId}, CASE
        WHEN before IS NULL THEN 'person.remove'
        WHEN before -> 'is_active' = after -> 'is_active' THEN 'person.change'
        WHEN (before ->> 'is_active')::boolean THEN 'person.reactivate'
        ELSE 'person.deactivate' END,
      'person', person_id::text, person_id, 'allow', ${`undo ${importId}`}, ${ctx.requestId}
    FROM people_import_changes WHERE import_id = ${importId}::uuid`
}

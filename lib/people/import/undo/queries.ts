import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { cycleText, depths, MAX_DEPTH, managerCycles } from '../../org-tree'
import { authorizeImport, lastImportId, UNDO_DAYS } from '../queries'
import { ImportId } from '../schema'
import { refusalFor, type UndoFacts } from './refusal'

const SHOWN_REFUSALS = 50

export type UndoRefusal = { name: string; email: string; reason: string }
export type UndoView = {
  id: string
  fileName: string
  appliedAt: Date
  undoneAt: Date | null
  /** People, each counted once by what becomes of them. */
  counts: { created: number; putBack: number; activeAgain: number; deactivated: number }
  /** Why it cannot be undone at all; null when that is up to single people. */
  refusal: string | null
  refusals: UndoRefusal[]
  refused: number
}

/** What undoing an import would put back, and why it cannot be where something depends on it. */
export async function getImportUndo(ctx: Context, input: unknown): Promise<UndoView> {
  authorizeImport(ctx)
  const { importId } = parseInput(ImportId, input)
  const upload = await ctx.db.peopleImport.findUnique({
    where: { id: importId },
    select: { id: true, fileName: true, appliedAt: true, undoneAt: true, recorded: true },
  })
  if (!upload?.appliedAt) throw new AppError('NOT_FOUND', 'There is no such import.')
  const { recorded, appliedAt, ...named } = upload
  const people = await listUndoPeople(ctx, { importId, appliedAt })
  const refusal = upload.undoneAt
    ? 'This import has been undone already.'
    : (await lastImportId(ctx)) !== importId
      ? `Only the last import that changed anybody can be undone, and for ${UNDO_DAYS} days.`
      : people.length < recorded
        ? 'A part of the record of this import is gone, because somebody was erased or the time to keep it is over.'
        : await structureRefusal(ctx, importId)
  const refusals = people.flatMap((person) => {
    const reason = refusalFor({ ...person, isSelf: person.id === ctx.actor.id })
    return reason ? [{ name: person.name ?? '', email: person.email ?? '', reason }] : []
  })
  return {
    ...{ ...named, appliedAt, refusal, refused: refusals.length },
    refusals: refusals.slice(0, SHOWN_REFUSALS),
    counts: countsOf(people),
  }
}

type UndoPerson = Omit<UndoFacts, 'isSelf'> & {
  id: string
  name: string | null
  email: string | null
  wasActive: boolean | null
  becameActive: boolean
}

function countsOf(people: readonly UndoPerson[]): UndoView['counts'] {
  const counts = { created: 0, putBack: 0, activeAgain: 0, deactivated: 0 }
  for (const { wasActive, becameActive } of people) {
    if (wasActive === null) counts.created += 1
    else if (wasActive && !becameActive) counts.activeAgain += 1
    else if (!wasActive && becameActive) counts.deactivated += 1
    else counts.putBack += 1
  }
  return counts
}

// Everybody whom the import touched, beside what it left and what has been done since.
async function listUndoPeople(
  ctx: Context,
  { importId, appliedAt }: { importId: string; appliedAt: Date },
): Promise<UndoPerson[]> {
  return ctx.db.$queryRaw<UndoPerson[]>`
    SELECT c.person_id::text AS id, p.name, p.email, p.id IS NULL AS "isGone",
      (c.before ->> 'is_active')::boolean AS "wasActive",
      (c.after ->> 'is_active')::boolean AS "becameActive",
      CASE WHEN s.state = c.after THEN '{}' ELSE ARRAY(
        SELECT now.key FROM jsonb_each(s.state) now
        WHERE now.value IS DISTINCT FROM c.after -> now.key ORDER BY now.key) END AS changed,
      EXISTS (SELECT FROM role_grants g WHERE g.person_id = c.person_id AND g.role = 'ADMIN'
        AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now})
        AND (c.before IS NULL OR NOT (c.before ->> 'is_active')::boolean)) AS "isAdministrator",
      EXISTS (SELECT FROM participants t JOIN cycles y ON y.id = t.cycle_id
        WHERE (t.person_id = c.person_id OR t.manager_id = c.person_id)
          AND coalesce(y.launched_at, ${ctx.now}) > ${appliedAt}) AS "takesPart",
      (c.before IS NULL OR NOT (c.before ->> 'is_active')::boolean) AND EXISTS (
        SELECT FROM reporting_lines r WHERE r.manager_id = c.person_id AND r.to_on IS NULL
          AND (c.before IS NULL OR r.from_on >= ${appliedAt}::date) AND NOT EXISTS (
            SELECT FROM people_import_changes d
            WHERE d.import_id = c.import_id AND d.person_id = r.person_id)) AS "managesOthers",
      c.before -> 'team_id' IS DISTINCT FROM c.after -> 'team_id'
        AND c.before ->> 'team_id' IS NOT NULL AND NOT EXISTS (
          SELECT FROM teams w WHERE w.id = (c.before ->> 'team_id')::uuid
            AND w.ended_on IS NULL) AS "formerTeamEnded",
      c.before -> 'lines' IS DISTINCT FROM c.after -> 'lines' AND EXISTS (
        SELECT FROM jsonb_to_recordset(c.before -> 'lines') AS l(manager_id uuid, to_on date)
        JOIN people m ON m.id = l.manager_id AND NOT m.is_active
          AND m.ended_on >= ${appliedAt}::date
        WHERE l.to_on IS NULL AND NOT EXISTS (
          SELECT FROM people_import_changes d
          WHERE d.import_id = c.import_id AND d.person_id = m.id)) AS "formerManagerLeft"
    FROM people_import_changes c
    LEFT JOIN people p ON p.id = c.person_id
    LEFT JOIN LATERAL (SELECT people_import_state(p.id) AS state) s ON true
    WHERE c.import_id = ${importId}::uuid
    ORDER BY p.name, c.person_id`
}

/** The tree as it would be: others may have moved since, so that the old lines make a loop with theirs. */
async function structureRefusal(ctx: Context, importId: string): Promise<string | null> {
  const lines = await ctx.db.$queryRaw<{ id: string; name: string; managerId: string | null }[]>`
    SELECT p.id::text, p.name, CASE WHEN c.person_id IS NULL THEN r.manager_id::text ELSE (
      SELECT l ->> 'manager_id' FROM jsonb_array_elements(c.before -> 'lines') AS l
      WHERE l ->> 'to_on' IS NULL) END AS "managerId"
    FROM people p
    LEFT JOIN people_import_changes c ON c.person_id = p.id AND c.import_id = ${importId}::uuid
    LEFT JOIN reporting_lines r ON r.person_id = p.id AND r.to_on IS NULL`
  const managers = new Map(lines.map(({ id, managerId }) => [id, managerId]))
  const names = new Map(lines.map(({ id, name }) => [id, name]))
  const [loop] = managerCycles(managers)
  if (loop) {
    const text = cycleText(loop.map((id) => names.get(id) ?? id))
    return `Somebody has moved since, so that the former lines would make a loop: ${text}.`
  }
  const isDeep = [...depths(managers).values()].some((depth) => depth > MAX_DEPTH)
  return isDeep ? `Somebody would have more than ${MAX_DEPTH} managers above them.` : null
}

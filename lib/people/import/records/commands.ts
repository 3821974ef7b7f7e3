import 'server-only'
import { createHash } from 'node:crypto'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { recomputeClosure, recordTeamsFrom } from '../../closure/commands'
import type { AbsentMode } from '../leaving'
import { sameLevel } from '../level-finder'
import type { OrganisationState, PlannedPerson } from '../person-change'
import type { ImportPlan } from '../plan'
import { GROUPS, type Group, type ImportPreview, type PreviewEntry } from '../preview'

// A preview nobody applied is personal data without a purpose.
const KEEP_PREVIEW_DAYS = 7

type KeptPreview = {
  fileName: string
  source: string
  absent: AbsentMode
  origin: 'UPLOAD' | 'FOLDER'
  version: string
  summary: ImportPreview
  entries: Record<Group, PreviewEntry[]>
}

/** Keeps a file with its preview and gives its id; forgets previews that nobody applied in a week. */
export async function keepPreview(ctx: Context, kept: KeptPreview): Promise<string> {
  const { fileName, source, absent, origin, version, summary } = kept
  const sha256 = createHash('sha256').update(source).digest('hex')
  await allowLongStatements(ctx)
  await ctx.db.$executeRaw`DELETE FROM people_imports WHERE applied_at IS NULL
    AND created_at < now() - make_interval(days => ${KEEP_PREVIEW_DAYS}::int)`
  // Not create(): it reads back what the role of the jobs may not.
  const [made] = await ctx.db.$queryRaw<{ id: string }[]>`
    INSERT INTO people_imports (actor_id, file_name, source, sha256, org_version, row_count, summary,
      absent, origin)
    VALUES (${ctx.actor.id}::uuid, ${fileName}, ${source}, ${sha256}, ${version},
      ${summary.counts.rows}, ${JSON.stringify(summary)}::jsonb, ${absent}, ${origin})
    RETURNING id::text`
  if (!made) throw new Error('The preview was not kept.')
  const lines = GROUPS.flatMap((group) =>
    kept.entries[group].map((entry, index) => ({ group, place: index + 1, ...entry })),
  )
  await ctx.db.$executeRaw`
    INSERT INTO people_import_entries (import_id, "group", place, row_number, email, name, detail)
    SELECT ${made.id}::uuid, r."group", r.place, r."row", r.email, r.name, r.detail
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS r("group" text, place int, "row" int,
      email text, name text, detail jsonb)`
  return made.id
}

/** Lets one import, undo or move at a time change the organisation; a second one need not wait for it. */
export async function holdOrganisation(ctx: Context): Promise<void> {
  const [lock] = await ctx.db.$queryRaw<{ isHeld: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('rung people import')) AS "isHeld"`
  if (!lock?.isHeld) throw new AppError('CONFLICT', BUSY)
  await allowLongStatements(ctx)
}

const BUSY = 'People are being imported or moved right now. Wait a moment, then try again.'

/**
 * Does work that updates many people at once. Their trigger looks for whoever turned active or not by
 * comparing each with each; without nested loops, and without a plan made for one person, it does not.
 */
export async function withHashedJoins(ctx: Context, work: () => Promise<unknown>): Promise<void> {
  await ctx.db.$executeRaw`DISCARD PLANS`
  await ctx.db.$executeRaw`SELECT set_config('enable_nestloop', 'off', true)`
  await work()
  await ctx.db.$executeRaw`SELECT set_config('enable_nestloop', 'on', true)`
  await ctx.db.$executeRaw`DISCARD PLANS`
}

// Pages end a statement after five seconds; one that writes twenty thousand people may need more.
async function allowLongStatements(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`SELECT set_config('statement_timeout', '30s', true)`
}

type Writing = { plan: ImportPlan; organisation: OrganisationState; day: string; importId: string }

/**
 * Writes a plan without problems, a statement for each kind of row however many there are, and what
 * every person was before and is after.
 */
export async function writePlan(ctx: Context, writing: Writing): Promise<void> {
  const { plan, organisation, day } = writing
  const before = new Map(organisation.people.map((person) => [person.email, person]))
  const all = [...plan.created, ...plan.updated]
  const levels = all.filter(
    ({ email, level }) => !sameLevel(before.get(email)?.level ?? null, level),
  )
  const lines = all.filter(
    ({ email, managerEmail }) => (before.get(email)?.managerEmail ?? null) !== managerEmail,
  )
  await recordTeamsFrom(ctx, day)
  await recordBefore(ctx, writing)
  const teams = await writeTeams(ctx, plan)
  await writePeople(ctx, plan)
  const isKnown = ({ email }: PlannedPerson) => before.has(email)
  await endLevels(ctx, levels.filter(isKnown), day)
  await beginLevels(ctx, levels, day)
  await endLines(ctx, lines.filter(isKnown), day)
  await beginLines(ctx, lines, day)
  if (lines.length > 0) await recomputeClosure(ctx)
  await writeStanding(ctx, plan, day)
  await recordAfter(ctx, writing, teams)
  await writeAudit(ctx, writing)
}

async function recordBefore(ctx: Context, { plan, importId }: Writing): Promise<void> {
  const emails = emailsOf([...plan.updated, ...plan.reactivated, ...plan.deactivated])
  await ctx.db.$executeRaw`
    INSERT INTO people_import_changes (import_id, person_id, before)
    SELECT ${importId}::uuid, p.id, people_import_state(p.id) FROM people p
    WHERE p.email = ANY (${emails})`
}

type WrittenTeams = { created: string[]; reopened: { id: string; ended_on: string }[] }

async function writeTeams(ctx: Context, plan: ImportPlan): Promise<WrittenTeams> {
  const names = [...new Set([...plan.created, ...plan.updated].flatMap(({ team }) => team ?? []))]
  const created = await ctx.db.$queryRaw<{ id: string }[]>`
    INSERT INTO teams (name) SELECT unnest(${names}::text[])
    ON CONFLICT (name) DO NOTHING RETURNING id::text`
  const reopened = await ctx.db.$queryRaw<{ id: string; ended_on: string }[]>`
    SELECT id::text, ended_on::text FROM teams WHERE name = ANY (${names}) AND ended_on IS NOT NULL`
  return { created: created.map(({ id }) => id), reopened }
}

async function writePeople(ctx: Context, plan: ImportPlan): Promise<void> {
  if (plan.created.length > 0) {
    await ctx.db.$executeRaw`
      INSERT INTO people (email, name, team_id, started_on, employment, created_at)
      SELECT r.email, r.name, t.id, r.started_on, r.employment::"Employment", ${ctx.now}
      FROM ${recordsOf(plan.created)} LEFT JOIN teams t ON t.name = r.team`
  }
  const changed = new Set(emailsOf(plan.changed))
  const updated = recordsOf(plan.updated.filter(({ email }) => changed.has(email)))
  if (changed.size === 0) return
  await withHashedJoins(
    ctx,
    () => ctx.db.$executeRaw`
      UPDATE people p SET name = r.name, team_id = t.id, started_on = r.started_on,
        employment = r.employment::"Employment"
      FROM ${updated} LEFT JOIN teams t ON t.name = r.team
      WHERE p.email = r.email`,
  )
}

async function writeStanding(ctx: Context, plan: ImportPlan, day: string): Promise<void> {
  if (plan.reactivated.length > 0) {
    await ctx.db.$executeRaw`UPDATE people SET is_active = true, ended_on = NULL
      WHERE email = ANY (${emailsOf(plan.reactivated)}) AND NOT is_active`
  }
  if (plan.deactivated.length === 0) return
  await ctx.db.$executeRaw`SELECT people_leave(array_agg(id), ${day}::date) FROM people
    WHERE email = ANY (${emailsOf(plan.deactivated)})`
}

async function recordAfter(
  ctx: Context,
  { plan, importId }: Writing,
  teams: WrittenTeams,
): Promise<void> {
  const changed = await ctx.db.$executeRaw`
    UPDATE people_import_changes SET after = people_import_state(person_id)
    WHERE import_id = ${importId}::uuid`
  const added = await ctx.db.$executeRaw`
    INSERT INTO people_import_changes (import_id, person_id, after)
    SELECT ${importId}::uuid, p.id, people_import_state(p.id) FROM people p
    WHERE p.email = ANY (${emailsOf(plan.created)})`
  const applied = await ctx.db.$executeRaw`
    UPDATE people_imports SET applied_at = ${ctx.now}, recorded = ${changed + added},
      created_team_ids = ${teams.created}::uuid[], reopened_teams = ${JSON.stringify(teams.reopened)}::jsonb
    WHERE id = ${importId}::uuid AND applied_at IS NULL`
  if (applied === 0) throw new AppError('CONFLICT', 'This import has been applied already.')
}

function emailsOf(people: readonly { email: string }[]): string[] {
  return people.map(({ email }) => email)
}

// The four steps of changeOn: replace what began today, end what lasts, resume what ended today, begin.
async function endLevels(
  ctx: Context,
  people: readonly PlannedPerson[],
  day: string,
): Promise<void> {
  if (people.length === 0) return
  const records = recordsOf(people)
  await ctx.db.$executeRaw`
    DELETE FROM person_levels l USING ${records}, people p
    WHERE p.email = r.email AND l.person_id = p.id AND l.to_on IS NULL AND l.from_on >= ${day}::date`
  await ctx.db.$executeRaw`
    UPDATE person_levels l SET to_on = ${day}::date FROM ${records}, people p
    WHERE p.email = r.email AND l.person_id = p.id AND l.to_on IS NULL`
  await ctx.db.$executeRaw`
    UPDATE person_levels l SET to_on = NULL FROM ${records}, people p
    WHERE p.email = r.email AND l.person_id = p.id AND l.to_on = ${day}::date
      AND l.ladder_key = r.ladder_key AND l.track_key = r.track_key AND l.level_key = r.level_key`
}

async function beginLevels(
  ctx: Context,
  people: readonly PlannedPerson[],
  day: string,
): Promise<void> {
  if (people.length === 0) return
  await ctx.db.$executeRaw`
    INSERT INTO person_levels (person_id, ladder_key, track_key, level_key, from_on)
    SELECT p.id, r.ladder_key, r.track_key, r.level_key,
      GREATEST(${day}::date, COALESCE(p.started_on, ${day}::date))
    FROM ${recordsOf(people)} JOIN people p ON p.email = r.email
    WHERE r.level_key IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM person_levels l WHERE l.person_id = p.id AND l.to_on IS NULL)`
}

async function endLines(
  ctx: Context,
  people: readonly PlannedPerson[],
  day: string,
): Promise<void> {
  if (people.length === 0) return
  const records = recordsOf(people)
  await ctx.db.$executeRaw`
    DELETE FROM reporting_lines l USING ${records}, people p
    WHERE p.email = r.email AND l.person_id = p.id AND l.to_on IS NULL AND l.from_on >= ${day}::date`
  await ctx.db.$executeRaw`
    UPDATE reporting_lines l SET to_on = ${day}::date FROM ${records}, people p
    WHERE p.email = r.email AND l.person_id = p.id AND l.to_on IS NULL`
  await ctx.db.$executeRaw`
    UPDATE reporting_lines l SET to_on = NULL FROM ${records}, people p, people m
    WHERE p.email = r.email AND l.person_id = p.id AND l.to_on = ${day}::date
      AND m.email = r.manager_email AND l.manager_id = m.id`
}

async function beginLines(
  ctx: Context,
  people: readonly PlannedPerson[],
  day: string,
): Promise<void> {
  if (people.length === 0) return
  await ctx.db.$executeRaw`
    INSERT INTO reporting_lines (person_id, manager_id, from_on)
    SELECT p.id, m.id, GREATEST(${day}::date, COALESCE(p.started_on, ${day}::date))
    FROM ${recordsOf(people)} JOIN people p ON p.email = r.email JOIN people m ON m.email = r.manager_email
    WHERE NOT EXISTS (
      SELECT 1 FROM reporting_lines l WHERE l.person_id = p.id AND l.to_on IS NULL)`
}

/** A row for each person touched, so that their history tells which import did it. */
async function writeAudit(ctx: Context, { plan, importId }: Writing): Promise<void> {
  const entries = [
    ...plan.created.map((person) => ({ ...auditOf(person), action: 'person.create' })),
    ...plan.updated.map((person) => ({ ...auditOf(person), action: 'person.change' })),
    ...plan.reactivated.map(({ email }) => ({ email, action: 'person.reactivate' })),
    ...plan.deactivated.map(({ email }) => ({ email, action: 'person.deactivate' })),
  ]
  await ctx.db.$executeRaw`
    INSERT INTO audit_events (actor_id, session_id, action, object_type, object_id, subject_id,
      decision, reason, after_hash, request_id)
    SELECT nullif(${ctx.actor.id}, ${SYSTEM_ACTOR.id})::uuid, ${ctx.actor.sessionId}, r.action, 'person', p.id::text, p.id,
      'allow', ${`import ${importId}`}, r.after_hash, ${ctx.requestId}
    FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      AS r(email text, action text, after_hash text)
    JOIN people p ON p.email = r.email`
}

function auditOf(person: PlannedPerson): { email: string; after_hash: string } {
  const { row: _, ...state } = person
  const hash = createHash('sha256').update(JSON.stringify(state)).digest('hex')
  return { email: person.email, after_hash: hash }
}

/** The people as a set that a statement can join, under the name `r`. */
function recordsOf(people: readonly PlannedPerson[]): Prisma.Sql {
  const records = people.map((person) => ({
    email: person.email,
    name: person.name,
    team: person.team,
    started_on: person.startedOn,
    employment: person.employment,
    manager_email: person.managerEmail,
    ladder_key: person.level?.ladderKey,
    track_key: person.level?.trackKey,
    level_key: person.level?.levelKey,
  }))
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS r(email text, name text,
    team text, started_on date, employment text, manager_email text, ladder_key text, track_key text, level_key text)`
}

import 'server-only'
import { createHash } from 'node:crypto'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { recomputeClosure } from '../../closure/commands'
import { sameLevel } from '../level-finder'
import type { OrganisationState, PlannedPerson } from '../person-change'
import type { ImportPlan } from '../plan'

type Writing = { plan: ImportPlan; organisation: OrganisationState; day: string; importId: string }

/** Writes a plan without problems, a statement for each kind of row however many there are. */
export async function writePlan(ctx: Context, writing: Writing): Promise<void> {
  const { plan, organisation, day } = writing
  const before = new Map(organisation.people.map((person) => [person.email, person]))
  const all = [...plan.created, ...plan.updated]
  if (all.length === 0) return
  const levels = all.filter(
    ({ email, level }) => !sameLevel(before.get(email)?.level ?? null, level),
  )
  const lines = all.filter(
    ({ email, managerEmail }) => (before.get(email)?.managerEmail ?? null) !== managerEmail,
  )
  await writePeople(ctx, plan)
  if (levels.length > 0) await writeLevels(ctx, recordsOf(levels), day)
  if (lines.length > 0) await writeLines(ctx, recordsOf(lines), day)
  if (lines.length > 0) await recomputeClosure(ctx)
  await writeAudit(ctx, writing)
}

async function writePeople(ctx: Context, plan: ImportPlan): Promise<void> {
  const created = recordsOf(plan.created)
  const updated = recordsOf(plan.updated)
  await ctx.db.$executeRaw`
    INSERT INTO teams (name)
    SELECT DISTINCT team FROM (SELECT team FROM ${created} UNION SELECT team FROM ${updated}) named
    WHERE team IS NOT NULL
    ON CONFLICT (name) DO NOTHING`
  await ctx.db.$executeRaw`
    INSERT INTO people (email, name, team_id, started_on, created_at)
    SELECT r.email, r.name, t.id, r.started_on, ${ctx.now}
    FROM ${created} LEFT JOIN teams t ON t.name = r.team`
  await ctx.db.$executeRaw`
    UPDATE people p SET name = r.name, team_id = t.id, started_on = r.started_on
    FROM ${updated} LEFT JOIN teams t ON t.name = r.team
    WHERE p.email = r.email`
}

// The four steps of changeOn: replace what began today, end what lasts, resume what ended today, begin.
async function writeLevels(ctx: Context, records: Prisma.Sql, day: string): Promise<void> {
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
  await ctx.db.$executeRaw`
    INSERT INTO person_levels (person_id, ladder_key, track_key, level_key, from_on)
    SELECT p.id, r.ladder_key, r.track_key, r.level_key,
      GREATEST(${day}::date, COALESCE(p.started_on, ${day}::date))
    FROM ${records} JOIN people p ON p.email = r.email
    WHERE r.level_key IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM person_levels l WHERE l.person_id = p.id AND l.to_on IS NULL)`
}

async function writeLines(ctx: Context, records: Prisma.Sql, day: string): Promise<void> {
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
  await ctx.db.$executeRaw`
    INSERT INTO reporting_lines (person_id, manager_id, from_on)
    SELECT p.id, m.id, GREATEST(${day}::date, COALESCE(p.started_on, ${day}::date))
    FROM ${records} JOIN people p ON p.email = r.email JOIN people m ON m.email = r.manager_email
    WHERE NOT EXISTS (
      SELECT 1 FROM reporting_lines l WHERE l.person_id = p.id AND l.to_on IS NULL)`
}

/** A row for each person touched, so that their history tells which import did it. */
async function writeAudit(ctx: Context, { plan, importId }: Writing): Promise<void> {
  const entries = [
    ...plan.created.map((person) => ({ ...auditOf(person), action: 'person.create' })),
    ...plan.updated.map((person) => ({ ...auditOf(person), action: 'person.change' })),
  ]
  await ctx.db.$executeRaw`
    INSERT INTO audit_events (actor_id, session_id, action, object_type, object_id, subject_id,
      decision, reason, after_hash, request_id)
    SELECT ${ctx.actor.id}::uuid, ${ctx.actor.sessionId}, r.action, 'person', p.id::text, p.id,
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
    manager_email: person.managerEmail,
    ladder_key: person.level?.ladderKey,
    track_key: person.level?.trackKey,
    level_key: person.level?.levelKey,
  }))
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS r(email text, name text,
    team text, started_on date, manager_email text, ladder_key text, track_key text, level_key text)`
}

import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import type { PersonChangeKind } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { authorize, decide } from '@/lib/policy/decide'
import type { LineChange } from '../lines/schema'
import { personFacts } from '../person-facts'
import { LEVEL_TITLE } from '../queries'
import type { Joining } from '../teams/scope/queries'
import { type ChangeFacts, type HeldSpan, laterRefusalText } from './change'

/**
 * Throws unless the actor may write every one of these people. Nobody writes their own row; where
 * one of many is refused, all are.
 */
export async function authorizeChange(
  ctx: Context,
  { personIds, isLeaving = false }: { personIds: readonly string[]; isLeaving?: boolean },
): Promise<void> {
  const op = isLeaving ? 'user.deactivate' : 'user.write'
  const people = await ctx.db.person.findMany({
    where: { id: { in: [...personIds] } },
    select: { id: true, teamId: true },
  })
  const anybody = { id: '', teamId: null, holdsGuardedRole: false }
  const mayWriteOthers = decide(op, personFacts(ctx.actor, anybody, ctx.now)).allow
  if (mayWriteOthers && personIds.includes(ctx.actor.id)) throw new AppError('FORBIDDEN', OWN_ROW)
  for (const { id, teamId } of people) {
    authorize(op, personFacts(ctx.actor, { id, teamId, holdsGuardedRole: false }, ctx.now))
  }
  if (people.length < personIds.length) {
    authorize('user.write', personFacts(ctx.actor, anybody, ctx.now))
    throw new AppError('NOT_FOUND', 'There is no such person.')
  }
}

const OWN_ROW = 'Nobody changes their own level, manager, team or dates. Ask another administrator.'

export type PersonChangeView = {
  id: string
  kind: PersonChangeKind
  /** The first day; of a leaver the last one here. */
  on: string
  /** What it leads to; null for none. */
  to: string | null
  state: 'PLANNED' | 'REFUSED'
  refusal: string | null
  requestedBy: string | null
}

const REFUSALS_SHOWN_DAYS = 60

/** What is planned for somebody, in the order of its days, and what could not be done lately. */
export async function listPersonChanges(
  ctx: Context,
  personId: string,
): Promise<PersonChangeView[]> {
  const rows = await ctx.db.$queryRaw<PersonChangeView[]>`
    SELECT c.id, c.kind, c.state,
      to_char(c.effective_on - (c.kind = 'LEAVER')::int, 'YYYY-MM-DD') AS on,
      CASE c.kind WHEN 'LEVEL' THEN ${LEVEL_OF_CHANGE} WHEN 'MANAGER' THEN m.name
        WHEN 'TEAM' THEN t.name WHEN 'EMPLOYMENT' THEN c.employment::text END AS to,
      c.refusal, by.name AS "requestedBy"
    FROM person_changes c
    LEFT JOIN people m ON m.id = c.manager_id
    LEFT JOIN teams t ON t.id = c.team_id
    LEFT JOIN people by ON by.id = c.requested_by_id
    WHERE c.person_id = ${personId}::uuid AND (c.state = 'PLANNED'
      OR c.state = 'REFUSED' AND c.settled_at > ${ctx.now}::timestamptz - make_interval(days => ${REFUSALS_SHOWN_DAYS}::int))
    ORDER BY c.effective_on, c.id LIMIT 100`
  return rows.map((row) => ({ ...row, refusal: row.refusal && laterRefusalText(row.refusal) }))
}

// As LEVEL_TITLE, of the level that a change names.
const LEVEL_OF_CHANGE = Prisma.sql`(SELECT ${LEVEL_TITLE} FROM (
  SELECT c.ladder_key, c.track_key, c.level_key) l)`

/** Somebody by e-mail or id, for a form that names them. */
export async function findManagerId(ctx: Context, text: string): Promise<string> {
  const where = isId(text) ? { id: text } : { email: text.toLowerCase() }
  const manager = await ctx.db.person.findFirst({ where, select: { id: true } })
  if (manager) return manager.id
  const message = 'Nobody here has this e-mail address. Choose somebody from the list.'
  throw new AppError('INVALID', message, { manager: message })
}

/** A team by name or id, whatever the case of its letters. */
export async function findTeamId(ctx: Context, text: string): Promise<string> {
  const where = isId(text) ? { id: text } : { name: { equals: text, mode: 'insensitive' as const } }
  const team = await ctx.db.team.findFirst({ where: { ...where, endedOn: null } })
  if (team) return team.id
  const message = 'There is no team of this name. Make it on the page of the teams first.'
  throw new AppError('INVALID', message, { team: message })
}

/** The reporting lines that changes lead to, by address. */
export async function linesOf(
  ctx: Context,
  changes: readonly { kind: PersonChangeKind; personId: string; managerId?: string | null }[],
): Promise<LineChange[]> {
  const moves = changes.filter(({ kind }) => kind === 'MANAGER')
  if (moves.length === 0) return []
  const ids = moves.flatMap(({ personId, managerId }) => [personId, managerId ?? personId])
  const people = await ctx.db.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, email: true },
  })
  const emails = new Map(people.map(({ id, email }) => [id, email]))
  return moves.map(({ personId, managerId }) => ({
    email: emails.get(personId) ?? '',
    managerEmail: (managerId && emails.get(managerId)) || null,
  }))
}

/** The teams that changes lead to. */
export async function joiningOf(
  ctx: Context,
  changes: readonly { kind: PersonChangeKind; personId: string; teamId?: string | null }[],
): Promise<Joining[]> {
  const moves = changes.flatMap(({ kind, personId, teamId }) =>
    kind === 'TEAM' && teamId ? [{ person_id: personId, team_id: teamId }] : [],
  )
  if (moves.length === 0) return []
  return ctx.db.$queryRaw<Joining[]>`
    SELECT p.name, f.name AS "from", t.name AS "to"
    FROM jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) AS j(person_id uuid, team_id uuid)
    JOIN people p ON p.id = j.person_id JOIN teams t ON t.id = j.team_id
    LEFT JOIN teams f ON f.id = p.team_id`
}

function isId(text: string): boolean {
  return z.uuid().safeParse(text).success
}

type FactsRow = Omit<ChangeFacts, 'spans'> & { id: string; spans: HeldSpan[] | null }
type ChangeToDecide = { id: string; facts: ChangeFacts }

/** What is true about these planned changes, in the order of their days. Call it under the lock of the organisation. */
export async function getChangeFacts(
  ctx: Context,
  changeIds: readonly string[],
): Promise<ChangeToDecide[]> {
  const rows = await ctx.db.$queryRaw<FactsRow[]>`
    SELECT c.id, c.kind, to_char(c.effective_on, 'YYYY-MM-DD') AS "effectiveOn", p.name,
      p.is_active AS "isActive", p.employment = 'CONTRACTOR' AS "isContractor",
      to_char(p.started_on, 'YYYY-MM-DD') AS "startedOn",
      CASE WHEN c.kind = 'LEVEL' OR c.employment = 'CONTRACTOR' THEN (
          SELECT jsonb_agg(jsonb_build_object('fromOn', l.from_on, 'toOn', l.to_on, 'isSame',
            coalesce((l.ladder_key, l.track_key, l.level_key) = (c.ladder_key, c.track_key, c.level_key), false)))
          FROM person_levels l WHERE l.person_id = c.person_id)
        WHEN c.kind = 'MANAGER' THEN (
          SELECT jsonb_agg(jsonb_build_object('fromOn', r.from_on, 'toOn', r.to_on, 'isSame',
            coalesce(r.manager_id = c.manager_id, false)))
          FROM reporting_lines r WHERE r.person_id = c.person_id)
        WHEN c.kind = 'TEAM' THEN (
          SELECT jsonb_agg(jsonb_build_object('fromOn', h.from_on, 'toOn', h.to_on, 'isSame',
            coalesce(h.team_id = c.team_id, false)))
          FROM team_memberships h WHERE h.person_id = c.person_id)
      END AS spans,
      CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('name', m.name, 'isActive', m.is_active,
        'isPerson', m.id = p.id,
        'isBelow', EXISTS (SELECT FROM org_closure o WHERE o.manager_id = p.id AND o.person_id = m.id),
        'depth', coalesce((SELECT max(depth) FROM org_closure WHERE person_id = m.id), 0)) END AS manager,
      CASE WHEN c.kind = 'MANAGER'
        THEN coalesce((SELECT max(depth) FROM org_closure WHERE manager_id = p.id), 0) ELSE 0 END AS height,
      CASE WHEN c.level_key IS NOT NULL THEN EXISTS (
          SELECT FROM ladders la JOIN ladder_versions v ON v.ladder_id = la.id AND v.status = 'PUBLISHED'
          JOIN tracks t ON t.version_id = v.id AND t.key = c.track_key
          JOIN levels l ON l.track_id = t.id AND l.key = c.level_key WHERE la.key = c.ladder_key)
        WHEN c.team_id IS NOT NULL THEN EXISTS (
          SELECT FROM teams t WHERE t.id = c.team_id AND t.ended_on IS NULL)
        ELSE true END AS "isKnown",
      c.kind = 'LEAVER' AND (
        SELECT count(*) = 1 AND bool_and(a.id = p.id) FROM people a WHERE a.is_active AND EXISTS (
          SELECT FROM role_grants g WHERE g.person_id = a.id AND g.role = 'ADMIN'
            AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now}))) AS "isOnlyAdministrator"
    FROM person_changes c
    JOIN people p ON p.id = c.person_id
    LEFT JOIN people m ON m.id = c.manager_id
    WHERE c.id = ANY(${changeIds}::uuid[]) AND c.state = 'PLANNED'
    ORDER BY c.effective_on, c.id`
  return rows.map(({ id, spans, ...facts }) => ({ id, facts: { ...facts, spans: spans ?? [] } }))
}

export type DueChange = {
  id: string
  personId: string
  kind: PersonChangeKind
  effectiveOn: string
}

/** Planned changes whose day has come: of these people, or of everybody. */
export async function listDueChanges(
  ctx: Context,
  { today, personIds = null }: { today: string; personIds?: readonly string[] | null },
): Promise<DueChange[]> {
  return ctx.db.$queryRaw<DueChange[]>`
    SELECT id, person_id AS "personId", kind, to_char(effective_on, 'YYYY-MM-DD') AS "effectiveOn"
    FROM person_changes
    WHERE state = 'PLANNED' AND effective_on <= ${today}::date
      AND (${personIds}::uuid[] IS NULL OR person_id = ANY(${personIds}::uuid[]))
    ORDER BY effective_on, id LIMIT 2000`
}

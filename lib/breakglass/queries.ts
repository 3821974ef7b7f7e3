import 'server-only'
import { type Context, hasRole } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import type { Facts } from '@/lib/policy/decide'
import { decide } from '@/lib/policy/decide'
import { relationsOf } from '@/lib/policy/relations'
import { breakglassCapacity, endInWords } from './term'

const SHOWN = 100

type Named = { id: string; name: string }
type Subject = Named & { teamId: string | null }

export type BreakglassView = {
  id: string
  holder: Named
  subject: Named
  reason: string
  approvedBy: string | null
  startsAt: Date
  endsAt: Date
  /** When it ends today where the organisation is, such as 14:20. */
  until: string
  revokedAt: Date | null
  isInForce: boolean
  isOwn: boolean
  /** How many rows were read under it. */
  reads: number
  can: { revoke: boolean }
}

/** Break-glass that holds now over the person in `subject`, for the actor; null for none (G2, G5). */
export function heldBreakglass(ctx: Context, subject: Prisma.Sql): Prisma.Sql {
  if (!mayHold(ctx)) return Prisma.sql`NULL::jsonb`
  return Prisma.sql`(SELECT jsonb_build_object('id', b.id, 'startsAt', b.starts_at,
      'endsAt', b.ends_at, 'reason', a.reason)
    FROM breakglass_grants b JOIN approvals a ON a.id = b.approval_id
    WHERE b.holder_id = ${ctx.actor.id}::uuid AND b.subject_id = ${subject}
      AND b.revoked_at IS NULL AND b.starts_at <= ${ctx.now} AND b.ends_at > ${ctx.now}
    ORDER BY b.ends_at DESC LIMIT 1)`
}

/** What the actor holds, and what others hold or held over people whose HR partner or auditor they are. */
export async function listBreakglass(ctx: Context): Promise<BreakglassView[]> {
  if (!mayHold(ctx)) throw nothingHere()
  return readGrants(ctx, Prisma.sql`true`)
}

/** One grant, for whoever may know of it. */
export async function getBreakglass(ctx: Context, grantId: string): Promise<BreakglassView> {
  const [found] = await readGrants(ctx, Prisma.sql`b.id = ${grantId}::uuid`)
  if (!found) throw nothingHere()
  return found
}

/** The facts for `breakglass.request`; without a person, for somebody of the actor's scope. */
export function subjectFacts(ctx: Context, subject: Subject | null): Facts {
  const isSelf = subject?.id === ctx.actor.id
  const roles = ctx.actor.roles.map(({ role, scopeTeamId }) => ({
    role,
    inScope: !subject || scopeTeamId === null || scopeTeamId === subject.teamId,
  }))
  const relations = relationsOf({
    actor: { id: ctx.actor.id, isActive: true },
    subjectId: subject?.id ?? null,
    ...{ subjectManagerId: null, subjectSkipId: null, chainDepth: null, windows: [] },
    ...{ authoredInCycle: false, sharedInCycle: false, peerStatus: null, roles, now: ctx.now },
  })
  return { relations, isSelf, state: null, conditions: { reasonAndFourHours: true } }
}

export async function findSubject(
  { db }: Context,
  where: { email: string } | { id: string },
): Promise<Subject | null> {
  return db.person.findUnique({ where, select: { id: true, name: true, teamId: true } })
}

/** The HR partners who have the person in scope, not the person themselves. */
export async function listPartnersOf(ctx: Context, subjectId: string): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT g.person_id::text AS id FROM role_grants g
    JOIN people p ON p.id = g.person_id AND p.is_active
    WHERE g.role = 'HR_PARTNER' AND g.person_id <> ${subjectId}::uuid
      AND g.valid_from <= ${ctx.now} AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now})
      AND (g.scope_team_id IS NULL
        OR g.scope_team_id = (SELECT team_id FROM people WHERE id = ${subjectId}::uuid))`
  return rows.map(({ id }) => id)
}

type Row = Omit<BreakglassView, 'until' | 'isInForce' | 'isOwn' | 'can'> & {
  subjectTeamId: string | null
  timeZone: string | null
}

async function readGrants(ctx: Context, where: Prisma.Sql): Promise<BreakglassView[]> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT b.id::text AS id, a.reason, d.name AS "approvedBy", b.starts_at AS "startsAt",
      b.ends_at AS "endsAt", b.revoked_at AS "revokedAt", s.team_id::text AS "subjectTeamId",
      jsonb_build_object('id', h.id, 'name', h.name) AS holder,
      jsonb_build_object('id', s.id, 'name', s.name) AS subject,
      (SELECT count(*)::int FROM audit_events e WHERE e.actor_id = b.holder_id
        AND e.action <> 'submissions.read' AND e.at >= b.starts_at AND e.at <= b.ends_at
        AND e.capacity = ${breakglassCapacity('')} || b.id) AS reads,
      (SELECT time_zone FROM organisations WHERE id = 1) AS "timeZone"
    FROM breakglass_grants b
    JOIN approvals a ON a.id = b.approval_id
    JOIN people h ON h.id = b.holder_id
    JOIN people s ON s.id = b.subject_id
    LEFT JOIN people d ON d.id = a.decided_by_id
    WHERE ${where} AND b.subject_id <> ${ctx.actor.id}::uuid AND ${visibleGrants(ctx)}
    ORDER BY b.starts_at DESC, b.id DESC LIMIT ${SHOWN}`
  return rows.map((row) => viewOf(ctx, row))
}

// Own case excluded above (G2): whoever it is about learns of a reading from their packet's openings.
function visibleGrants({ actor }: Context): Prisma.Sql {
  const partner = actor.roles.filter(({ role }) => role === 'HR_PARTNER')
  const isForAll = partner.some(({ scopeTeamId }) => scopeTeamId === null)
  const teams = partner.flatMap(({ scopeTeamId }) => scopeTeamId ?? [])
  const seesAll = isForAll || actor.roles.some(({ role }) => role === 'AUDITOR')
  return Prisma.sql`(b.holder_id = ${actor.id}::uuid OR ${seesAll}
    OR s.team_id = ANY(${teams}::uuid[]))`
}

function viewOf(ctx: Context, { subjectTeamId, timeZone, ...row }: Row): BreakglassView {
  const isInForce = row.revokedAt === null && row.startsAt <= ctx.now && ctx.now < row.endsAt
  const isOwn = row.holder.id === ctx.actor.id
  const facts = subjectFacts(ctx, { ...row.subject, teamId: subjectTeamId })
  const conditions = { anotherPerson: !isOwn, approverIndependent: true }
  const mayApprove = decide('breakglass.approve', { ...facts, conditions }).allow
  return {
    ...{ ...row, isInForce, isOwn, until: endInWords(row.endsAt, timeZone ?? 'UTC') },
    can: { revoke: isInForce && (isOwn || mayApprove) },
  }
}

function mayHold({ actor }: Context): boolean {
  return hasRole(actor, 'ADMIN') || hasRole(actor, 'HR_PARTNER') || hasRole(actor, 'AUDITOR')
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

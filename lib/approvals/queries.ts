import 'server-only'
import { isPowerful } from '@/lib/auth/roles/granting/grant'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import type { ApprovalState } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import type { Op } from '@/lib/policy/grants'
import { type Appointment, areIndependent } from './appointment'
import { type ApprovalKind, isApprovalKind, kindFacts } from './kind'
import { ApprovalId } from './schema'
import { type AskedCase, type Candidate, maySecond } from './second-person'

export const APPROVAL_DAYS = 7
const SHOWN = 200
// Who may agree is decided row by row, so that what is theirs must not lie behind what is not.
const READ = 2_000

type Named = { id: string; name: string }

export type ApprovalView = {
  id: string
  kind: ApprovalKind
  title: string
  objectId: string
  subject: Named | null
  payload: unknown
  reason: string
  /** Null where Rung itself asked. */
  requestedBy: Named | null
  requestedAt: Date
  expiresAt: Date
  state: ApprovalState
  decidedBy: Named | null
  decidedAt: Date | null
  /** Where the case is seen and decided on. */
  path: string
  can: { decide: boolean; withdraw: boolean }
}

export type ApprovalList = { waiting: ApprovalView[]; own: ApprovalView[]; decided: ApprovalView[] }

/**
 * What waits for the actor as the second person, what they asked for, and what was decided lately.
 * Not there for whoever holds no role that asks for or agrees to anything.
 */
export async function listApprovals(ctx: Context): Promise<ApprovalList> {
  assertMayAsk(ctx)
  const [open, closed] = await Promise.all([
    readApprovals(ctx, Prisma.sql`a.state = 'OPEN' AND a.expires_at > ${ctx.now}`),
    readApprovals(
      ctx,
      Prisma.sql`(a.state <> 'OPEN' OR a.expires_at <= ${ctx.now})
        AND ${ctx.actor.id}::uuid IN (a.requested_by_id, a.decided_by_id)`,
    ),
  ])
  return {
    waiting: open.filter(({ can }) => can.decide).slice(0, SHOWN),
    own: open.filter(({ can }) => can.withdraw).slice(0, SHOWN),
    decided: closed.slice(0, SHOWN),
  }
}

/** One request, for whoever asked for it or may agree to it; NOT_FOUND for everybody else. */
export async function getApproval(ctx: Context, input: unknown): Promise<ApprovalView> {
  const { approvalId } = parseInput(ApprovalId, input)
  assertMayAsk(ctx)
  const [found] = await readApprovals(ctx, Prisma.sql`a.id = ${approvalId}::uuid`)
  if (found && (found.can.decide || isParty(found, ctx))) return found
  throw nothingHere()
}

export type AskedFor = { op: Op; requestedById: string | null; subjectId: string | null }

/** Everybody who can be the second person now. */
export async function listSecondPeople(ctx: Context, asked: AskedFor): Promise<string[]> {
  const { subjectId, requestedById, op } = asked
  const appointments = await listAppointments(ctx)
  const rows = await ctx.db.$queryRaw<(Candidate & { subjectTeamId: string | null })[]>`
    SELECT p.id,
      EXISTS (SELECT 1 FROM org_closure o
        WHERE o.manager_id = ${requestedById}::uuid AND o.person_id = p.id) AS "isBelowRequester",
      (SELECT team_id FROM people WHERE id = ${subjectId}::uuid) AS "subjectTeamId",
      jsonb_agg(jsonb_build_object('role', g.role, 'scopeTeamId', g.scope_team_id)) AS roles
    FROM role_grants g JOIN people p ON p.id = g.person_id AND p.is_active
    WHERE g.valid_from <= ${ctx.now} AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now})
    GROUP BY p.id`
  return rows
    .filter(({ subjectTeamId, ...candidate }) => {
      const subject = subjectId ? { id: subjectId, teamId: subjectTeamId } : null
      return maySecond(candidate, { op, requestedById, subject, appointments }, ctx.now)
    })
    .map(({ id }) => id)
}

/** Whether neither of the two owes being administrator to the other alone, or both to the same one. */
export async function isIndependentOf(ctx: Context, personId: string): Promise<boolean> {
  return areIndependent(ctx.actor.id, personId, await listAppointments(ctx))
}

/** How the administrators came to be, those who are none any more included. */
export async function listAppointments(ctx: Context): Promise<Appointment[]> {
  return ctx.db.$queryRaw<Appointment[]>`
    SELECT person_id::text AS "personId", granted_by_id::text AS "grantedById",
      approved_by_id::text AS "approvedById", source = 'scim' AS "isByToken",
      valid_from <= ${ctx.now} AND (valid_to IS NULL OR valid_to > ${ctx.now}) AS "isInForce"
    FROM role_grants WHERE role = 'ADMIN'`
}

type Row = Omit<ApprovalView, 'kind' | 'title' | 'path' | 'can'> & {
  kind: string
  subjectTeamId: string | null
  isBelowRequester: boolean
}

async function readApprovals(ctx: Context, where: Prisma.Sql): Promise<ApprovalView[]> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT a.id, a.kind, a.object_id AS "objectId", a.payload, a.reason, a.state,
      a.requested_at AS "requestedAt", a.expires_at AS "expiresAt", a.decided_at AS "decidedAt",
      CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('id', s.id, 'name', s.name) END AS subject,
      CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'name', r.name) END AS "requestedBy",
      CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'name', d.name) END AS "decidedBy",
      s.team_id AS "subjectTeamId",
      EXISTS (SELECT 1 FROM org_closure o WHERE o.manager_id = a.requested_by_id
        AND o.person_id = ${ctx.actor.id}::uuid) AS "isBelowRequester"
    FROM approvals a
    LEFT JOIN people s ON s.id = a.subject_id
    LEFT JOIN people r ON r.id = a.requested_by_id
    LEFT JOIN people d ON d.id = a.decided_by_id
    WHERE ${where} ORDER BY a.requested_at DESC, a.id DESC LIMIT ${READ}`
  const appointments = rows.length > 0 ? await listAppointments(ctx) : []
  return rows.flatMap((row) => viewOf(ctx, row, appointments) ?? [])
}

function viewOf(
  { actor, now }: Context,
  { kind, subjectTeamId, isBelowRequester, ...own }: Row,
  appointments: Appointment[],
): ApprovalView | null {
  const facts = kindFacts(kind)
  if (!facts || !isApprovalKind(kind)) return null
  const isOpen = own.state === 'OPEN' && own.expiresAt > now
  const asked: AskedCase = {
    op: facts.op,
    requestedById: own.requestedBy?.id ?? null,
    subject: own.subject && { id: own.subject.id, teamId: subjectTeamId },
    appointments,
  }
  const candidate = { id: actor.id, roles: actor.roles, isBelowRequester }
  return {
    ...own,
    state: own.state === 'OPEN' && !isOpen ? 'EXPIRED' : own.state,
    ...{ kind, title: facts.title, path: facts.path(own) },
    can: {
      decide: isOpen && maySecond(candidate, asked, now),
      withdraw: isOpen && own.requestedBy?.id === actor.id,
    },
  }
}

// Whoever has lost the role with which they asked, or agreed, reads of the case no more.
function assertMayAsk({ actor }: Context): void {
  if (!actor.roles.some(({ role }) => isPowerful(role))) throw nothingHere()
}

function isParty({ requestedBy, decidedBy }: ApprovalView, { actor }: Context): boolean {
  return requestedBy?.id === actor.id || decidedBy?.id === actor.id
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

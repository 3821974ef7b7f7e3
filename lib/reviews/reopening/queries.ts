import 'server-only'
import type { Context } from '@/lib/context'
import { type ActingAs, actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, reviewFacts } from '@/lib/cycles/standing/queries'
import { RUNNING } from '@/lib/cycles/timeline'
import { Prisma } from '@/lib/db/generated/client'
import type { Direction } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { CALIBRATING } from '@/lib/policy/artefact-state'
import { authorize } from '@/lib/policy/decide'
import { ListReopenings } from '../schema'
import type { Task } from '../tasks/task'
import { taskTitle } from '../tasks/workload'

const PAGE_SIZE = 50

export type ReopeningRequest = {
  reviewId: string
  title: string
  direction: Direction
  authorName: string
  subjectName: string
  cycleName: string
  reason: string
}

export type ReopeningRequests = {
  requests: ReopeningRequest[]
  /** Continues the list; null when all are shown. */
  nextAfter: string | null
}

type RequestRow = {
  id: string
  direction: Direction
  author_name: string
  subject_name: string
  cycle_name: string
  reason: string | null
}

/**
 * What the actor may decide as HR partner, or as the facilitator of an open calibration session: the
 * list that says the same as `mgrReview.reopen`. Their own case and their own writing are not in it,
 * neither is what has been shared or is over.
 */
export async function listReopeningRequests(
  ctx: Context,
  input: unknown = {},
): Promise<ReopeningRequests> {
  const { after = null } = parseInput(ListReopenings, input)
  const scopes = ctx.actor.roles.filter(({ role }) => role === 'HR_PARTNER')
  if (scopes.length === 0 && !ctx.actor.isCalibrator) return { requests: [], nextAfter: null }
  const isForAll = scopes.some(({ scopeTeamId }) => scopeTeamId === null)
  const teamIds = scopes.flatMap(({ scopeTeamId }) => (scopeTeamId ? [scopeTeamId] : []))
  const rows = await ctx.db.$queryRaw<RequestRow[]>`
    SELECT r.id, r.direction, a.name AS author_name, s.name AS subject_name, c.name AS cycle_name, r.reason
    FROM reviews r
    JOIN people a ON a.id = r.author_id
    JOIN people s ON s.id = r.subject_id
    JOIN cycles c ON c.id = r.cycle_id
    JOIN participants p ON p.id = r.participant_id
    WHERE r.status = 'REOPEN_REQUESTED' AND r.subject_id <> ${ctx.actor.id}::uuid
      AND r.author_id <> ${ctx.actor.id}::uuid AND c.state = ANY(${RUNNING}::"CycleState"[])
      AND p.status NOT IN ('SHARED', 'ACKNOWLEDGED', 'FINAL')
      AND (${isForAll} OR s.team_id = ANY(${teamIds}::uuid[])
        OR (c.state = ANY(${CALIBRATING}::"CycleState"[]) AND p.status NOT IN ('EXCUSED', 'REMOVED')
          AND ${ctx.actor.id}::uuid IN (${facilitatorsOf(Prisma.sql`p.id`)})))
      AND (${after}::uuid IS NULL OR r.id > ${after}::uuid)
    ORDER BY r.id LIMIT ${PAGE_SIZE + 1}`
  const shown = rows.slice(0, PAGE_SIZE)
  const requests = shown.map((row) => ({
    reviewId: row.id,
    title: titleForOthers(row.direction, row.subject_name),
    direction: row.direction,
    authorName: row.author_name,
    subjectName: row.subject_name,
    cycleName: row.cycle_name,
    reason: row.reason ?? '',
  }))
  return { requests, nextAfter: rows.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null }
}

export type ReopeningDecision = Omit<ReopeningRequest, 'direction'> & {
  actingAs: ActingAs | null
}

/** What an HR partner sees of a review that its author asks back: who and why, not a word of it. */
export async function getReopeningDecision(ctx: Context, task: Task): Promise<ReopeningDecision> {
  const standing = await getStanding(ctx, task.participantId)
  const own = reviewFacts(standing, task, ctx.actor.id)
  const facts = { ...own, conditions: { ...own.conditions, reasonGiven: true } }
  authorize('mgrReview.reopen', facts)
  const author = await ctx.db.person.findUnique({
    where: { id: task.authorId },
    select: { name: true },
  })
  const isOpen = task.status === 'REOPEN_REQUESTED' && RUNNING.includes(task.cycle.state)
  if (!author || !isOpen) {
    throw new AppError('NOT_FOUND', 'Nobody asks for this review back.')
  }
  return {
    reviewId: task.id,
    title: titleForOthers(task.direction, task.subject.name),
    authorName: author.name,
    subjectName: task.subject.name,
    cycleName: task.cycle.name,
    reason: task.reason ?? '',
    actingAs: actingAs({ actor: ctx.actor, standing }, 'mgrReview.reopen', facts),
  }
}

/** Who leads the open calibration session that is about the participant. */
function facilitatorsOf(participant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT m.person_id FROM calibration_participants k
    JOIN calibration_sessions n ON n.id = k.session_id AND n.state = 'OPEN'
    JOIN calibration_members m ON m.session_id = n.id AND m.role = 'FACILITATOR'
    WHERE k.participant_id = ${participant}`
}

function titleForOthers(direction: Direction, subjectName: string): string {
  return direction === 'SELF' ? `Self-review of ${subjectName}` : taskTitle(direction, subjectName)
}

/** Who can decide on this review, HR partners and facilitator: neither whom it is about nor its writer. */
export async function listReopeners(ctx: Context, task: Task): Promise<string[]> {
  const isCalibrating = CALIBRATING.includes(task.cycle.state)
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM (${partnersFor(ctx, task)}
      UNION (SELECT * FROM (${facilitatorsOf(Prisma.sql`${task.participantId}::uuid`)}) f
        WHERE ${isCalibrating})) who
    JOIN people p ON p.id = who.person_id
    WHERE p.is_active AND p.id NOT IN (${task.subject.id}::uuid, ${task.authorId}::uuid)`
  return rows.map(({ id }) => id)
}

function partnersFor({ now }: Context, { subject }: Task): Prisma.Sql {
  return Prisma.sql`SELECT g.person_id FROM role_grants g
    WHERE g.role = 'HR_PARTNER' AND g.valid_from <= ${now} AND (g.valid_to IS NULL OR g.valid_to > ${now})
      AND (g.scope_team_id IS NULL
        OR g.scope_team_id = (SELECT team_id FROM people WHERE id = ${subject.id}::uuid))`
}

import 'server-only'
import type { Context } from '@/lib/context'
import type { Pen } from '@/lib/cycles/delegations/pen'
import { lockPens, penOf } from '@/lib/cycles/delegations/pens/queries'
import type { CycleClock } from '@/lib/cycles/timeline'
import { Prisma } from '@/lib/db/generated/client'
import type {
  CycleState,
  Direction,
  ParticipantStatus,
  PeerVisibility,
  ReviewStatus,
} from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import type { Task } from './task'

type TaskRow = ClockRow & {
  id: string
  participant_id: string
  author_id: string
  direction: Direction
  status: ReviewStatus
  version: number
  revision: number
  reason: string | null
  submitted_at: Date | null
  subject_id: string
  subject_name: string
  participant_status: ParticipantStatus
  level_key: string
  next_level_key: string | null
  has_open_window: boolean
  pen: (Omit<Pen, 'endsAt'> & { endsAt: string }) | null
  cycle_id: string
  ladder_version_id: string
  rates_next_level: boolean
  rates_expectations: boolean
  peer_visibility: PeerVisibility
  skip_visible: boolean
  blind_self: boolean
  has_calibration: boolean
}

/** What a row says of the time in its cycle, as `CLOCK` asks for it. */
export type ClockRow = {
  cycle_name: string
  time_zone: string
  state: CycleState
  grace_days: number
  launch_at: Date
  self_due_at: Date
  peer_due_at: Date
  manager_due_at: Date
  share_from_at: Date
  close_at: Date
}

/** The columns of a `ClockRow`, for statements in which the cycle is `c`. */
export const CLOCK = Prisma.sql`c.name AS cycle_name, c.time_zone, c.state, c.grace_days, c.launch_at,
    c.self_due_at, c.peer_due_at, c.manager_due_at, c.share_from_at, c.close_at`

export function clockOf(row: ClockRow): CycleClock {
  return {
    state: row.state,
    graceDays: row.grace_days,
    launchAt: row.launch_at,
    selfDueAt: row.self_due_at,
    peerDueAt: row.peer_due_at,
    managerDueAt: row.manager_due_at,
    shareFromAt: row.share_from_at,
    closeAt: row.close_at,
  }
}

const HELD = {
  participant: Prisma.sql`r.participant_id`,
  cycle: Prisma.sql`r.cycle_id`,
  grantee: Prisma.sql`r.author_id`,
}

// Which rows is settled before anything is joined, and names are looked up, so that a page costs a page.
const tasksOf = (ctx: Context, reviews: Prisma.Sql, more = Prisma.empty) => Prisma.sql`
  SELECT r.id, r.participant_id, r.author_id, r.direction, r.status, r.version, r.revision,
    r.reason, r.submitted_at, r.subject_id,
    (SELECT name FROM people WHERE id = r.subject_id) AS subject_name,
    p.status AS participant_status, p.level_key, p.next_level_key,
    r.direction = 'MANAGER' AND EXISTS (
      SELECT 1 FROM contribution_windows w WHERE w.participant_id = p.id
      AND w.author_id = r.author_id AND w.is_open) AS has_open_window,
    CASE r.direction WHEN 'DELEGATE' THEN ${penOf(ctx, HELD)} END AS pen,
    c.id AS cycle_id, c.ladder_version_id, c.rates_next_level, c.rates_expectations,
    c.peer_visibility, c.skip_visible, c.blind_self, c.has_calibration, ${CLOCK} ${more}
  FROM (${reviews}) r
  JOIN participants p ON p.id = r.participant_id
  JOIN cycles c ON c.id = r.cycle_id`

/** The task whatever the actor may do with it: whoever calls this decides, by `draftFacts`. */
export async function getTask(ctx: Context, reviewId: string): Promise<Task> {
  return taskOf(await findTask<TaskRow>(ctx, reviewId), ctx.now)
}

/** Who will read a review by their relation to its subject: the manager of then, and who stands above. */
export type Readers = { managerName: string | null; skipName: string | null }

const READERS = Prisma.sql`,
    (SELECT name FROM people WHERE id = p.manager_id) AS manager_name,
    (SELECT k.name FROM org_closure o JOIN people k ON k.id = o.manager_id
      WHERE o.person_id = r.subject_id AND o.depth = 2) AS skip_name`

type ReadersRow = { manager_name: string | null; skip_name: string | null }

/** The same, with those whom the author is told of while writing. */
export async function getTaskAndReaders(
  ctx: Context,
  reviewId: string,
): Promise<{ task: Task; readers: Readers }> {
  const row = await findTask<TaskRow & ReadersRow>(ctx, reviewId, READERS)
  const readers = { managerName: row.manager_name, skipName: row.skip_name }
  return { task: taskOf(row, ctx.now), readers }
}

async function findTask<Row>(ctx: Context, reviewId: string, more?: Prisma.Sql): Promise<Row> {
  const one = Prisma.sql`SELECT * FROM reviews WHERE id = ${reviewId}::uuid`
  const [row] = await queryRows<Row>(ctx.db)`${tasksOf(ctx, one, more)}`
  if (!row) throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
  return row
}

/** The actor's own tasks that are not finished, also those whose time is over. */
export async function listOpenTasks(ctx: Context): Promise<Task[]> {
  const open = Prisma.sql`
    SELECT * FROM reviews WHERE author_id = ${ctx.actor.id}::uuid
      AND status IN ('NOT_STARTED', 'DRAFT', 'REOPEN_REQUESTED')
    ORDER BY id LIMIT 500`
  const rows = await queryRows<TaskRow>(ctx.db)`${tasksOf(ctx, open)} ORDER BY r.id`
  return rows.map((row) => taskOf(row, ctx.now))
}

/** The actor's own tasks that came to an end, the newest first. */
export async function listFinishedTasks(
  ctx: Context,
  { before, limit }: { before: string | null; limit: number },
): Promise<Task[]> {
  const finished = Prisma.sql`
    SELECT * FROM reviews WHERE author_id = ${ctx.actor.id}::uuid
      AND status IN ('SUBMITTED', 'DECLINED', 'NOT_PROVIDED', 'REMOVED')
      AND (${before}::uuid IS NULL OR id < ${before}::uuid)
    ORDER BY id DESC LIMIT ${limit}`
  const rows = await queryRows<TaskRow>(ctx.db)`${tasksOf(ctx, finished)} ORDER BY r.id DESC`
  return rows.map((row) => taskOf(row, ctx.now))
}

/**
 * The task, held until the transaction ends together with its participant, in a cycle that cannot
 * close meanwhile. Always in this order: cycle, participant, review, and the pen of a delegate.
 */
export async function lockTask(ctx: Context, reviewId: string): Promise<Task> {
  const { cycle, participantId, direction } = await getTask(ctx, reviewId)
  await ctx.db.$queryRaw`SELECT id FROM cycles WHERE id = ${cycle.id}::uuid FOR SHARE`
  await ctx.db.$queryRaw`
    SELECT id FROM participants WHERE id = ${participantId}::uuid FOR NO KEY UPDATE`
  await ctx.db.$queryRaw`SELECT id FROM reviews WHERE id = ${reviewId}::uuid FOR NO KEY UPDATE`
  if (direction === 'DELEGATE') await lockPens(ctx, { id: participantId, cycleId: cycle.id })
  return getTask(ctx, reviewId)
}

function taskOf(row: TaskRow, now: Date): Task {
  return {
    id: row.id,
    participantId: row.participant_id,
    authorId: row.author_id,
    direction: row.direction,
    status: row.status,
    version: row.version,
    revision: row.revision,
    reason: row.reason,
    submittedAt: row.submitted_at,
    subject: { id: row.subject_id, name: row.subject_name },
    participantStatus: row.participant_status,
    levelKey: row.level_key,
    nextLevelKey: row.next_level_key,
    hasOpenWindow: row.has_open_window,
    pen: row.pen && { ...row.pen, endsAt: new Date(row.pen.endsAt) },
    cycle: cycleOf(row),
    now,
  }
}

function cycleOf(row: TaskRow): Task['cycle'] {
  return {
    id: row.cycle_id,
    name: row.cycle_name,
    timeZone: row.time_zone,
    ladderVersionId: row.ladder_version_id,
    ratesNextLevel: row.rates_next_level,
    ratesExpectations: row.rates_expectations,
    peerVisibility: row.peer_visibility,
    skipVisible: row.skip_visible,
    blindSelf: row.blind_self,
    hasCalibration: row.has_calibration,
    ...clockOf(row),
  }
}

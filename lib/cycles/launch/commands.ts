import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { type Cycle, Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorizeTimer } from '@/lib/jobs/context'
import { enqueueJob } from '@/lib/jobs/queue'
import { queueLaunchMessages, queueMessage } from '@/lib/notifications/commands'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { CHANGED_MEANWHILE } from '../commands'
import { lockCycle } from '../queries'
import { LaunchCycle, VersionedCycle } from '../schema'
import { dateProblems } from '../timeline'
import type { Finding } from './data-check'
import { launchWarnings } from './hold'
import { candidatesOf, checkData, listAdministrators, listHolds, listLeftOut } from './queries'

const BATCH = 2_000
const NOT_WAITING = { leftOutIds: [], launchHeldAt: null }
type Launched = { cycleId: string }

/**
 * Freezes the settings and asks for the job that creates the reviews. Sent twice by the same
 * person it gives the same answer; whoever comes second otherwise is told that it is under way.
 */
export async function launchCycle(ctx: Context, input: unknown): Promise<Launched> {
  const { cycleId, version, leaveOut } = parseInput(LaunchCycle, input)
  assertMayLaunch(ctx)
  return inTransaction(ctx, async (_tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    const key = { actorId: ctx.actor.id, key: `cycle.launch:${cycleId}` }
    const answered = await ctx.db.idempotencyKey.findUnique({ where: { actorId_key: key } })
    if (answered) return { cycleId }
    if (cycle.version !== version) throw new AppError('CONFLICT', CHANGED_MEANWHILE)
    const check = await checkData(ctx, cycle)
    assertLaunchable(check, leaveOut)
    assertDatesAhead(cycle, ctx.now)
    await beginLaunch(ctx, cycle, check.participants)
    // The timeline tells the day on which it really began.
    await ctx.db.cycle.update({ where: { id: cycleId }, data: { launchAt: ctx.now } })
    await ctx.db.idempotencyKey.createMany({
      data: { ...key, route: 'cycle.launch', requestHash: String(version), response: { cycleId } },
    })
    await recordAudit(ctx, auditOf('cycle.launch', cycleId))
    return { cycleId }
  })
}

/** Lets the clock launch the cycle on its day; its settings can still be changed until then. */
export async function scheduleCycle(ctx: Context, input: unknown): Promise<void> {
  const { cycleId, version, leaveOut } = parseInput(LaunchCycle, input)
  assertMayLaunch(ctx)
  await inTransaction(ctx, async (tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    if (cycle.launchAt <= ctx.now) {
      throw new AppError('INVALID', 'The launch day has come already. Launch now, or move the day.')
    }
    assertLaunchable(await checkData(ctx, cycle), leaveOut)
    const { count } = await tx.cycle.updateMany({
      where: { id: cycleId, version, state: 'DRAFT' },
      data: {
        state: 'SCHEDULED',
        leftOutIds: await listLeftOut(ctx, cycle),
        version: { increment: 1 },
      },
    })
    if (count === 0) throw new AppError('CONFLICT', CHANGED_MEANWHILE)
    await recordAudit(ctx, auditOf('cycle.schedule', cycleId))
  })
}

export async function unscheduleCycle(ctx: Context, input: unknown): Promise<void> {
  const { cycleId, version } = parseInput(VersionedCycle, input)
  assertMayLaunch(ctx)
  await inTransaction(ctx, async (tx, ctx) => {
    const { count } = await tx.cycle.updateMany({
      where: { id: cycleId, version, state: 'SCHEDULED' },
      data: { state: 'DRAFT', ...NOT_WAITING, version: { increment: 1 } },
    })
    if (count === 0) throw new AppError('CONFLICT', CHANGED_MEANWHILE)
    await recordAudit(ctx, auditOf('cycle.unschedule', cycleId))
  })
}

/**
 * The clock's launch of a scheduled cycle; those without a level are left out, as was agreed. What
 * would stop a launch by hand holds it back until that is mended, and the administrators are told.
 */
export async function launchByClock(ctx: Context, cycleId: string): Promise<'begun' | 'held'> {
  authorizeTimer(ctx)
  return inTransaction(ctx, async (tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    if (cycle.state !== 'SCHEDULED' || ctx.now < cycle.launchAt) return 'begun'
    const check = await checkData(ctx, cycle)
    const holds = await listHolds(ctx, cycle, check)
    if (holds.length > 0) {
      const lines = [...holds, ...launchWarnings(check.findings)]
      if (!cycle.launchHeldAt) await holdLaunch(ctx, cycleId, lines)
      return 'held'
    }
    await beginLaunch(ctx, cycle, check.participants)
    if (cycle.launchHeldAt) {
      await tx.cycle.update({ where: { id: cycleId }, data: { launchAt: ctx.now } })
    }
    await recordAudit(ctx, auditOf('transition.LAUNCHING', cycleId))
    return 'begun'
  })
}

// The version stays: whoever has the page open may launch or unschedule all the same.
async function holdLaunch(ctx: Context, cycleId: string, lines: string[]): Promise<void> {
  await ctx.db.cycle.update({ where: { id: cycleId }, data: { launchHeldAt: ctx.now } })
  await recordAudit(ctx, auditOf('cycle.holdLaunch', cycleId))
  const administratorIds = await listAdministrators(ctx)
  await queueMessage(ctx, { kind: 'launch-held', cycleId, at: ctx.now, administratorIds, lines })
}

/**
 * The job: makes everything that is missing, batch by batch, until nothing is. It can be killed at
 * any point and run by several processes at once, since each batch is one transaction that begins
 * by locking the cycle and adds only people who are not in it yet.
 */
export async function runLaunch(
  ctx: Context,
  { cycleId, batchSize = BATCH }: { cycleId: string; batchSize?: number },
): Promise<void> {
  while ((await launchBatch(ctx, { cycleId, batchSize })) === 'more') {
    // Each turn has made one batch.
  }
}

export async function launchBatch(
  ctx: Context,
  { cycleId, batchSize }: { cycleId: string; batchSize: number },
): Promise<'more' | 'done'> {
  authorizeTimer(ctx)
  return inTransaction(ctx, async (tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    if (cycle.state !== 'LAUNCHING') return 'done'
    const made = await createReviews(ctx, cycle, batchSize)
    await tx.$executeRaw`UPDATE cycles SET launch_done = launch_done + ${made},
      launch_total = greatest(launch_total, launch_done + ${made}) WHERE id = ${cycleId}::uuid`
    if (made === batchSize) return 'more'
    await finishLaunch(ctx, cycleId)
    return 'done'
  })
}

// One statement for a batch: people, their windows and their reviews exist together or not at all. A
// batch makes its own ids, because a plan that knows no sizes joins what was made to it in loops.
async function createReviews(ctx: Context, cycle: Cycle, limit: number): Promise<number> {
  const id = Prisma.sql`${cycle.id}::uuid`
  const [row] = await ctx.db.$queryRaw<{ made: number }[]>`
    WITH ${candidatesOf(cycle, ctx.now)},
    batch AS MATERIALIZED (
      SELECT uuidv7() AS id, * FROM candidates c WHERE is_in_ladder AND NOT EXISTS (
        SELECT 1 FROM participants WHERE cycle_id = ${id} AND person_id = c.person_id)
      ORDER BY person_id LIMIT ${limit}),
    made AS (
      INSERT INTO participants (id, cycle_id, person_id, manager_id, track_key, level_key, next_level_key, team_name)
      SELECT id, ${id}, person_id, manager_id, track_key, level_key, next_level_key, team_name FROM batch),
    windows AS (
      INSERT INTO contribution_windows (participant_id, author_id, role, from_on, to_on)
      SELECT id, reviewer_id, 'PRIMARY', ${cycle.periodStart}::date, ${cycle.periodEnd}::date
      FROM batch WHERE reviewer_id IS NOT NULL),
    tasks AS (
      INSERT INTO reviews (cycle_id, participant_id, subject_id, author_id, direction)
      SELECT ${id}, id, person_id, reviewer_id, 'MANAGER'::"Direction"
      FROM batch WHERE reviewer_id IS NOT NULL
      UNION ALL SELECT ${id}, id, person_id, person_id, 'SELF' FROM batch WHERE ${cycle.hasSelf})
    SELECT count(*)::int AS made FROM batch`
  return row?.made ?? 0
}

async function finishLaunch(ctx: Context, cycleId: string): Promise<void> {
  await ctx.db.cycle.updateMany({
    where: { id: cycleId, state: 'LAUNCHING' },
    data: { state: 'SELF_AND_PEER', launchedAt: ctx.now, version: { increment: 1 } },
  })
  await ctx.db.$executeRaw`UPDATE cycles SET launch_total = launch_done WHERE id = ${cycleId}::uuid`
  await queueLaunchMessages(ctx, cycleId)
  await recordAudit(ctx, auditOf('transition.SELF_AND_PEER', cycleId))
}

async function beginLaunch(ctx: Context, cycle: Cycle, participants: number): Promise<void> {
  const { count } = await ctx.db.cycle.updateMany({
    where: { id: cycle.id, version: cycle.version, state: { in: ['DRAFT', 'SCHEDULED'] } },
    data: {
      state: 'LAUNCHING',
      launchTotal: participants,
      launchDone: 0,
      ...NOT_WAITING,
      version: { increment: 1 },
    },
  })
  if (count === 0) throw new AppError('CONFLICT', 'This cycle has been launched already.')
  await enqueueJob(ctx, { queue: 'launch-cycle', key: cycle.id, data: { cycleId: cycle.id } })
}

function assertMayLaunch(ctx: Context): void {
  authorize('cycle.launch', actorFacts(ctx.actor, ctx.now), { readOp: 'cycle.readPublic' })
}

function assertLaunchable(
  check: { participants: number; findings: Finding[] },
  leaveOut: boolean,
): void {
  const stopping = check.findings.find(({ severity }) => severity === 'stops')
  if (stopping) throw new AppError('INVALID', `${stopping.title}: ${stopping.meaning}`)
  if (check.participants === 0) {
    throw new AppError(
      'INVALID',
      'Nobody would take part: nobody in it has a level of this ladder.',
    )
  }
  const isShort = check.findings.some(({ severity }) => severity === 'leaves-out')
  if (isShort && !leaveOut) {
    const leaveOut = 'Give them a level first, or tick that they are left out.'
    throw new AppError('INVALID', leaveOut, { leaveOut })
  }
}

function assertDatesAhead(cycle: Cycle, now: Date): void {
  const [problem] = Object.values(dateProblems({ ...cycle, launchAt: now }))
  if (problem) throw new AppError('INVALID', `${problem} Move the dates first.`)
}

function auditOf(action: string, cycleId: string) {
  return { action, objectType: 'cycle', objectId: cycleId, cycleId }
}

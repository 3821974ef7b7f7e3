import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { couldSignInAs } from '@/lib/people/lines/queries'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { scoringConfig } from '@/lib/scoring/config'
import { asDayFields, instantsOf } from './dates'
import { lockCycle } from './queries'
import { CreateCycle, UpdateCycle, VersionedCycle } from './schema'
import { dateProblems, isBeforeLaunch } from './timeline'

/** Makes a draft. Nobody is told of anything before its launch. */
export async function createCycle(ctx: Context, input: unknown): Promise<{ cycleId: string }> {
  assertMayWrite(ctx, true)
  const settings = parseInput(CreateCycle, input)
  const data = asRow(settings)
  return inTransaction(ctx, async (tx, ctx) => {
    await assertReferences(ctx, settings)
    await assertActingReviewer(ctx, settings, null)
    const { id } = await tx.cycle.create({ data, select: { id: true } })
    await recordAudit(ctx, {
      action: 'cycle.create',
      objectType: 'cycle',
      objectId: id,
      cycleId: id,
      after: data,
    })
    return { cycleId: id }
  })
}

/** Changes the settings of a cycle that has not been launched. */
export async function updateCycle(ctx: Context, input: unknown): Promise<{ cycleId: string }> {
  const { cycleId, version, ...settings } = parseInput(UpdateCycle, input)
  const data = asRow(settings)
  return inTransaction(ctx, async (tx, ctx) => {
    const before = await lockCycle(ctx, cycleId)
    assertMayWrite(ctx, isBeforeLaunch(before.state))
    await assertReferences(ctx, settings)
    await assertActingReviewer(ctx, settings, before.actingReviewerId)
    const { count } = await tx.cycle.updateMany({
      where: { id: cycleId, version, state: { in: ['DRAFT', 'SCHEDULED'] } },
      data: {
        ...data,
        // Another launch day to come is another wait for it.
        ...(data.launchAt > ctx.now ? { launchHeldAt: null } : {}),
        version: { increment: 1 },
      },
    })
    if (count === 0) throw new AppError('CONFLICT', CHANGED_MEANWHILE)
    await recordAudit(ctx, {
      action: 'cycle.update',
      objectType: 'cycle',
      objectId: cycleId,
      cycleId,
      before,
      after: data,
    })
    return { cycleId }
  })
}

/** Removes a cycle that never began. One that was launched is closed instead. */
export async function deleteDraftCycle(ctx: Context, input: unknown): Promise<void> {
  const { cycleId, version } = parseInput(VersionedCycle, input)
  await inTransaction(ctx, async (tx, ctx) => {
    const cycle = await lockCycle(ctx, cycleId)
    assertMayWrite(ctx, isBeforeLaunch(cycle.state))
    const { count } = await tx.cycle.deleteMany({ where: { id: cycleId, version, state: 'DRAFT' } })
    if (count === 0) throw new AppError('CONFLICT', CHANGED_MEANWHILE)
    await recordAudit(ctx, {
      action: 'cycle.delete',
      objectType: 'cycle',
      objectId: cycleId,
      cycleId,
      before: cycle,
    })
  })
}

export const CHANGED_MEANWHILE =
  'Somebody changed this cycle in the meantime. Load the page again to see it; what you wrote here stays until then.'

function assertMayWrite(ctx: Context, cycleNotLaunched: boolean): void {
  const facts = actorFacts(ctx.actor, ctx.now, { cycleNotLaunched })
  authorize('cycle.write', facts, { readOp: 'cycle.readPublic' })
}

function asRow({ teamIds, periodStart, periodEnd, ...settings }: CreateCycle) {
  const { launchOn, selfDueOn, peerDueOn, managerDueOn, shareFromOn, closeOn, ...own } = settings
  const days = { launchOn, selfDueOn, peerDueOn, managerDueOn, shareFromOn, closeOn }
  const dates = instantsOf(days, own.timeZone)
  const { hasCalibration } = own
  const problems = asDayFields(dateProblems({ ...dates, hasCalibration }))
  if (periodStart >= periodEnd) problems.periodEnd = 'The period must end after it begins.'
  const [first] = Object.values(problems)
  if (first) throw new AppError('INVALID', first, problems)
  return {
    ...own,
    ...dates,
    periodStart: new Date(`${periodStart}T00:00:00Z`),
    periodEnd: new Date(`${periodEnd}T00:00:00Z`),
    scopeTeamIds: teamIds,
    scoringConfig: scoringConfig({ peer: own.peerVisibility !== 'ATTRIBUTED', report: false }),
  }
}

async function assertReferences(ctx: Context, settings: CreateCycle): Promise<void> {
  const { ladderVersionId, teamIds } = settings
  const ladder = await ctx.db.ladderVersion.findUnique({
    where: { id: ladderVersionId },
    select: { status: true },
  })
  if (ladder?.status !== 'PUBLISHED')
    invalid('ladderVersionId', 'Choose a ladder that is published.')
  const known = teamIds.length > 0 ? await ctx.db.team.count({ where: { id: { in: teamIds } } }) : 0
  if (known !== new Set(teamIds).size) invalid('teamIds', 'One of the teams is no longer there.')
}

// They read what a manager reads, so nobody brings that on themselves alone.
async function assertActingReviewer(
  ctx: Context,
  { actingReviewerId: id }: CreateCycle,
  formerId: string | null,
): Promise<void> {
  if (id === null) return
  const select = { isActive: true, email: true }
  const person = await ctx.db.person.findUnique({ where: { id }, select })
  if (!person?.isActive) return invalid('actingReviewerId', 'Choose somebody who works here.')
  if (id === formerId || !(await couldSignInAs(ctx, person.email))) return
  const message =
    'An acting reviewer reads what a manager reads. Another administrator has to choose you, or somebody you added.'
  invalid('actingReviewerId', message)
}

function invalid(field: string, message: string): never {
  throw new AppError('INVALID', message, { [field]: message })
}

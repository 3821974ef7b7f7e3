import 'server-only'
import type { Context } from '@/lib/context'
import type { Cycle } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { powerBehind } from '@/lib/policy/capacity'
import { authorize, decide } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import { refusalOfSecond } from './closing/queries'
import { daysOf } from './dates'
import { dayOfDate, localDay } from './local-day'
import { CycleId, ListCycles } from './schema'
import { powerSays } from './standing/acting-as'
import { isBeforeLaunch, RUNNING } from './timeline'
import { milestonesOf, stateWord, whatNext, whoSeesWhat } from './words'

const PAGE = 50

export type CycleView = Awaited<ReturnType<typeof getCycle>>
export type CycleListView = Awaited<ReturnType<typeof listCycles>>

/** The public part of a cycle for everybody who works here, and what runs it for those who do. */
export async function getCycle(ctx: Context, input: unknown) {
  const { cycleId } = parseInput(CycleId, input)
  authorize('cycle.readPublic', actorFacts(ctx.actor, ctx.now))
  const cycle = await getCycleRow(ctx, cycleId)
  const ladder = await ctx.db.ladderVersion.findUniqueOrThrow({
    where: { id: cycle.ladderVersionId },
    select: { id: true, number: true, ladder: { select: { key: true, name: true } } },
  })
  return {
    ...summaryOf(cycle, ctx.now),
    today: localDay(ctx.now, cycle.timeZone),
    milestones: milestonesOf(cycle),
    hasSelf: cycle.hasSelf,
    hasPeer: cycle.hasPeer,
    hasCalibration: cycle.hasCalibration,
    ratesNextLevel: cycle.ratesNextLevel,
    ratesExpectations: cycle.ratesExpectations,
    whoSeesWhat: whoSeesWhat(cycle),
    ladder: { name: ladder.ladder.name, key: ladder.ladder.key, number: ladder.number },
    can: await abilitiesOf(ctx, cycle),
    operation: allows(ctx, 'cycle.readFull') ? await operationOf(ctx, cycle) : null,
  }
}

/** Newest first; the running ones are few, so the page sorts what it gets by state. */
export async function listCycles(ctx: Context, input: unknown) {
  const { after } = parseInput(ListCycles, input)
  authorize('cycle.readPublic', actorFacts(ctx.actor, ctx.now))
  const rows = await ctx.db.cycle.findMany({
    orderBy: { id: 'desc' },
    take: PAGE + 1,
    ...(after ? { cursor: { id: after }, skip: 1 } : {}),
  })
  const shown = rows.slice(0, PAGE)
  return {
    cycles: shown.map((cycle) => ({
      ...summaryOf(cycle, ctx.now),
      stage: stageOf(cycle),
    })),
    nextAfter: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    can: { create: allows(ctx, 'cycle.write', true) },
  }
}

/** What the form of a cycle needs: what is chosen now, and what can be chosen. */
export async function getCycleForm(ctx: Context, input: unknown) {
  const { cycleId } = parseInput(CycleId.partial(), input)
  const cycle = cycleId ? await getCycleRow(ctx, cycleId) : null
  const facts = actorFacts(ctx.actor, ctx.now, {
    cycleNotLaunched: !cycle || isBeforeLaunch(cycle.state),
  })
  authorize('cycle.write', facts, { readOp: 'cycle.readPublic' })
  const [organisation, ladders, teams, people] = await Promise.all([
    ctx.db.organisation.findFirst({ select: { timeZone: true } }),
    ctx.db.ladderVersion.findMany({
      where: { status: 'PUBLISHED' },
      select: { id: true, number: true, ladder: { select: { name: true } } },
      orderBy: { publishedAt: 'desc' },
    }),
    ctx.db.team.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
    listTopPeople(ctx, cycle?.actingReviewerId ?? null),
  ])
  const timeZone = organisation?.timeZone ?? 'UTC'
  return {
    today: localDay(ctx.now, timeZone),
    timeZone,
    ladders: ladders.map(({ id, number, ladder }) => ({
      id,
      title: `${ladder.name}, version ${number}`,
    })),
    teams,
    people,
    current: cycle ? settingsOf(cycle) : null,
  }
}

export async function getCycleRow(ctx: Context, cycleId: string): Promise<Cycle> {
  const cycle = await ctx.db.cycle.findUnique({ where: { id: cycleId } })
  if (!cycle) throw new AppError('NOT_FOUND', 'There is no such cycle.')
  return cycle
}

/** The cycle with its row locked until the transaction ends, so that its state holds that long. */
export async function lockCycle(ctx: Context, cycleId: string): Promise<Cycle> {
  await ctx.db.$queryRaw`SELECT id FROM cycles WHERE id = ${cycleId}::uuid FOR UPDATE`
  return getCycleRow(ctx, cycleId)
}

function summaryOf(cycle: Cycle, now: Date) {
  return {
    id: cycle.id,
    name: cycle.name,
    state: cycle.state,
    stateWord: stateWord(cycle.state),
    next: whatNext(cycle, now),
    timeZone: cycle.timeZone,
    period: { start: dayOfDate(cycle.periodStart), end: dayOfDate(cycle.periodEnd) },
  }
}

function stageOf({ state }: Cycle): 'running' | 'planned' | 'over' {
  if (isBeforeLaunch(state)) return 'planned'
  return state === 'CLOSED' || state === 'ARCHIVED' ? 'over' : 'running'
}

async function abilitiesOf(ctx: Context, cycle: Cycle) {
  const isPlanned = isBeforeLaunch(cycle.state)
  const askedBy = cycle.closeRequestedById
  const isAdmin = allows(ctx, 'cycle.launch')
  const isEndable = RUNNING.includes(cycle.state) || cycle.state === 'CLOSED'
  return {
    edit: allows(ctx, 'cycle.write', isPlanned),
    remove: allows(ctx, 'cycle.write', cycle.state === 'DRAFT'),
    launch: isAdmin && isPlanned,
    schedule: isAdmin && cycle.state === 'DRAFT' && cycle.launchAt > ctx.now,
    unschedule: isAdmin && cycle.state === 'SCHEDULED',
    requestClosing: isAdmin && isEndable && askedBy === null,
    withdrawClosing: isAdmin && isEndable && askedBy !== null,
    confirmClosing:
      isAdmin && isEndable && askedBy !== null && !(await refusalOfSecond(ctx, askedBy)),
    readProgress: allows(ctx, 'progress.read') && !isPlanned,
    calibrate: cycle.hasCalibration && !isPlanned && mayCalibrate(ctx),
  }
}

// Also with a scope: the sessions themselves say which of them are in it.
function mayCalibrate({ actor, now }: Context): boolean {
  const roles = actor.roles.map(({ role }) => ({ role, scopeTeamId: null }))
  return decide('calibSession.create', actorFacts({ id: actor.id, roles }, now)).allow
}

function allows(ctx: Context, op: Op, cycleNotLaunched = false): boolean {
  return decide(op, actorFacts(ctx.actor, ctx.now, { cycleNotLaunched })).allow
}

async function operationOf(ctx: Context, cycle: Cycle) {
  const ids = [cycle.actingReviewerId, cycle.closeRequestedById].filter((id) => id !== null)
  const [people, teams] = await Promise.all([
    ids.length > 0
      ? ctx.db.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
      : [],
    cycle.scopeTeamIds.length > 0
      ? ctx.db.team.findMany({
          where: { id: { in: cycle.scopeTeamIds } },
          select: { name: true },
          orderBy: { name: 'asc' },
        })
      : [],
  ])
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null
  const power = powerBehind('cycle.readFull', actorFacts(ctx.actor, ctx.now))
  return {
    actingAs: power && { power, says: powerSays(ctx.actor, power, null) },
    version: cycle.version,
    graceDays: cycle.graceDays,
    actingReviewer: nameOf(cycle.actingReviewerId),
    closeRequestedBy: nameOf(cycle.closeRequestedById),
    teams: teams.map(({ name }) => name),
    launchDone: cycle.launchDone,
    launchTotal: cycle.launchTotal,
  }
}

// People without a manager and those who lead others: who can sensibly act for a missing manager.
async function listTopPeople(ctx: Context, chosenId: string | null) {
  return ctx.db.person.findMany({
    where: {
      OR: [{ isActive: true, below: { some: {} } }, ...(chosenId ? [{ id: chosenId }] : [])],
    },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 500,
  })
}

function settingsOf(cycle: Cycle) {
  return {
    id: cycle.id,
    version: cycle.version,
    name: cycle.name,
    periodStart: dayOfDate(cycle.periodStart),
    periodEnd: dayOfDate(cycle.periodEnd),
    timeZone: cycle.timeZone,
    ladderVersionId: cycle.ladderVersionId,
    hasSelf: cycle.hasSelf,
    hasPeer: cycle.hasPeer,
    hasCalibration: cycle.hasCalibration,
    ratesNextLevel: cycle.ratesNextLevel,
    ratesExpectations: cycle.ratesExpectations,
    peerVisibility: cycle.peerVisibility,
    skipVisible: cycle.skipVisible,
    blindSelf: cycle.blindSelf,
    graceDays: cycle.graceDays,
    actingReviewerId: cycle.actingReviewerId ?? '',
    teamIds: cycle.scopeTeamIds,
    ...daysOf(cycle, cycle.timeZone),
  }
}

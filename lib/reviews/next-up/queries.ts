import 'server-only'
import type { Context } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { dueAt, mayWriteNow, RUNNING } from '@/lib/cycles/timeline'
import { milestonesOf, stateWord, whatNext } from '@/lib/cycles/words'
import { clockOf } from '../tasks/queries'
import { MINUTES, statusWord, taskTitle } from '../tasks/workload'
import {
  byDueDay,
  DUTY_MINUTES,
  dueWords,
  type NextUp,
  type Strip,
  stripOf,
  timeWords,
} from './next-up'
import {
  type CycleRow,
  type DutyRow,
  loadHome,
  type PacketRow,
  SHOWN,
  type TaskRow,
} from './rows/queries'

const STRIPS = 6

export type HomeView = {
  name: string
  nextUp: NextUp[]
  /** There is more than is shown. */
  hasMore: boolean
  time: string
  strips: Strip[]
  shared: { id: string; cycleName: string; sharedOn: string; sharedBy: string }[]
}

/** What the signed-in person has to do next and what was shared with them. */
export async function getHome(ctx: Context): Promise<HomeView> {
  const { tasks, duties, packets, cycles } = await loadHome(ctx)
  const inCycle = cycleFinder(cycles)
  const ledDuties = duties.map(inCycle)
  const all = [
    ...tasks.map(inCycle).flatMap((row) => writing(row, ctx.now)),
    ...sharing(ledDuties, ctx.now),
    ...peersToChoose(ledDuties, ctx.now),
    ...packets.flatMap((row) => acknowledging(row, ctx.now)),
    ...cycles.flatMap((cycle) => launching(cycle, ctx.now)),
  ].sort(byDueDay)
  const nextUp = all.slice(0, SHOWN)
  return {
    name: ctx.actor.name,
    nextUp,
    hasMore: all.length > SHOWN || tasks.length > SHOWN,
    time: timeWords(nextUp.reduce((sum, { minutes }) => sum + minutes, 0)),
    strips: cycles
      .filter(({ state }) => RUNNING.includes(state))
      .slice(0, STRIPS)
      .map((one) => strip(one, ctx.now)),
    shared: packets.map(({ id, cycle_name, time_zone, shared_at, shared_by }) => ({
      id,
      cycleName: cycle_name,
      sharedOn: dayInWords(localDay(shared_at, time_zone)),
      sharedBy: shared_by,
    })),
  }
}

// The columns of a cycle are as many as those of a row, so each cycle is sent once.
function cycleFinder(cycles: readonly CycleRow[]) {
  const known = new Map(cycles.map((cycle) => [cycle.id, cycle]))
  return <Row extends { cycle_id: string }>(row: Row): Row & CycleRow => {
    const cycle = known.get(row.cycle_id)
    if (!cycle) throw new Error(`Cycle ${row.cycle_id} runs and is not among those that run.`)
    return { ...cycle, ...row }
  }
}

function writing(row: TaskRow & CycleRow, now: Date): NextUp[] {
  const clock = clockOf(row)
  if (!mayWriteNow(clock, row, now)) return []
  return [
    {
      key: row.id,
      kind: 'write',
      title: taskTitle(row.direction, row.subject_name, row.pen?.forName),
      cycleName: row.cycle_name,
      status: statusWord(row.status, row.revision),
      ...lasting(MINUTES[row.direction]),
      href: `/reviews/${row.id}`,
      ...dueIn(earlier(dueAt(clock, row.direction), row.pen), row.time_zone, now),
    },
  ]
}

// Of a delegate nothing can come after the pen is gone.
function earlier(due: Date, pen: TaskRow['pen']): Date {
  const end = pen && new Date(pen.endsAt)
  return end && end < due ? end : due
}

type Duty = DutyRow & CycleRow

function sharing(rows: readonly Duty[], now: Date): NextUp[] {
  return rows
    .filter(({ state, share_from_at }) => state === 'SHARING' && now >= share_from_at)
    .filter((row) => row.is_written && !row.is_reopened && !row.is_in_session)
    .map((row) => ({
      key: `share ${row.participant_id}`,
      kind: 'share',
      title: `Share the packet of ${row.subject_name}`,
      cycleName: row.cycle_name,
      status: 'Ready to share',
      ...lasting(DUTY_MINUTES.share),
      href: `/reviews/share/${row.participant_id}`,
      ...dueIn(row.close_at, row.time_zone, now),
    }))
}

function peersToChoose(rows: readonly Duty[], now: Date): NextUp[] {
  const waiting = rows.filter(
    ({ has_peer, state, peers }) =>
      has_peer && peers === 0 && (state === 'NOMINATION' || state === 'SELF_AND_PEER'),
  )
  const byCycle = Map.groupBy(waiting, ({ cycle_id }) => cycle_id)
  return [...byCycle].flatMap(([cycleId, own]) => {
    const [first] = own
    if (!first) return []
    const isOne = own.length === 1
    return {
      key: `peers ${cycleId}`,
      kind: 'peers' as const,
      title: `Choose peers for ${isOne ? first.subject_name : `${own.length} people`}`,
      cycleName: first.cycle_name,
      status: 'Not started',
      ...lasting(DUTY_MINUTES.peers * own.length),
      href: isOne ? `/reviews/peers/${first.participant_id}` : '/reviews',
      ...dueIn(first.peer_due_at, first.time_zone, now),
    }
  })
}

function acknowledging(row: PacketRow, now: Date): NextUp[] {
  if (!row.is_to_acknowledge) return []
  return [
    {
      key: `acknowledge ${row.id}`,
      kind: 'acknowledge',
      title: 'Read your packet and acknowledge it',
      cycleName: row.cycle_name,
      status: 'Shared',
      ...lasting(DUTY_MINUTES.acknowledge),
      href: `/reviews/packets/${row.id}`,
      ...dueIn(row.close_at, row.time_zone, now),
    },
  ]
}

function launching(cycle: CycleRow, now: Date): NextUp[] {
  if (cycle.state !== 'DRAFT') return []
  return [
    {
      key: `launch ${cycle.id}`,
      kind: 'launch',
      title: `Launch ${cycle.cycle_name}`,
      cycleName: cycle.cycle_name,
      status: 'Draft',
      ...lasting(DUTY_MINUTES.launch),
      href: `/cycles/${cycle.id}`,
      ...dueIn(cycle.launch_at, cycle.time_zone, now),
    },
  ]
}

function lasting(minutes: number) {
  return { minutes, time: timeWords(minutes) }
}

function dueIn(instant: Date, timeZone: string, now: Date) {
  const dueOn = localDay(instant, timeZone)
  return { dueOn, ...dueWords(localDay(now, timeZone), dueOn) }
}

function strip(cycle: CycleRow, now: Date): Strip {
  const described = {
    ...clockOf(cycle),
    timeZone: cycle.time_zone,
    hasSelf: cycle.has_self,
    hasPeer: cycle.has_peer,
  }
  return {
    cycleId: cycle.id,
    name: cycle.cycle_name,
    stateWord: stateWord(cycle.state),
    next: whatNext(described, now),
    ...stripOf(milestonesOf(described), localDay(now, cycle.time_zone)),
  }
}

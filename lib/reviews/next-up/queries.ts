import 'server-only'
import type { Context } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { acceptsWriting, dueAt, RUNNING } from '@/lib/cycles/timeline'
import { milestonesOf, stateWord, whatNext } from '@/lib/cycles/words'
import { Prisma } from '@/lib/db/generated/client'
import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'
import { actorFacts } from '@/lib/policy/actor-facts'
import { decide } from '@/lib/policy/decide'
import { CLOCK, type ClockRow, clockOf } from '../tasks/queries'
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

const SHOWN = 50

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
  const all = [
    ...tasks.flatMap((row) => writing(row, ctx.now)),
    ...sharing(duties, ctx.now),
    ...peersToChoose(duties, ctx.now),
    ...packets.flatMap((row) => acknowledging(row, ctx.now)),
    ...cycles.flatMap((cycle) => launching(cycle, ctx.now)),
  ].sort(byDueDay)
  const nextUp = all.slice(0, SHOWN)
  return {
    name: ctx.actor.name,
    nextUp,
    hasMore: all.length > SHOWN || tasks.length > SHOWN,
    time: timeWords(nextUp.reduce((sum, { minutes }) => sum + minutes, 0)),
    strips: cycles.filter(({ state }) => RUNNING.includes(state)).map((one) => strip(one, ctx.now)),
    shared: packets.map(({ id, cycle_name, time_zone, shared_at, shared_by }) => ({
      id,
      cycleName: cycle_name,
      sharedOn: dayInWords(localDay(shared_at, time_zone)),
      sharedBy: shared_by,
    })),
  }
}

type HomeRows = {
  tasks: TaskRow[]
  duties: DutyRow[]
  packets: PacketRow[]
  cycles: CycleRow[]
}

// One statement for all four: on a page this small the ways to the database cost more than the rows.
async function loadHome(ctx: Context): Promise<HomeRows> {
  const [row] = await ctx.db.$queryRaw<{ [Part in keyof HomeRows]: HomeRows[Part] | null }[]>`
    SELECT (SELECT jsonb_agg(t) FROM (${tasksOf(ctx)}) t) AS tasks,
      (SELECT jsonb_agg(d) FROM (${dutiesOf(ctx)}) d) AS duties,
      (SELECT jsonb_agg(k) FROM (${packetsOf(ctx)}) k) AS packets,
      (SELECT jsonb_agg(y) FROM (${cyclesOf(ctx)}) y) AS cycles`
  return {
    tasks: withInstants(row?.tasks),
    duties: withInstants(row?.duties),
    packets: withInstants(row?.packets),
    cycles: withInstants(row?.cycles),
  }
}

// In JSON the instants, whose columns end in `_at`, arrive as text.
function withInstants<Row extends object>(rows: readonly Row[] | null | undefined): Row[] {
  const revived = (name: string, value: unknown) =>
    name.endsWith('_at') && typeof value === 'string' ? new Date(value) : value
  return (rows ?? []).map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, revived(name, value)]),
      ) as Row,
  )
}

type TaskRow = ClockRow & {
  id: string
  direction: Direction
  status: ReviewStatus
  revision: number
  subject_name: string
}

function tasksOf({ actor }: Context): Prisma.Sql {
  return Prisma.sql`
    SELECT r.id, r.direction, r.status, r.revision, s.name AS subject_name, ${CLOCK}
    FROM reviews r
    JOIN participants p ON p.id = r.participant_id
    JOIN cycles c ON c.id = r.cycle_id
    JOIN people s ON s.id = r.subject_id
    WHERE r.author_id = ${actor.id}::uuid AND r.status IN ('NOT_STARTED', 'DRAFT')
      AND p.status NOT IN ('REMOVED', 'EXCUSED', 'PAUSED') AND c.state = ANY(${RUNNING}::"CycleState"[])
      AND (r.direction <> 'MANAGER' OR EXISTS (SELECT 1 FROM contribution_windows w
        WHERE w.participant_id = p.id AND w.author_id = r.author_id AND w.is_open))
    ORDER BY c.manager_due_at, r.id LIMIT ${SHOWN + 1}`
}

type DutyRow = ClockRow & {
  cycle_id: string
  has_peer: boolean
  participant_id: string
  subject_name: string
  peers: number
  is_written: boolean
  is_reopened: boolean
}

/** The people for whom the actor is the manager in a running cycle, while nothing is shared yet. */
function dutiesOf({ actor }: Context): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id AS cycle_id, c.has_peer, ${CLOCK},
      p.id AS participant_id, s.name AS subject_name,
      count(r.id) FILTER (WHERE r.direction = 'PEER' AND r.status <> 'REMOVED')::int AS peers,
      coalesce(bool_or(r.direction = 'MANAGER'
        AND r.status IN ('SUBMITTED', 'REOPEN_REQUESTED')), false) AS is_written,
      coalesce(bool_or(r.revision > 0
        AND r.status IN ('DRAFT', 'NOT_STARTED')), false) AS is_reopened
    FROM contribution_windows w
    JOIN participants p ON p.id = w.participant_id
    JOIN cycles c ON c.id = p.cycle_id
    JOIN people s ON s.id = p.person_id
    LEFT JOIN reviews r ON r.participant_id = p.id
    WHERE w.author_id = ${actor.id}::uuid AND w.is_open AND w.role = 'PRIMARY'
      AND p.status IN ('ACTIVE', 'READY_TO_SHARE') AND c.state = ANY(${RUNNING}::"CycleState"[])
      AND NOT is_erased(s.id)
    GROUP BY c.id, p.id, s.id
    ORDER BY s.name, p.id LIMIT ${SHOWN * 2}`
}

type PacketRow = {
  id: string
  cycle_name: string
  time_zone: string
  shared_at: Date
  shared_by: string
  close_at: Date
  is_to_acknowledge: boolean
}

function packetsOf({ actor }: Context): Prisma.Sql {
  return Prisma.sql`
    SELECT * FROM (
      SELECT DISTINCT ON (k.participant_id) k.id, c.name AS cycle_name, c.time_zone, k.shared_at,
        b.name AS shared_by, c.close_at, p.status = 'SHARED' AND NOT EXISTS (
          SELECT 1 FROM packet_acknowledgements a WHERE a.packet_id = k.id) AS is_to_acknowledge
      FROM packets k
      JOIN participants p ON p.id = k.participant_id
      JOIN cycles c ON c.id = k.cycle_id
      JOIN people b ON b.id = k.shared_by_id
      WHERE k.subject_id = ${actor.id}::uuid
      ORDER BY k.participant_id, k.revision DESC) latest
    ORDER BY shared_at DESC LIMIT 3`
}

type CycleRow = ClockRow & { id: string; has_self: boolean; has_peer: boolean }

/** The running cycles, which are public, and for who launches them those that are being prepared. */
function cyclesOf(ctx: Context): Prisma.Sql {
  const mayLaunch = decide('cycle.launch', actorFacts(ctx.actor, ctx.now)).allow
  const states = mayLaunch ? [...RUNNING, 'DRAFT'] : RUNNING
  return Prisma.sql`
    SELECT c.id, c.has_self, c.has_peer, ${CLOCK} FROM cycles c
    WHERE c.state = ANY(${states}::"CycleState"[]) ORDER BY c.launch_at DESC, c.id LIMIT 6`
}

function writing(row: TaskRow, now: Date): NextUp[] {
  const clock = clockOf(row)
  if (!acceptsWriting(clock, row.direction, now)) return []
  return [
    {
      key: row.id,
      kind: 'write',
      title: taskTitle(row.direction, row.subject_name),
      cycleName: row.cycle_name,
      status: statusWord(row.status, row.revision),
      ...lasting(MINUTES[row.direction]),
      href: `/reviews/${row.id}`,
      ...dueIn(dueAt(clock, row.direction), row.time_zone, now),
    },
  ]
}

function sharing(rows: readonly DutyRow[], now: Date): NextUp[] {
  return rows
    .filter(({ state, share_from_at }) => state === 'SHARING' && now >= share_from_at)
    .filter(({ is_written, is_reopened }) => is_written && !is_reopened)
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

function peersToChoose(rows: readonly DutyRow[], now: Date): NextUp[] {
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

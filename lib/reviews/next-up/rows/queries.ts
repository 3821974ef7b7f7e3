import 'server-only'
import { sessionStateOf } from '@/lib/calibration/seats/queries'
import type { Context } from '@/lib/context'
import { holdsPen, penOf } from '@/lib/cycles/delegations/pens/queries'
import { RUNNING } from '@/lib/cycles/timeline'
import { Prisma } from '@/lib/db/generated/client'
import type { CycleState, Direction, ReviewStatus } from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import { actorFacts } from '@/lib/policy/actor-facts'
import { decide } from '@/lib/policy/decide'
import { CLOCK, type ClockRow } from '../../tasks/queries'

/** So many are shown; one more is read, to tell whether there are more. */
export const SHOWN = 50

type HomeRows = {
  tasks: TaskRow[]
  duties: DutyRow[]
  packets: PacketRow[]
  cycles: CycleRow[]
}

/** One statement for all four: on a page this small the ways to the database cost more than the rows. */
export async function loadHome(ctx: Context): Promise<HomeRows> {
  const [row] = await queryRows<{ [Part in keyof HomeRows]: HomeRows[Part] | null }>(ctx.db)`
    SELECT (SELECT json_agg(t) FROM (${tasksOf(ctx)}) t) AS tasks,
      (SELECT json_agg(d) FROM (${dutiesOf(ctx)}) d) AS duties,
      (SELECT json_agg(k) FROM (${packetsOf(ctx)}) k) AS packets,
      (SELECT json_agg(y) FROM (${cyclesOf(ctx)}) y) AS cycles`
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

export type TaskRow = {
  id: string
  cycle_id: string
  direction: Direction
  status: ReviewStatus
  revision: number
  subject_name: string
  /** With what a delegate writes; null for every other direction. */
  pen: { forName: string; endsAt: string } | null
}

const HELD = {
  participant: Prisma.sql`r.participant_id`,
  cycle: Prisma.sql`r.cycle_id`,
  grantee: Prisma.sql`r.author_id`,
}

function tasksOf(ctx: Context): Prisma.Sql {
  return Prisma.sql`
    SELECT r.id, r.cycle_id, r.direction, r.status, r.revision, s.name AS subject_name,
      CASE r.direction WHEN 'DELEGATE' THEN ${penOf(ctx, HELD)} END AS pen
    FROM reviews r
    JOIN participants p ON p.id = r.participant_id
    JOIN cycles c ON c.id = r.cycle_id
    JOIN people s ON s.id = r.subject_id
    WHERE r.author_id = ${ctx.actor.id}::uuid AND r.status IN ('NOT_STARTED', 'DRAFT')
      AND p.status NOT IN ('REMOVED', 'EXCUSED', 'PAUSED') AND c.state = ANY(${RUNNING}::"CycleState"[])
      AND CASE r.direction
        WHEN 'MANAGER' THEN EXISTS (SELECT 1 FROM contribution_windows w
          WHERE w.participant_id = p.id AND w.author_id = r.author_id AND w.is_open)
        WHEN 'DELEGATE' THEN ${holdsPen(ctx, HELD)} ELSE true END
    ORDER BY c.manager_due_at, r.id LIMIT ${SHOWN + 1}`
}

export type DutyRow = {
  cycle_id: string
  participant_id: string
  subject_name: string
  peers: number
  is_written: boolean
  is_reopened: boolean
  is_in_session: boolean
}

const WITH_DUTIES: readonly CycleState[] = ['NOMINATION', 'SELF_AND_PEER', 'SHARING']

/** The people for whom the actor, as their manager, has peers to choose or a packet to share. */
function dutiesOf({ actor }: Context): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id AS cycle_id, p.id AS participant_id, s.name AS subject_name,
      count(r.id) FILTER (WHERE r.direction = 'PEER' AND r.status <> 'REMOVED')::int AS peers,
      coalesce(bool_or(r.direction = 'MANAGER'
        AND r.status IN ('SUBMITTED', 'REOPEN_REQUESTED')), false) AS is_written,
      coalesce(bool_or(r.revision > 0 AND r.direction <> 'DELEGATE'
        AND r.status IN ('DRAFT', 'NOT_STARTED')), false) AS is_reopened,
      coalesce(${sessionStateOf(Prisma.sql`p.id`)} = 'OPEN', false) AS is_in_session
    FROM contribution_windows w
    JOIN participants p ON p.id = w.participant_id
    JOIN cycles c ON c.id = p.cycle_id
    JOIN people s ON s.id = p.person_id
    LEFT JOIN reviews r ON r.participant_id = p.id
    WHERE w.author_id = ${actor.id}::uuid AND w.is_open AND w.role = 'PRIMARY'
      AND p.status IN ('ACTIVE', 'READY_TO_SHARE')
      AND c.state = ANY(${WITH_DUTIES}::"CycleState"[])
      AND NOT is_erased(s.id)
    GROUP BY c.id, p.id, s.id
    ORDER BY s.name, p.id LIMIT ${SHOWN * 2}`
}

export type PacketRow = {
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

export type CycleRow = ClockRow & { id: string; has_self: boolean; has_peer: boolean }

/** The running cycles, which are public, and for who launches them those that are being prepared. */
function cyclesOf(ctx: Context): Prisma.Sql {
  const mayLaunch = decide('cycle.launch', actorFacts(ctx.actor, ctx.now)).allow
  const states = mayLaunch ? [...RUNNING, 'DRAFT'] : RUNNING
  return Prisma.sql`
    SELECT c.id, c.has_self, c.has_peer, ${CLOCK} FROM cycles c
    WHERE c.state = ANY(${states}::"CycleState"[]) ORDER BY c.launch_at DESC, c.id`
}

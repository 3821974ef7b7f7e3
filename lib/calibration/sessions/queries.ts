import 'server-only'
import type { Context } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { getCycleRow } from '@/lib/cycles/queries'
import { type ActingAs, powerSays } from '@/lib/cycles/standing/acting-as'
import { RUNNING } from '@/lib/cycles/timeline'
import { Prisma } from '@/lib/db/generated/client'
import type { CalibrationRole } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { powerBehind } from '@/lib/policy/capacity'
import { authorize, decide, type Facts } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import { CycleOfSessions, SessionOfCycle } from './schema'
import { NO_SESSION, type SessionRow, seatWord, sessionFacts, sessionWord } from './session'

const TEAMS = 200

export type SessionList = {
  cycle: { id: string; name: string }
  actingAs: Pick<ActingAs, 'power' | 'says'> | null
  /** Why no session can be made; null while one can. */
  notNow: string | null
  /** From when its members read, in words. */
  opensOn: string
  sessions: {
    id: string
    name: string
    state: string
    facilitator: string
    members: number
    people: number
  }[]
}

/** The sessions of a cycle for those who set them up; nobody's own row is counted for them. */
export async function listSessions(ctx: Context, input: unknown): Promise<SessionList> {
  const { cycleId } = parseInput(CycleOfSessions, input)
  const facts = sessionFacts(ctx.actor, NO_SESSION, ctx.now)
  authorize('calibSession.create', facts)
  const cycle = await getCycleRow(ctx, cycleId)
  const rows = await readSessions(ctx, Prisma.sql`s.cycle_id = ${cycleId}::uuid`)
  return {
    cycle: { id: cycle.id, name: cycle.name },
    actingAs: actingAs(ctx, 'calibSession.create', facts),
    notNow: whyNoSession(cycle),
    opensOn: dayInWords(localDay(cycle.managerDueAt, cycle.timeZone)),
    sessions: rows
      .filter((row) => decide('calibSession.setMembers', factsOf(ctx, row)).allow)
      .map((row) => ({
        ...{ id: row.id, name: row.name, state: sessionWord(row) },
        ...{ facilitator: row.facilitator, members: row.members, people: row.teamIds.length },
      })),
  }
}

/** Why a cycle can have no session now; null when it can. */
export function whyNoSession({
  state,
  hasCalibration,
}: {
  state: SessionRow['cycleState']
  hasCalibration: boolean
}): string | null {
  if (!hasCalibration) {
    return 'This cycle has no calibration. Whether it has is chosen before its launch, because writers are told who will read.'
  }
  if (!RUNNING.includes(state)) return 'Sessions are made while a cycle runs.'
  return null
}

export type SessionDesk = {
  id: string
  name: string
  version: number
  state: string
  cycle: { id: string; name: string }
  actingAs: SessionList['actingAs']
  members: { id: string; name: string; role: CalibrationRole; seat: string; isInPool: boolean }[]
  people: {
    participantId: string
    name: string
    team: string
    manager: string | null
    wait: boolean
  }[]
  /** The teams of the cycle to choose from. */
  teams: string[]
  can: { change: boolean; lock: boolean; publish: boolean }
}

/** Who sits in a session and whom it is about; the own row of whoever looks is not there. */
export async function getSessionDesk(ctx: Context, input: unknown): Promise<SessionDesk> {
  const { cycleId, sessionId } = parseInput(SessionOfCycle, input)
  const session = await getSession(ctx, sessionId)
  const facts = factsOf(ctx, session)
  authorize('calibSession.setMembers', facts)
  if (session.cycleId !== cycleId) throw nothingHere()
  const [members, people, teams] = await Promise.all([
    listMembers(ctx, sessionId),
    listPeople(ctx, sessionId),
    listTeams(ctx, session),
  ])
  const pool = new Set(people.map(({ personId }) => personId))
  return {
    ...{ id: session.id, name: session.name, version: session.version },
    state: sessionWord(session),
    cycle: { id: session.cycleId, name: session.cycleName },
    actingAs: actingAs(ctx, 'calibSession.setMembers', facts),
    members: members.map(({ id, name, role }) => {
      return { id, name, role, seat: seatWord(role), isInPool: pool.has(id) }
    }),
    people: people.map(({ participantId, name, team, manager, wait }) => {
      return { participantId, name, team, manager, wait }
    }),
    teams,
    can: sessionAbilities(session, facts),
  }
}

/** What can be done with a session by somebody who stands to it like this. */
export function sessionAbilities({ state }: Pick<SessionRow, 'state'>, facts: Facts) {
  return {
    change: state === 'OPEN' && decide('calibSession.setMembers', facts).allow,
    lock: facts.state === 'K' && decide('calibSession.lock', facts).allow,
    publish: state === 'LOCKED' && decide('calibSession.publish', facts).allow,
  }
}

export type KnownSession = SessionRow & {
  cycleName: string
  /** When its members begin to read. */
  opensAt: Date
  timeZone: string
  facilitator: string
  members: number
}

export function factsOf(ctx: Context, session: SessionRow): Facts {
  return sessionFacts(ctx.actor, session, ctx.now)
}

/** The session whatever the actor may do with it: whoever calls this decides. */
export async function getSession(ctx: Context, sessionId: string): Promise<KnownSession> {
  const [session] = await readSessions(ctx, Prisma.sql`s.id = ${sessionId}::uuid`)
  if (!session) throw nothingHere()
  return session
}

/** The same, held until the transaction ends, in a cycle whose stage does not change meanwhile. */
export async function holdSession(ctx: Context, sessionId: string): Promise<KnownSession> {
  await ctx.db.$queryRaw`SELECT c.id FROM cycles c JOIN calibration_sessions s ON s.cycle_id = c.id
    WHERE s.id = ${sessionId}::uuid FOR SHARE OF c`
  await ctx.db.$queryRaw`
    SELECT id FROM calibration_sessions WHERE id = ${sessionId}::uuid FOR UPDATE`
  return getSession(ctx, sessionId)
}

export async function readSessions(ctx: Context, where: Prisma.Sql): Promise<KnownSession[]> {
  const rows = await ctx.db.$queryRaw<(KnownSession & { teamIds: SessionRow['teamIds'] | null })[]>`
    SELECT s.id, s.cycle_id AS "cycleId", s.name, s.state, s.version, c.state AS "cycleState",
      c.name AS "cycleName", c.manager_due_at AS "opensAt", c.time_zone AS "timeZone", own.role AS seat,
      (SELECT p.name FROM calibration_members m JOIN people p ON p.id = m.person_id
        WHERE m.session_id = s.id AND m.role = 'FACILITATOR') AS facilitator,
      (SELECT count(*)::int FROM calibration_members m WHERE m.session_id = s.id) AS members,
      (SELECT jsonb_agg(p.team_id) FROM calibration_participants k
        JOIN participants t ON t.id = k.participant_id JOIN people p ON p.id = t.person_id
        WHERE k.session_id = s.id AND p.id <> ${ctx.actor.id}::uuid AND NOT is_erased(p.id)) AS "teamIds"
    FROM calibration_sessions s JOIN cycles c ON c.id = s.cycle_id
    LEFT JOIN calibration_members own ON own.session_id = s.id AND own.person_id = ${ctx.actor.id}::uuid
    WHERE ${where} ORDER BY s.id DESC`
  return rows.map((row) => ({ ...row, teamIds: row.teamIds ?? [] }))
}

type MemberRow = { id: string; name: string; role: CalibrationRole }

export async function listMembers(ctx: Context, sessionId: string): Promise<MemberRow[]> {
  return ctx.db.$queryRaw<MemberRow[]>`
    SELECT p.id, p.name, m.role FROM calibration_members m JOIN people p ON p.id = m.person_id
    WHERE m.session_id = ${sessionId}::uuid ORDER BY m.role, p.name, p.id`
}

type PersonRow = SessionDesk['people'][number] & { personId: string }

async function listPeople(ctx: Context, sessionId: string): Promise<PersonRow[]> {
  return ctx.db.$queryRaw<PersonRow[]>`
    SELECT t.id AS "participantId", p.id AS "personId", p.name, t.team_name AS team, m.name AS manager,
      ${isWaitedFor} AS wait
    FROM calibration_participants k JOIN participants t ON t.id = k.participant_id
    JOIN people p ON p.id = t.person_id LEFT JOIN people m ON m.id = t.manager_id
    WHERE k.session_id = ${sessionId}::uuid AND p.id <> ${ctx.actor.id}::uuid AND NOT is_erased(p.id)
    ORDER BY p.name, t.id`
}

/** Of participant `t`: its manager review is not in, or something is being changed. */
export const isWaitedFor = Prisma.sql`(t.status IN ('ACTIVE', 'READY_TO_SHARE') AND EXISTS (
  SELECT 1 FROM reviews r WHERE r.participant_id = t.id AND r.status IN ('NOT_STARTED', 'DRAFT')
    AND (r.direction = 'MANAGER' OR r.revision > 0)))`

async function listTeams(ctx: Context, { cycleId }: SessionRow): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT team_name AS name FROM participants
    WHERE cycle_id = ${cycleId}::uuid AND team_name <> '' ORDER BY 1 LIMIT ${TEAMS}`
  return rows.map(({ name }) => name)
}

function actingAs(ctx: Context, op: Op, facts: Facts): SessionList['actingAs'] {
  const power = powerBehind(op, facts)
  return power && { power, says: powerSays(ctx.actor, power, null) }
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

import 'server-only'
import type { Context } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { type ActingAs, powerSays } from '@/lib/cycles/standing/acting-as'
import { Prisma } from '@/lib/db/generated/client'
import type { Direction, ParticipantStatus, ReviewStatus } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { packetState } from '@/lib/policy/artefact-state'
import { powerBehind } from '@/lib/policy/capacity'
import { authorize, decide, type Facts } from '@/lib/policy/decide'
import {
  factsOf,
  getSession,
  type KnownSession,
  listMembers,
  readSessions,
  sessionAbilities,
} from '../sessions/queries'
import { SessionId } from '../sessions/schema'
import { seatWord, sessionWord } from '../sessions/session'
import { stageWords } from './stage-words'

export type MySession = {
  id: string
  name: string
  cycleName: string
  state: string
  seat: string
  /** Null while its members see nothing of it but that it will be. */
  people: number | null
  /** From when they do, in words; null once they do. */
  opensOn: string | null
}

/** The sessions in which the actor sits, as long as a seat there opens anything or will. */
export async function listMySessions(ctx: Context): Promise<MySession[]> {
  const own = Prisma.sql`s.id IN (SELECT session_id FROM calibration_members
    WHERE person_id = ${ctx.actor.id}::uuid)`
  const sessions = await readSessions(ctx, own)
  return sessions.flatMap((session) => {
    const facts = factsOf(ctx, session)
    const isOpen = decide('calibNote.read', facts).allow
    if (!session.seat || (!isOpen && facts.state !== 'S')) return []
    const { id, name, cycleName } = session
    return {
      ...{ id, name, cycleName, state: sessionWord(session), seat: seatWord(session.seat) },
      people: isOpen ? session.teamIds.length : null,
      opensOn: isOpen ? null : dayInWords(localDay(session.opensAt, session.timeZone)),
    }
  })
}

export type RoomRow = {
  participantId: string
  name: string
  level: string
  manager: string | null
  /** Each kind of review and how far it is, in words. */
  stages: { title: string; word: string }[]
  /** What was handed in is open to the actor. */
  isOpen: boolean
}

export type Room = {
  id: string
  name: string
  version: number
  state: string
  cycle: { id: string; name: string }
  seat: string | null
  actingAs: Pick<ActingAs, 'power' | 'says'> | null
  members: { id: string; name: string; seat: string }[]
  rows: RoomRow[]
  /** The actor is one of those whom it is about, and finds nothing of themselves here. */
  can: { change: boolean; lock: boolean; publish: boolean }
}

/** Whom a session is about, for its members while it is open and for its facilitator also afterwards. */
export async function getRoom(ctx: Context, input: unknown): Promise<Room> {
  const { sessionId } = parseInput(SessionId, input)
  const { session, facts } = await enter(ctx, sessionId)
  const [members, people] = await Promise.all([
    listMembers(ctx, sessionId),
    listPeople(ctx, sessionId),
  ])
  const power = powerBehind('calibNote.read', facts)
  return {
    ...{ id: session.id, name: session.name, version: session.version },
    state: sessionWord(session),
    cycle: { id: session.cycleId, name: session.cycleName },
    seat: session.seat && seatWord(session.seat),
    actingAs: power && { power, says: powerSays(ctx.actor, power, null) },
    members: members.map(({ id, name, role }) => ({ id, name, seat: seatWord(role) })),
    rows: people.map((person) => rowOf(person, { session, facts })),
    can: sessionAbilities(session, facts),
  }
}

/** The session and how the actor stands to it; NOT_FOUND for whoever sees nothing of it. */
export async function enter(
  ctx: Context,
  sessionId: string,
): Promise<{ session: KnownSession; facts: Facts }> {
  const session = await getSession(ctx, sessionId)
  const facts = factsOf(ctx, session)
  authorize('calibNote.read', facts)
  return { session, facts }
}

type PersonRow = {
  participant_id: string
  name: string
  level: string
  manager: string | null
  status: ParticipantStatus
  reviews: { direction: Direction; status: ReviewStatus; revision: number }[] | null
}

function rowOf(
  person: PersonRow,
  { session, facts }: { session: KnownSession; facts: Facts },
): RoomRow {
  const { state: sessionState, cycleState } = session
  const participantStatus = person.status
  const state = packetState({ cycleState, sessionState, participantStatus, erased: false })
  return {
    participantId: person.participant_id,
    ...{ name: person.name, level: person.level, manager: person.manager },
    stages: stageWords(person.reviews ?? []),
    isOpen: decide('mgrReview.read', { ...facts, state }).allow,
  }
}

// Without the actor's own row, and so without it in every count and order (G2, G7).
async function listPeople(ctx: Context, sessionId: string): Promise<PersonRow[]> {
  return ctx.db.$queryRaw<PersonRow[]>`
    SELECT t.id AS participant_id, p.name, t.status, coalesce(l.title, t.level_key) AS level,
      m.name AS manager,
      (SELECT jsonb_agg(jsonb_build_object('direction', r.direction, 'status', r.status,
        'revision', r.revision)) FROM reviews r WHERE r.participant_id = t.id) AS reviews
    FROM calibration_participants k JOIN participants t ON t.id = k.participant_id
    JOIN cycles c ON c.id = t.cycle_id
    JOIN people p ON p.id = t.person_id
    LEFT JOIN levels l ON l.version_id = c.ladder_version_id AND l.key = t.level_key
    LEFT JOIN contribution_windows w ON w.participant_id = t.id AND w.role = 'PRIMARY' AND w.is_open
    LEFT JOIN people m ON m.id = coalesce(w.author_id, t.manager_id)
    WHERE k.session_id = ${sessionId}::uuid AND p.id <> ${ctx.actor.id}::uuid
      AND NOT is_erased(p.id)
    ORDER BY p.name, t.id`
}

export function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, hasRole, inTransaction } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { auditOfChange, changed, holdForSeats } from '../members/commands'
import { findMember } from '../members/queries'
import { factsOf, type KnownSession } from '../sessions/queries'
import { AddPeople, SessionParticipant } from '../sessions/schema'
import { mayChooseForThemselves } from '../sessions/session'

export type AddedPeople = {
  added: number
  /** Taking part, and in another session of this cycle. */
  elsewhere: number
  /** Not added because their packet is shared or they do not take part now. */
  settled: number
}

type Candidate = { id: string; session_id: string | null; is_open: boolean }

/** Makes a session about a person, the people of a team or those of a manager; never about the actor. */
export async function addPeople(ctx: Context, input: unknown): Promise<AddedPeople> {
  const command = parseInput(AddPeople, input)
  return inTransaction(ctx, async (tx, ctx) => {
    const session = await holdForSeats(ctx, command.sessionId)
    assertMayWiden(ctx, session)
    const found = await listCandidates(ctx, session, await chosenBy(ctx, command))
    const free = found.filter(({ session_id, is_open }) => is_open && !session_id)
    const elsewhere = found.filter(({ session_id }) => session_id && session_id !== session.id)
    if (free.length === 0) throw nobodyToAdd(found, elsewhere.length)
    const data = free.map(({ id }) => ({ participantId: id, sessionId: session.id }))
    const { count } = await tx.calibrationParticipant.createMany({ data, skipDuplicates: true })
    await changed(ctx, session)
    await recordAudit(ctx, {
      ...auditOfChange(ctx, 'calibSession.addPeople', session),
      after: data,
    })
    const settled = found.filter(({ session_id, is_open }) => !session_id && !is_open).length
    return { added: count, elsewhere: elsewhere.length, settled }
  })
}

/** Takes somebody out of a session that is still open; nobody themselves. */
export async function removePerson(ctx: Context, input: unknown): Promise<void> {
  const { sessionId, participantId } = parseInput(SessionParticipant, input)
  await inTransaction(ctx, async (tx, ctx) => {
    const session = await holdForSeats(ctx, sessionId)
    const { count } = await tx.calibrationParticipant.deleteMany({
      where: { sessionId, participantId, participant: { personId: { not: ctx.actor.id } } },
    })
    if (count === 0) throw new AppError('NOT_FOUND', 'They are not in this session.')
    await changed(ctx, session)
    await recordAudit(ctx, {
      ...auditOfChange(ctx, 'calibSession.removePerson', session),
      before: { participantId },
    })
  })
}

// Whoever sits here would choose what they get to read.
function assertMayWiden(ctx: Context, session: KnownSession): void {
  if (!session.seat || mayChooseForThemselves(factsOf(ctx, session))) return
  throw new AppError(
    'FORBIDDEN',
    'You sit in this session yourself, so somebody else chooses whom it is about.',
  )
}

async function chosenBy(ctx: Context, { person, team, manager }: AddPeople): Promise<Prisma.Sql> {
  if (team) return Prisma.sql`t.team_name = ${team}`
  const field = person ? 'person' : 'manager'
  const { id } = await findMember(ctx, person || manager, field)
  if (!person) {
    return Prisma.sql`EXISTS (SELECT 1 FROM contribution_windows w WHERE w.participant_id = t.id
      AND w.author_id = ${id}::uuid AND w.role = 'PRIMARY' AND w.is_open)`
  }
  if (id !== ctx.actor.id) return Prisma.sql`t.person_id = ${id}::uuid`
  throw new AppError('FORBIDDEN', 'Somebody else decides whether a session is about you.')
}

// In the order cycle, session, participant, as sharing takes them. An HR partner adds whom they have in
// scope, and so does an administrator who sits here: only those do they read anyway.
async function listCandidates(
  ctx: Context,
  { cycleId, seat }: KnownSession,
  chosen: Prisma.Sql,
): Promise<Candidate[]> {
  const scopes = ctx.actor.roles.filter(({ role }) => role === 'HR_PARTNER')
  const isForAll =
    (hasRole(ctx.actor, 'ADMIN') && !seat) || scopes.some(({ scopeTeamId }) => scopeTeamId === null)
  const teamIds = scopes.flatMap(({ scopeTeamId }) => (scopeTeamId ? [scopeTeamId] : []))
  return ctx.db.$queryRaw<Candidate[]>`
    SELECT t.id, t.status IN ('ACTIVE', 'READY_TO_SHARE', 'PAUSED') AS is_open,
      (SELECT k.session_id FROM calibration_participants k WHERE k.participant_id = t.id) AS session_id
    FROM participants t JOIN people p ON p.id = t.person_id
    WHERE t.cycle_id = ${cycleId}::uuid AND t.person_id <> ${ctx.actor.id}::uuid
      AND NOT is_erased(p.id) AND (${isForAll} OR p.team_id = ANY(${teamIds}::uuid[])) AND ${chosen}
    ORDER BY t.id FOR UPDATE OF t`
}

function nobodyToAdd(found: readonly Candidate[], elsewhere: number): AppError {
  if (found.length === 0) {
    return new AppError('INVALID', 'Nobody whom you can add takes part in this cycle there.')
  }
  if (elsewhere === found.length) {
    return new AppError('CONFLICT', 'All of them are in another session of this cycle.')
  }
  return new AppError('CONFLICT', 'All of them are in a session, or their packets are shared.')
}

import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorize } from '@/lib/policy/decide'
import { dayInWords, localDay } from '../local-day'
import { type ActingAs, actingAs } from '../standing/acting-as'
import { getStanding, packetFacts, type Standing } from '../standing/queries'
import { acceptsWriting } from '../timeline'
import type { Tied } from './grant'
import { lastDayInWords } from './pen'
import { DelegationsOf } from './schema'

const SHOWN = 50

export type Lent = {
  id: string
  granteeName: string
  /** Null where it is for this person alone. */
  forEverybodyOf: string | null
  grantedBy: string | null
  reason: string
  until: string
  state: 'in force' | 'ended early' | 'ended'
}

export type DelegationsView = {
  participantId: string
  subject: { id: string; name: string }
  cycle: { id: string; name: string }
  /** Whose pen it is; null while nobody writes about the person as their manager. */
  manager: { id: string; name: string; isActor: boolean; others: number } | null
  lent: Lent[]
  today: string
  /** The last day that can be chosen, and the same in words. */
  lastOn: string
  lastDay: string
  actingAs: ActingAs | null
  can: { grant: boolean }
}

/** What the policy asks of a delegation besides who grants it. */
export const SOUND = {
  granteeUninvolved: true,
  delegationEndsWithCycle: true,
  delegationNotPassedOn: true,
} as const

/** To whom the pen of a person's manager is lent in a cycle, for whoever may lend it. */
export async function getDelegations(ctx: Context, input: unknown): Promise<DelegationsView> {
  const { participantId } = parseInput(DelegationsOf, input)
  const standing = await getStanding(ctx, participantId)
  const facts = packetFacts(standing, SOUND)
  authorize('delegation.grant', facts)
  const { cycle, participant } = standing
  const lender = await findLender(ctx, participantId)
  const lent = await listLent(ctx, standing)
  return {
    participantId,
    subject: { id: participant.personId, name: lender.subjectName },
    cycle: { id: cycle.id, name: cycle.name },
    manager: lender.grantor && {
      ...lender.grantor,
      isActor: lender.grantor.id === ctx.actor.id,
    },
    lent,
    today: localDay(ctx.now, cycle.timeZone),
    lastOn: localDay(cycle.closeAt, cycle.timeZone),
    lastDay: dayInWords(localDay(cycle.closeAt, cycle.timeZone)),
    actingAs: actingAs({ actor: ctx.actor, standing }, 'delegation.grant', facts),
    can: { grant: lender.grantor !== null && acceptsDelegate(standing) },
  }
}

/** Whether anything could still be written by somebody who begins now. */
export function acceptsDelegate({ cycle, participant, now }: Standing): boolean {
  const isIn = participant.status === 'ACTIVE' || participant.status === 'PAUSED'
  return isIn && acceptsWriting(cycle, 'DELEGATE', now)
}

export type Lender = {
  subjectName: string
  grantor: { id: string; name: string; others: number } | null
}

/** Who writes about a participant as their manager, and about how many others in the same cycle. */
export async function findLender(ctx: Context, participantId: string): Promise<Lender> {
  const [row] = await ctx.db.$queryRaw<Lender[]>`
    SELECT s.name AS "subjectName", (
      SELECT jsonb_build_object('id', g.id, 'name', g.name, 'others', (
        SELECT count(*)::int - 1 FROM contribution_windows o JOIN participants q ON q.id = o.participant_id
        WHERE o.author_id = g.id AND o.role = 'PRIMARY' AND o.is_open AND q.cycle_id = p.cycle_id))
      FROM contribution_windows w JOIN people g ON g.id = w.author_id
      WHERE w.participant_id = p.id AND w.role = 'PRIMARY' AND w.is_open) AS grantor
    FROM participants p JOIN people s ON s.id = p.person_id WHERE p.id = ${participantId}::uuid`
  if (!row) throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
  return row
}

/** How somebody stands to each of these participants, as far as it keeps them from writing as a delegate. */
export async function listTies(
  ctx: Context,
  { granteeId, participantIds }: { granteeId: string; participantIds: readonly string[] },
): Promise<Tied[]> {
  return ctx.db.$queryRaw<Tied[]>`
    SELECT s.name AS "subjectName", CASE
      WHEN p.person_id = ${granteeId}::uuid THEN 'SUBJECT'
      WHEN EXISTS (SELECT 1 FROM org_closure o WHERE o.manager_id = p.person_id
          AND o.person_id = ${granteeId}::uuid)
        OR EXISTS (SELECT 1 FROM participants q WHERE q.cycle_id = p.cycle_id
          AND q.person_id = ${granteeId}::uuid AND q.manager_id = p.person_id) THEN 'REPORT'
      WHEN EXISTS (SELECT 1 FROM reviews r WHERE r.participant_id = p.id
        AND r.author_id = ${granteeId}::uuid AND r.direction = 'PEER') THEN 'PEER'
      WHEN EXISTS (SELECT 1 FROM reviews r WHERE r.participant_id = p.id
          AND r.author_id = ${granteeId}::uuid AND r.direction = 'MANAGER')
        OR EXISTS (SELECT 1 FROM contribution_windows w WHERE w.participant_id = p.id
          AND w.author_id = ${granteeId}::uuid) THEN 'WRITER' END AS tie,
      EXISTS (SELECT 1 FROM delegations d WHERE d.grantee_id = ${granteeId}::uuid
        AND d.cycle_id = p.cycle_id AND coalesce(d.participant_id, p.id) = p.id
        AND d.revoked_at IS NULL AND d.ends_at > ${ctx.now}
        AND d.grantor_id IN (SELECT w.author_id FROM contribution_windows w
          WHERE w.participant_id = p.id AND w.role = 'PRIMARY' AND w.is_open)) AS "isDelegate"
    FROM participants p JOIN people s ON s.id = p.person_id
    WHERE p.id = ANY(${participantIds}::uuid[]) ORDER BY s.name, p.id`
}

type LentRow = Pick<Lent, 'id' | 'granteeName' | 'forEverybodyOf' | 'grantedBy' | 'reason'> & {
  endsAt: Date
  isRevoked: boolean
}

async function listLent(ctx: Context, { participant, cycle }: Standing): Promise<Lent[]> {
  const rows = await ctx.db.$queryRaw<LentRow[]>`
    SELECT d.id, e.name AS "granteeName",
      CASE WHEN d.participant_id IS NULL THEN g.name END AS "forEverybodyOf",
      CASE WHEN d.granted_by_id <> d.grantor_id THEN b.name END AS "grantedBy", d.reason,
      d.ends_at AS "endsAt", d.revoked_at IS NOT NULL AS "isRevoked"
    FROM delegations d
    JOIN people g ON g.id = d.grantor_id
    JOIN people e ON e.id = d.grantee_id
    JOIN people b ON b.id = d.granted_by_id
    WHERE d.cycle_id = ${cycle.id}::uuid AND (d.participant_id = ${participant.id}::uuid
      OR d.participant_id IS NULL AND EXISTS (SELECT 1 FROM contribution_windows w
        WHERE w.participant_id = ${participant.id}::uuid AND w.author_id = d.grantor_id
          AND w.role = 'PRIMARY'))
    ORDER BY d.starts_at DESC, d.id DESC LIMIT ${SHOWN}`
  return rows.map(({ endsAt, isRevoked, ...row }) => ({
    ...row,
    until: lastDayInWords(endsAt, cycle.timeZone),
    state: isRevoked ? 'ended early' : endsAt > ctx.now ? 'in force' : 'ended',
  }))
}

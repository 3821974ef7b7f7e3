import 'server-only'
import type { Context } from '@/lib/context'
import { holdsPen } from '@/lib/cycles/delegations/pens/queries'
import { type ActingAs, actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, packetFacts, type Standing } from '@/lib/cycles/standing/queries'
import { acceptsWriting } from '@/lib/cycles/timeline'
import { Prisma } from '@/lib/db/generated/client'
import type { PeerVisibility } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorize, decide } from '@/lib/policy/decide'
import { ParticipantRef, PeerLoadRef } from '../schema'
import { statusWord } from '../tasks/workload'
import { isAsked, isHandedIn, type PeerTask } from './plan'

export type PeerLoad = { personId: string; name: string; open: number }

export type PeerChoice = {
  personId: string
  name: string
  teamName: string
  status: string | null
  isChosen: boolean
  /** Handed in already: stays whatever is chosen. */
  isFixed: boolean
  open: number
}

export type PeerChoices = {
  participantId: string
  subject: { id: string; name: string }
  cycle: { id: string; name: string; timeZone: string; peerVisibility: PeerVisibility }
  dueAt: Date
  peers: PeerChoice[]
  /** People of the same team who are not asked yet. */
  suggestions: PeerChoice[]
  /** Neither of them can be chosen. */
  excluded: string[]
  /** What is said of peers who cannot be left out. */
  fixedBecause: string
  /** Null where seeing it is the actor's ordinary work. */
  actingAs: ActingAs | null
  can: { choose: boolean }
}

const IS_IN = 'Has written already, so the feedback stays.'
const SOME_ARE_IN = 'Some have written, and who is not told, so everybody asked stays.'

const HELD = {
  participant: Prisma.sql`o.participant_id`,
  cycle: Prisma.sql`o.cycle_id`,
  grantee: Prisma.sql`o.author_id`,
}

/** Who has been asked for feedback about a participant, who else is near, and how much they have to write. */
export async function getPeerChoices(ctx: Context, input: unknown): Promise<PeerChoices> {
  const { participantId } = parseInput(ParticipantRef, input)
  const standing = await getStanding(ctx, participantId)
  const facts = packetFacts(standing)
  authorize('nomination.read', facts)
  const { participant, cycle } = standing
  const rows = await ctx.db.$queryRaw<ChoiceRow[]>`
    SELECT p.id, p.name, coalesce(t.name, '') AS team_name, r.status, coalesce(r.revision, 0) AS revision,
      (SELECT count(*)::int FROM reviews o JOIN cycles c ON c.id = o.cycle_id
        WHERE o.author_id = p.id AND o.status IN ('NOT_STARTED', 'DRAFT')
        AND c.state NOT IN ('CLOSED', 'ARCHIVED')
        AND o.participant_id IS DISTINCT FROM ${untold(standing)}::uuid
        AND (o.direction <> 'DELEGATE' OR ${holdsPen(ctx, HELD)})) AS open,
      s.name AS subject_name
    FROM (SELECT id, name, team_id FROM people WHERE id = ${participant.personId}::uuid) s
    CROSS JOIN LATERAL (
      SELECT s.id
      UNION SELECT m.id FROM people m WHERE m.team_id = s.team_id AND m.is_active
      UNION SELECT a.author_id FROM reviews a
        WHERE a.participant_id = ${participantId}::uuid AND a.direction = 'PEER') near
    JOIN people p ON p.id = near.id
    LEFT JOIN teams t ON t.id = p.team_id
    LEFT JOIN reviews r ON r.participant_id = ${participantId}::uuid AND r.author_id = p.id
      AND r.direction = 'PEER'
    ORDER BY r.id IS NULL, p.name, p.id
    LIMIT 100`
  const excluded = [participant.personId, ...(participant.managerId ? [participant.managerId] : [])]
  const near = rows.filter(({ id }) => !excluded.includes(id))
  const isConfidential = cycle.peerVisibility === 'CONFIDENTIAL'
  const people = isConfidential ? untoldChoices(near) : near.map(choiceOf)
  return {
    participantId,
    subject: { id: participant.personId, name: rows[0]?.subject_name ?? '' },
    cycle: {
      id: cycle.id,
      name: cycle.name,
      timeZone: cycle.timeZone,
      peerVisibility: cycle.peerVisibility,
    },
    dueAt: cycle.peerDueAt,
    peers: people.filter(({ status }) => status !== null),
    suggestions: people.filter(({ status }) => status === null),
    excluded,
    fixedBecause: isConfidential ? SOME_ARE_IN : IS_IN,
    actingAs: actingAs({ actor: ctx.actor, standing }, 'nomination.read', facts),
    can: {
      choose:
        cycle.hasPeer &&
        acceptsWriting(cycle, 'PEER', standing.now) &&
        decide('nomination.approve', facts).allow,
    },
  }
}

/** How much somebody has to write already, for whoever may ask them for feedback. */
export async function getPeerLoad(ctx: Context, input: unknown): Promise<PeerLoad> {
  const { participantId, personId } = parseInput(PeerLoadRef, input)
  const standing = await getStanding(ctx, participantId)
  authorize('nomination.approve', packetFacts(standing))
  const [load] = await listLoads(ctx, [personId], untold(standing))
  if (!load) throw new AppError('NOT_FOUND', 'There is no such person.')
  return load
}

export async function listPeerTasks(ctx: Context, participantId: string): Promise<PeerTask[]> {
  const tasks = await ctx.db.review.findMany({
    where: { participantId, direction: 'PEER' },
    select: {
      id: true,
      authorId: true,
      status: true,
      revision: true,
      version: true,
      author: { select: { name: true } },
    },
    orderBy: { id: 'asc' },
  })
  return tasks.map(({ id, authorId, author, ...progress }) => ({
    reviewId: id,
    personId: authorId,
    name: author.name,
    ...progress,
  }))
}

/** The participant whose open tasks are not counted: the count would tell who of them has written. */
export function untold({ cycle, participant }: Standing): string | null {
  return cycle.peerVisibility === 'CONFIDENTIAL' ? participant.id : null
}

/** How many unfinished tasks each of these people has in running cycles, but for one participant's. */
export async function listLoads(
  ctx: Context,
  personIds: string[],
  exceptId: string | null,
): Promise<PeerLoad[]> {
  return ctx.db.$queryRaw<PeerLoad[]>`
    SELECT p.id AS "personId", p.name, count(r.id)::int AS open
    FROM people p
    LEFT JOIN (SELECT o.id, o.author_id FROM reviews o JOIN cycles c ON c.id = o.cycle_id
      WHERE o.status IN ('NOT_STARTED', 'DRAFT') AND c.state NOT IN ('CLOSED', 'ARCHIVED')
        AND o.participant_id IS DISTINCT FROM ${exceptId}::uuid
        AND (o.direction <> 'DELEGATE' OR ${holdsPen(ctx, HELD)})) r
      ON r.author_id = p.id
    WHERE p.id = ANY(${personIds}::uuid[])
    GROUP BY p.id, p.name ORDER BY p.name, p.id`
}

type ChoiceRow = {
  id: string
  name: string
  team_name: string
  status: PeerTask['status'] | null
  revision: number
  open: number
  subject_name: string
}

function choiceOf({ id, name, team_name, status, revision, open }: ChoiceRow): PeerChoice {
  const progress = status && { status, revision }
  const isFixed = progress !== null && isHandedIn(progress)
  return {
    personId: id,
    name,
    teamName: team_name,
    status: status && statusWord(status, revision),
    isChosen: isFixed || (progress !== null && isAsked(progress)),
    isFixed,
    open,
  }
}

/** The same where nobody is told who has written: all who have not declined are asked, and no more. */
function untoldChoices(rows: ChoiceRow[]): PeerChoice[] {
  const isAnyIn = rows.some(({ status, revision }) => status && isHandedIn({ status, revision }))
  return rows.map((row) => {
    const isSettled = row.status === null || row.status === 'DECLINED' || row.status === 'REMOVED'
    if (isSettled) return choiceOf(row)
    return { ...choiceOf(row), status: 'Asked', isChosen: true, isFixed: isAnyIn }
  })
}

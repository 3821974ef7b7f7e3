import 'server-only'
import { recordReading } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { powerSays } from '@/lib/cycles/standing/acting-as'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import type { RelationFacts } from '@/lib/policy/relations'
import { listSharedCycles, listSubmittedCycles, type SubmittedCycle } from '../sources/queries'
import type { AnsweredCycle } from '../sources/ratings'
import {
  hiddenIn,
  type LineFacts,
  lineRelations,
  mayOpenGrowth,
  opensAsPartner,
  type Participation,
  type Readable,
  readableCycle,
  readableIn,
  relationsIn,
} from './readable'

/** A person's cycles as far as the actor may know them, latest first, and what is left out. */
export type OpenRecord = { cycles: AnsweredCycle[]; hidden: string[]; actingAs: GrowthPower | null }

/** That growth is opened as an HR partner and not by leading the person. */
export type GrowthPower = { power: 'hr_in'; says: string }

type Opened = { submitted: SubmittedCycle; readable: Readable }

/**
 * The record of somebody else, by the policy of each cycle. NOT_FOUND for whoever neither manages
 * the person, nor the manager, nor is their HR partner. With `withNames` peers are named where the
 * cycle names them, and each name that is read leaves an audit row.
 */
export async function getOpenRecord(
  ctx: Context,
  personId: string,
  { withNames = false } = {},
): Promise<OpenRecord> {
  const { line, participations } = await loadStanding(ctx, personId)
  const relations = participations.map((one) => relationsIn(line, one))
  if (![lineRelations(line), ...relations].some(mayOpenGrowth)) throw nothingHere()
  const submitted = await listSubmittedCycles(ctx, { personId }, { withNotes: true })
  const opened = submitted.flatMap((one): Opened[] => {
    const own = participations.find((p) => p.participantId === one.cycle.participantId)
    return own ? [{ submitted: one, readable: readableIn(line, own) }] : []
  })
  const needsPackets = opened.some(
    ({ readable }) => readable.packet && readable.directions.size < 3,
  )
  const shared = needsPackets ? await listSharedCycles(ctx, { personId }) : []
  const named = withNames ? await withPeerNames(ctx, opened) : opened
  const isPartnerOnly = opensAsPartner([
    ...lineRelations(line),
    ...relations.flatMap((one) => [...one]),
  ])
  const says = powerSays(ctx.actor, 'hr_in', line.teamName)
  const actingAs: GrowthPower | null = isPartnerOnly ? { power: 'hr_in', says } : null
  const record = { ...recordOf(named, shared), actingAs }
  if (record.cycles.length > 0) {
    const about = { objectType: 'person', objectId: personId, subjectId: personId }
    const capacity = actingAs?.power ?? null
    await recordReading(ctx, { action: 'growth.read', capacity, ...about })
  }
  return record
}

function recordOf(
  opened: Opened[],
  shared: AnsweredCycle[],
): Pick<OpenRecord, 'cycles' | 'hidden'> {
  const cycles: AnsweredCycle[] = []
  const hidden: string[] = []
  for (const { submitted, readable } of opened) {
    const packet = shared.find(({ id }) => id === submitted.cycle.id)
    const cycle = readableCycle(submitted, readable, packet)
    if (cycle && cycle.answers.length > 0) cycles.push(cycle)
    // Said whether or not anything was handed in: that it was is not theirs to know either.
    if (!cycle) {
      hidden.push(`${submitted.cycle.label} is not open to you while it has not been shared.`)
    }
    hidden.push(...hiddenIn(submitted, readable))
  }
  return { cycles, hidden }
}

type StandingRow = {
  manager_id: string | null
  skip_id: string | null
  depth: number | null
  team_id: string | null
  team_name: string | null
  participations: Participation[] | null
}

/** Every fact for every decision, by one statement however many cycles there are. */
async function loadStanding(
  ctx: Context,
  personId: string,
): Promise<{ line: LineFacts & { teamName: string | null }; participations: Participation[] }> {
  const actorId = ctx.actor.id
  const [row] = await queryRows<StandingRow>(ctx.db)`
    SELECT s.team_id, (SELECT name FROM teams WHERE id = s.team_id) AS team_name,
      (SELECT manager_id FROM org_closure WHERE person_id = s.id AND depth = 1) AS manager_id,
      (SELECT manager_id FROM org_closure WHERE person_id = s.id AND depth = 2) AS skip_id,
      (SELECT depth FROM org_closure WHERE person_id = s.id
        AND manager_id = ${actorId}::uuid) AS depth,
      (SELECT jsonb_agg(jsonb_build_object('participantId', p.id, 'cycleState', c.state,
          'participantStatus', p.status, 'skipVisible', c.skip_visible, 'blindSelf', c.blind_self,
          'peerVisibility', c.peer_visibility,
          'windows', (SELECT jsonb_agg(jsonb_build_object('authorId', w.author_id, 'role', w.role,
            'isOpen', w.is_open)) FROM contribution_windows w WHERE w.participant_id = p.id),
          'hasSubmitted', EXISTS (SELECT 1 FROM reviews r WHERE r.participant_id = p.id
            AND r.author_id = ${actorId}::uuid AND r.direction = 'MANAGER' AND r.revision > 0),
          'isErased', is_erased(s.id),
          'hasShared', EXISTS (SELECT 1 FROM packets k WHERE k.participant_id = p.id
            AND k.shared_by_id = ${actorId}::uuid),
          'hasManagerSubmitted', EXISTS (SELECT 1 FROM reviews r WHERE r.participant_id = p.id
            AND r.author_id = ${actorId}::uuid AND r.direction = 'MANAGER'
            AND r.status IN ('SUBMITTED', 'REOPEN_REQUESTED'))))
        FROM participants p JOIN cycles c ON c.id = p.cycle_id
        WHERE p.person_id = s.id) AS participations
    FROM people s WHERE s.id = ${personId}::uuid AND NOT is_erased(s.id)`
  if (!row) throw nothingHere()
  const line = { ...lineOf(ctx, personId, row), teamName: row.team_name }
  return { line, participations: row.participations ?? [] }
}

function lineOf(ctx: Context, personId: string, row: StandingRow): LineFacts {
  const roles: RelationFacts['roles'] = ctx.actor.roles.map(({ role, scopeTeamId }) => ({
    role,
    inScope: scopeTeamId === null || scopeTeamId === row.team_id,
  }))
  return {
    actor: { id: ctx.actor.id, isActive: true },
    subjectId: personId,
    subjectManagerId: row.manager_id,
    subjectSkipId: row.skip_id,
    chainDepth: row.depth,
    roles,
    now: ctx.now,
  }
}

async function withPeerNames(ctx: Context, opened: Opened[]): Promise<Opened[]> {
  const ids = opened
    .filter(({ readable }) => readable.peerNames)
    .flatMap(({ submitted }) => submitted.submissions)
    .filter(({ direction, isBeingChanged }) => direction === 'PEER' && !isBeingChanged)
    .map(({ id }) => id)
  if (ids.length === 0) return opened
  const reason = 'opens what a readiness is made of'
  const rows = await queryRows<{ id: string; name: string }>(ctx.db)`
    SELECT s.id::text AS id, p.name FROM unnest(${ids}::uuid[]) AS s (id)
    CROSS JOIN LATERAL (SELECT reveal_author(s.id, ${ctx.actor.id}::uuid, ${reason}) AS author OFFSET 0) w
    JOIN people p ON p.id = w.author`
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return opened.map(({ submitted, readable }) => ({
    readable,
    submitted: { ...submitted, submissions: submitted.submissions.map((one) => named(one, names)) },
  }))
}

function named(
  one: SubmittedCycle['submissions'][number],
  names: ReadonlyMap<string, string>,
): SubmittedCycle['submissions'][number] {
  const name = names.get(one.id)
  if (!name) return one
  return { ...one, answers: one.answers.map((answer) => ({ ...answer, rater: name })) }
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

import 'server-only'
import { heldBreakglass } from '@/lib/breakglass/queries'
import type { HeldBreakglass } from '@/lib/breakglass/term'
import { seatsOf, sessionStateOf } from '@/lib/calibration/seats/queries'
import type { Context } from '@/lib/context'
import { type Cycle as CycleRow, type Participant, Prisma } from '@/lib/db/generated/client'
import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import { artefactState, packetState, type SessionState } from '@/lib/policy/artefact-state'
import type { ConditionFacts } from '@/lib/policy/conditions'
import type { Facts } from '@/lib/policy/decide'
import {
  type CalibrationSeat,
  holdsOpenWindow,
  type Relation,
  type RelationFacts,
  relationsOf,
} from '@/lib/policy/relations'
import { type HeldTerm, termsOf } from '../delegations/pen'
import { heldTerms } from '../delegations/pens/queries'
import { maySubmitNow, mayWriteNow } from '../timeline'

/** How the actor stands to one participant of a cycle, with all that the policy needs to decide. */
export type Standing = {
  participant: Participant
  cycle: CycleRow
  relations: ReadonlySet<Relation>
  isSelf: boolean
  /** Nothing is left of the person but a tombstone. */
  isErased: boolean
  /** Of the calibration session that is about the person; null without one. */
  sessionState: SessionState | null
  /** Where the person is, for the scope of an HR partner. */
  teamName: string | null
  /** What the relation `breakglass` comes from. */
  breakglass: HeldBreakglass | null
  conditions: ConditionFacts
  now: Date
}

type FactsRow = {
  manager_id: string | null
  skip_id: string | null
  depth: number | null
  team_id: string | null
  windows: RelationFacts['windows'] | null
  peer_status: ReviewStatus | null
  has_submitted: boolean
  has_shared: boolean
  manager_submitted: boolean
  reopened: number
  is_erased: boolean
  session_state: SessionState | null
  seats: CalibrationSeat[] | null
  team_name: string | null
  breakglass: { id: string; startsAt: string; endsAt: string; reason: string } | null
  pens: HeldTerm[] | null
}

/** Call it with the transaction that then writes; `ctx.now` is the clock of the database. */
export async function getStanding(ctx: Context, participantId: string): Promise<Standing> {
  const participant = await ctx.db.participant.findUnique({
    where: { id: participantId },
    include: { cycle: true },
  })
  if (!participant) throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
  const facts = await loadFacts(ctx, participant)
  const { cycle, ...own } = participant
  const relations = relationsOf(relationFacts(ctx, own, facts))
  return {
    participant: own,
    cycle,
    relations,
    isSelf: own.personId === ctx.actor.id,
    isErased: facts.is_erased,
    sessionState: facts.session_state,
    teamName: facts.team_name,
    breakglass: facts.breakglass && {
      ...{ id: facts.breakglass.id, reason: facts.breakglass.reason },
      endsAt: new Date(facts.breakglass.endsAt),
    },
    conditions: {
      ...conditionsOf(cycle, facts, ctx.now),
      ownWindowOpen: holdsOpenWindow(facts.windows ?? [], ctx.actor.id),
      // Whoever holds the window leads the person in this cycle, also without standing above them.
      ownTree: facts.depth !== null || relations.has('mgr'),
    },
    now: ctx.now,
  }
}

/** The same without a seat in a calibration session: what a seat opens is read in the session alone. */
export function withoutSeat(standing: Standing): Standing {
  const others = [...standing.relations].filter((relation) => !relation.startsWith('calib_'))
  const relations = new Set<Relation>(others.length > 0 ? others : ['stranger'])
  return { ...standing, relations }
}

/** The facts for a decision about one review row of this participant. */
export function reviewFacts(
  standing: Standing,
  review: { status: ReviewStatus; direction: Direction; authorId: string; revision?: number },
  actorId: string,
): Facts {
  const isAuthor = review.authorId === actorId
  const { cycle, now } = standing
  const expected = { direction: review.direction, revision: review.revision ?? 0 }
  const canWrite = mayWriteNow(cycle, expected, now)
  const canSubmit = maySubmitNow(cycle, expected, now)
  const writesAs = WRITES_AS[review.direction]
  return {
    relations: isAuthor ? new Set([...standing.relations, 'author']) : standing.relations,
    isSelf: standing.isSelf,
    state: artefactState({ ...stateFacts(standing), reviewStatus: review.status }),
    conditions: {
      ...standing.conditions,
      stageAcceptsWriting: canWrite,
      relationOrWindowHeld: isAuthor,
      selfStageOpen: review.direction === 'SELF' && canSubmit,
      selfStageOrGrace: review.direction === 'SELF' && canSubmit,
      managerStageOpen: writesAs !== undefined && canSubmit,
      writesAsManagerOrDelegate: writesAs !== undefined && standing.relations.has(writesAs),
      ownRow: isAuthor,
      ownRowOnly: isAuthor,
    },
  }
}

// Each with their own pen: a manager not in the name of somebody else, a delegate not as the manager.
const WRITES_AS: Partial<Record<Direction, Relation>> = { MANAGER: 'mgr', DELEGATE: 'deleg' }

/** The facts for a decision about the packet, or everything handed in, of this participant. */
export function packetFacts(standing: Standing, conditions: ConditionFacts = {}): Facts {
  return {
    relations: standing.relations,
    isSelf: standing.isSelf,
    state: packetState(stateFacts(standing)),
    conditions: { ...standing.conditions, ...conditions },
  }
}

function stateFacts({ participant, cycle, isErased, sessionState }: Standing) {
  return {
    cycleState: cycle.state,
    participantStatus: participant.status,
    sessionState,
    erased: isErased,
  }
}

async function loadFacts(ctx: Context, participant: Participant): Promise<FactsRow> {
  const { id, personId } = participant
  const actorId = ctx.actor.id
  const [row] = await queryRows<FactsRow>(ctx.db)`
    SELECT
      (SELECT manager_id FROM org_closure WHERE person_id = ${personId}::uuid AND depth = 1) AS manager_id,
      (SELECT manager_id FROM org_closure WHERE person_id = ${personId}::uuid AND depth = 2) AS skip_id,
      (SELECT depth FROM org_closure WHERE person_id = ${personId}::uuid AND manager_id = ${actorId}::uuid) AS depth,
      (SELECT team_id FROM people WHERE id = ${personId}::uuid) AS team_id,
      (SELECT t.name FROM people s JOIN teams t ON t.id = s.team_id
        WHERE s.id = ${personId}::uuid) AS team_name,
      ${heldBreakglass(ctx, Prisma.sql`${personId}::uuid`)} AS breakglass,
      (SELECT jsonb_agg(jsonb_build_object('authorId', author_id, 'role', role, 'isOpen', is_open))
        FROM contribution_windows WHERE participant_id = ${id}::uuid) AS windows,
      (SELECT status FROM reviews WHERE participant_id = ${id}::uuid AND direction = 'PEER'
        AND author_id = ${actorId}::uuid) AS peer_status,
      EXISTS (SELECT 1 FROM reviews WHERE participant_id = ${id}::uuid AND author_id = ${actorId}::uuid
        AND direction = 'MANAGER' AND revision > 0) AS has_submitted,
      EXISTS (SELECT 1 FROM packets WHERE participant_id = ${id}::uuid
        AND shared_by_id = ${actorId}::uuid) AS has_shared,
      EXISTS (SELECT 1 FROM reviews WHERE participant_id = ${id}::uuid AND direction = 'MANAGER'
        AND author_id = ${actorId}::uuid AND status IN ('SUBMITTED', 'REOPEN_REQUESTED')) AS manager_submitted,
      (SELECT count(*)::int FROM reviews WHERE participant_id = ${id}::uuid AND revision > 0
        AND status IN ('DRAFT', 'NOT_STARTED') AND direction <> 'DELEGATE') AS reopened,
      ${heldTerms(ctx, participant)} AS pens,
      ${sessionStateOf(Prisma.sql`${id}::uuid`)} AS session_state,
      ${seatsOf(ctx, participant)} AS seats,
      is_erased(${personId}::uuid) AS is_erased`
  if (!row) throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
  return row
}

function relationFacts(ctx: Context, participant: Participant, facts: FactsRow): RelationFacts {
  return {
    actor: { id: ctx.actor.id, isActive: true },
    subjectId: participant.personId,
    subjectManagerId: facts.manager_id,
    subjectSkipId: facts.skip_id,
    chainDepth: facts.depth,
    windows: facts.windows ?? [],
    authoredInCycle: facts.has_submitted,
    sharedInCycle: facts.has_shared,
    peerStatus: peerStatusOf(facts.peer_status),
    roles: ctx.actor.roles.map(({ role, scopeTeamId }) => ({
      role,
      inScope: scopeTeamId === null || scopeTeamId === facts.team_id,
    })),
    calibrationSeats: facts.seats ?? [],
    breakglass: facts.breakglass ? [termOf(facts.breakglass)] : [],
    delegations: termsOf(facts.pens, ctx.now),
    now: ctx.now,
  }
}

// Only approved grants are rows, and the statement leaves out what was revoked.
function termOf({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const term = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) }
  return { ...term, revokedAt: null, isApproved: true }
}

function peerStatusOf(status: ReviewStatus | null): RelationFacts['peerStatus'] {
  if (status === null) return null
  if (status === 'SUBMITTED' || status === 'REOPEN_REQUESTED') return 'SUBMITTED'
  if (status === 'DECLINED') return 'DECLINED'
  return status === 'REMOVED' || status === 'NOT_PROVIDED' ? 'REMOVED' : 'REQUESTED'
}

function conditionsOf(cycle: CycleRow, facts: FactsRow, now: Date): ConditionFacts {
  return {
    skipVisible: cycle.skipVisible,
    selfReviewNotBlind: !cycle.blindSelf || facts.manager_submitted,
    cycleIsSharing: cycle.state === 'SHARING',
    cycleNotLaunched: cycle.state === 'DRAFT' || cycle.state === 'SCHEDULED',
    shareDateReached: now >= cycle.shareFromAt,
    nothingReopened: facts.reopened === 0,
    feedbackAttributed: cycle.peerVisibility === 'ATTRIBUTED',
    feedbackNotConfidential: cycle.peerVisibility !== 'CONFIDENTIAL',
    inScope: true,
    ownTasks: true,
  }
}

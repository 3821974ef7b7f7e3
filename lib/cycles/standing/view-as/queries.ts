import 'server-only'
import { sessionStateOf } from '@/lib/calibration/seats/queries'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import type { CycleState, ParticipantStatus } from '@/lib/db/generated/enums'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { type ArtefactState, packetState, type SessionState } from '@/lib/policy/artefact-state'
import { authorize } from '@/lib/policy/decide'
import { type ViewObject, viewAs } from '@/lib/policy/plain/view-as'
import type { Relation } from '@/lib/policy/relations'
import { penHolders } from '../../delegations/pens/queries'
import { type Example, type OpenPage, openPages } from './pages'
import { ViewAs } from './schema'

export type ViewAsScreen = {
  relations: Relation[]
  state: ArtefactState
  objects: ViewObject[]
  /** False on a real organisation, where nobody's data is shown. */
  isDemonstration: boolean
  example: {
    actorName: string
    subjectName: string
    state: ArtefactState
    pages: OpenPage[]
  } | null
}

/**
 * What a person like this would see at this stage, from the policy alone. On demonstration data an
 * example person is named, with the addresses that they can open; their pages are never shown.
 */
export async function getViewAs(ctx: Context, input: unknown): Promise<ViewAsScreen> {
  // The table is the same for every scope, and shows nobody.
  const roles = ctx.actor.roles.map(({ role }) => ({ role, scopeTeamId: null }))
  authorize('cycle.readFull', actorFacts({ id: ctx.actor.id, roles }, ctx.now))
  const { relation, also, state } = parseInput(ViewAs, input)
  const relations = [...new Set([relation, ...(also ? [also] : [])])]
  const organisation = await ctx.db.organisation.findUnique({
    where: { id: 1 },
    select: { isDemo: true },
  })
  const isDemonstration = organisation?.isDemo ?? false
  return {
    relations,
    state,
    objects: viewAs(relations, state),
    isDemonstration,
    example: isDemonstration ? await findExample(ctx, relations, state) : null,
  }
}

type ExampleRow = Example & {
  status: ParticipantStatus
  cycleState: CycleState
  skipVisible: boolean
  sessionState: SessionState | null
}

async function findExample(ctx: Context, relations: Relation[], wanted: ArtefactState) {
  const status = wanted === 'R' ? 'SHARED' : wanted === 'A' ? 'ACKNOWLEDGED' : 'ACTIVE'
  const [row] = await ctx.db.$queryRaw<ExampleRow[]>`
    WITH parts AS (SELECT p.*, c.state, c.skip_visible FROM participants p
        JOIN cycles c ON c.id = p.cycle_id WHERE c.state = 'SHARING'),
      pairs AS (
        SELECT 'subj' AS relation, person_id AS actor_id, id FROM parts
        UNION SELECT 'mgr', w.author_id, p.id FROM parts p
          JOIN contribution_windows w ON w.participant_id = p.id AND w.role = 'PRIMARY' AND w.is_open
        UNION SELECT CASE WHEN o.depth = 2 THEN 'skip' WHEN o.depth = 1 THEN 'newmgr' ELSE 'chain3' END,
            o.manager_id, p.id
          FROM parts p JOIN org_closure o ON o.person_id = p.person_id
          WHERE o.depth > 1 OR NOT EXISTS (SELECT 1 FROM contribution_windows w
            WHERE w.participant_id = p.id AND w.author_id = o.manager_id AND w.is_open)
        UNION SELECT CASE WHEN r.status IN ('SUBMITTED', 'REOPEN_REQUESTED') THEN 'peer_done'
            WHEN r.status IN ('NOT_STARTED', 'DRAFT') THEN 'peer_req' ELSE 'peer_off' END, r.author_id, p.id
          FROM parts p JOIN reviews r ON r.participant_id = p.id AND r.direction = 'PEER'
        UNION ${penHolders(ctx)}
        UNION SELECT CASE g.role WHEN 'ADMIN' THEN 'admin' WHEN 'LADDER_ADMIN' THEN 'ladder_admin'
            WHEN 'AUDITOR' THEN 'auditor' ELSE CASE WHEN g.scope_team_id IS NULL OR g.scope_team_id = s.team_id
              THEN 'hr_in' ELSE 'hr_out' END END, g.person_id, p.id
          FROM parts p JOIN people s ON s.id = p.person_id
          JOIN role_grants g ON g.person_id <> p.person_id AND g.valid_from <= ${ctx.now}
            AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now})),
      known AS (SELECT * FROM pairs
        UNION SELECT 'stranger', a.id, p.id FROM parts p JOIN people a ON a.is_active
          AND NOT EXISTS (SELECT 1 FROM pairs x WHERE x.actor_id = a.id AND x.id = p.id))
    SELECT a.name AS "actorName", s.name AS "subjectName", p.person_id AS "personId",
      p.id AS "participantId", p.cycle_id AS "cycleId", p.status, p.state AS "cycleState",
      p.skip_visible AS "skipVisible", ${sessionStateOf(Prisma.sql`p.id`)} AS "sessionState",
      (SELECT k.id FROM packets k WHERE k.participant_id = p.id ORDER BY k.revision DESC LIMIT 1) AS "packetId"
    FROM known JOIN parts p USING (id) JOIN people a ON a.id = known.actor_id AND a.is_active
    JOIN people s ON s.id = p.person_id
    GROUP BY a.id, a.name, s.name, p.id, p.person_id, p.cycle_id, p.status, p.state, p.skip_visible
    HAVING array_agg(DISTINCT relation) @> ${relations}::text[]
    ORDER BY cardinality(array_agg(DISTINCT relation)), (p.status::text = ${status}) DESC, s.name, a.name
    LIMIT 1`
  if (!row) return null
  const { status: participantStatus, cycleState, sessionState, skipVisible, ...example } = row
  const state = packetState({
    ...{ cycleState, participantStatus, sessionState, erased: false },
  })
  const pages = openPages(example, {
    ...{ relations: new Set(relations), state, isSelf: relations.includes('subj') },
    conditions: { skipVisible },
  })
  return { actorName: row.actorName, subjectName: row.subjectName, state, pages }
}

import 'server-only'
import type { Context } from '@/lib/context'
import type { Employment, LeaveKind } from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { decide } from '@/lib/policy/decide'
import { canReadPersonHistory } from '@/lib/policy/person-history'
import { listPersonChanges, type PersonChangeView } from '../changes/queries'
import { personFacts } from '../person-facts'
import { type Choices, getChoices, LEVEL_TITLE } from '../queries'
import { dayIn } from '../reporting-line'
import { PersonId } from '../schema'

const SHOWN_REPORTS = 100

export type PersonLink = { id: string; name: string }
/** Days as 2026-03-12, the second exclusive. */
type Days = { fromOn: string; toOn: string | null }
export type LevelSpan = Days & { title: string }
export type ManagerSpan = Days & PersonLink
export type TeamSpan = Days & PersonLink
export type LeaveSpan = { id: string; kind: LeaveKind; fromOn: string; lastOn: string | null }

export type PersonPast = {
  levels: LevelSpan[]
  managers: ManagerSpan[]
  teams: TeamSpan[]
  leaves: LeaveSpan[]
}

export type PersonProfile = {
  id: string
  name: string
  email: string
  team: string | null
  startedOn: Date | null
  endedOn: Date | null
  isActive: boolean
  employment: Employment
  /** Away today; why and until when is part of the history. */
  isAway: boolean
  level: LevelSpan | null
  /** From the manager up to the top. */
  chain: PersonLink[]
  reports: PersonLink[]
  hasMoreReports: boolean
  /** Null when the viewer may not see what was before today. */
  history: PersonPast | null
  /** What is planned and what could not be done; null unless the viewer decides about such changes. */
  changes: PersonChangeView[] | null
  /** What the forms offer; null unless the viewer may write this person. */
  choices: Choices | null
  isSelf: boolean
  today: string
  can: { change: boolean }
}

/** What the directory says of a person: nothing about reviews, and the past only to whom it concerns. */
export async function getPerson(ctx: Context, input: unknown): Promise<PersonProfile> {
  const { personId } = parseInput(PersonId, input)
  const person = await findPerson(ctx, personId)
  if (!person) throw new AppError('NOT_FOUND', 'There is no such person.')
  const { teamId, chain, reports, timeZone, ...own } = person
  const sight = sightOf(ctx, { id: own.id, teamId, chain })
  if (!own.isActive && !sight.history) throw new AppError('NOT_FOUND', 'There is no such person.')
  const past = await getPast(ctx, personId)
  const isEditable = sight.write && own.isActive
  const [changes, choices] = await Promise.all([
    sight.changes ? listPersonChanges(ctx, personId) : null,
    isEditable ? getChoices(ctx) : null,
  ])
  return {
    ...own,
    level: past.levels.find(({ toOn }) => toOn === null) ?? null,
    chain,
    reports: reports.slice(0, SHOWN_REPORTS),
    hasMoreReports: reports.length > SHOWN_REPORTS,
    history: sight.history ? past : null,
    changes,
    choices,
    isSelf: own.id === ctx.actor.id,
    today: dayIn(timeZone ?? 'UTC', ctx.now),
    can: { change: isEditable },
  }
}

type PersonRow = Pick<
  PersonProfile,
  | 'id'
  | 'name'
  | 'email'
  | 'team'
  | 'startedOn'
  | 'endedOn'
  | 'isActive'
  | 'employment'
  | 'isAway'
  | 'chain'
  | 'reports'
> & { teamId: string | null; timeZone: string | null }

// Everything about today in one statement: the person, who stands above them and who reports to them.
async function findPerson(ctx: Context, personId: string): Promise<PersonRow | undefined> {
  const [row] = await queryRows<PersonRow>(ctx.db)`
    SELECT p.id, p.name, p.email, p.team_id AS "teamId", t.name AS team, p.employment,
      p.started_on AS "startedOn", p.ended_on AS "endedOn", p.is_active AS "isActive",
      org.time_zone AS "timeZone",
      EXISTS (SELECT FROM leaves l WHERE l.person_id = p.id
        AND l.from_on <= (${ctx.now} AT TIME ZONE coalesce(org.time_zone, 'UTC'))::date
        AND (l.last_on IS NULL OR l.last_on >= (${ctx.now} AT TIME ZONE coalesce(org.time_zone, 'UTC'))::date)
      ) AS "isAway",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) ORDER BY o.depth), '[]')
        FROM org_closure o JOIN people m ON m.id = o.manager_id
        WHERE o.person_id = p.id) AS chain,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY name, id), '[]')
        FROM (SELECT s.id, s.name FROM reporting_lines r JOIN people s ON s.id = r.person_id
          WHERE r.manager_id = p.id AND r.to_on IS NULL AND s.is_active
          ORDER BY s.name, s.id LIMIT ${SHOWN_REPORTS + 1}) report) AS reports
    FROM people p LEFT JOIN teams t ON t.id = p.team_id LEFT JOIN organisations org ON org.id = 1
    WHERE p.id = ${personId}::uuid AND NOT is_erased(p.id)`
  return row
}

/** The past is for whom it concerns; what is planned for those who decide it, and never in their own case. */
function sightOf(
  ctx: Context,
  person: { id: string; teamId: string | null; chain: readonly PersonLink[] },
): { history: boolean; changes: boolean; write: boolean } {
  const { id, teamId } = person
  const facts = personFacts(ctx.actor, { id, teamId, holdsGuardedRole: false }, ctx.now)
  const history = canReadPersonHistory({
    isSelf: facts.isSelf,
    isAbove: person.chain.some((manager) => manager.id === ctx.actor.id),
    isAdmin: facts.relations.has('admin'),
    isHrPartnerInScope: facts.relations.has('hr_in'),
  })
  const changes = decide('user.deactivate', facts).allow
  return { history, changes, write: decide('user.write', facts).allow }
}

// The level of today is in it, so that it is read for everybody and shown to few.
async function getPast(ctx: Context, personId: string): Promise<PersonPast> {
  const [past] = await queryRows<PersonPast>(ctx.db)`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('title', ${LEVEL_TITLE}, 'fromOn', l.from_on,
          'toOn', l.to_on) ORDER BY l.from_on DESC, l.id DESC), '[]')
        FROM person_levels l WHERE l.person_id = p.id) AS levels,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'fromOn', r.from_on,
          'toOn', r.to_on) ORDER BY r.from_on DESC, r.id DESC), '[]')
        FROM reporting_lines r JOIN people m ON m.id = r.manager_id WHERE r.person_id = p.id) AS managers,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'fromOn', s.from_on,
          'toOn', s.to_on) ORDER BY s.from_on DESC, s.id DESC), '[]')
        FROM team_memberships s JOIN teams t ON t.id = s.team_id WHERE s.person_id = p.id) AS teams,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'kind', v.kind, 'fromOn', v.from_on,
          'lastOn', v.last_on) ORDER BY v.from_on DESC, v.id DESC), '[]')
        FROM leaves v WHERE v.person_id = p.id) AS leaves
    FROM people p WHERE p.id = ${personId}::uuid`
  return past ?? { levels: [], managers: [], teams: [], leaves: [] }
}

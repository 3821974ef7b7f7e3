import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { canReadPersonHistory } from '@/lib/policy/person-history'
import { personFacts } from '../person-facts'
import { LEVEL_TITLE } from '../queries'
import { PersonId } from '../schema'

const SHOWN_REPORTS = 100

export type PersonLink = { id: string; name: string }
export type LevelSpan = { title: string; fromOn: Date; toOn: Date | null }
export type ManagerSpan = PersonLink & { fromOn: Date; toOn: Date | null }

export type PersonProfile = {
  id: string
  name: string
  email: string
  team: string | null
  startedOn: Date | null
  endedOn: Date | null
  isActive: boolean
  level: LevelSpan | null
  /** From the manager up to the top. */
  chain: PersonLink[]
  reports: PersonLink[]
  hasMoreReports: boolean
  /** Null when the viewer may not see what was before today. */
  history: { levels: LevelSpan[]; managers: ManagerSpan[] } | null
  isSelf: boolean
}

/** What the directory says of a person: nothing about reviews, and the past only to whom it concerns. */
export async function getPerson(ctx: Context, input: unknown): Promise<PersonProfile> {
  const { personId } = parseInput(PersonId, input)
  const person = await findPerson(ctx, personId)
  if (!person) throw new AppError('NOT_FOUND', 'There is no such person.')
  const { teamId, chain, reports, ...own } = person
  const mayReadHistory = readsHistory(ctx, { id: own.id, teamId, chain })
  if (!own.isActive && !mayReadHistory) {
    throw new AppError('NOT_FOUND', 'There is no such person.')
  }
  const levels = await levelSpans(ctx, personId)
  const history = mayReadHistory ? { levels, managers: await managerSpans(ctx, personId) } : null
  return {
    ...own,
    level: levels.find(({ toOn }) => toOn === null) ?? null,
    chain,
    reports: reports.slice(0, SHOWN_REPORTS),
    hasMoreReports: reports.length > SHOWN_REPORTS,
    history,
    isSelf: own.id === ctx.actor.id,
  }
}

type PersonRow = Omit<PersonProfile, 'level' | 'hasMoreReports' | 'history' | 'isSelf'> & {
  teamId: string | null
}

// Everything about today in one statement: the person, who stands above them and who reports to them.
async function findPerson(ctx: Context, personId: string): Promise<PersonRow | undefined> {
  const [row] = await ctx.db.$queryRaw<PersonRow[]>`
    SELECT p.id, p.name, p.email, p.team_id AS "teamId", t.name AS team,
      p.started_on AS "startedOn", p.ended_on AS "endedOn", p.is_active AS "isActive",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) ORDER BY o.depth), '[]')
        FROM org_closure o JOIN people m ON m.id = o.manager_id
        WHERE o.person_id = p.id) AS chain,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY name, id), '[]')
        FROM (SELECT s.id, s.name FROM reporting_lines r JOIN people s ON s.id = r.person_id
          WHERE r.manager_id = p.id AND r.to_on IS NULL AND s.is_active
          ORDER BY s.name, s.id LIMIT ${SHOWN_REPORTS + 1}) report) AS reports
    FROM people p LEFT JOIN teams t ON t.id = p.team_id
    WHERE p.id = ${personId}::uuid`
  return row
}

function readsHistory(
  ctx: Context,
  person: { id: string; teamId: string | null; chain: readonly PersonLink[] },
): boolean {
  const { relations, isSelf } = personFacts(
    ctx.actor,
    { id: person.id, teamId: person.teamId, holdsGuardedRole: false },
    ctx.now,
  )
  return canReadPersonHistory({
    isSelf,
    isAbove: person.chain.some(({ id }) => id === ctx.actor.id),
    isAdmin: relations.has('admin'),
    isHrPartnerInScope: relations.has('hr_in'),
  })
}

async function levelSpans(ctx: Context, personId: string): Promise<LevelSpan[]> {
  return ctx.db.$queryRaw<LevelSpan[]>`
    SELECT ${LEVEL_TITLE} AS title, l.from_on AS "fromOn", l.to_on AS "toOn"
    FROM person_levels l WHERE l.person_id = ${personId}::uuid
    ORDER BY l.from_on DESC, l.id DESC`
}

async function managerSpans(ctx: Context, personId: string): Promise<ManagerSpan[]> {
  return ctx.db.$queryRaw<ManagerSpan[]>`
    SELECT m.id, m.name, r.from_on AS "fromOn", r.to_on AS "toOn"
    FROM reporting_lines r JOIN people m ON m.id = r.manager_id
    WHERE r.person_id = ${personId}::uuid ORDER BY r.from_on DESC, r.id DESC`
}

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
  const person = await ctx.db.person.findUnique({
    where: { id: personId },
    select: {
      id: true,
      name: true,
      email: true,
      teamId: true,
      startedOn: true,
      endedOn: true,
      isActive: true,
      team: { select: { name: true } },
      above: {
        orderBy: { depth: 'asc' },
        select: { manager: { select: { id: true, name: true } } },
      },
    },
  })
  if (!person) throw new AppError('NOT_FOUND', 'There is no such person.')
  const { above, team, teamId, ...own } = person
  const chain = above.map(({ manager }) => manager)
  const mayReadHistory = readsHistory(ctx, { id: own.id, teamId, chain })
  if (!own.isActive && !mayReadHistory) {
    throw new AppError('NOT_FOUND', 'There is no such person.')
  }
  const levels = await levelSpans(ctx, personId)
  const reports = await directReports(ctx, personId)
  const history = mayReadHistory ? { levels, managers: await managerSpans(ctx, personId) } : null
  return {
    ...own,
    team: team?.name ?? null,
    level: levels.find(({ toOn }) => toOn === null) ?? null,
    chain,
    reports: reports.slice(0, SHOWN_REPORTS),
    hasMoreReports: reports.length > SHOWN_REPORTS,
    history,
    isSelf: own.id === ctx.actor.id,
  }
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
  const lines = await ctx.db.reportingLine.findMany({
    where: { personId },
    orderBy: [{ fromOn: 'desc' }, { id: 'desc' }],
    select: { fromOn: true, toOn: true, manager: { select: { id: true, name: true } } },
  })
  return lines.map(({ manager, fromOn, toOn }) => ({ ...manager, fromOn, toOn }))
}

async function directReports(ctx: Context, personId: string): Promise<PersonLink[]> {
  return ctx.db.person.findMany({
    where: { isActive: true, managerLines: { some: { managerId: personId, toOn: null } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: SHOWN_REPORTS + 1,
    select: { id: true, name: true },
  })
}

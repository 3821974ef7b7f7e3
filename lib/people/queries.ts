import 'server-only'
import type { Context } from '@/lib/context'
import { isLocalDay } from '@/lib/cycles/local-day'
import { Prisma } from '@/lib/db/generated/client'
import { queryRows } from '@/lib/db/query-rows'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize, decide } from '@/lib/policy/decide'
import { likeText } from '@/lib/text'
import { dayIn } from './reporting-line'
import { ListPeople, PersonId, readCursor, SearchPeople, writeCursor } from './schema'

export const PAGE_SIZE = 50
const PICKER_SIZE = 10
const CHOICE_OF_TEAMS = 50

export type AccountState = 'Can sign in' | 'Invited' | 'No account' | 'Deactivated'
export type PersonListItem = {
  id: string
  name: string
  email: string
  team: string | null
  level: string | null
  managerId: string | null
  manager: string | null
  startedOn: Date | null
  isContractor: boolean
  /** Null unless the viewer administers accounts. */
  account: AccountState | null
  isSelf: boolean
}
export type PeopleList = {
  people: PersonListItem[]
  /** The names of all teams where they are few enough to choose from, else null. */
  teams: string[] | null
  levels: LevelChoice[]
  filter: ListPeople
  nextCursor: string | null
  can: { administer: boolean }
}

/** The day it is where the organisation is. */
export async function getToday(ctx: Context): Promise<string> {
  const row = await ctx.db.organisation.findUnique({ where: { id: 1 }, select: { timeZone: true } })
  return dayIn(row?.timeZone ?? 'UTC', ctx.now)
}

/** A page of the directory. Accounts, and people who have left, are for administrators. */
export async function listPeople(ctx: Context, input: unknown = {}): Promise<PeopleList> {
  const filter = parseInput(ListPeople, input)
  const facts = actorFacts(ctx.actor, ctx.now, { notOwnRow: true, guardedRoleApproved: true })
  if (filter.status !== 'active') authorize('user.write', facts)
  const mayAdminister = decide('user.write', facts).allow
  const [rows, choices] = await Promise.all([
    findPeople(ctx, filter, mayAdminister),
    getChoices(ctx),
  ])
  const shown = rows.slice(0, PAGE_SIZE)
  const last = shown.at(-1)
  return {
    people: shown.map(({ sort_value: _, ...person }) => ({
      ...person,
      isSelf: person.id === ctx.actor.id,
    })),
    ...choices,
    filter,
    nextCursor: rows.length > PAGE_SIZE && last ? writeCursor(last.sort_value, last.id) : null,
    can: { administer: mayAdminister },
  }
}

export type LevelChoice = { path: string; title: string; track: string }
export type Choices = { teams: string[] | null; levels: LevelChoice[] }

/** What a form about people offers: the teams that are there, if few, and the levels of the published ladders. */
export async function getChoices(ctx: Context): Promise<Choices> {
  const [row] = await queryRows<{ teams: string[]; levels: LevelChoice[] }>(ctx.db)`
    SELECT
      (SELECT coalesce(jsonb_agg(name ORDER BY name), '[]') FROM (
        SELECT name FROM teams WHERE ended_on IS NULL ORDER BY name LIMIT ${CHOICE_OF_TEAMS + 1}) team) AS teams,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('path', la.key || '/' || t.key || '/' || l.key,
          'title', l.title, 'track', t.title) ORDER BY la.key, t."order", l."order"), '[]')
        FROM ladders la JOIN ladder_versions v ON v.ladder_id = la.id AND v.status = 'PUBLISHED'
        JOIN tracks t ON t.version_id = v.id JOIN levels l ON l.track_id = t.id) AS levels`
  const { teams = [], levels = [] } = row ?? {}
  return { teams: teams.length > CHOICE_OF_TEAMS ? null : teams, levels }
}

type FilterFacts = { today: string | null; isCommonLevel: boolean }

const COMMON = 500

// What the statement depends on beside its filter: the day, and how many hold a level, since walking
// along all names finds common ones soon and rare ones never.
async function factsOfFilter(ctx: Context, { status, level }: ListPeople): Promise<FilterFacts> {
  const today = status === 'on-leave' ? await getToday(ctx) : null
  if (!level) return { today, isCommonLevel: false }
  const holders = await queryRows<unknown>(ctx.db, 'filter')`
    SELECT 1 FROM person_levels l WHERE ${holdsLevel(level)} LIMIT ${COMMON}`
  return { today, isCommonLevel: holders.length === COMMON }
}

export type PersonOption = { id: string; name: string; email: string; team: string | null }

/** Active people whose name or address has all the words, at most ten; those whose name begins so come first. */
export async function searchPeople(ctx: Context, input: unknown): Promise<PersonOption[]> {
  const { query } = parseInput(SearchPeople, input)
  if (query === '') return []
  const start = `${likeText(query)}%`
  return queryRows<PersonOption>(ctx.db, 'filter')`
    SELECT p.id, p.name, p.email, t.name AS team
    FROM people p LEFT JOIN teams t ON t.id = p.team_id
    WHERE p.is_active AND ${matches(query)}
    ORDER BY lower(p.name) NOT LIKE ${start}, p.name, p.id
    LIMIT ${PICKER_SIZE}`
}

/** The title of the level `l` in the published ladder, or its key where the ladder has it no more. */
export const LEVEL_TITLE = Prisma.sql`COALESCE((
  SELECT level.title FROM ladders ladder
  JOIN ladder_versions version ON version.ladder_id = ladder.id AND version.status = 'PUBLISHED'
  JOIN tracks track ON track.version_id = version.id AND track.key = l.track_key
  JOIN levels level ON level.track_id = track.id AND level.key = l.level_key
  WHERE ladder.key = l.ladder_key), l.level_key)`

type PersonRow = Omit<PersonListItem, 'isSelf'> & { sort_value: string }

async function findPeople(
  ctx: Context,
  filter: ListPeople,
  mayAdminister: boolean,
): Promise<PersonRow[]> {
  const facts = await factsOfFilter(ctx, filter)
  const { search, team, level, manager, status } = filter
  const isWhole = !search && !team && !level && !manager && status === 'active'
  const account = mayAdminister ? ACCOUNT : Prisma.sql`NULL::text`
  return queryRows<PersonRow>(ctx.db, isWhole ? 'read' : 'filter')`
    ${peopleStatement(filter, facts, account)}`
}

function peopleStatement(filter: ListPeople, facts: FilterFacts, account: Prisma.Sql): Prisma.Sql {
  const sortValue = SORT_VALUES[filter.sort]
  const direction = filter.sort === 'name' ? Prisma.sql`ASC` : Prisma.sql`DESC`
  // The page is cut first, so that titles and accounts are looked up for fifty and not for everybody.
  return Prisma.sql`
    SELECT p.id, p.name, p.email, t.name AS team, p.started_on AS "startedOn",
      p.employment = 'CONTRACTOR' AS "isContractor",
      m.id AS "managerId", m.name AS manager, ${LEVEL_TITLE} AS level, ${account} AS account,
      p.sort_value::text
    FROM (
      SELECT p.*, ${sortValue} AS sort_value FROM people p
      WHERE ${Prisma.join(conditions(filter, facts), ' AND ')}
      ORDER BY ${sortValue} ${direction}, p.id ${direction}
      LIMIT ${PAGE_SIZE + 1}
    ) p
    LEFT JOIN teams t ON t.id = p.team_id
    LEFT JOIN reporting_lines r ON r.person_id = p.id AND r.to_on IS NULL
    LEFT JOIN people m ON m.id = r.manager_id
    LEFT JOIN person_levels l ON l.person_id = p.id AND l.to_on IS NULL
    ORDER BY p.sort_value ${direction}, p.id ${direction}`
}

const NOT_KNOWN = '-infinity'
const SORT_VALUES = {
  name: Prisma.sql`p.name`,
  // Written as in its index, which a parameter would not meet.
  newest: Prisma.sql`COALESCE(p.started_on, '-infinity'::date)`,
}

const ACCOUNT = Prisma.sql`CASE
  WHEN NOT p.is_active THEN 'Deactivated'
  WHEN EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id)
    OR EXISTS (SELECT 1 FROM identities d WHERE d.person_id = p.id) THEN 'Can sign in'
  WHEN EXISTS (SELECT 1 FROM invitations i
    WHERE i.person_id = p.id AND i.used_at IS NULL AND i.expires_at > now()) THEN 'Invited'
  ELSE 'No account' END`

function conditions(filter: ListPeople, facts: FilterFacts): Prisma.Sql[] {
  const { search, team, level, manager, sort } = filter
  const cursor = placeIn(filter)
  const found = statusConditions(filter.status, facts.today)
  if (search) found.push(matches(search))
  if (team) found.push(inTeam(team))
  if (level) found.push(atLevel(level, facts))
  if (manager) found.push(managedBy(manager))
  if (cursor) {
    const compare = sort === 'name' ? Prisma.sql`>` : Prisma.sql`<`
    const value = sort === 'name' ? Prisma.sql`${cursor.value}` : Prisma.sql`${cursor.value}::date`
    const place = Prisma.sql`(${value}, ${cursor.id}::uuid)`
    found.push(Prisma.sql`(${SORT_VALUES[sort]}, p.id) ${compare} ${place}`)
  }
  return found
}

/** What the filter of the directory says of the people `p`, on all pages. */
export async function filterCondition(ctx: Context, filter: ListPeople): Promise<Prisma.Sql> {
  const whole = { ...filter, cursor: '' }
  return Prisma.join(conditions(whole, await factsOfFilter(ctx, filter)), ' AND ')
}

// What we did not write, or wrote for another order, is no place to go on from.
function placeIn({ cursor, sort }: ListPeople): ReturnType<typeof readCursor> {
  const place = readCursor(cursor)
  const isPlace = sort === 'name' || place?.value === NOT_KNOWN || isLocalDay(place?.value ?? '')
  return isPlace ? place : null
}

function statusConditions(status: ListPeople['status'], today: string | null): Prisma.Sql[] {
  const active = Prisma.sql`p.is_active`
  const also: Record<ListPeople['status'], Prisma.Sql[]> = {
    active: [active],
    'no-account': [
      active,
      Prisma.sql`NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id)`,
      Prisma.sql`NOT EXISTS (SELECT 1 FROM identities d WHERE d.person_id = p.id)`,
    ],
    'on-leave': [
      active,
      Prisma.sql`p.id IN (SELECT person_id FROM leaves
        WHERE from_on <= ${today}::date AND (last_on IS NULL OR last_on >= ${today}::date))`,
    ],
    contractors: [active, Prisma.sql`p.employment = 'CONTRACTOR'`],
    deactivated: [Prisma.sql`NOT p.is_active`, Prisma.sql`NOT is_erased(p.id)`],
  }
  return also[status]
}

/** Who holds the level today; nobody where the text is not the way to one. */
function atLevel(path: string, { isCommonLevel }: FilterFacts): Prisma.Sql {
  const held = holdsLevel(path)
  return isCommonLevel
    ? Prisma.sql`(SELECT true FROM person_levels l WHERE l.person_id = p.id AND ${held})`
    : Prisma.sql`p.id IN (SELECT l.person_id FROM person_levels l WHERE ${held})`
}

function holdsLevel(path: string): Prisma.Sql {
  const [ladder = '', track = '', level = ''] = path.split('/')
  return Prisma.sql`l.to_on IS NULL AND l.level_key = ${level} AND l.track_key = ${track}
    AND l.ladder_key = ${ladder}`
}

/** Who reports to somebody of that name or address, or with that id. */
function managedBy(manager: string): Prisma.Sql {
  const isId = PersonId.shape.personId.safeParse(manager).success
  const managers = isId
    ? Prisma.sql`r.manager_id = ${manager}::uuid`
    : Prisma.sql`r.manager_id IN (SELECT p.id FROM people p WHERE ${matches(manager)})`
  return Prisma.sql`p.id IN (SELECT r.person_id FROM reporting_lines r WHERE r.to_on IS NULL AND ${managers})`
}

/** Every word stands somewhere in name or address; written so that the trigram index answers it. */
function matches(search: string): Prisma.Sql {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  const each = words.map(
    (word) => Prisma.sql`(lower(p.name) || ' ' || p.email) LIKE ${`%${likeText(word)}%`}`,
  )
  return each.length > 0 ? Prisma.join(each, ' AND ') : Prisma.sql`true`
}

/** The team of that name; where there is none, every team whose name holds these letters. */
function inTeam(name: string): Prisma.Sql {
  return Prisma.sql`p.team_id IN (
    SELECT t.id FROM teams t WHERE t.name = ${name} OR (lower(t.name) LIKE ${`%${likeText(name)}%`}
      AND NOT EXISTS (SELECT 1 FROM teams WHERE name = ${name})))`
}

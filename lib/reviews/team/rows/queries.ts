import 'server-only'
import { sessionStateOf } from '@/lib/calibration/seats/queries'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import type { CycleState, PeerVisibility, ReviewStatus } from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import { likeText } from '@/lib/text'
import { type ListTeam, readCursor, type TeamCursor } from '../schema'
import type { TeamStage } from '../stage'
import {
  isManager,
  isPartner,
  mayFollow,
  maySeeOfficial,
  maySeePacket,
  ownWindow,
} from '../visibility/queries'

export const PAGE = 50

export type TeamRecord = {
  person_id: string
  name: string
  depth: number | null
  /** The actor is their manager in the chosen cycle. */
  is_led: boolean
  level_title: string | null
  level_since: Date | null
  participant_id: string | null
  stage: TeamStage
  self_status: ReviewStatus | null
  own_status: ReviewStatus | null
  own_review_id: string | null
  peers_asked: number
  peers_submitted: number
  packet_id: string | null
  score: number | null
  half_width: number | null
  verdict_rank: number | null
  scored_cycle_id: string | null
  scored_cycle_name: string | null
  last_note_at: Date | null
  sort_key: number | string
}

export type TeamCycle = {
  id: string
  state: CycleState
  periodEnd: Date
  peerVisibility: PeerVisibility
}

/**
 * One statement for the whole page: `seen` is every participation of every report with what it opens
 * to this reader, and everything else is read through it.
 */
export async function loadTeam(
  ctx: Context,
  { cycle, ...list }: ListTeam & { cycle: TeamCycle | null },
): Promise<TeamRecord[]> {
  const isDescending = list.direction === 'desc'
  const cursor = readCursor(list.cursor, list.sort)
  const order = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  return queryRows<TeamRecord>(ctx.db)`
    WITH reports AS MATERIALIZED (
      SELECT p.id AS person_id, p.name, o.depth, ${isPartner(ctx)} AS is_partner
      FROM (${reportsOf(ctx, { cycle, depth: list.scope === 'tree' ? 2 : 1 })}) o
      JOIN people p ON p.id = o.person_id WHERE p.is_active ${matching(list.search)}),
    seen AS MATERIALIZED (${seen(ctx)}),
    scores AS (${latestScores(cycle)}),
    team AS (
      SELECT r.person_id, r.name, r.depth, l.title AS level_title, l.from_on AS level_since,
        n.participant_id, coalesce(n.is_led, false) AS is_led, coalesce(n.stage, 'none') AS stage,
        n.self_status, n.own_status, n.own_review_id, coalesce(n.peers_asked, 0) AS peers_asked,
        coalesce(n.peers_submitted, 0) AS peers_submitted, n.packet_id,
        s.score, s.half_width, s.verdict, s.verdict_rank::int AS verdict_rank, s.cycle_id AS scored_cycle_id,
        s.cycle_name AS scored_cycle_name, e.submitted_at AS last_note_at
      FROM reports r
      LEFT JOIN scores s ON s.person_id = r.person_id
      LEFT JOIN LATERAL (${currentLevel}) l ON true
      LEFT JOIN LATERAL (${inCycle(ctx, cycle)}) n ON true
      LEFT JOIN LATERAL (${latestNote}) e ON true),
    sorted AS (SELECT team.*, ${sortKey(list.sort, isDescending)} AS sort_key FROM team)
    SELECT * FROM sorted
    WHERE ${stageFilter(list.status)} AND ${verdictFilter(list.verdict)} AND ${after(cursor, list)}
    ORDER BY sort_key ${order}, person_id ${order} LIMIT ${PAGE + 1}`
}

// Today's reports, and whoever the actor leads in this cycle although they report to somebody else now.
function reportsOf(
  { actor }: Context,
  { cycle, depth }: { cycle: TeamCycle | null; depth: number },
): Prisma.Sql {
  const today = Prisma.sql`SELECT person_id, depth FROM org_closure
    WHERE manager_id = ${actor.id}::uuid AND depth <= ${depth}::int`
  if (!cycle) return today
  return Prisma.sql`${today} UNION
    SELECT t.person_id, x.depth FROM contribution_windows w
    JOIN participants t ON t.id = w.participant_id AND t.cycle_id = ${cycle.id}::uuid
    LEFT JOIN org_closure x ON x.manager_id = ${actor.id}::uuid AND x.person_id = t.person_id
    WHERE w.author_id = ${actor.id}::uuid AND w.role = 'PRIMARY' AND w.is_open
      AND t.person_id <> ${actor.id}::uuid`
}

function matching(search: string): Prisma.Sql {
  if (!search) return Prisma.empty
  const pattern = `%${likeText(search)}%`
  return Prisma.sql`AND (lower(p.name) || ' ' || p.email) LIKE ${pattern}`
}

export const currentLevel = Prisma.sql`
  SELECT coalesce(v.title, h.level_key) AS title, h.from_on FROM person_levels h
  LEFT JOIN LATERAL (SELECT l.title FROM ladders d
    JOIN ladder_versions e ON e.ladder_id = d.id AND e.status = 'PUBLISHED'
    JOIN levels l ON l.version_id = e.id AND l.key = h.level_key
    WHERE d.key = h.ladder_key) v ON true
  WHERE h.person_id = r.person_id AND h.to_on IS NULL`

function seen(ctx: Context): Prisma.Sql {
  return Prisma.sql`
    SELECT r.person_id, r.is_partner, t.id, t.status, c.id AS cycle_id, c.name AS cycle_name, c.state,
      c.period_end, c.share_from_at, ${isManager} AS is_led, ${mayFollow(ctx)} AS is_followed,
      ${maySeeOfficial} AS is_official, ${maySeePacket} AS is_packet
    FROM reports r JOIN participants t ON t.person_id = r.person_id
    JOIN cycles c ON c.id = t.cycle_id ${ownWindow(ctx)}`
}

function inCycle(ctx: Context, cycle: TeamCycle | null): Prisma.Sql {
  return Prisma.sql`
    SELECT t.id AS participant_id, t.is_led, ${stage(ctx)} AS stage,
      CASE WHEN t.is_followed THEN v.self_status END AS self_status,
      CASE WHEN t.is_followed THEN v.own_status END AS own_status,
      CASE WHEN t.is_followed THEN v.own_review_id END AS own_review_id,
      CASE WHEN t.is_followed THEN v.peers_asked END AS peers_asked,
      CASE WHEN t.is_followed THEN v.peers_submitted END AS peers_submitted,
      CASE WHEN t.is_packet THEN (SELECT k.id FROM packets k WHERE k.participant_id = t.id
        ORDER BY k.revision DESC LIMIT 1) END AS packet_id
    FROM seen t LEFT JOIN LATERAL (${reviewsOf(ctx)}) v ON true
    WHERE t.person_id = r.person_id AND t.cycle_id = ${cycle?.id ?? null}::uuid`
}

export function reviewsOf({ actor }: Context): Prisma.Sql {
  const own = Prisma.sql`(a.author_id = ${actor.id}::uuid)`
  return Prisma.sql`
    SELECT max(a.status::text) FILTER (WHERE a.direction = 'SELF') AS self_status,
      (array_agg(a.status::text ORDER BY ${own} DESC, a.id)
        FILTER (WHERE a.direction = 'MANAGER'))[1] AS own_status,
      (array_agg(a.id) FILTER (WHERE a.direction = 'MANAGER' AND ${own}))[1] AS own_review_id,
      (count(*) FILTER (WHERE a.direction = 'PEER'
        AND a.status NOT IN ('DECLINED', 'REMOVED')))::int AS peers_asked,
      (count(*) FILTER (WHERE a.direction = 'PEER'
        AND a.status IN ('SUBMITTED', 'REOPEN_REQUESTED')))::int AS peers_submitted,
      coalesce(bool_or(a.revision > 0 AND a.direction <> 'DELEGATE'
        AND a.status IN ('DRAFT', 'NOT_STARTED')), false) AS is_reopened
    FROM reviews a WHERE a.participant_id = t.id`
}

/** Where a review stands, of `t` with its cycle and what the reader may follow, and its reviews `v`. */
export function stage({ now }: Context): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN NOT t.is_followed THEN 'hidden'
    WHEN t.status IN ('EXCUSED', 'PAUSED', 'REMOVED') THEN 'excused'
    WHEN t.status IN ('ACKNOWLEDGED', 'FINAL') THEN 'acknowledged'
    WHEN t.status = 'SHARED' THEN 'shared'
    WHEN t.state IN ('CLOSED', 'ARCHIVED') THEN 'closed'
    WHEN coalesce(v.own_status, 'NOT_STARTED') NOT IN ('SUBMITTED', 'REOPEN_REQUESTED') THEN 'to_write'
    WHEN v.is_reopened THEN 'reopened'
    WHEN t.state = 'SHARING' AND t.share_from_at <= ${now}
      AND ${sessionStateOf(Prisma.sql`t.id`)} IS DISTINCT FROM 'OPEN' THEN 'to_share'
    ELSE 'written' END`
}

// The latest score that this reader may see: the official one, or what a shared packet says.
function latestScores(cycle: TeamCycle | null): Prisma.Sql {
  const until = cycle ? Prisma.sql`AND t.period_end <= ${cycle.periodEnd}::date` : Prisma.empty
  return Prisma.sql`
    SELECT DISTINCT ON (t.person_id) t.person_id, t.cycle_id, t.cycle_name, x.score, x.half_width,
      x.verdict, x.verdict_rank
    FROM seen t JOIN score_snapshots x ON x.participant_id = t.id AND x.audience = (CASE
      WHEN t.is_official THEN 'OFFICIAL' WHEN t.is_packet THEN 'SHARED' END)::"ScoreAudience"
    WHERE x.score IS NOT NULL ${until}
    ORDER BY t.person_id, t.period_end DESC, t.cycle_id DESC`
}

// Sorted before it is filtered: the newest is nearly always the answer, so few are looked at.
const latestNote = Prisma.sql`
  SELECT z.submitted_at FROM (
    SELECT id, participant_id, direction, submitted_at FROM submissions
    WHERE subject_id = r.person_id AND direction <> 'SELF' ORDER BY submitted_at DESC) z
  WHERE (z.participant_id IN (SELECT id FROM seen WHERE is_official AND (is_partner OR is_led))
      OR (z.direction = 'MANAGER' AND z.participant_id IN (SELECT id FROM seen WHERE is_official)))
    AND EXISTS (SELECT 1 FROM ratings g WHERE g.submission_id = z.id AND g.has_note)
  ORDER BY z.submitted_at DESC LIMIT 1`

const RANKS = Prisma.sql`array_position(ARRAY['to_share', 'to_write', 'reopened', 'written', 'shared',
  'acknowledged', 'closed', 'excused', 'hidden', 'none'], stage)::float8`

// What has no value comes last in both directions.
function sortKey(sort: ListTeam['sort'], isDescending: boolean): Prisma.Sql {
  const last = isDescending ? Prisma.sql`-1e18` : Prisma.sql`1e18`
  if (sort === 'name') return Prisma.sql`lower(name)`
  if (sort === 'status') return RANKS
  if (sort === 'score') return Prisma.sql`coalesce(score, ${last}::float8)`
  if (sort === 'verdict') return Prisma.sql`coalesce(verdict_rank::float8, ${last}::float8)`
  if (sort === 'tenure') {
    return Prisma.sql`coalesce(-extract(epoch FROM level_since::timestamp)::float8, ${last}::float8)`
  }
  return Prisma.sql`coalesce(extract(epoch FROM last_note_at)::float8, ${last}::float8)`
}

const STAGES: Record<NonNullable<ListTeam['status']>, TeamStage[]> = {
  to_write: ['to_write'],
  to_share: ['to_share'],
  waiting: ['reopened', 'written'],
  shared: ['shared'],
  acknowledged: ['acknowledged'],
}

function stageFilter(status: ListTeam['status']): Prisma.Sql {
  return status ? Prisma.sql`stage = ANY(${STAGES[status]}::text[])` : Prisma.sql`true`
}

function verdictFilter(verdict: ListTeam['verdict']): Prisma.Sql {
  return verdict ? Prisma.sql`verdict = ${verdict}` : Prisma.sql`true`
}

function after(
  cursor: TeamCursor | null,
  { sort, direction }: Pick<ListTeam, 'sort' | 'direction'>,
) {
  if (!cursor) return Prisma.sql`true`
  const [key, personId] = cursor
  const value = sort === 'name' ? Prisma.sql`${key}::text` : Prisma.sql`${key}::float8`
  return direction === 'desc'
    ? Prisma.sql`(sort_key, person_id) < (${value}, ${personId}::uuid)`
    : Prisma.sql`(sort_key, person_id) > (${value}, ${personId}::uuid)`
}

import 'server-only'
import type { Context } from '@/lib/context'
import { dayOfDate } from '@/lib/cycles/local-day'
import { Prisma } from '@/lib/db/generated/client'
import type { Direction, PeerVisibility } from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import type { PacketPayload } from '@/lib/reviews/body'
import { ScoringConfig } from '@/lib/scoring/schema'
import { packetAnswers } from './packet-answers'
import type { Answer, AnsweredCycle } from './ratings'

/** What a delegate wrote is the manager's to use; no number comes from it. */
type Scored = Exclude<Direction, 'DELEGATE'>

/** One person's whole record, or their record up to the cycle of one participation. */
export type RecordScope = { personId: string } | { participantId: string }

/** How many cycles back a record goes; readiness looks at fewer. */
const CYCLES = 8

/** What was shared with the person, latest cycle first: the last packet of each cycle and nothing else. */
export async function listSharedCycles(ctx: Context, scope: RecordScope): Promise<AnsweredCycle[]> {
  const rows = await queryRows<CycleRow & { payload: PacketPayload }>(ctx.db)`
    SELECT ${CYCLE_COLUMNS}, k.id AS packet_id, k.payload
    FROM participants p
    JOIN cycles c ON c.id = p.cycle_id
    JOIN LATERAL (SELECT id, payload FROM packets WHERE participant_id = p.id
      ORDER BY revision DESC LIMIT 1) k ON true
    WHERE ${inScope(scope)} AND p.status <> 'REMOVED'
    ORDER BY c.period_end DESC, c.period_start DESC, c.id LIMIT ${CYCLES}`
  return rows.map(({ payload, ...row }) => ({
    ...cycleOf(row),
    levelKey: payload.level.key,
    nextLevelKey: payload.nextLevel?.key ?? null,
    answers: packetAnswers(payload, row.packet_id ?? row.participant_id),
  }))
}

/** A cycle with its answers by submission, so that the policy can take some of them away. */
export type SubmittedCycle = { cycle: AnsweredCycle; submissions: Submitted[] }

export type Submitted = {
  id: string
  direction: Scored
  /** Reopened, hence a draft again; of peers it is known only that one of them is. */
  isBeingChanged: boolean
  answers: Answer[]
}

/**
 * What was handed in about the person, latest cycle first, whoever asks: the caller has asked the
 * policy, or shows it to nobody. Peers carry no name. Without `withNotes` no text is read at all.
 */
export async function listSubmittedCycles(
  ctx: Context,
  scope: RecordScope,
  { withNotes = false } = {},
): Promise<SubmittedCycle[]> {
  const rows = await queryRows<CycleRow & { submissions: SubmissionRow[] | null }>(ctx.db)`
    SELECT ${CYCLE_COLUMNS},
      (SELECT id FROM packets WHERE participant_id = p.id
        ORDER BY revision DESC LIMIT 1) AS packet_id,
      (SELECT jsonb_agg(to_jsonb(s)) FROM (${currentSubmissions(withNotes)}) s) AS submissions
    FROM participants p
    JOIN cycles c ON c.id = p.cycle_id
    WHERE ${inScope(scope)} AND p.status NOT IN ('REMOVED', 'EXCUSED')
    ORDER BY c.period_end DESC, c.period_start DESC, c.id LIMIT ${CYCLES}`
  return rows.map(({ submissions, ...row }) => ({
    cycle: { ...cycleOf(row), answers: [] },
    submissions: (submissions ?? []).map(submittedOf),
  }))
}

const CYCLE_COLUMNS = Prisma.sql`c.id, c.name, c.period_start, c.period_end, c.scoring_config,
  c.ladder_version_id, c.has_peer, c.rates_expectations, c.peer_visibility, p.id AS participant_id,
  p.level_key, p.next_level_key`

type CycleRow = {
  id: string
  name: string
  period_start: Date
  period_end: Date
  scoring_config: unknown
  ladder_version_id: string
  has_peer: boolean
  rates_expectations: boolean
  peer_visibility: PeerVisibility
  participant_id: string
  level_key: string
  next_level_key: string | null
  packet_id: string | null
}

type SubmissionRow = {
  id: string
  direction: Scored
  rater_key: string
  writer: string | null
  is_being_changed: boolean
  ratings: { key: string; value: number | null; hasNote: boolean }[] | null
  notes: Record<string, string> | null
}

function inScope(scope: RecordScope): Prisma.Sql {
  if ('personId' in scope) return Prisma.sql`p.person_id = ${scope.personId}::uuid`
  const own = Prisma.sql`${scope.participantId}::uuid`
  return Prisma.sql`p.person_id = (SELECT person_id FROM participants WHERE id = ${own})
    AND c.period_end <= (SELECT oc.period_end FROM participants o
      JOIN cycles oc ON oc.id = o.cycle_id WHERE o.id = ${own})`
}

function currentSubmissions(withNotes: boolean): Prisma.Sql {
  const notes = withNotes
    ? Prisma.sql`(SELECT jsonb_object_agg(entry.key, entry.value ->> 'note')
        FROM jsonb_each(s.body -> 'sections') section, jsonb_each(section.value -> 'ratings') entry
        WHERE btrim(entry.value ->> 'note') <> '')`
    : Prisma.sql`NULL::jsonb`
  return Prisma.sql`
    SELECT DISTINCT ON (s.direction, s.rater_key) s.id, s.direction, s.rater_key, w.name AS writer,
      CASE WHEN s.direction = 'PEER' THEN EXISTS (SELECT 1 FROM reviews x
          WHERE x.participant_id = p.id AND x.direction = 'PEER' AND x.revision > 0
            AND x.status IN ('DRAFT', 'NOT_STARTED'))
        ELSE coalesce(r.status IN ('DRAFT', 'NOT_STARTED'), false) END AS is_being_changed,
      (SELECT jsonb_agg(jsonb_build_object('key', i.key, 'value', t.value, 'hasNote', t.has_note)
          ORDER BY i.key)
        FROM ratings t JOIN items i ON i.id = t.item_id WHERE t.submission_id = s.id) AS ratings,
      ${notes} AS notes
    FROM submissions s
    LEFT JOIN reviews r ON r.id = s.review_id
    LEFT JOIN people w ON w.id = r.author_id
    WHERE s.participant_id = p.id AND s.direction <> 'DELEGATE'
    ORDER BY s.direction, s.rater_key, s.revision DESC`
}

function cycleOf(row: CycleRow): Omit<AnsweredCycle, 'answers'> {
  return {
    id: row.id,
    label: row.name,
    startOn: dayOfDate(row.period_start),
    endOn: dayOfDate(row.period_end),
    participantId: row.participant_id,
    ladderVersionId: row.ladder_version_id,
    levelKey: row.level_key,
    nextLevelKey: row.next_level_key,
    hasPeer: row.has_peer,
    ratesExpectations: row.rates_expectations,
    peerVisibility: row.peer_visibility,
    config: ScoringConfig.parse(row.scoring_config),
    packetId: row.packet_id,
  }
}

const GROUPS = { MANAGER: 'manager', PEER: 'peer', SELF: 'self' } as const

function submittedOf(row: SubmissionRow): Submitted {
  return {
    id: row.id,
    direction: row.direction,
    isBeingChanged: row.is_being_changed,
    answers: (row.ratings ?? []).map(({ key, value, hasNote }) => ({
      itemKey: key,
      group: GROUPS[row.direction],
      raterKey: row.rater_key,
      rater: row.direction === 'PEER' ? null : row.writer,
      value,
      note: row.notes?.[key]?.trim() ?? null,
      hasNote,
    })),
  }
}

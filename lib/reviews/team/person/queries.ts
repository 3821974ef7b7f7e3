import 'server-only'
import type { Context } from '@/lib/context'
import { dayInWords, dayOfDate, localDay } from '@/lib/cycles/local-day'
import { RUNNING } from '@/lib/cycles/timeline'
import { Prisma } from '@/lib/db/generated/client'
import type { CycleState } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { firstNameOf, type ShownScore, shownScore, timeSince, verdictWord } from '../figures'
import { currentLevel, reviewsOf, stage } from '../rows/queries'
import { PersonId } from '../schema'
import { stageWord, type TeamStage } from '../stage'
import {
  isPartner,
  isShared,
  mayFollow,
  mayLend,
  maySeeOfficial,
  maySeePacket,
  ownWindow,
} from '../visibility/queries'
import { hiddenBecause } from './hidden'

export type MemberCycle = {
  cycleId: string
  cycleName: string
  isRunning: boolean
  status: string
  level: string
  score: ShownScore | null
  verdict: string | null
  packet: { id: string; sharedOn: string } | null
  /** Where what was handed in can be read before it is shared. */
  previewHref: string | null
  hidden: string | null
  /** Where somebody can be asked to write for the manager. */
  delegatesHref: string | null
}

export type TeamMember = {
  id: string
  name: string
  firstName: string
  email: string
  team: string | null
  level: string
  timeInLevel: string
  startedOn: string | null
  managerName: string | null
  isDirect: boolean
  isActive: boolean
  cycles: MemberCycle[]
}

/** One person as those who lead them see them: by cycle, with what is hidden and why. */
export async function getTeamMember(ctx: Context, input: unknown): Promise<TeamMember> {
  const { personId } = parseInput(PersonId, input)
  const person = await loadPerson(ctx, personId)
  const isOwn = personId === ctx.actor.id
  if (!person || isOwn || !isLed(person)) {
    throw new AppError('NOT_FOUND', 'There is nobody here whom you lead.')
  }
  const cycles = await loadCycles(ctx, personId)
  return {
    id: personId,
    name: person.name,
    firstName: firstNameOf(person.name),
    email: person.email,
    team: person.team_name,
    level: person.level_title ?? 'No level',
    timeInLevel: person.level_since ? timeSince(person.level_since, ctx.now) : '',
    startedOn: person.started_on ? dayInWords(dayOfDate(person.started_on)) : null,
    managerName: person.manager_name,
    isDirect: person.depth === 1,
    isActive: person.is_active,
    cycles: cycles.map((row) => memberCycle(row, person.depth)),
  }
}

function isLed({ depth, is_partner, holds_window }: PersonRow): boolean {
  return depth !== null || is_partner || holds_window
}

type PersonRow = {
  name: string
  email: string
  is_active: boolean
  started_on: Date | null
  team_name: string | null
  manager_name: string | null
  depth: number | null
  is_partner: boolean
  holds_window: boolean
  level_title: string | null
  level_since: Date | null
}

async function loadPerson(ctx: Context, personId: string): Promise<PersonRow | undefined> {
  const [person] = await ctx.db.$queryRaw<PersonRow[]>`
    SELECT r.name, r.email, r.is_active, r.started_on, r.team_name, r.depth, r.is_partner,
      EXISTS (SELECT 1 FROM contribution_windows w JOIN participants t ON t.id = w.participant_id
        WHERE t.person_id = r.person_id AND w.author_id = ${ctx.actor.id}::uuid
          AND w.role = 'PRIMARY' AND w.is_open) AS holds_window,
      (SELECT m.name FROM org_closure u JOIN people m ON m.id = u.manager_id
        WHERE u.person_id = r.person_id AND u.depth = 1) AS manager_name,
      l.title AS level_title, l.from_on AS level_since
    FROM (${personSeenBy(ctx, personId)}) r LEFT JOIN LATERAL (${currentLevel}) l ON true`
  return person
}

function personSeenBy(ctx: Context, personId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT p.id AS person_id, p.name, p.email, p.is_active, p.started_on, g.name AS team_name,
      o.depth, ${isPartner(ctx)} AS is_partner
    FROM people p LEFT JOIN teams g ON g.id = p.team_id
    LEFT JOIN org_closure o ON o.person_id = p.id AND o.manager_id = ${ctx.actor.id}::uuid
    WHERE p.id = ${personId}::uuid AND NOT is_erased(p.id)`
}

type CycleRow = {
  participant_id: string
  cycle_id: string
  cycle_name: string
  time_zone: string
  state: CycleState
  stage: TeamStage
  level_title: string
  is_official: boolean
  is_shared: boolean
  may_lend: boolean
  skip_visible: boolean
  packet_id: string | null
  packet_shared_at: Date | null
  score: number | null
  half_width: number | null
  verdict: string | null
}

async function loadCycles(ctx: Context, personId: string): Promise<CycleRow[]> {
  return ctx.db.$queryRaw<CycleRow[]>`
    WITH seen AS (
      SELECT t.id, t.status, t.level_key, c.id AS cycle_id, c.name, c.time_zone, c.state, c.period_end,
        c.share_from_at, c.skip_visible, c.ladder_version_id, ${mayFollow(ctx)} AS is_followed,
        ${maySeeOfficial} AS is_official, ${maySeePacket} AS is_packet, ${isShared} AS is_shared,
        ${mayLend} AND c.state = ANY(${RUNNING}::"CycleState"[]) AND NOT ${isShared} AS may_lend
      FROM (${personSeenBy(ctx, personId)}) r
      JOIN participants t ON t.person_id = r.person_id
      JOIN cycles c ON c.id = t.cycle_id ${ownWindow(ctx)}
      WHERE c.state NOT IN ('DRAFT', 'SCHEDULED', 'LAUNCHING')
      ORDER BY c.period_end DESC, c.id DESC LIMIT 20)
    SELECT t.id AS participant_id, t.cycle_id, t.name AS cycle_name, t.time_zone, t.state,
      ${stage(ctx)} AS stage, coalesce(n.title, t.level_key) AS level_title, t.is_official,
      t.is_shared, t.skip_visible, t.may_lend, k.id AS packet_id, k.shared_at AS packet_shared_at,
      x.score, x.half_width, x.verdict
    FROM seen t
    LEFT JOIN levels n ON n.version_id = t.ladder_version_id AND n.key = t.level_key
    LEFT JOIN LATERAL (${reviewsOf(ctx)}) v ON true
    LEFT JOIN LATERAL (SELECT q.id, q.shared_at FROM packets q
      WHERE q.participant_id = t.id AND t.is_packet ORDER BY q.revision DESC LIMIT 1) k ON true
    LEFT JOIN score_snapshots x ON x.participant_id = t.id AND x.audience = (CASE
      WHEN t.is_official THEN 'OFFICIAL' WHEN t.is_packet THEN 'SHARED' END)::"ScoreAudience"
    ORDER BY t.period_end DESC, t.cycle_id DESC`
}

function memberCycle(row: CycleRow, depth: number | null): MemberCycle {
  const isRunning = row.state !== 'CLOSED' && row.state !== 'ARCHIVED'
  const isOpen = row.is_official || row.packet_id !== null
  return {
    cycleId: row.cycle_id,
    cycleName: row.cycle_name,
    isRunning,
    status: stageWord(row.stage),
    level: row.level_title,
    score: shownScore(row, null),
    verdict: verdictWord(row.verdict),
    packet:
      row.packet_id && row.packet_shared_at
        ? {
            id: row.packet_id,
            sharedOn: dayInWords(localDay(row.packet_shared_at, row.time_zone)),
          }
        : null,
    delegatesHref: row.may_lend ? `/reviews/delegates/${row.participant_id}` : null,
    previewHref: row.is_official && !row.is_shared ? `/reviews/share/${row.participant_id}` : null,
    hidden: isOpen
      ? null
      : hiddenBecause({ depth, isShared: row.is_shared, skipVisible: row.skip_visible }),
  }
}

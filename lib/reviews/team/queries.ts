import 'server-only'
import type { Context } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { stateWord } from '@/lib/cycles/words'
import type { CycleState } from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import { type ShownScore, shownScore, timeSince } from './figures'
import type { TeamRow } from './row'
import { loadTeam, PAGE, type TeamCycle, type TeamRecord } from './rows/queries'
import { ListTeam, writeCursor } from './schema'
import { nextAction, peersWord, reviewWord, stageWord } from './stage'

export type TeamView = {
  cycles: { id: string; name: string }[]
  cycle: { id: string; name: string; words: string } | null
  hasReports: boolean
  hasTree: boolean
  rows: TeamRow[]
  nextCursor: string | null
  list: ListTeam
}

/** Everybody who reports to the actor, sorted and filtered by the database, fifty at a time. */
export async function listTeam(ctx: Context, input: unknown): Promise<TeamView> {
  const list = ListTeam.parse(input)
  const { cycles, hasTree } = await loadFrame(ctx, list.cycleId ?? null)
  const chosen = cycles.find(({ id }) => id === list.cycleId)
  const running = cycles.filter(({ state }) => isRunning(state))
  const cycle = chosen ?? running.find(({ isOwn }) => isOwn) ?? running[0] ?? cycles[0] ?? null
  const scope = hasTree ? list.scope : 'direct'
  const records = await loadTeam(ctx, { ...list, scope, cycle })
  const page = records.slice(0, PAGE)
  const last = page.at(-1)
  return {
    cycles: cycles.map(({ id, name }) => ({ id, name })),
    cycle: cycle && { id: cycle.id, name: cycle.name, words: stateWord(cycle.state).toLowerCase() },
    hasReports: ctx.actor.hasReports,
    hasTree,
    rows: page.map((record) => rowOf(ctx, record, cycle)),
    nextCursor: last && records.length > PAGE ? writeCursor([last.sort_key, last.person_id]) : null,
    list: { ...list, scope },
  }
}

// So that a narrow column breaks between the three and not within one.
const NO_BREAK = '\u00a0'

/** `isOwn`: the actor writes as a manager in it. */
type FrameCycle = TeamCycle & { name: string; isOwn: boolean }

function isRunning(state: CycleState): boolean {
  return state !== 'CLOSED' && state !== 'ARCHIVED'
}

// The latest dozen, and whichever the address names.
async function loadFrame(
  ctx: Context,
  chosenId: string | null,
): Promise<{ cycles: FrameCycle[]; hasTree: boolean }> {
  const [row] = await queryRows<{ cycles: FrameRow[] | null; has_tree: boolean }>(ctx.db)`
    SELECT EXISTS (SELECT 1 FROM org_closure WHERE manager_id = ${ctx.actor.id}::uuid AND depth = 2)
        AS has_tree,
      (SELECT jsonb_agg(to_jsonb(c) ORDER BY c."periodEnd" DESC, c.id DESC) FROM (
        SELECT id, name, state, period_end AS "periodEnd", peer_visibility AS "peerVisibility",
          EXISTS (SELECT 1 FROM contribution_windows w JOIN participants p ON p.id = w.participant_id
            WHERE w.author_id = ${ctx.actor.id}::uuid AND p.cycle_id = cycles.id) AS "isOwn"
        FROM cycles WHERE state NOT IN ('DRAFT', 'SCHEDULED', 'LAUNCHING')
        ORDER BY (id = ${chosenId}::uuid) DESC NULLS LAST, period_end DESC, id DESC LIMIT 12) c) AS cycles`
  const cycles = (row?.cycles ?? []).map((cycle) => ({
    ...cycle,
    periodEnd: new Date(`${cycle.periodEnd}T00:00:00Z`),
  }))
  return { cycles, hasTree: row?.has_tree ?? false }
}

type FrameRow = Omit<FrameCycle, 'periodEnd'> & { periodEnd: string }

function rowOf(ctx: Context, record: TeamRecord, cycle: FrameCycle | null): TeamRow {
  return {
    id: record.person_id,
    name: record.name,
    level: record.level_title ?? 'No level',
    timeInLevel: record.level_since ? timeSince(record.level_since, ctx.now) : '',
    status: stageWord(record.stage),
    detail: detailOf(record, cycle),
    score: scoreOf(record, cycle),
    verdict: record.verdict_rank,
    evidence: record.last_note_at ? dayInWords(localDay(record.last_note_at, 'UTC')) : null,
    action: nextAction({
      stage: record.stage,
      participantId: record.participant_id,
      ownReviewId: record.own_review_id,
      ownStatus: record.own_status,
      selfStatus: record.self_status,
      cycleState: cycle?.state ?? null,
      packetId: record.packet_id,
      isDirect: isDirect(record),
    }),
  }
}

function detailOf(record: TeamRecord, cycle: FrameCycle | null): string {
  const { stage, self_status, own_status, peers_asked, peers_submitted } = record
  if (!cycle || ['hidden', 'none', 'excused', 'shared', 'acknowledged'].includes(stage)) return ''
  const isCounted = isDirect(record) && cycle.peerVisibility !== 'CONFIDENTIAL'
  const peers = peersWord({ asked: peers_asked, submitted: peers_submitted, isCounted })
  return [
    ...(self_status ? [`Self: ${reviewWord(self_status)}`] : []),
    `Peers: ${peers}`,
    `${record.own_review_id ? 'Yours' : 'Manager'}: ${reviewWord(own_status)}`,
  ]
    .map((part) => part.replaceAll(' ', NO_BREAK))
    .join(' · ')
}

function scoreOf(record: TeamRecord, cycle: FrameCycle | null): ShownScore | null {
  const isOther = record.scored_cycle_id !== cycle?.id
  return shownScore(record, isOther ? record.scored_cycle_name : null)
}

function isDirect({ depth, is_led }: TeamRecord): boolean {
  return depth === 1 || is_led
}

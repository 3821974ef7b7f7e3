import 'server-only'
import type { Context } from '@/lib/context'
import { penSays } from '@/lib/cycles/delegations/pen'
import { acceptsWriting } from '@/lib/cycles/timeline'
import type { Direction } from '@/lib/db/generated/enums'
import { queryRows } from '@/lib/db/query-rows'
import { parseInput } from '@/lib/input'
import { authorize, decide } from '@/lib/policy/decide'
import type { SubmissionBody } from './body'
import { type DraftConflict, getOwnWriting, type OwnDraft } from './drafts/queries'
import type { Outline } from './outline/outline'
import { getOutline } from './outline/queries'
import { getReopeningDecision, type ReopeningDecision } from './reopening/queries'
import { ListMyReviews, ReviewRef } from './schema'
import { type Audience, audienceOf } from './tasks/audience'
import {
  CLOCK,
  type ClockRow,
  clockOf,
  getTaskAndReaders,
  listFinishedTasks,
  listOpenTasks,
  type Readers,
} from './tasks/queries'
import {
  closedBecause,
  draftFacts,
  mayAskBack,
  notYetBecause,
  penGoneBecause,
  type Task,
  taskDueAt,
} from './tasks/task'
import { MINUTES, statusWord, taskTitle } from './tasks/workload'

const DONE_PAGE = 50

export type MyReview = {
  reviewId: string
  title: string
  direction: Direction
  statusWord: string
  cycleName: string
  timeZone: string
  dueAt: Date
  isLate: boolean
  /** When it was handed in; null while it is to be written. */
  submittedAt: Date | null
  minutes: number
}

export type MyReviews = {
  toWrite: MyReview[]
  waiting: MyReview[]
  done: MyReview[]
  /** Continues the finished ones; null when all are shown. */
  doneBefore: string | null
  /** People whose peers the actor chooses in a running cycle. */
  peersOf: { participantId: string; name: string; asked: number; cycleName: string }[]
}

/** The tasks of the actor: to write, waiting for somebody else, and done, the newest first. */
export async function listMyReviews(ctx: Context, input: unknown): Promise<MyReviews> {
  const { doneBefore = null } = parseInput(ListMyReviews, input)
  const [open, finished, peersOf] = await Promise.all([
    doneBefore ? [] : listOpenTasks(ctx),
    listFinishedTasks(ctx, { before: doneBefore, limit: DONE_PAGE + 1 }),
    doneBefore ? [] : listPeersToChoose(ctx),
  ])
  const toWrite = open.filter((task) => closedBecause(task) === null).map(myReview)
  const over = open.filter((task) => closedBecause(task) !== null && !isAskedBack(task))
  const done = finished.slice(0, DONE_PAGE)
  return {
    toWrite: toWrite.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
    waiting: open.filter(isAskedBack).map(myReview),
    done: [...over, ...done].map(myReview),
    doneBefore: finished.length > DONE_PAGE ? (done.at(-1)?.id ?? null) : null,
    peersOf,
  }
}

function isAskedBack({ status }: Task): boolean {
  return status === 'REOPEN_REQUESTED'
}

export type EditorView = {
  personId: string
  reviewId: string
  version: number
  revision: number
  direction: Direction
  title: string
  subject: { id: string; name: string }
  statusWord: string
  cycle: { id: string; name: string; timeZone: string; hasCalibration: boolean }
  dueAt: Date
  isLate: boolean
  outline: Outline
  audience: Audience
  /** For whom a delegate writes, and until when. */
  writesFor: string | null
  drafts: OwnDraft[]
  conflicts: DraftConflict[]
  submission: { revision: number; body: SubmissionBody } | null
  submittedAt: Date | null
  /** Why it was asked back, given back, or declined. */
  reason: string | null
  closedBecause: string | null
  notYetBecause: string | null
  can: { write: boolean; decline: boolean; askBack: boolean }
}

/** Everything for the screen of one's own review, also after it was handed in. Others find nothing. */
export async function getEditor(ctx: Context, input: unknown): Promise<EditorView> {
  const { reviewId } = parseInput(ReviewRef, input)
  return editorOf(ctx, await getTaskAndReaders(ctx, reviewId))
}

async function editorOf(
  ctx: Context,
  { task, readers }: { task: Task; readers: Readers },
): Promise<EditorView> {
  const facts = draftFacts(task, ctx.actor.id)
  authorize('draft.read', facts)
  const [outline, writing] = await Promise.all([getOutline(ctx, task), getOwnWriting(ctx, task.id)])
  const canWrite = decide('draft.write', facts).allow
  return {
    personId: ctx.actor.id,
    reviewId: task.id,
    version: task.version,
    revision: task.revision,
    direction: task.direction,
    title: taskTitle(task.direction, task.subject.name, task.pen?.forName),
    subject: task.subject,
    statusWord: statusWord(task.status, task.revision),
    cycle: {
      ...{ id: task.cycle.id, name: task.cycle.name, timeZone: task.cycle.timeZone },
      hasCalibration: task.cycle.hasCalibration,
    },
    ...dueOf(task, ctx.now),
    outline,
    audience: audienceFor(task, readers),
    writesFor: task.pen && canWrite ? penSays(task.pen, task.cycle.timeZone) : null,
    ...writing,
    submittedAt: task.submittedAt,
    reason: task.reason,
    closedBecause: canWrite ? null : closedBecause(task),
    notYetBecause: notYetBecause(task),
    can: {
      write: canWrite,
      decline: canWrite && task.direction === 'PEER' && task.revision === 0,
      askBack: mayAskBack(task),
    },
  }
}

/** What the page of one review shows: the writer their own text, an HR partner who asks for it back. */
export async function getReviewScreen(ctx: Context, input: unknown): Promise<ReviewScreen> {
  const { reviewId } = parseInput(ReviewRef, input)
  const found = await getTaskAndReaders(ctx, reviewId)
  const { task } = found
  if (task.authorId === ctx.actor.id) return { kind: 'own', editor: await editorOf(ctx, found) }
  return { kind: 'decision', decision: await getReopeningDecision(ctx, task) }
}

export type ReviewScreen =
  | { kind: 'own'; editor: EditorView }
  | { kind: 'decision'; decision: ReopeningDecision }

function audienceFor(
  { direction, subject, pen, cycle }: Task,
  { skipName, ...readers }: Readers,
): Audience {
  const managerName = pen?.forName ?? readers.managerName
  return audienceOf({ direction, subjectName: subject.name, managerName, skipName, cycle })
}

function dueOf(task: Task, now: Date) {
  const due = taskDueAt(task)
  return { dueAt: due, isLate: now > due }
}

function myReview(task: Task): MyReview {
  return {
    reviewId: task.id,
    title: taskTitle(task.direction, task.subject.name, task.pen?.forName),
    direction: task.direction,
    statusWord: penGoneBecause(task) ? 'Ended' : statusWord(task.status, task.revision),
    cycleName: task.cycle.name,
    timeZone: task.cycle.timeZone,
    ...dueOf(task, task.now),
    submittedAt: closedBecause(task) === null ? null : task.submittedAt,
    minutes: MINUTES[task.direction],
  }
}

type PeersRow = ClockRow & { id: string; name: string; asked: number }

async function listPeersToChoose(ctx: Context): Promise<MyReviews['peersOf']> {
  const rows = await queryRows<PeersRow>(ctx.db)`
    SELECT p.id, s.name, ${CLOCK},
      (SELECT count(*)::int FROM reviews r WHERE r.participant_id = p.id AND r.direction = 'PEER'
        AND r.status NOT IN ('DECLINED', 'REMOVED')) AS asked
    FROM contribution_windows w
    JOIN participants p ON p.id = w.participant_id
    JOIN cycles c ON c.id = p.cycle_id
    JOIN people s ON s.id = p.person_id
    WHERE w.author_id = ${ctx.actor.id}::uuid AND w.is_open AND w.role = 'PRIMARY' AND c.has_peer
      AND c.state IN ('NOMINATION', 'SELF_AND_PEER', 'MANAGER_WRITING', 'CALIBRATION', 'SHARING')
      AND p.status IN ('ACTIVE', 'PAUSED')
    ORDER BY s.name, p.id LIMIT 100`
  return rows
    .filter((row) => acceptsWriting(clockOf(row), 'PEER', ctx.now))
    .map((row) => ({
      participantId: row.id,
      name: row.name,
      asked: row.asked,
      cycleName: row.cycle_name,
    }))
}

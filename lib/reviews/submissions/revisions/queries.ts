import 'server-only'
import { recordReading } from '@/lib/audit/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import { type Context, inTransaction } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import { type ActingAs, actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, reviewFacts, type Standing } from '@/lib/cycles/standing/queries'
import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import type { ChangedSection } from '@/lib/ladder/diff/sections'
import { authorize, decide, type Facts } from '@/lib/policy/decide'
import type { SubmissionBody } from '../../body'
import { getOutline, type OutlinedTask } from '../../outline/queries'
import { readSubmission, type SubmissionReading } from '../../packets/reading'
import { ReviewRef, SubmissionRef } from '../../schema'
import { getTask } from '../../tasks/queries'
import { draftFacts } from '../../tasks/task'
import { taskTitle } from '../../tasks/workload'
import { revisionChanges } from './changes'

export type Revision = {
  revision: number
  /** Null where the day would say more than the text: a peer's. */
  submittedOn: string | null
  reading: SubmissionReading
  /** Against the one before; null for the first. */
  changes: ChangedSection[] | null
}

export type RevisionsView = {
  title: string
  cycleName: string
  participantId: string
  /** The newest first. */
  revisions: Revision[]
  /** Null for one's own. */
  actingAs: ActingAs | null
}

type Row = { id: string; revision: number; body: SubmissionBody; submittedAt: Date }

/** Every revision that the actor has handed in of one review of theirs, also while they change it. */
export async function getOwnRevisions(ctx: Context, input: unknown): Promise<RevisionsView> {
  const { reviewId } = parseInput(ReviewRef, input)
  const task = await getTask(ctx, reviewId)
  const { cycle } = task
  const facts = draftFacts(task, ctx.actor.id)
  // What was handed in is not a draft, though the review may be one again.
  authorize('history.read', { ...facts, state: facts.state === 'D' ? 'S' : facts.state })
  const rows = await inTransaction(
    ctx,
    (tx) => tx.$queryRaw<Row[]>`
      SELECT s.id, s.revision, s.body, s.submitted_at AS "submittedAt"
      FROM submission_authors a JOIN submissions s ON s.id = a.submission_id
      WHERE a.review_id = ${reviewId}::uuid AND a.author_id = ${ctx.actor.id}::uuid
      ORDER BY s.revision`,
  )
  if (rows.length === 0) throw nothingHere()
  return {
    title: taskTitle(task.direction, task.subject.name),
    cycleName: cycle.name,
    participantId: task.participantId,
    revisions: await readRevisions(ctx, { task, rows, timeZone: cycle.timeZone }),
    actingAs: null,
  }
}

/**
 * Every revision of one submission, for HR partners who have confirmed that it is them. Each reading
 * leaves a row. The writer of a peer's stays unknown, and so does when they wrote.
 */
export async function getRevisions(ctx: Context, input: unknown): Promise<RevisionsView> {
  const { submissionId } = parseInput(SubmissionRef, input)
  const submission = await findSubmission(ctx, submissionId)
  const standing = await getStanding(ctx, submission.participantId)
  const facts = reviewFacts(standing, submission, ctx.actor.id)
  const as = assertMayRead(ctx, standing, facts)
  const { participant, cycle } = standing
  const { subjectName, direction } = submission
  const rows = await listRevisions(ctx, submission)
  await recordReading(ctx, {
    ...{ action: 'history.read', objectType: 'submission', objectId: submissionId },
    ...{ subjectId: participant.personId, cycleId: cycle.id, capacity: as?.capacity ?? null },
  })
  const task = {
    ...participant,
    direction,
    subject: { id: participant.personId, name: subjectName },
  }
  return {
    title: `${TITLES[direction]} ${subjectName}`,
    cycleName: cycle.name,
    participantId: participant.id,
    revisions: await readRevisions(ctx, {
      task: { ...task, cycle },
      rows,
      timeZone: cycle.timeZone,
    }),
    actingAs: as,
  }
}

function assertMayRead(ctx: Context, standing: Standing, facts: Facts): ActingAs | null {
  const when = (steppedUp: boolean) => ({
    ...facts,
    conditions: { ...facts.conditions, steppedUp },
  })
  // Only who would be let in is asked to confirm; for everybody else there is nothing here.
  if (decide('history.read', when(true)).allow && !decide('history.read', when(false)).allow) {
    assertSteppedUp(ctx.actor)
  }
  const stated = when(ctx.actor.isSteppedUp)
  authorize('history.read', stated)
  return actingAs({ actor: ctx.actor, standing }, 'history.read', stated)
}

const TITLES: Record<Direction, string> = {
  SELF: 'Self-review of',
  MANAGER: 'Manager review of',
  PEER: 'Peer feedback about',
  DELEGATE: 'Contribution about',
}

type Submission = {
  participantId: string
  direction: Direction
  raterKey: string
  subjectName: string
  status: ReviewStatus
  authorId: string
}

async function findSubmission(ctx: Context, submissionId: string): Promise<Submission> {
  const [row] = await ctx.db.$queryRaw<Submission[]>`
    SELECT s.participant_id AS "participantId", s.direction, s.rater_key AS "raterKey",
      p.name AS "subjectName", coalesce(r.author_id::text, '') AS "authorId",
      CASE WHEN r.id IS NOT NULL THEN r.status::text
        -- Of peers it cannot be told which one is being changed.
        WHEN EXISTS (SELECT FROM reviews o WHERE o.participant_id = s.participant_id
          AND o.direction = s.direction AND o.revision > 0 AND o.status IN ('NOT_STARTED', 'DRAFT'))
        THEN 'DRAFT' ELSE 'SUBMITTED' END AS status
    FROM submissions s JOIN people p ON p.id = s.subject_id
    LEFT JOIN reviews r ON r.id = s.review_id
    WHERE s.id = ${submissionId}::uuid`
  if (!row) throw nothingHere()
  return row
}

function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is nothing here that you can see.')
}

async function listRevisions(
  ctx: Context,
  { participantId, direction, raterKey }: Submission,
): Promise<Row[]> {
  return ctx.db.submission.findMany({
    where: { participantId, direction, raterKey },
    select: { id: true, revision: true, body: true, submittedAt: true },
    orderBy: { revision: 'asc' },
  }) as Promise<Row[]>
}

type Reading = { task: OutlinedTask; rows: Row[]; timeZone: string }

async function readRevisions(ctx: Context, { task, rows, timeZone }: Reading): Promise<Revision[]> {
  const { sections } = await getOutline(ctx, task)
  const items = sections.flatMap((section) => section.items)
  const words = { sections, items: items.map((item) => ({ ...item, kind: 'INDICATOR' as const })) }
  const isPeer = task.direction === 'PEER'
  const revisions = rows.map(({ id, revision, body, submittedAt }, index) => {
    const before = rows[index - 1]?.body
    const raterKey = ''
    const handedIn = { id, direction: task.direction, raterKey, body, submittedAt, revision }
    return {
      revision,
      submittedOn: isPeer ? null : dayInWords(localDay(submittedAt, timeZone)),
      reading: readSubmission({ ...handedIn, review: null, writer: null }, words),
      changes: before ? revisionChanges(before, body, words) : null,
    }
  })
  return revisions.reverse()
}

import 'server-only'
import type { Context } from '@/lib/context'
import { type ActingAs, actingAs } from '@/lib/cycles/standing/acting-as'
import { getStanding, packetFacts, type Standing } from '@/lib/cycles/standing/queries'
import { parseInput } from '@/lib/input'
import type { Facts } from '@/lib/policy/decide'
import { authorize } from '@/lib/policy/decide'
import { getPacketFacts } from '@/lib/reviews/packets/assembly/queries'
import { readSubmission, type SubmissionReading } from '@/lib/reviews/packets/reading'
import { listReviewTasks, readableSubmissions } from '@/lib/reviews/submissions/queries'
import { enter, nothingHere } from '../room/queries'
import { SessionParticipant } from '../sessions/schema'

export type CalibrationReading = {
  session: { id: string; name: string }
  name: string
  facts: { title: string; value: string }[]
  actingAs: ActingAs | null
  submissions: SubmissionReading[]
  /** What is not shown, with the reason. */
  hidden: string[]
}

/**
 * What was handed in about one person of a session. Only the seat, or being their HR partner, counts
 * here: whoever is their manager too reads the peers without names as the others do (cell 10).
 */
export async function getCalibrationReading(
  ctx: Context,
  input: unknown,
): Promise<CalibrationReading> {
  const { sessionId, participantId } = parseInput(SessionParticipant, input)
  const { session, facts } = await enter(ctx, sessionId)
  const standing = await standingHere(ctx, participantId, facts)
  const isIn = await ctx.db.calibrationParticipant.count({ where: { participantId, sessionId } })
  if (isIn === 0 || standing.isSelf) throw nothingHere()
  authorize('mgrReview.read', packetFacts(standing))
  const tasks = await listReviewTasks(ctx, participantId)
  const { readable } = await readableSubmissions(ctx, standing, tasks)
  const words = await getPacketFacts(ctx, standing, [])
  const shown = [...readable.manager, ...(readable.self ? [readable.self] : []), ...readable.peers]
  return {
    session: { id: session.id, name: session.name },
    name: words.subject.name,
    facts: [
      { title: 'Level', value: words.level.title },
      { title: 'Next level', value: words.nextLevel?.title ?? '' },
      { title: 'Team', value: words.subject.teamName },
      { title: 'Manager', value: words.manager?.name ?? '' },
    ].filter(({ value }) => value),
    actingAs: actingAs({ actor: ctx.actor, standing }, 'mgrReview.read', packetFacts(standing)),
    submissions: shown.map((one) => readSubmission(one, words)),
    hidden: readable.hidden,
  }
}

async function standingHere(ctx: Context, participantId: string, facts: Facts): Promise<Standing> {
  const standing = await getStanding(ctx, participantId)
  const conditions = { ...standing.conditions, withoutAuthorField: true }
  if (standing.isSelf) return { ...standing, conditions }
  return { ...standing, relations: facts.relations, conditions }
}

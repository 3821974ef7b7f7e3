import 'server-only'
import type { Context } from '@/lib/context'
import type { ScoreAudience } from '@/lib/db/generated/enums'
import { verdictRank } from '@/lib/scoring/verdict'
import { joinHistory } from '../history/queries'
import { getGrowthLadder } from '../ladder/queries'
import { type GrowthLadder, ratedLevel } from '../ladder/rated-level'
import { readinessFrom, scoreIn } from '../measure'
import { listSharedCycles, listSubmittedCycles } from '../sources/queries'
import type { AnsweredCycle } from '../sources/ratings'

/**
 * Stores the score of the level and the readiness for the next one as they stand after this
 * participation: from what was handed in (OFFICIAL), or from packets alone (SHARED). Call it in the
 * transaction that hands in or shares. Without a packet there is nothing to store for SHARED.
 */
export async function refreshSnapshot(
  ctx: Context,
  participantId: string,
  audience: ScoreAudience,
): Promise<void> {
  const cycles = await listRecord(ctx, participantId, audience)
  const own = cycles.find((cycle) => cycle.participantId === participantId)
  if (!own) return
  const { cycles: joined } = await joinHistory(ctx, own.ladderVersionId, cycles)
  const row = snapshotOf(own, joined, await getGrowthLadder(ctx, own.ladderVersionId))
  const data = { ...row, computedAt: ctx.now }
  await ctx.db.scoreSnapshot.upsert({
    where: { participantId_audience: { participantId, audience } },
    create: { participantId, audience, ...data },
    update: data,
  })
}

async function listRecord(
  ctx: Context,
  participantId: string,
  audience: ScoreAudience,
): Promise<AnsweredCycle[]> {
  if (audience === 'SHARED') return listSharedCycles(ctx, { participantId })
  const submitted = await listSubmittedCycles(ctx, { participantId })
  return submitted.map(({ cycle, submissions }) => ({
    ...cycle,
    // What was reopened is a draft again and open to nobody but its author.
    answers: submissions
      .filter(({ isBeingChanged }) => !isBeingChanged)
      .flatMap(({ answers }) => answers),
  }))
}

function snapshotOf(own: AnsweredCycle, cycles: AnsweredCycle[], ladder: GrowthLadder) {
  const withExpectations = own.ratesExpectations
  const current = ratedLevel(ladder, own.levelKey, { withExpectations })
  const target = ratedLevel(ladder, own.nextLevelKey)
  const score = current && scoreIn(own, current)
  const ready = readinessFrom({ cycles, target, current, config: own.config })
  return {
    score: score?.value ?? null,
    halfWidth: score?.halfWidth ?? null,
    coverage: score?.coverage ?? 0,
    confidence: score?.confidence ?? 'low',
    targetLevelKey: target?.id ?? null,
    readiness: ready?.value ?? null,
    verdict: ready?.verdict ?? null,
    verdictRank: ready ? verdictRank(ready.verdict) : null,
  }
}

import type { ScoringConfig } from '@/lib/scoring/config'
import type { RatedLevel } from '@/lib/scoring/rating'
import { type Readiness, readiness } from '@/lib/scoring/readiness'
import { type LevelScore, scoreLevel } from '@/lib/scoring/score'
import { type AnsweredCycle, evidenceOf, hasOfficialAnswers, ratingsOf } from './sources/ratings'

/** The score of one level in one cycle, by the policy of that cycle. */
export function scoreIn(cycle: AnsweredCycle, level: RatedLevel): LevelScore {
  return scoreLevel({ level, ratings: ratingsOf(cycle), config: cycle.config })
}

/**
 * Readiness from a record in any order. A cycle in which neither manager nor peer answered is not a
 * cycle of the record: it would push older answers out of sight. `config` is the policy that the
 * verdict is given by, that of the latest cycle.
 */
export function readinessFrom({
  cycles,
  target,
  current,
  config,
}: {
  cycles: readonly AnsweredCycle[]
  target: RatedLevel | null
  current: RatedLevel | null
  config: ScoringConfig
}): Readiness | null {
  return readiness({
    target,
    current,
    config,
    cycles: cycles.filter(hasOfficialAnswers).map((cycle) => {
      const ratings = ratingsOf(cycle)
      return {
        id: cycle.id,
        label: cycle.label,
        startOn: cycle.startOn,
        endOn: cycle.endOn,
        targetRatings: ratings,
        currentRatings: ratings,
        evidence: evidenceOf(cycle),
        config: cycle.config,
      }
    }),
  })
}

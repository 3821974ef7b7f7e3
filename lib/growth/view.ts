import type { ScoringConfig } from '@/lib/scoring/config'
import type { Confidence } from '@/lib/scoring/rating'
import type { Readiness } from '@/lib/scoring/readiness'
import { displayScore } from '@/lib/scoring/scale'
import { type Verdict, verdictRank } from '@/lib/scoring/verdict'
import type { JoinedRecord } from './history/joined'
import { type GrowthLadder, levelOf, ratedLevel } from './ladder/rated-level'
import { readinessFrom, scoreIn } from './measure'
import { type PlanLine, planOf } from './profile/growth-plan'
import { type ProfileGroup, profileOf } from './profile/profile'
import { type Supposition, supposeNextCycle } from './profile/what-if'
import { type AnsweredCycle, hasOfficialAnswers } from './sources/ratings'
import { type GateSentence, gateSentences } from './words/gate-words'
import { verdictWords } from './words/verdict-words'
import type { Voice } from './words/voice'

/** A number of a hundred that never goes without its interval, coverage and confidence. */
export type Measured = {
  value: number
  low: number
  high: number
  /** Share 0..1 of the level that was observed. */
  coverage: number
  confidence: Confidence
}

export type ScorePoint = {
  cycleId: string
  label: string
  levelTitle: string
  isShared: boolean
  /** Too little was observed for any condition to rest on it. */
  isProvisional: boolean
  measured: Measured | null
}

export type ReadinessView = {
  targetTitle: string
  measured: Measured | null
  verdict: Verdict
  verdictWord: string
  verdictRank: number
  means: string
  gates: GateSentence[]
  profile: ProfileGroup[]
  plan: PlanLine[]
}

export type SupposedView = {
  suppositions: Supposition[]
  before: number | null
  measured: Measured | null
  verdictWord: string
  gates: GateSentence[]
}

/** What growth is computed from: a person's level and goal, and the cycles that the reader may see. */
export type GrowthRecord = {
  ladder: GrowthLadder
  currentKey: string | null
  targetKey: string | null
  cycles: readonly AnsweredCycle[]
  earlier: JoinedRecord['earlier']
  voice: Voice
}

/** Readiness for the target as a person reads it; null without a target or any cycle. */
export function readinessView(record: GrowthRecord): ReadinessView | null {
  const readiness = measuredReadiness(record, record.cycles)
  if (!readiness) return null
  const { word, means } = verdictWords(readiness, record.voice)
  return {
    targetTitle: readiness.target.label,
    measured: measuredOf(readiness),
    verdict: readiness.verdict,
    verdictWord: word,
    verdictRank: verdictRank(readiness.verdict),
    means,
    gates: gatesOf(readiness, record, record.cycles),
    profile: profileOf(readiness, record),
    plan: planOf(readiness),
  }
}

/** The same after one more cycle in which the chosen indicators are rated as supposed. */
export function supposedView(
  record: GrowthRecord,
  suppositions: Supposition[],
): SupposedView | null {
  if (suppositions.length === 0) return null
  const cycles = supposeNextCycle(record.cycles, suppositions)
  const before = measuredReadiness(record, record.cycles)
  const after = cycles && measuredReadiness(record, cycles)
  if (!cycles || !after || !before) return null
  return {
    suppositions,
    before: before.value === null ? null : displayScore(before.value),
    measured: measuredOf(after),
    verdictWord: verdictWords(after, record.voice).word,
    gates: gatesOf(after, record, cycles),
  }
}

/** The score of the level that was held in each cycle, oldest first, each by its own cycle's rules. */
export function scorePoints(
  cycles: readonly AnsweredCycle[],
  ladders: ReadonlyMap<string, GrowthLadder>,
): ScorePoint[] {
  return [...cycles].reverse().flatMap((cycle) => {
    const ladder = ladders.get(cycle.ladderVersionId)
    const level = ladder && levelIn(ladder, cycle)
    if (!ladder || !level || !hasOfficialAnswers(cycle)) return []
    const score = scoreIn(cycle, level)
    return [
      {
        cycleId: cycle.id,
        label: cycle.label,
        levelTitle: level.label,
        isShared: cycle.packetId !== null,
        isProvisional: score.provisional,
        measured: measuredOf(score),
      },
    ]
  })
}

export function levelIn(ladder: GrowthLadder, cycle: AnsweredCycle) {
  return ratedLevel(ladder, cycle.levelKey, { withExpectations: cycle.ratesExpectations })
}

/** Readiness of a record; the verdict goes by the policy of its latest cycle. */
export function measuredReadiness(
  { ladder, currentKey, targetKey }: GrowthRecord,
  cycles: readonly AnsweredCycle[],
): Readiness | null {
  const [latest] = cycles
  if (!latest) return null
  const config: ScoringConfig = latest.config
  return readinessFrom({
    cycles,
    target: ratedLevel(ladder, targetKey),
    current: ratedLevel(ladder, currentKey, { withExpectations: latest.ratesExpectations }),
    config,
  })
}

function gatesOf(
  readiness: Readiness,
  { ladder, currentKey, voice }: GrowthRecord,
  cycles: readonly AnsweredCycle[],
): GateSentence[] {
  const currentTitle = levelOf(ladder, currentKey)?.title ?? 'the present one'
  return gateSentences({ readiness, cycles, currentTitle, voice })
}

function measuredOf(score: {
  value: number | null
  interval: { low: number; high: number } | null
  coverage: number
  confidence: Confidence
}): Measured | null {
  if (score.value === null || score.interval === null) return null
  return {
    value: displayScore(score.value),
    low: displayScore(score.interval.low),
    high: displayScore(score.interval.high),
    coverage: score.coverage,
    confidence: score.confidence,
  }
}

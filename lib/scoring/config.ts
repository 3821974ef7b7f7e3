import type { ScoringConfig } from './schema'

export type { ScoringConfig } from './schema'

/** Below three, a decomposition would show one colleague's answer. */
const ANONYMOUS_MINIMUM = 3

/**
 * House defaults of scoring.md 2.2 to 2.4: policy choices, stored as JSON with each cycle.
 * In: which groups answer anonymously to the person rated; those need three raters to count.
 */
export function scoringConfig(anonymous: { peer: boolean; report: boolean }): ScoringConfig {
  return {
    version: 1,
    groupWeights: { manager: 50, peer: 30, report: 20 },
    minRaters: {
      manager: 1,
      peer: anonymous.peer ? ANONYMOUS_MINIMUM : 1,
      report: anonymous.report ? ANONYMOUS_MINIMUM : 1,
    },
    metAt: 0.75,
    recency: 0.5,
    lookbackCycles: 4,
    sustainedCycles: 2,
    sustainedDays: 180,
    epsilon: 1e-9,
    provisionalBelow: 0.5,
    disagreeAt: 0.5,
    confidence: { high: 0.11, medium: 0.16 },
    intervalZ: 1.6448536269514722,
    variance: { person: 0.01, rater: 0.003, dyad: 0.004, residual: 0.02 },
    gates: {
      coverage: 0.7,
      categoryCoverage: 0.5,
      raters: 2,
      managers: 1,
      categoryFloor: 0.8,
      met: 0.7,
      evidenced: 0.6,
      sustained: 0.6,
      currentScore: 0.7,
      currentCoverage: 0.5,
      currentCategory: 0.5,
    },
    verdicts: { ready: 0.9, nearlyReady: 0.75, nearlyReadyFailures: 2, developing: 0.5 },
  }
}

/** Everyone answers under their own name: one rater is enough in every group. */
export const NAMED_CONFIG: ScoringConfig = scoringConfig({ peer: false, report: false })

/** Peers and reports are anonymous to the person rated. */
export const ANONYMOUS_CONFIG: ScoringConfig = scoringConfig({ peer: true, report: true })

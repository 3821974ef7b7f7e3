import { z } from 'zod'

const share = z.number().min(0).max(1)
const positive = z.number().positive().max(1_000_000)
const variance = z.number().min(0).max(1)
const count = z.number().int().min(1).max(1_000)

/** Scoring policy as stored with a cycle; `version` tells which meaning of the fields applies. */
export const ScoringConfig = z
  .strictObject({
    version: z.literal(1),
    groupWeights: z.strictObject({ manager: positive, peer: positive, report: positive }),
    minRaters: z.strictObject({ manager: count, peer: count, report: count }),
    metAt: z.number().positive().max(1),
    recency: z.number().positive().max(1),
    lookbackCycles: count,
    sustainedCycles: count,
    sustainedDays: z.number().int().min(0).max(3_660),
    epsilon: z.number().min(0).max(1e-6),
    provisionalBelow: share,
    disagreeAt: share,
    confidence: z.strictObject({ high: share, medium: share }),
    intervalZ: z.number().positive().max(10),
    variance: z.strictObject({
      person: variance,
      rater: variance,
      dyad: variance,
      residual: variance,
    }),
    gates: z.strictObject({
      coverage: share,
      categoryCoverage: share,
      raters: count,
      managers: z.number().int().min(0).max(1_000),
      categoryFloor: share,
      met: share,
      evidenced: share,
      sustained: share,
      currentScore: share,
      currentCoverage: share,
      currentCategory: share,
    }),
    verdicts: z.strictObject({
      ready: share,
      nearlyReady: share,
      nearlyReadyFailures: z.number().int().min(0).max(8),
      developing: share,
    }),
  })
  .refine((config) => config.sustainedCycles <= config.lookbackCycles, {
    path: ['sustainedCycles'],
    message: 'Cannot look at more cycles than the lookback holds.',
  })
  .refine((config) => config.confidence.high <= config.confidence.medium, {
    path: ['confidence', 'high'],
    message: 'High confidence needs an error no larger than medium.',
  })
  .refine(({ verdicts: v }) => v.ready >= v.nearlyReady && v.nearlyReady >= v.developing, {
    path: ['verdicts'],
    message: 'Verdict thresholds rise from developing to nearly ready to ready.',
  })

export type ScoringConfig = z.infer<typeof ScoringConfig>

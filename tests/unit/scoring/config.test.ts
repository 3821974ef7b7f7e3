import { describe, expect, it } from 'vitest'
import { ANONYMOUS_CONFIG, NAMED_CONFIG, scoringConfig } from '@/lib/scoring/config'
import { ScoringConfig } from '@/lib/scoring/schema'

describe('scoring policy', () => {
  it('needs three raters only in the groups that are anonymous', () => {
    expect(ANONYMOUS_CONFIG.minRaters).toEqual({ manager: 1, peer: 3, report: 3 })
    expect(NAMED_CONFIG.minRaters).toEqual({ manager: 1, peer: 1, report: 1 })
    expect(scoringConfig({ peer: false, report: true }).minRaters).toEqual({
      manager: 1,
      peer: 1,
      report: 3,
    })
  })

  it('survives storage as JSON', () => {
    for (const config of [NAMED_CONFIG, ANONYMOUS_CONFIG]) {
      expect(ScoringConfig.parse(JSON.parse(JSON.stringify(config)))).toEqual(config)
    }
  })

  it.each([
    ['an unknown version', { version: 2 }],
    ['an unknown field', { bonus: 1 }],
    ['a group without weight', { groupWeights: { manager: 50, peer: 0, report: 20 } }],
    ['no rater at all', { minRaters: { manager: 0, peer: 1, report: 1 } }],
    ['a threshold of nothing', { metAt: 0 }],
    ['a longer memory than the lookback', { sustainedCycles: 5 }],
    ['high confidence with a larger error', { confidence: { high: 0.2, medium: 0.16 } }],
    [
      'verdicts out of order',
      { verdicts: { ready: 0.7, nearlyReady: 0.75, nearlyReadyFailures: 2, developing: 0.5 } },
    ],
  ])('refuses %s', (_case, change) => {
    expect(ScoringConfig.safeParse({ ...NAMED_CONFIG, ...change }).success).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { NAMED_CONFIG } from '@/lib/scoring/config'
import { readiness } from '@/lib/scoring/readiness'
import {
  exampleCycles,
  exampleReadiness,
  found,
  G5,
  G5_IDS,
  gateOf,
  NO,
  rated,
  T,
  T_IDS,
} from './examples'

const EXACT = 12
const FOURS = [4, 4, 4, 4, 4]

describe('gates on what we know', () => {
  it('one rater is not enough, and two peers are not either', () => {
    const two = exampleCycles([{ m1: FOURS, p1: FOURS }])
    const only = (group: 'manager' | 'peer') =>
      two.map((cycle) => ({
        ...cycle,
        targetRatings:
          group === 'manager'
            ? rated('manager', 'm1', T_IDS, FOURS)
            : ['p1', 'p2'].flatMap((id) => rated('peer', id, T_IDS, FOURS)),
      }))
    const judge = (cycles: typeof two) =>
      found(readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG }))
    expect(judge(only('manager'))).toMatchObject({
      value: 1,
      verdict: 'insufficient_evidence',
      blockers: expect.arrayContaining(['raters']),
    })
    expect(gateOf(judge(only('peer')), 'raters')).toMatchObject({ value: 0, need: 1, pass: false })
    expect(gateOf(judge(two), 'raters')).toMatchObject({ value: 2, need: 2, pass: true })
  })

  it('a rater of long ago no longer counts', () => {
    const none = [NO, NO, NO, NO, NO]
    const alone = { m1: FOURS, p1: none }
    const before = exampleReadiness([alone, { m1: FOURS, p1: FOURS }])
    const longBefore = exampleReadiness([alone, alone, { m1: FOURS, p1: FOURS }])
    expect(gateOf(before, 'raters')).toMatchObject({ value: 2, pass: true })
    expect(gateOf(longBefore, 'raters')).toMatchObject({ value: 1, pass: false })
  })

  it('a category of which less than half was observed blocks, though the level reaches .70', () => {
    const seen = [4, 4, 4, NO, NO]
    const result = exampleReadiness([{ m1: seen, p1: seen }])
    const coverage = gateOf(result, 'coverage')
    expect(result.coverage).toBeCloseTo(2 / 3, EXACT)
    expect(coverage).toMatchObject({ pass: false, need: 0.7 })
    const wider = { ...NAMED_CONFIG, gates: { ...NAMED_CONFIG.gates, coverage: 0.6 } }
    const cycles = exampleCycles([{ m1: seen, p1: seen }])
    const second = found(readiness({ target: T, current: G5, cycles, config: wider }))
    expect(gateOf(second, 'coverage')).toMatchObject({
      pass: false,
      value: expect.closeTo(1 / 3, EXACT),
      need: 0.5,
    })
  })
})

describe('current level', () => {
  const cycles = exampleCycles([{ m1: FOURS, p1: FOURS, evidence: T_IDS }])
  const withCurrent = (values: (number | null)[]) =>
    found(
      readiness({
        target: T,
        current: G5,
        cycles: cycles.map((cycle) => ({
          ...cycle,
          currentRatings: rated('manager', 'm1', G5_IDS, values),
        })),
        config: NAMED_CONFIG,
      }),
    )

  it('passes at exactly .70 and fails just below', () => {
    expect(gateOf(withCurrent([4, 4, 4, 4, 3]), 'currentLevel').pass).toBe(true)
    expect(gateOf(withCurrent([4, 4, 4, 3, 3]), 'currentLevel')).toMatchObject({
      pass: false,
      value: expect.closeTo(0.65, EXACT),
      need: 0.7,
    })
  })

  it('is that of the cycle before when the latest did not ask', () => {
    const [latest, before] = exampleCycles([
      { m1: FOURS, p1: FOURS },
      { m1: FOURS, p1: FOURS },
    ])
    const currentRatings = found(latest).currentRatings
    const asked = [
      { ...found(latest), currentRatings: [] },
      { ...found(before), currentRatings },
    ]
    const result = readiness({ target: T, current: G5, cycles: asked, config: NAMED_CONFIG })
    expect(gateOf(found(result), 'currentLevel').pass).toBe(true)
  })

  it('fails on a provisional score and without any', () => {
    expect(gateOf(withCurrent([5, 5, NO, NO, NO]), 'currentLevel')).toMatchObject({
      pass: false,
      value: expect.closeTo(0.4, EXACT),
      need: 0.5,
    })
    const none = readiness({ target: T, current: null, cycles, config: NAMED_CONFIG })
    expect(gateOf(found(none), 'currentLevel')).toMatchObject({ pass: false, value: null })
  })
})

import { describe, expect, it } from 'vitest'
import { ANONYMOUS_CONFIG, NAMED_CONFIG } from '@/lib/scoring/config'
import { recentAttainment } from '@/lib/scoring/measurement/attainment'
import { readiness } from '@/lib/scoring/readiness'
import {
  E8,
  E9,
  E10,
  exampleCycles,
  exampleReadiness,
  found,
  G5,
  gateOf,
  NO,
  rowOf,
  T,
  T_IDS,
} from './examples'

const EXACT = 12
const PRINTED = 9
const FOURS = [4, 4, 4, 4, 4]

describe('worked examples of scoring.md 2.7', () => {
  it('E8: consistent for two cycles with evidence is ready', () => {
    expect(E8).toMatchObject({ value: 1, verdict: 'ready', blockers: [], losses: [] })
    expect(E8.gates.every((gate) => gate.pass)).toBe(true)
    expect(E8.halfWidth).toBeCloseTo(0.126688882, PRINTED)
    expect(E8.interval?.low).toBeCloseTo(0.83108149, PRINTED)
    expect(E8.interval?.high).toBe(1)
  })

  it('E9: the same for one cycle is nearly ready, not yet sustained', () => {
    expect(E9).toMatchObject({ value: 1, verdict: 'nearly_ready', blockers: ['sustained'] })
    expect(gateOf(E9, 'sustained').value).toBe(0)
  })

  it('E10: attainments, categories, value and interval', () => {
    const attainments = E10.indicators.map(({ id, attainment }) => [id, attainment])
    expect(attainments).toEqual([
      ['t1', expect.closeTo(6 / 7, EXACT)],
      ['t2', expect.closeTo(13 / 21, EXACT)],
      ['t3', 1],
      ['t4', 1],
      ['t5', expect.closeTo(1 / 3, EXACT)],
    ])
    expect(E10.categories.map(({ value }) => value)).toEqual([
      expect.closeTo(31 / 42, EXACT),
      expect.closeTo(7 / 9, EXACT),
    ])
    expect(E10.value).toBeCloseTo(191 / 252, EXACT)
    expect(E10.interval?.low).toBeCloseTo(0.605105475, PRINTED)
    expect(E10.interval?.high).toBeCloseTo(0.846417632, PRINTED)
  })

  it('E10: growth plan, gates and verdict', () => {
    expect(E10.losses.map(({ indicatorId, loss }) => [indicatorId, loss])).toEqual([
      ['t5', expect.closeTo(1 / 9, EXACT)],
      ['t2', expect.closeTo(2 / 21, EXACT)],
      ['t1', expect.closeTo(1 / 28, EXACT)],
    ])
    expect(gateOf(E10, 'met').value).toBeCloseTo(7 / 12, EXACT)
    expect(gateOf(E10, 'evidenced').value).toBeCloseTo(7 / 12, EXACT)
    expect(gateOf(E10, 'sustained').value).toBeCloseTo(1 / 3, EXACT)
    expect(E10.blockers).toEqual(['categoryFloor', 'met', 'evidenced', 'sustained'])
    expect(E10.verdict).toBe('developing')
  })

  it('E12, longer: what lies before the lookback has faded entirely', () => {
    const value = recentAttainment([0.75, 0.5, null, 0.25, 1], NAMED_CONFIG)
    expect(value).toBeCloseTo(11 / 13, EXACT)
  })

  it('E12: an unobserved cycle is skipped, an old one fades', () => {
    const value = recentAttainment([0.75, 0.5, null, 0.25], NAMED_CONFIG)
    expect(value).toBeCloseTo(11 / 13, EXACT)
    expect(value).toBeCloseTo(0.846153846, PRINTED)
  })
})

describe('rows of the profile', () => {
  it('tell met, sustained and evidenced apart', () => {
    const facts = E10.indicators.map((row) => [row.id, row.met, row.sustained, row.evidenced])
    expect(facts).toEqual([
      ['t1', true, false, true],
      ['t2', false, false, false],
      ['t3', true, true, true],
      ['t4', true, true, true],
      ['t5', false, false, false],
    ])
  })

  it('carry history, evidence and its last day', () => {
    expect(rowOf(E10, 't4').history.map(({ cycleId, value }) => [cycleId, value])).toEqual([
      ['2025-h2', 0.75],
      ['2025-h1', null],
      ['2024-h2', 0.75],
    ])
    expect(rowOf(E10, 't4')).toMatchObject({
      evidenceCount: 1,
      recentEvidenceIds: ['note-t4-2025-06-30'],
      lastEvidenceOn: '2025-06-30',
    })
    expect(rowOf(E10, 't2')).toMatchObject({ evidenceCount: 0, lastEvidenceOn: null })
  })

  it('carry a value forward once and no further', () => {
    const once = exampleReadiness([
      { m1: [NO, 4, 4, 4, 4], p1: [NO, 4, 4, 4, 4] },
      { m1: [3, 4, 4, 4, 4], p1: [3, 4, 4, 4, 4] },
    ])
    const twice = exampleReadiness([
      { m1: [NO, 4, 4, 4, 4], p1: [NO, 4, 4, 4, 4] },
      { m1: [NO, 4, 4, 4, 4], p1: [NO, 4, 4, 4, 4] },
      { m1: [3, 4, 4, 4, 4], p1: [3, 4, 4, 4, 4] },
    ])
    expect(rowOf(once, 't1').current).toBe(0.5)
    expect(rowOf(twice, 't1')).toMatchObject({ current: null, attainment: null, loss: null })
    expect(twice.value).toBe(1)
    expect(gateOf(twice, 'critical').pass).toBe(false)
    expect(gateOf(twice, 'coverage').value).toBeCloseTo(0.75, EXACT)
  })

  it('are not evidenced before they are met', () => {
    const seen = { m1: [4, 3, 4, 4, 4], p1: [4, 3, 4, 4, 4], evidence: ['t1', 't2'] }
    const result = exampleReadiness([seen])
    expect(rowOf(result, 't1')).toMatchObject({ evidenceCount: 1, evidenced: true })
    expect(rowOf(result, 't2')).toMatchObject({ evidenceCount: 1, evidenced: false })
  })

  it('count evidence of the last two cycles only', () => {
    const fours = { m1: FOURS, p1: FOURS }
    const old = exampleReadiness([fours, fours, { ...fours, evidence: T_IDS }])
    expect(rowOf(old, 't1')).toMatchObject({ evidenced: false, evidenceCount: 1 })
    expect(old.blockers).toEqual(['evidenced'])
  })
})

describe('sustained', () => {
  const fours = { m1: FOURS, p1: FOURS, evidence: T_IDS }

  it('does not outlive the current value', () => {
    const gone = { m1: [NO, 4, 4, 4, 4], p1: [NO, 4, 4, 4, 4] }
    const days = (year: number) => ({ startOn: `${year}-01-01`, endOn: `${year}-12-31` })
    const cycles = [gone, gone, fours, fours].map((example, index) => ({
      ...found(exampleCycles([example])[0]),
      id: `year-${index}`,
      ...days(2025 - index),
    }))
    const result = found(readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG }))
    expect(rowOf(result, 't1')).toMatchObject({ current: null, sustained: false })
    expect(rowOf(result, 't2')).toMatchObject({ current: 0.75, sustained: true })
  })

  it.each([
    ['2025-07-05', '2025-12-31', false],
    ['2025-07-04', '2025-12-31', true],
  ])('from %s to %s: %s', (startOn, endOn, sustained) => {
    const [latest, before] = exampleCycles([fours, fours])
    const cycles = [
      { ...found(latest), startOn: '2025-10-01', endOn },
      { ...found(before), startOn, endOn: '2025-09-30' },
    ]
    const result = found(readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG }))
    expect(gateOf(result, 'sustained').pass).toBe(sustained)
  })

  it('skips a cycle in which nothing was observed', () => {
    const none = [NO, NO, NO, NO, NO]
    const result = exampleReadiness([fours, { m1: none, p1: none }, fours])
    expect(gateOf(result, 'sustained')).toMatchObject({
      value: expect.closeTo(1, EXACT),
      pass: true,
    })
  })
})

describe('cycles', () => {
  const ratedBy = (value: number) => found(exampleCycles([{ m1: [value], p1: [value] }])[0])

  it('count from the one that ended last, whenever it began', () => {
    const half = { ...ratedBy(2), id: 'half', startOn: '2025-01-01', endOn: '2025-06-30' }
    const year = { ...ratedBy(4), id: 'year', startOn: '2024-07-01', endOn: '2025-12-31' }
    const cycles = [half, year]
    const result = found(readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG }))
    expect(rowOf(result, 't1').history.map(({ cycleId }) => cycleId)).toEqual(['year', 'half'])
    expect(rowOf(result, 't1').current).toBe(0.75)
  })

  it('are looked back on four at most', () => {
    const cycles = [2021, 2022, 2023, 2024, 2025].map((year) => ({
      ...ratedBy(4),
      id: `${year}`,
      startOn: `${year}-01-01`,
      endOn: `${year}-12-31`,
    }))
    const result = found(readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG }))
    expect(result.cycles.map(({ id }) => id)).toEqual(['2025', '2024', '2023', '2022'])
  })
})

describe('interval', () => {
  it('stops at nothing shown: a rating of 1 cannot fall further', () => {
    const split = { m1: [1, 1, 4, 4, 4], p1: [1, 1, 4, 4, 4] }
    const { interval } = exampleReadiness([split])
    expect(interval?.low).toBeCloseTo(0.83108149 / 2, 8)
    expect(interval?.high).toBeCloseTo((1 + 0.126688882 / 0.75) / 2, 8)
  })
})

describe('what is not there', () => {
  it('no next level, no readiness', () => {
    expect(readiness({ target: null, current: G5, cycles: [], config: NAMED_CONFIG })).toBeNull()
  })

  it('no cycle: no number, insufficient evidence', () => {
    const result = readiness({ target: T, current: G5, cycles: [], config: NAMED_CONFIG })
    expect(result).toMatchObject({
      value: null,
      interval: null,
      confidence: 'low',
      verdict: 'insufficient_evidence',
      losses: [],
    })
  })

  it('a cycle keeps the anonymity it was answered under', () => {
    const cycles = exampleCycles([{ m1: FOURS, p1: [1, 1, 1, 1, 1] }]).map((cycle) => ({
      ...cycle,
      config: ANONYMOUS_CONFIG,
    }))
    const result = readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG })
    expect(result).toMatchObject({ value: 1, verdict: 'insufficient_evidence' })
  })

  it('refuses a day that is not one', () => {
    const cycles = exampleCycles([{ m1: FOURS, p1: FOURS }]).map((cycle) => ({
      ...cycle,
      endOn: '31.12.2025',
    }))
    expect(() => readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG })).toThrow(
      RangeError,
    )
  })
})

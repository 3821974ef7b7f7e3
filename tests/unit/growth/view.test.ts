import { describe, expect, test } from 'vitest'
import { readSuppositions, supposeNextCycle } from '@/lib/growth/profile/what-if'
import type { Answer, AnsweredCycle } from '@/lib/growth/sources/ratings'
import { type GrowthRecord, readinessView, scorePoints, supposedView } from '@/lib/growth/view'
import { hundredths } from '@/lib/growth/words/voice'
import { anonymousCycle, answer, cycle, LADDER } from './answered-cycles'

function record(cycles: AnsweredCycle[]): GrowthRecord {
  return {
    ladder: LADDER,
    currentKey: 'engineer',
    targetKey: 'senior',
    cycles,
    earlier: new Map(),
    voice: { isOwn: true, name: 'Sam' },
  }
}

function all(group: 'manager' | 'peer', rater: string, values: Record<string, number>): Answer[] {
  return Object.entries(values).map(([key, value]) => answer(group, rater, key, value, `On ${key}`))
}

const FOURS = { e1: 4, e2: 4, s1: 4, s2: 4 }
const H1 = cycle('H1 2026', [...all('manager', 'Maya', FOURS), ...all('peer', 'Priya', FOURS)])
const H2 = cycle('H2 2026', [...all('manager', 'Maya', FOURS), ...all('peer', 'Priya', FOURS)])
const WEAK = cycle('H2 2026', all('manager', 'Maya', { e1: 4, e2: 4, s1: 4, s2: 2 }))

describe('the verdict and what holds it back', () => {
  test('everything met twice over by two people: ready, and nothing left to plan', () => {
    const view = readinessView(record([H2, H1]))
    expect(view).toMatchObject({ verdictWord: 'Ready', plan: [], measured: { value: 100 } })
    expect(view?.gates.every(({ pass }) => pass)).toBe(true)
  })

  test('met in one cycle only: the sentence says in how many and over how long', () => {
    const view = readinessView(record([H1]))
    expect(view?.gates.filter(({ pass }) => !pass).map(({ text }) => text)).toEqual([
      'Indicators worth at least 60% must be met in two observed cycles in a row, over 180 days or more: 0% so far, 0 of 2 observed.',
    ])
  })

  test('one rater: who is missing is said by cycle', () => {
    const view = readinessView(record([WEAK, cycle('H1 2026', all('manager', 'Maya', FOURS))]))
    expect(view?.verdict).toBe('insufficient_evidence')
    expect(view?.gates[0]?.text).toBe(
      'Two people must have rated you on The senior in the last two cycles, one of them your manager: 1 so far. No peer wrote in H2 2026. No peer wrote in H1 2026.',
    )
  })

  test('a peer alone: the manager is missing', () => {
    const view = readinessView(
      record([cycle('H1 2026', [...all('peer', 'Priya', FOURS), ...all('peer', 'Kim', FOURS)])]),
    )
    expect(view?.gates[0]?.text).toContain(
      ': 2 so far, but not the manager. No manager wrote in H1 2026.',
    )
  })

  test('peers who may not be named: one sentence for none, one and two', () => {
    const raters = (...names: string[]) =>
      readinessView(
        record([
          anonymousCycle('H1 2026', [
            ...all('manager', 'Maya', FOURS),
            ...names.flatMap((name) => all('peer', name, FOURS)),
          ]),
        ]),
      )?.gates[0]?.text
    expect(raters()).toContain('do not count here, because fewer than three wrote.')
    expect(raters('-a')).toBe(raters())
    expect(raters('-a', '-b')).toBe(raters())
  })

  test.each([
    [0.796, 0.8, '79.6'],
    [0.79999, 0.8, '79.9'],
    [0.8, 0.8, '80'],
    [0.5, 0.8, '50'],
    [0.804, 0.8, '80'],
  ])('%d against %d reads as %s, never as a need that it fails', (value, need, text) => {
    expect(hundredths(value, need)).toBe(text)
  })

  test('self-ratings change nothing but the gap', () => {
    const self = cycle('H2 2026', [...WEAK.answers, answer('self', 'Sam', 's2', 5, 'I did')])
    const plain = readinessView(record([WEAK]))
    const withSelf = readinessView(record([self]))
    const withoutGaps = (view: typeof plain) => ({ ...view, profile: [] })
    expect(withoutGaps(withSelf)).toEqual(withoutGaps(plain))
    expect(withSelf?.profile[0]?.rows[1]).toMatchObject({
      gap: 'You rated this higher than the others in H2 2026 (gap +3: 5 against 2)',
      isEvidenced: false,
    })
  })
})

describe('the profile', () => {
  test('has a row for each indicator with a dot for each cycle, oldest first', () => {
    const rows = readinessView(record([WEAK, H1]))?.profile[0]?.rows
    expect(rows?.map(({ key }) => key)).toEqual(['s1', 's2'])
    expect(rows?.[1]?.dots.map(({ label, mark }) => `${label} ${mark.text}`)).toEqual([
      'H1 2026 Consistent 4',
      'H2 2026 Emerging 2',
    ])
    expect(rows?.[1]).toMatchObject({
      isMet: false,
      isEvidenced: false,
      evidence: '3 notes, last in H2 2026',
    })
    expect(rows?.[0]).toMatchObject({
      isMet: true,
      isSustained: true,
      isEvidenced: true,
      cost: '0',
    })
  })

  test('shows what nobody observed as such, without a cost', () => {
    const unseen = cycle('H1 2026', [
      answer('manager', 'Maya', 's1', 4),
      answer('manager', 'Maya', 's2', null),
    ])
    const row = readinessView(record([unseen]))?.profile[0]?.rows[1]
    expect(row).toMatchObject({ isObserved: false, cost: null, evidence: 'No evidence yet' })
    expect(row?.dots.map(({ mark }) => mark.text)).toEqual(['Not observed'])
  })
})

describe('the growth plan', () => {
  test('lists what costs most first, and its costs make up what is missing', () => {
    const view = readinessView(
      record([cycle('H1 2026', all('manager', 'Maya', { ...FOURS, s1: 3, s2: 2 }))]),
    )
    expect(view?.plan.map(({ key }) => key)).toEqual(['s2', 's1'])
    const missing = view?.plan.reduce((sum, { cost }) => sum + Number(cost), 0)
    expect(missing).toBeCloseTo(100 - (view?.measured?.value ?? 0), 0)
  })

  test('ends with what was not observed', () => {
    const unseen = cycle('H1 2026', all('manager', 'Maya', { e1: 4, s2: 2 }))
    const plan = readinessView(record([unseen]))?.plan
    expect(plan?.map(({ key, cost }) => [key, cost === null])).toEqual([
      ['s2', false],
      ['s1', true],
    ])
  })
})

describe('what if', () => {
  test('the next cycle rated s2 as 4: more readiness, and the record is as before', () => {
    const cycles = [WEAK, H1]
    const before = structuredClone(cycles)
    const supposed = supposedView(record(cycles), [{ itemKey: 's2', value: 4 }])
    const now = readinessView(record(cycles))
    expect(supposed?.before).toBe(now?.measured?.value)
    expect(supposed?.measured?.value).toBeGreaterThan(now?.measured?.value ?? 100)
    expect(cycles).toEqual(before)
  })

  test('a manager who has not written yet rates as in the cycle before', () => {
    const peersOnly = cycle('H2 2026', all('peer', 'Priya', FOURS))
    const [next] = supposeNextCycle([peersOnly, H1], [{ itemKey: 's1', value: 5 }]) ?? []
    expect(next).toMatchObject({ startOn: '2027-01-01', packetId: null })
    const answers = next?.answers.filter(({ itemKey }) => itemKey === 's1')
    expect(answers?.map(({ group, value }) => [group, value])).toEqual([
      ['peer', 5],
      ['manager', 5],
    ])
    expect(next?.answers.some(({ hasNote }) => hasNote)).toBe(false)
  })

  test('there is none without a cycle to go on from', () => {
    expect(supposeNextCycle([], [{ itemKey: 's1', value: 4 }])).toBeNull()
    expect(supposedView(record([H1]), [])).toBeNull()
  })

  test('reads known indicators and points from an address, and nothing else', () => {
    const written = ['s1:4', 's2:6', 'gone:4', 's2', '__proto__:4', 's1:5']
    expect(readSuppositions(written, ['s1', 's2'])).toEqual([{ itemKey: 's1', value: 5 }])
  })
})

describe('scores by cycle', () => {
  test('are of the level held in each, oldest first, with what is not shared marked', () => {
    const promoted = cycle('H2 2026', all('manager', 'Maya', { s1: 5, s2: 5 }), {
      levelKey: 'senior',
      packetId: null,
    })
    const points = scorePoints([promoted, H1], new Map([['version', LADDER]]))
    expect(
      points.map(({ levelTitle, measured, isShared }) => [levelTitle, measured?.value, isShared]),
    ).toEqual([
      ['The engineer', 75, true],
      ['The senior', 100, false],
    ])
  })
})

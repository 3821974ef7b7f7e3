import { describe, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { ARTEFACT_STATES } from '@/lib/policy/artefact-state'
import { CONDITIONS, type ConditionFacts, type ConditionName } from '@/lib/policy/conditions'
import { applicableGrants, authorize, decide, type Facts } from '@/lib/policy/decide'
import { expandPolicy } from '@/lib/policy/expansion'
import { OPS, type Op } from '@/lib/policy/grants'
import { RELATIONS, type Relation, ROW_RELATIONS } from '@/lib/policy/relations'
import { writeFigures } from '../../support/figures'
import { restated } from './restated'

const NAMES = Object.keys(CONDITIONS) as ConditionName[]
const ALL_HOLD: ConditionFacts = Object.fromEntries(NAMES.map((name) => [name, true]))

function facts(relations: readonly Relation[], rest: Partial<Facts> = {}): Facts {
  return {
    relations: new Set(relations),
    state: 'S',
    isSelf: relations.includes('subj'),
    conditions: {},
    ...rest,
  }
}

describe('decide', () => {
  test('a condition that is not stated, or stated as false, does not hold', () => {
    expect(decide('self.read', facts(['skip'])).allow).toBe(false)
    expect(decide('self.read', facts(['skip'], { conditions: { skipVisible: false } }))).toEqual({
      allow: false,
      reason: 'not met: cycle.skipVisible',
    })
    expect(decide('self.read', facts(['skip'], { conditions: { skipVisible: true } })).allow).toBe(
      true,
    )
  })

  test('every conditional cell needs each of its conditions and no other', () => {
    let checked = 0
    const cells = expandPolicy([...RELATIONS, ...ROW_RELATIONS])
    for (const { op, state, relation } of cells.filter((cell) => cell.decision === 'allow_if')) {
      const [grant, ...others] = applicableGrants(op, facts([relation], { state }))
      expect(others).toEqual([])
      const named = grant?.when ?? []
      const exactly = Object.fromEntries(named.map((name) => [name, true]))
      expect(decide(op, facts([relation], { state, conditions: exactly })).allow).toBe(true)
      for (const name of named) {
        const without = { ...ALL_HOLD, [name]: false }
        expect(decide(op, facts([relation], { state, conditions: without })).allow).toBe(false)
        checked += 1
      }
    }
    expect(checked).toBeGreaterThan(500)
  })

  test('what has no artefact is decided without a state, what has one is not', () => {
    expect(decide('ladder.publish', facts(['ladder_admin'], { state: null })).allow).toBe(true)
    expect(decide('packet.read', facts(['mgr'], { state: null })).allow).toBe(false)
  })

  test('nobody in particular may do nothing', () => {
    for (const op of OPS) {
      expect(decide(op, facts([], { conditions: ALL_HOLD })).allow).toBe(false)
    }
  })

  test('gives a reason for each kind of answer', () => {
    expect(decide('mgrReview.read', facts(['mgr'])).reason).toBe('granted to mgr')
    expect(decide('mgrReview.read', facts(['peer_req'])).reason).toBe(
      'mgrReview.read is not granted to peer_req in state S',
    )
    expect(decide('mgrReview.read', facts(['subj', 'hr_in'])).reason).toBe(
      'mgrReview.read is not granted to subj, hr_in in their own case (G2) in state S',
    )
    expect(decide('mgrReview.read', facts(['admin'], { isSelf: true, state: null })).reason).toBe(
      'mgrReview.read is not granted to admin in their own case (G2)',
    )
    expect(decide('mgrReview.read', facts([])).reason).toContain('not granted to nobody')
  })
})

describe('two relations at once', () => {
  test('add up, unless a global deny speaks: every pair, operation and state', () => {
    let checked = 0
    const wrong: string[] = []
    const ids = [...RELATIONS, ...ROW_RELATIONS]
    for (const [index, first] of ids.entries()) {
      for (const second of ids.slice(index + 1)) {
        const relations = [first, second]
        for (const op of OPS) {
          for (const state of ARTEFACT_STATES) {
            const ways = restated({ op, state, relations })
            const bare = decide(op, facts(relations, { state })).allow
            const full = decide(op, facts(relations, { state, conditions: ALL_HOLD })).allow
            checked += 2
            if (bare !== ways.includes('') || full !== ways.length > 0) {
              wrong.push(`${op} ${state} ${relations}`)
            }
          }
        }
      }
    }
    expect(wrong).toEqual([])
    expect(checked).toBe(2 * 465 * 63 * 8)
    console.info(`policy: ${checked} decisions of 465 pairs of relations checked`)
    writeFigures('pairs', { 'decisions of pairs checked': checked })
  })
})

describe('authorize', () => {
  function refusal(op: Op, given: Facts, readOp?: Op) {
    try {
      authorize(op, given, { readOp })
    } catch (error) {
      return isAppError(error) ? error.code : 'unexpected'
    }
    return null
  }

  const CASES: [string, Op, Facts, Op | undefined, string | null][] = [
    ['what is allowed', 'self.reqReopen', facts(['subj']), 'self.read', null],
    ['reads but may not act', 'mgrReview.reopen', facts(['mgr']), 'mgrReview.read', 'FORBIDDEN'],
    ['may not know of it', 'mgrReview.reopen', facts(['stranger']), 'mgrReview.read', 'NOT_FOUND'],
    ['own case', 'mgrReview.reopen', facts(['subj', 'hr_in']), 'mgrReview.read', 'NOT_FOUND'],
    ['a refused read', 'mgrReview.read', facts(['stranger']), undefined, 'NOT_FOUND'],
    ['no session', 'ladder.readPublished', facts(['anon']), undefined, 'UNAUTHENTICATED'],
    ['deactivated', 'self.read', facts(['deact', 'subj']), 'self.read', 'UNAUTHENTICATED'],
    ['ladder', 'ladder.write', facts(['admin']), 'ladder.readPublished', 'FORBIDDEN'],
  ]

  test.each(CASES)('%s: %s', (_name, op, given, readOp, code) => {
    expect(refusal(op, given, readOp)).toBe(code)
  })
})

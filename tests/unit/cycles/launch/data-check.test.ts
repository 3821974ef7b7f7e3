import { describe, expect, it } from 'vitest'
import {
  type CandidateFacts,
  findingsOf,
  gatherFindings,
  SHOWN_PEOPLE,
} from '@/lib/cycles/launch/data-check'

const fine: CandidateFacts = {
  personId: 'sam',
  name: 'Sam',
  teamName: 'Payments',
  hasLevel: true,
  isInLadder: true,
  hasManager: true,
  managerHasLeft: false,
  hasReviewer: true,
  hasAccount: true,
  isAway: false,
}

describe('what stands in the way of reviewing somebody', () => {
  it.each([
    ['nothing', {}, []],
    ['no level', { hasLevel: false, isInLadder: false }, ['NO_LEVEL']],
    ['a level of another ladder', { isInLadder: false }, ['LEVEL_NOT_IN_LADDER']],
    ['who is away takes part, and it is said', { isAway: true }, ['ON_LEAVE']],
    ['no level matters more than no account', { hasLevel: false, hasAccount: false }, ['NO_LEVEL']],
    [
      'a manager who has left, not the missing reviewer',
      { hasManager: false, managerHasLeft: true, hasReviewer: false },
      ['MANAGER_LEFT'],
    ],
    ['nobody to review', { hasManager: false, hasReviewer: false }, ['NO_REVIEWER']],
    ['somebody acts for the manager', { hasManager: false, hasReviewer: true }, []],
    [
      'nobody to review and no account',
      { hasReviewer: false, hasAccount: false },
      ['NO_REVIEWER', 'NO_ACCOUNT'],
    ],
  ])('%s', (_, own, kinds) => {
    expect(findingsOf({ ...fine, ...own })).toEqual(kinds)
  })
})

describe('the data check', () => {
  it('says nothing when all is well', () => {
    expect(gatherFindings([fine, fine])).toEqual([])
  })

  it('puts what stops the launch first, and counts everybody though it names some', () => {
    const many = Array.from({ length: SHOWN_PEOPLE + 20 }, (_, index) => ({
      ...fine,
      personId: `p${index}`,
      hasAccount: false,
    }))
    const left = { ...fine, personId: 'lea', managerHasLeft: true, hasReviewer: false }
    const findings = gatherFindings([...many, left])
    expect(findings.map(({ kind, severity, count }) => [kind, severity, count])).toEqual([
      ['MANAGER_LEFT', 'stops', 1],
      ['NO_ACCOUNT', 'warns', SHOWN_PEOPLE + 20],
    ])
    expect(findings[0]?.people).toEqual([{ id: 'lea', name: 'Sam', teamName: 'Payments' }])
    expect(findings[1]?.people).toHaveLength(SHOWN_PEOPLE)
  })
})

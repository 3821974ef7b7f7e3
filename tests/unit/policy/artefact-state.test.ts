import { describe, expect, test } from 'vitest'
import { artefactState, packetState, type ReviewFacts } from '@/lib/policy/artefact-state'

const WRITING: ReviewFacts = {
  reviewStatus: 'SUBMITTED',
  cycleState: 'MANAGER_WRITING',
  participantStatus: 'ACTIVE',
  sessionState: null,
  erased: false,
}

const CASES: [string, Partial<ReviewFacts>, string][] = [
  ['not begun', { reviewStatus: 'NOT_STARTED' }, 'D'],
  ['being written', { reviewStatus: 'DRAFT' }, 'D'],
  ['declined', { reviewStatus: 'DECLINED' }, 'D'],
  ['not provided', { reviewStatus: 'NOT_PROVIDED' }, 'D'],
  ['removed', { reviewStatus: 'REMOVED' }, 'D'],
  ['handed in', {}, 'S'],
  ['handed in during self and peer', { cycleState: 'SELF_AND_PEER' }, 'S'],
  ['handed in, reopening asked for', { reviewStatus: 'REOPEN_REQUESTED' }, 'S'],
  ['calibration stage, no open session', { cycleState: 'CALIBRATION' }, 'S'],
  ['session open', { cycleState: 'CALIBRATION', sessionState: 'OPEN' }, 'K'],
  ['session open late', { cycleState: 'SHARING', sessionState: 'OPEN' }, 'K'],
  [
    'session open, excused meanwhile',
    { cycleState: 'CALIBRATION', sessionState: 'OPEN', participantStatus: 'EXCUSED' },
    'S',
  ],
  [
    'session open, taken out of the cycle',
    { cycleState: 'SHARING', sessionState: 'OPEN', participantStatus: 'REMOVED' },
    'L',
  ],
  ['session being prepared', { sessionState: 'OPEN' }, 'S'],
  ['session never locked, cycle closed', { cycleState: 'CLOSED', sessionState: 'OPEN' }, 'L'],
  ['session locked', { cycleState: 'CALIBRATION', sessionState: 'LOCKED' }, 'L'],
  ['session published', { cycleState: 'CALIBRATION', sessionState: 'PUBLISHED' }, 'L'],
  ['session locked, sharing', { cycleState: 'SHARING', sessionState: 'LOCKED' }, 'L'],
  [
    'a draft in an open session',
    { cycleState: 'CALIBRATION', reviewStatus: 'DRAFT', sessionState: 'OPEN' },
    'D',
  ],
  ['sharing, not shared', { cycleState: 'SHARING' }, 'L'],
  ['ready to share', { cycleState: 'SHARING', participantStatus: 'READY_TO_SHARE' }, 'L'],
  [
    'reopening asked for while locked',
    { cycleState: 'SHARING', reviewStatus: 'REOPEN_REQUESTED' },
    'L',
  ],
  ['closed, never shared', { cycleState: 'CLOSED' }, 'L'],
  ['excused', { cycleState: 'SHARING', participantStatus: 'EXCUSED' }, 'L'],
  ['shared', { cycleState: 'SHARING', participantStatus: 'SHARED' }, 'R'],
  ['shared, then closed', { cycleState: 'CLOSED', participantStatus: 'SHARED' }, 'R'],
  [
    'shared, session still open',
    { cycleState: 'SHARING', participantStatus: 'SHARED', sessionState: 'OPEN' },
    'R',
  ],
  ['reopened after sharing', { participantStatus: 'SHARED', reviewStatus: 'DRAFT' }, 'D'],
  ['acknowledged', { cycleState: 'SHARING', participantStatus: 'ACKNOWLEDGED' }, 'A'],
  ['final', { cycleState: 'CLOSED', participantStatus: 'FINAL' }, 'A'],
  ['archived after sharing', { cycleState: 'ARCHIVED', participantStatus: 'SHARED' }, 'Z'],
  [
    'archived after acknowledgement',
    { cycleState: 'ARCHIVED', participantStatus: 'ACKNOWLEDGED' },
    'Z',
  ],
  ['archived when final', { cycleState: 'ARCHIVED', participantStatus: 'FINAL' }, 'Z'],
  ['archived, never shared', { cycleState: 'ARCHIVED' }, 'L'],
  [
    'archived draft',
    { cycleState: 'ARCHIVED', reviewStatus: 'DRAFT', participantStatus: 'FINAL' },
    'D',
  ],
  ['erased', { cycleState: 'ARCHIVED', participantStatus: 'FINAL', erased: true }, 'E'],
  ['erased draft', { reviewStatus: 'DRAFT', erased: true }, 'E'],
]

describe('artefactState', () => {
  test.each(CASES)('%s', (_name, facts, state) => {
    expect(artefactState({ ...WRITING, ...facts })).toBe(state)
  })
})

describe('packetState', () => {
  test('a shared packet stays shared while a review in it is reopened', () => {
    expect(packetState({ ...WRITING, participantStatus: 'SHARED' })).toBe('R')
  })

  test('an erased packet is erased', () => {
    expect(packetState({ ...WRITING, participantStatus: 'FINAL', erased: true })).toBe('E')
  })
})

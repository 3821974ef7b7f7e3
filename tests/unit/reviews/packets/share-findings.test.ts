import { expect, test } from 'vitest'
import { type ShareFacts, shareFindings } from '@/lib/reviews/packets/share-findings'

const ready: ShareFacts = {
  participantStatus: 'ACTIVE',
  cycleState: 'SHARING',
  shareDateReached: true,
  isInCalibration: false,
  shareFrom: '12 Mar 2026',
  tasks: [
    { direction: 'MANAGER', status: 'SUBMITTED', revision: 1 },
    { direction: 'SELF', status: 'SUBMITTED', revision: 1 },
  ],
  hasManagerReview: true,
  hasSelf: true,
  isHr: false,
  subjectName: 'Sam',
}

function blockers(facts: Partial<ShareFacts>): string[] {
  return shareFindings({ ...ready, ...facts }).flatMap(({ isBlocker, text }) =>
    isBlocker ? text : [],
  )
}

test('nothing stands in the way when all is in and the date has come', () => {
  expect(shareFindings(ready)).toEqual([])
})

test.each<[string, Partial<ShareFacts>, RegExp | null]>([
  ['no manager review', { hasManagerReview: false }, /manager review has not been submitted/],
  [
    'a manager review that will never come, shared by HR after the close',
    {
      hasManagerReview: false,
      tasks: [{ direction: 'MANAGER', status: 'NOT_PROVIDED', revision: 0 }],
      isHr: true,
      cycleState: 'CLOSED',
    },
    null,
  ],
  [
    'a reopened self-review',
    { tasks: [{ direction: 'SELF', status: 'DRAFT', revision: 1 }] },
    /reopened/,
  ],
  [
    'a first draft of a peer',
    { tasks: [{ direction: 'PEER', status: 'DRAFT', revision: 0 }] },
    null,
  ],
  ['a date to come', { shareDateReached: false }, /from 12 Mar 2026/],
  ['a date to come, for HR', { shareDateReached: false, isHr: true }, null],
  ['an earlier stage', { cycleState: 'MANAGER_WRITING' }, /has not reached/],
  ['an earlier stage, for HR', { cycleState: 'MANAGER_WRITING', isHr: true }, /has not reached/],
  ['an open calibration session', { isInCalibration: true }, /until it is locked/],
  ['an open calibration session, for HR', { isInCalibration: true, isHr: true }, /locked/],
  ['a closed cycle', { cycleState: 'CLOSED' }, /closed/],
  ['a packet that is out', { participantStatus: 'SHARED' }, /already/],
  ['a packet that was acknowledged', { participantStatus: 'ACKNOWLEDGED' }, /already/],
  ['somebody on leave', { participantStatus: 'PAUSED' }, /does not take part/],
])('%s', (_name, facts, expected) => {
  const found = blockers(facts)
  if (expected) expect(found.join(' ')).toMatch(expected)
  else expect(found).toEqual([])
})

test('a missing self-review and open peers are worth knowing and stop nothing', () => {
  const findings = shareFindings({
    ...ready,
    tasks: [
      { direction: 'SELF', status: 'NOT_STARTED', revision: 0 },
      { direction: 'PEER', status: 'DRAFT', revision: 0 },
    ],
  })
  expect(findings.map(({ isBlocker }) => isBlocker)).toEqual([false, false])
  expect(findings[0]?.text).toBe('Sam has not submitted a self-review. You may share all the same.')
})

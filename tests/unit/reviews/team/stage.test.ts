import { expect, test } from 'vitest'
import { shownScore, timeSince, verdictWord } from '@/lib/reviews/team/figures'
import { packRows, type TeamRow, unpackRows } from '@/lib/reviews/team/row'
import { readCursor, writeCursor } from '@/lib/reviews/team/schema'
import {
  type ActionFacts,
  actionHref,
  actionLabel,
  nextAction,
  peersWord,
} from '@/lib/reviews/team/stage'

const facts: ActionFacts = {
  stage: 'to_write',
  participantId: 'participant',
  ownReviewId: 'review',
  ownStatus: 'NOT_STARTED',
  selfStatus: 'SUBMITTED',
  cycleState: 'MANAGER_WRITING',
  packetId: null,
  isDirect: true,
}

test.each<[string, Partial<ActionFacts>, string | null]>([
  ['nothing written yet', {}, 'Write the review'],
  ['a draft', { ownStatus: 'DRAFT' }, 'Go on writing'],
  [
    'a self-review that is still due',
    { selfStatus: 'DRAFT', cycleState: 'SELF_AND_PEER' },
    'Wait for the self-review',
  ],
  ['a self-review that is overdue', { selfStatus: 'DRAFT' }, 'Write the review'],
  ['all in, sharing open', { stage: 'to_share' }, 'Share with Sam'],
  ['all in, sharing not open', { stage: 'written' }, 'See the packet'],
  ['shared', { stage: 'shared', packetId: 'packet' }, 'Read the packet'],
  ['a report of a report, unshared', { stage: 'written', isDirect: false }, 'Read what is in'],
  ['a report of a report, unwritten', { isDirect: false, ownReviewId: null }, 'Read what is in'],
  ['written by another manager', { stage: 'hidden', participantId: 'participant' }, null],
  ['not in the cycle', { stage: 'none', participantId: null }, null],
  ['on leave', { stage: 'excused' }, null],
])('next after %s', (_name, given, label) => {
  const action = nextAction({ ...facts, ...given })
  expect(action && actionLabel(action, 'Sam')).toBe(label)
})

test('each next step leads where it is done', () => {
  expect(actionHref({ kind: 'write', id: 'r1' })).toBe('/reviews/r1')
  expect(actionHref({ kind: 'share', id: 'p1' })).toBe('/reviews/share/p1')
  expect(actionHref({ kind: 'packet', id: 'k1' })).toBe('/reviews/packets/k1')
})

test('rows survive the way to the browser', () => {
  const row: TeamRow = {
    id: 'sam',
    name: 'Sam',
    level: 'Engineer',
    timeInLevel: '2 y',
    status: 'To write',
    detail: '',
    score: { value: 72, low: 60, high: 84, cycle: null },
    verdict: 3,
    evidence: '12 Mar 2026',
    action: { kind: 'write', id: 'r1' },
  }
  const none = { ...row, score: null, verdict: null, evidence: null, action: null }
  const older = { ...row, score: { value: 0, low: 0, high: 9, cycle: 'H1' } }
  const rows = [row, none, older, { ...row, id: 'kim' }]
  const packed = packRows(rows)
  expect(unpackRows(JSON.parse(JSON.stringify(packed)))).toEqual(rows)
  expect(packed.texts.filter((text) => text === 'Engineer')).toHaveLength(1)
})

test('peers are counted for their manager and a word for everybody else', () => {
  expect(peersWord({ asked: 3, submitted: 2, isCounted: true })).toBe('2 of 3')
  expect(peersWord({ asked: 3, submitted: 2, isCounted: false })).toBe('In progress')
  expect(peersWord({ asked: 3, submitted: 0, isCounted: false })).toBe('Not started')
  expect(peersWord({ asked: 3, submitted: 3, isCounted: false })).toBe('Complete')
  expect(peersWord({ asked: 0, submitted: 0, isCounted: true })).toBe('Nobody asked')
})

test('no score is never a zero, and an interval stays within the scale', () => {
  expect(shownScore({ score: null, half_width: null }, null)).toBeNull()
  expect(shownScore({ score: 0.72, half_width: 0.12 }, null)).toEqual({
    value: 72,
    low: 60,
    high: 84,
    cycle: null,
  })
  expect(shownScore({ score: 0.95, half_width: 0.1 }, 'H1')).toMatchObject({
    high: 100,
    cycle: 'H1',
  })
  expect(verdictWord('nearly_ready')).toBe('Nearly ready')
  expect(verdictWord(null)).toBeNull()
})

test('time in level in years and months', () => {
  const now = new Date('2026-11-20')
  expect(timeSince(new Date('2026-11-10'), now)).toBe('new')
  expect(timeSince(new Date('2026-06-01'), now)).toBe('5 mo')
  expect(timeSince(new Date('2024-11-01'), now)).toBe('2 y')
  expect(timeSince(new Date('2024-08-01'), now)).toBe('2 y 3 mo')
})

test('a cursor survives the address and a foreign one begins anew', () => {
  const id = '0199f0a0-0000-7000-8000-000000000001'
  expect(readCursor(writeCursor([0.5, id]), 'score')).toEqual([0.5, id])
  expect(readCursor(writeCursor(['sam', id]), 'name')).toEqual(['sam', id])
  for (const text of ['', 'x', writeCursor(['sam', id]), Buffer.from('{}').toString('base64url')]) {
    expect(readCursor(text, 'score')).toBeNull()
  }
})

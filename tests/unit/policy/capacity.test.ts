import { describe, expect, it } from 'vitest'
import { capacityOf } from '@/lib/audit/capacity'
import { POWERS, powerBehind } from '@/lib/policy/capacity'
import { CONDITIONS } from '@/lib/policy/conditions'
import { applicableGrants, decide, type Facts } from '@/lib/policy/decide'
import { OPS, type Op } from '@/lib/policy/grants'
import { RELATIONS, type Relation } from '@/lib/policy/relations'

const ALL = Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, true]))

function facts(relations: Relation[], more: Partial<Facts> = {}): Facts {
  return { relations: new Set(relations), isSelf: false, state: 'S', conditions: ALL, ...more }
}

describe('powerBehind', () => {
  it.each<[string, Op, Facts, string | null]>([
    ['the HR partner', 'mgrReview.read', facts(['hr_in']), 'hr_in'],
    ['the manager who is HR partner too', 'mgrReview.read', facts(['hr_in', 'mgr']), null],
    ['break-glass', 'self.read', facts(['breakglass', 'admin']), 'breakglass'],
    ['the HR partner before break-glass', 'self.read', facts(['breakglass', 'hr_in']), 'hr_in'],
    [
      'a manager who may not yet, under break-glass',
      'self.read',
      facts(['mgr', 'breakglass'], { conditions: { ...ALL, selfReviewNotBlind: false } }),
      'breakglass',
    ],
    ['the administrator of a cycle', 'cycle.launch', facts(['admin']), 'admin'],
    ['whoever reads the ladder', 'ladder.readPublished', facts(['ladder_admin']), null],
    ['a refusal', 'mgrReview.read', facts(['admin']), null],
    ['the own case', 'self.read', facts(['subj', 'hr_in'], { isSelf: true }), null],
    ['a delegate', 'nomination.approve', facts(['deleg']), 'deleg'],
  ])('%s', (_, op, given, expected) => {
    expect(powerBehind(op, given)).toBe(expected)
  })

  // For each operation, pair of relations and state: it is named exactly where nothing else grants.
  it('names a power exactly where only powers grant', () => {
    const powers = new Set<Relation>(POWERS)
    for (const op of OPS) {
      for (const one of RELATIONS) {
        for (const other of ['mgr', 'hr_in', 'stranger'] as const) {
          const given = facts([one, other])
          const named = powerBehind(op, given)
          const granting = applicableGrants(op, given).flatMap(({ to }) => to)
          const isOnlyPower = granting.length > 0 && granting.every((to) => powers.has(to))
          const isForAll = applicableGrants(op, facts(['stranger'])).length > 0
          const expected = decide(op, given).allow && isOnlyPower && !isForAll
          expect([op, one, other, named !== null]).toEqual([op, one, other, expected])
        }
      }
    }
  })
})

describe('capacityOf', () => {
  const acting = (...roles: ('ADMIN' | 'LADDER_ADMIN' | 'HR_PARTNER' | 'AUDITOR')[]) => ({
    actor: { id: 'ann', roles: roles.map((role) => ({ role })) },
    now: new Date('2026-11-21T12:00:00Z'),
  })
  it.each([
    ['a cycle', acting('ADMIN'), { objectType: 'cycle' }, 'admin'],
    ['an account, by an HR partner', acting('HR_PARTNER'), { objectType: 'person' }, 'hr_in'],
    ['an account, by both', acting('HR_PARTNER', 'ADMIN'), { objectType: 'person' }, 'admin'],
    ['a ladder', acting('ADMIN', 'LADDER_ADMIN'), { objectType: 'ladder_version' }, 'ladder_admin'],
    ['what is about oneself', acting('ADMIN'), { objectType: 'person', subjectId: 'ann' }, null],
    ['a review', acting('ADMIN'), { objectType: 'review' }, null],
    ['a refusal', acting('ADMIN'), { objectType: 'cycle', decision: 'deny' as const }, null],
    ['the operator', acting(), { objectType: 'role_grant', reason: 'operator' }, 'operator'],
    ['nobody', acting(), { objectType: 'cycle' }, null],
  ])('%s', (_, who, done, expected) => {
    expect(capacityOf(who, done)).toBe(expected)
  })
})

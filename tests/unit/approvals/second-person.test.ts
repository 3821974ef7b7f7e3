import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Appointment, areIndependent } from '@/lib/approvals/appointment'
import { type AskedCase, type Candidate, maySecond } from '@/lib/approvals/second-person'

const NOW = new Date('2026-11-21T12:00:00Z')
const admin = (id: string): Candidate => ({
  id,
  roles: [{ role: 'ADMIN', scopeTeamId: null }],
  isBelowRequester: false,
})
const partner = (id: string, scopeTeamId: string | null = null): Candidate => ({
  id,
  roles: [{ role: 'HR_PARTNER', scopeTeamId }],
  isBelowRequester: false,
})
const roleCase: AskedCase = {
  op: 'user.write',
  requestedById: 'ann',
  subject: { id: 'sam', teamId: 't1' },
  appointments: [],
}
const breakglass: AskedCase = { ...roleCase, op: 'breakglass.approve' }

describe('maySecond', () => {
  it.each<[string, Candidate, AskedCase, boolean]>([
    ['another administrator', admin('bob'), roleCase, true],
    ['who asked', admin('ann'), roleCase, false],
    ['whom it is about', admin('sam'), roleCase, false],
    ['somebody without the role', partner('bob'), roleCase, false],
    ['an HR partner for everybody', partner('bob'), breakglass, true],
    ['the HR partner of the team', partner('bob', 't1'), breakglass, true],
    ['the HR partner of another team', partner('bob', 't2'), breakglass, false],
    ['an administrator, for break-glass', admin('bob'), breakglass, false],
    [
      'somebody who reports to who asked',
      { ...partner('bob'), isBelowRequester: true },
      breakglass,
      false,
    ],
    [
      'anybody of the role where Rung asks',
      admin('ann'),
      { ...roleCase, requestedById: null },
      true,
    ],
    [
      'whom the asker alone appointed',
      admin('bob'),
      { ...roleCase, appointments: [appointed('ann', null), appointed('bob', 'ann')] },
      false,
    ],
    [
      'whom the person it is about alone appointed',
      admin('bob'),
      { ...roleCase, appointments: [appointed('sam', null), appointed('bob', 'sam')] },
      false,
    ],
  ])('%s', (_, candidate, asked, expected) => {
    expect(maySecond(candidate, asked, NOW)).toBe(expected)
  })
})

describe('areIndependent', () => {
  it.each<[string, Appointment[], boolean]>([
    ['two whom the operator appointed', [appointed('a', null), appointed('b', null)], true],
    ['one whom the other appointed', [appointed('a', null), appointed('b', 'a')], false],
    [
      'two whom a third appointed',
      [appointed('c', null), appointed('a', 'c'), appointed('b', 'c')],
      false,
    ],
    [
      'two whom different people appointed',
      [appointed('c', null), appointed('d', null), appointed('a', 'c'), appointed('b', 'd')],
      true,
    ],
    [
      'one whom the other appointed and the operator confirmed',
      [appointed('a', null), appointed('b', 'a'), appointed('b', null)],
      true,
    ],
    [
      'one whom the other appointed anew after the operator’s word was ended',
      [appointed('a', null), ended(appointed('b', null)), appointed('b', 'a')],
      false,
    ],
    [
      'one whose word came from somebody whom the other appointed anew',
      [
        ...[appointed('a', null), ended(appointed('c', null)), ended(appointed('c', 'a'))],
        appointed('b', 'c'),
      ],
      false,
    ],
    [
      'one whom the operator confirmed after the other’s word was ended',
      [appointed('a', null), ended(appointed('b', 'a')), appointed('b', null)],
      true,
    ],
    [
      'one from a provider’s group of before its maker was noted',
      [appointed('a', null), unnoted('b')],
      false,
    ],
    [
      'one whom somebody of no noted maker appointed',
      [appointed('a', null), unnoted('c'), appointed('b', 'c')],
      false,
    ],
    [
      'one of no noted maker whom the operator confirmed',
      [appointed('a', null), unnoted('b'), appointed('b', null)],
      true,
    ],
    [
      'one of no noted maker whose confirmation was ended',
      [appointed('a', null), unnoted('b'), ended(appointed('b', null))],
      false,
    ],
    [
      'one from a provider’s group whose maker another appointed',
      [appointed('a', null), { ...unnoted('b'), grantedById: 'c' }, appointed('c', null)],
      true,
    ],
    [
      'one whom two people appointed',
      [appointed('a', null), { ...appointed('b', 'a'), approvedById: 'c' }],
      true,
    ],
  ])('%s', (_, appointments, expected) => {
    expect(areIndependent('a', 'b', appointments)).toBe(expected)
  })

  // However long the chain that one administrator makes alone, nobody on it is a second person.
  it('is never so for two of whom both come from one person', () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(parents, fc.nat(), fc.nat(), (seeds, i, j) => {
        const appointments = [appointed('p0', null)]
        seeds.forEach((seed, index) => {
          appointments.push(appointed(`p${index + 1}`, `p${seed % (index + 1)}`))
        })
        const one = `p${i % (seeds.length + 1)}`
        const other = `p${j % (seeds.length + 1)}`
        expect(areIndependent(one, other, appointments)).toBe(false)
        expect(areIndependent(one, 'operator made', appointments)).toBe(true)
      }),
    )
  })

  it('says the same either way round', () => {
    const pair = fc.record({
      personId: fc.constantFrom('a', 'b', 'c', 'd'),
      grantedById: fc.constantFrom('a', 'b', 'c', 'd', null),
      approvedById: fc.constantFrom('a', null),
      isByToken: fc.boolean(),
      isInForce: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 8 }), (appointments) => {
        expect(areIndependent('a', 'b', appointments)).toBe(areIndependent('b', 'a', appointments))
      }),
    )
  })
})

function appointed(personId: string, grantedById: string | null): Appointment {
  return { personId, grantedById, approvedById: null, isByToken: false, isInForce: true }
}

function unnoted(personId: string): Appointment {
  return { ...appointed(personId, null), isByToken: true }
}

function ended(appointment: Appointment): Appointment {
  return { ...appointment, isInForce: false }
}

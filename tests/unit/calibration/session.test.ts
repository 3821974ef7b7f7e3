import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  mayChooseForThemselves,
  type SessionRow,
  sessionFacts,
  sessionReadOp,
  sessionWord,
} from '@/lib/calibration/sessions/session'
import { decide } from '@/lib/policy/decide'

type Role = 'ADMIN' | 'LADDER_ADMIN' | 'HR_PARTNER' | 'AUDITOR'
const NOW = new Date('2026-08-01T00:00:00Z')
const OPEN: Parameters<typeof sessionFacts>[1] = {
  ...{ seat: null, state: 'OPEN', teamIds: ['core', 'payments'], cycleState: 'CALIBRATION' },
}

function factsOf(
  roles: [Role, string | null][],
  session: Partial<typeof OPEN> = {},
): ReturnType<typeof sessionFacts> {
  const actor = { id: 'me', roles: roles.map(([role, scopeTeamId]) => ({ role, scopeTeamId })) }
  return sessionFacts(actor, { ...OPEN, ...session }, NOW)
}

describe('how somebody stands to a session', () => {
  test.each<[string, [Role, string | null][], Partial<typeof OPEN>, string[]]>([
    ['HR for everybody', [['HR_PARTNER', null]], {}, ['hr_in']],
    ['HR for one of two teams', [['HR_PARTNER', 'core']], {}, ['hr_out']],
    ['HR for the only team', [['HR_PARTNER', 'core']], { teamIds: ['core'] }, ['hr_in']],
    ['HR for a team, nobody in it yet', [['HR_PARTNER', 'core']], { teamIds: [] }, ['hr_in']],
    ['somebody without a team', [['HR_PARTNER', 'core']], { teamIds: [null] }, ['hr_out']],
    ['a member', [], { seat: 'MEMBER' }, ['calib_in']],
    ['one who reads only', [], { seat: 'READER' }, ['calib_in']],
    ['a member of a locked one', [], { seat: 'MEMBER', state: 'LOCKED' }, ['calib_past']],
    ['the facilitator of it', [], { seat: 'FACILITATOR', state: 'LOCKED' }, ['calib_facil']],
    ['nobody', [], {}, ['stranger']],
  ])('%s', (_name, roles, session, relations) => {
    expect([...factsOf(roles, session).relations]).toEqual(relations)
  })

  test('only HR partners choose for themselves, for only they read it anyway', () => {
    expect(mayChooseForThemselves(factsOf([['HR_PARTNER', null]]))).toBe(true)
    expect(mayChooseForThemselves(factsOf([['HR_PARTNER', 'core']]))).toBe(false)
    expect(mayChooseForThemselves(factsOf([['ADMIN', null]]))).toBe(false)
    expect(mayChooseForThemselves(factsOf([['ADMIN', null]], { seat: 'FACILITATOR' }))).toBe(false)
  })

  test('whoever may do nothing with it is told that it is there only where they see it', () => {
    expect(sessionReadOp(factsOf([['ADMIN', null]]))).toBe('calibSession.setMembers')
    for (const [seat, isSeen] of [
      ['MEMBER', true],
      [null, false],
    ] as const) {
      const facts = factsOf([], { seat })
      expect(decide(sessionReadOp(facts), facts).allow).toBe(isSeen)
    }
  })
})

test('a seat reads from the deadline of the managers until the lock or the end', () => {
  const stages = ['SELF_AND_PEER', 'MANAGER_WRITING', 'CALIBRATION', 'SHARING', 'CLOSED'] as const
  const open = stages.filter((cycleState) => {
    return decide('mgrReview.read', factsOf([], { seat: 'MEMBER', cycleState })).allow
  })
  expect(open).toEqual(['CALIBRATION', 'SHARING'])
  const words = stages.map((cycleState) => sessionWord({ state: 'OPEN', cycleState }))
  expect(words).toEqual(['Being prepared', 'Being prepared', 'Open', 'Open', 'Locked'])
})

test('outside an open session a seat alone never reads a text', () => {
  const seats = fc.constantFrom<SessionRow['seat']>('FACILITATOR', 'MEMBER', 'READER')
  const states = fc.constantFrom<SessionRow['state']>('LOCKED', 'PUBLISHED')
  const stages = fc.constantFrom('CALIBRATION', 'SHARING', 'CLOSED', 'ARCHIVED' as const)
  fc.assert(
    fc.property(seats, states, stages, (seat, state, cycleState) => {
      const facts = factsOf([], { seat, state, cycleState })
      for (const op of [
        'self.read',
        'mgrReview.read',
        'peer.read',
        'ratingProposed.read',
      ] as const) {
        const conditions = { withoutAuthorField: true }
        expect(decide(op, { ...facts, conditions }).allow).toBe(false)
      }
    }),
  )
})

import { describe, expect, test } from 'vitest'
import {
  isInForce,
  jobRelations,
  type RelationFacts,
  relationsOf,
  type Term,
} from '@/lib/policy/relations'

const NOW = new Date('2026-03-12T10:00:00Z')

const NOBODY: RelationFacts = {
  actor: { id: 'ada', isActive: true },
  subjectId: 'sam',
  subjectManagerId: 'mia',
  subjectSkipId: 'kim',
  chainDepth: null,
  windows: [{ authorId: 'mia', role: 'PRIMARY', isOpen: true }],
  authoredInCycle: false,
  sharedInCycle: false,
  peerStatus: null,
  roles: [],
  now: NOW,
}

function term(startsAt: string, endsAt: string, revokedAt: string | null = null): Term {
  return {
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    revokedAt: revokedAt ? new Date(revokedAt) : null,
  }
}

const CURRENT = term('2026-03-12T09:00:00Z', '2026-03-12T11:00:00Z')
const PAST = term('2026-03-12T08:00:00Z', '2026-03-12T10:00:00Z')
const FUTURE = term('2026-03-12T10:00:01Z', '2026-03-12T12:00:00Z')
const REVOKED = term('2026-03-12T09:00:00Z', '2026-03-12T11:00:00Z', '2026-03-12T09:30:00Z')

const as = (id: string) => ({ actor: { id, isActive: true } })
const window = (
  authorId: string,
  isOpen: boolean,
  role: 'PRIMARY' | 'CONTRIBUTOR' | 'CO_REVIEWER' = 'PRIMARY',
) => ({ authorId, isOpen, role })
const seat = (role: 'MEMBER' | 'FACILITATOR', sessionState: 'OPEN' | 'LOCKED' | 'PUBLISHED') => ({
  calibrationSeats: [{ role, sessionState, containsSubject: true }],
})

const CASES: [string, Partial<RelationFacts>, string[]][] = [
  ['no session', { actor: null, roles: [{ role: 'ADMIN', inScope: true }] }, ['anon']],
  ['deactivated, once a manager', { actor: { id: 'mia', isActive: false } }, ['deact']],
  ['nobody to the subject', {}, ['stranger']],
  ['the person reviewed', as('sam'), ['subj']],
  ['the manager with an open window', { ...as('mia'), chainDepth: 1 }, ['mgr']],
  ['the manager without a window', { ...as('mia'), windows: [] }, ['newmgr']],
  ['a new manager after a move', { ...as('mia'), windows: [window('old', false)] }, ['newmgr']],
  [
    'a manager whose own window was closed',
    { ...as('mia'), windows: [window('mia', false)], authoredInCycle: true },
    ['newmgr', 'exm_author'],
  ],
  [
    'an ex-manager who wrote',
    { ...as('old'), windows: [window('old', false)], authoredInCycle: true },
    ['exm_author'],
  ],
  [
    'an ex-manager who shared',
    { ...as('old'), windows: [window('old', false)], sharedInCycle: true },
    ['exm_author'],
  ],
  [
    'an ex-manager who did neither',
    { ...as('old'), windows: [window('old', false)] },
    ['exm_none'],
  ],
  [
    'the manager of the launch, moved away from, until the window is closed',
    { ...as('old'), windows: [window('old', true)], authoredInCycle: true },
    ['mgr'],
  ],
  [
    'an ex-manager whose window is open for a partial contribution only',
    { ...as('old'), windows: [window('old', true, 'CONTRIBUTOR')], authoredInCycle: true },
    ['exm_author'],
  ],
  [
    'the acting reviewer of somebody without a manager',
    { ...as('act'), subjectManagerId: null, windows: [window('act', true)] },
    ['mgr'],
  ],
  [
    'a manager whose window covers part of the period',
    { ...as('mia'), windows: [window('mia', true, 'CONTRIBUTOR')] },
    ['newmgr', 'exm_none'],
  ],
  ['a co-reviewer', { ...as('dot'), windows: [window('dot', true, 'CO_REVIEWER')] }, ['stranger']],
  ['somebody who wrote as a peer', { authoredInCycle: true }, ['stranger']],
  ["the manager's manager", as('kim'), ['skip']],
  ['two steps above', { chainDepth: 2 }, ['skip']],
  ['three steps above', { chainDepth: 3 }, ['chain3']],
  ['seven steps above', { chainDepth: 7 }, ['chain3']],
  ['asked as a peer', { peerStatus: 'REQUESTED' }, ['peer_req']],
  ['a peer who submitted', { peerStatus: 'SUBMITTED' }, ['peer_done']],
  ['a peer who declined', { peerStatus: 'DECLINED' }, ['peer_off']],
  ['a peer who was removed', { peerStatus: 'REMOVED' }, ['peer_off']],
  ['giving upward feedback', { givesUpwardFeedback: true }, ['up_author']],
  ['a member of the open session', seat('MEMBER', 'OPEN'), ['calib_in']],
  ['a member after the lock', seat('MEMBER', 'LOCKED'), ['calib_past']],
  ['a member after publication', seat('MEMBER', 'PUBLISHED'), ['calib_past']],
  ['the facilitator', seat('FACILITATOR', 'OPEN'), ['calib_facil']],
  ['the facilitator after the lock', seat('FACILITATOR', 'LOCKED'), ['calib_facil']],
  [
    'a member elsewhere',
    { calibrationSeats: [{ role: 'FACILITATOR', sessionState: 'OPEN', containsSubject: false }] },
    ['calib_other'],
  ],
  ['HR in scope', { roles: [{ role: 'HR_PARTNER', inScope: true }] }, ['hr_in']],
  ['HR out of scope', { roles: [{ role: 'HR_PARTNER', inScope: false }] }, ['hr_out']],
  ['administrator', { roles: [{ role: 'ADMIN', inScope: false }] }, ['admin']],
  ['ladder administrator', { roles: [{ role: 'LADDER_ADMIN', inScope: true }] }, ['ladder_admin']],
  ['auditor', { roles: [{ role: 'AUDITOR', inScope: true }] }, ['auditor']],
  ['a delegate', { delegations: [CURRENT] }, ['deleg']],
  ['a delegate with one old and one current right', { delegations: [PAST, CURRENT] }, ['deleg']],
  ['a delegate at the instant of the end', { delegations: [PAST] }, ['deleg_exp']],
  ['a delegate whose right was revoked', { delegations: [REVOKED] }, ['deleg_exp']],
  [
    'a delegate whose right was revoked as it began',
    { delegations: [{ ...CURRENT, startsAt: NOW, revokedAt: NOW }] },
    ['deleg_exp'],
  ],
  ['a delegate from tomorrow', { delegations: [FUTURE] }, ['stranger']],
  ['break-glass', { breakglass: [{ ...CURRENT, isApproved: true }] }, ['breakglass']],
  ['break-glass not approved', { breakglass: [{ ...CURRENT, isApproved: false }] }, ['stranger']],
  ['break-glass over', { breakglass: [{ ...PAST, isApproved: true }] }, ['stranger']],
  ['the author of the row', { row: { authorIds: ['ada', 'eve'] } }, ['author']],
  ['not the author of the row', { row: { authorIds: ['eve'], ownerId: 'eve' } }, ['stranger']],
  ['the owner of the row', { row: { ownerId: 'ada' } }, ['owner']],
  ['on the panel', { row: { isOnPromotionPanel: true } }, ['promoPanel']],
  ['reading what cites it', { row: { readsCitingSubmission: true } }, ['citingReader']],
  [
    'several at once',
    { ...as('mia'), peerStatus: 'SUBMITTED', roles: [{ role: 'ADMIN', inScope: true }] },
    ['mgr', 'peer_done', 'admin'],
  ],
  [
    'an administrator in their own case',
    { ...as('sam'), roles: [{ role: 'ADMIN', inScope: true }], chainDepth: 3 },
    ['subj', 'admin'],
  ],
  [
    'a question about no person',
    { ...as('mia'), subjectId: null, roles: [{ role: 'LADDER_ADMIN', inScope: true }] },
    ['ladder_admin'],
  ],
]

describe('relationsOf', () => {
  test.each(CASES)('%s', (_name, facts, relations) => {
    expect([...relationsOf({ ...NOBODY, ...facts })]).toEqual(relations)
  })

  test('the worker is only the worker', () => {
    expect([...jobRelations()]).toEqual(['job'])
  })
})

describe('isInForce', () => {
  test.each([
    ['from the first instant', term('2026-03-12T10:00:00Z', '2026-03-12T11:00:00Z'), true],
    ['not at the last instant', PAST, false],
    ['not before', FUTURE, false],
    ['not once revoked', REVOKED, false],
    ['not at the instant of revocation', { ...CURRENT, revokedAt: NOW }, false],
    [
      'until a revocation to come',
      { ...CURRENT, revokedAt: new Date('2026-03-12T10:00:01Z') },
      true,
    ],
  ])('%s', (_name, right, holds) => {
    expect(isInForce(right, NOW)).toBe(holds)
  })
})

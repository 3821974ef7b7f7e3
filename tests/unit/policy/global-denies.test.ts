import { describe, expect, test } from 'vitest'
import { ARTEFACT_STATES } from '@/lib/policy/artefact-state'
import { CONDITIONS } from '@/lib/policy/conditions'
import { decide, type Facts } from '@/lib/policy/decide'
import {
  canChangeVisibility,
  canShowAggregate,
  countingRelations,
  globalDeny,
  MINIMUM_ANSWERS,
  type PeerVisibility,
} from '@/lib/policy/global-denies'
import { OPS, type Op } from '@/lib/policy/grants'
import { RELATIONS, type Relation, ROW_RELATIONS } from '@/lib/policy/relations'

const ALL_HOLD = Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, true]))
const EVERYTHING = [...RELATIONS, ...ROW_RELATIONS]

function allowed(op: Op, relations: readonly Relation[], rest: Partial<Facts> = {}): boolean {
  return decide(op, {
    relations: new Set(relations),
    state: 'R',
    isSelf: false,
    conditions: ALL_HOLD,
    ...rest,
  }).allow
}

function without(...ids: Relation[]): Relation[] {
  return EVERYTHING.filter((relation) => !ids.includes(relation))
}

function people(from: number, to: number): ReadonlySet<string> {
  return new Set(Array.from({ length: to - from }, (_, index) => `person ${from + index}`))
}

describe('G1 no session or a deactivated account', () => {
  test.each(['anon', 'deact'] as const)('%s may do nothing, whatever else is held', (relation) => {
    const held = without('anon', 'deact', 'subj')
    for (const op of OPS) {
      for (const state of [...ARTEFACT_STATES, null]) {
        expect(allowed(op, [...held, relation], { state })).toBe(false)
        expect(globalDeny(op, new Set([relation]), state)).toMatch(/^G1/)
      }
    }
  })
})

describe('G2 self-exclusion', () => {
  const everyRole = without('anon', 'deact', 'subj', 'author', 'owner')

  test('every other relation is void in the own case', () => {
    for (const op of OPS) {
      for (const state of [...ARTEFACT_STATES, null]) {
        const alone = allowed(op, ['subj'], { state, isSelf: true })
        const tombstone = op === 'audit.read' && state === 'E'
        expect(allowed(op, ['subj', ...everyRole], { state, isSelf: true })).toBe(
          tombstone ? true : alone,
        )
        expect(allowed(op, everyRole, { state, isSelf: true })).toBe(false)
      }
    }
  })

  test('holds also when only the relation or only the flag says so', () => {
    expect(allowed('mgrReview.read', ['subj', 'hr_in'], { isSelf: false })).toBe(false)
    expect(allowed('mgrReview.read', ['hr_in'], { isSelf: true })).toBe(false)
    expect(allowed('mgrReview.read', ['hr_in'], { isSelf: false })).toBe(true)
  })

  test('leaves people their own rows: drafts, history, notes and evidence', () => {
    const gained = OPS.filter((op) =>
      ARTEFACT_STATES.some(
        (state) =>
          allowed(op, ['subj', 'author', 'owner'], { state, isSelf: true }) &&
          !allowed(op, ['subj'], { state, isSelf: true }),
      ),
    )
    expect(gained).toEqual([
      'draft.read',
      'draft.write',
      'privateNote.*',
      'evidence.read',
      'evidence.write',
      'history.read',
    ])
  })

  test('an author of something about themselves does not count as its author', () => {
    const self = new Set<Relation>(['subj', 'author'])
    expect([...countingRelations('peer.read', self, true)]).toEqual(['subj'])
    expect([...countingRelations('draft.read', self, true)]).toEqual(['subj', 'author'])
  })
})

describe('G3 draft privacy', () => {
  const BODIES: Op[] = [
    ...(['draft.read', 'draft.write', 'history.read', 'self.read', 'mgrReview.read'] as const),
    ...(['ratingProposed.read', 'ratingCal.read', 'calibNote.read', 'promo.read'] as const),
    ...(['peer.read', 'peerAuthor.read', 'upward.read'] as const),
    ...(['packet.read', 'packet.exportPdf'] as const),
  ]

  test.each(BODIES)('%s of a draft is refused to all others together', (op) => {
    const others = new Set(without('anon', 'deact', 'author'))
    expect(globalDeny(op, others, 'D')).toMatch(/^G3/)
    expect(globalDeny(op, new Set(['author'] as const), 'D')).toBeNull()
    expect(globalDeny(op, others, 'S')).toBeNull()
  })
})

describe('G4 erased', () => {
  test('nobody reads what was erased; HR in scope and the auditor see that it was', () => {
    const held = without('anon', 'deact', 'subj')
    const left = OPS.filter((op) => allowed(op, held, { state: 'E' }))
    expect(left).toEqual(['audit.read'])
    expect(allowed('audit.read', ['hr_in'], { state: 'E' })).toBe(true)
    expect(allowed('audit.read', ['auditor'], { state: 'E' })).toBe(true)
    expect(allowed('audit.read', ['admin'], { state: 'E' })).toBe(false)
    expect(allowed('audit.read', ['subj'], { state: 'E', isSelf: true })).toBe(false)
  })
})

describe('G6 visibility is narrowed, never widened, once somebody has answered', () => {
  const ORDER: PeerVisibility[] = ['CONFIDENTIAL', 'UNATTRIBUTED', 'ATTRIBUTED']

  test('every change', () => {
    for (const [broadFrom, from] of ORDER.entries()) {
      for (const [broadTo, to] of ORDER.entries()) {
        expect(canChangeVisibility({ from, to, hasAnswers: true })).toBe(broadTo <= broadFrom)
        expect(canChangeVisibility({ from, to, hasAnswers: false })).toBe(true)
      }
    }
  })
})

describe('G7 aggregates', () => {
  const viewerId = 'the viewer'

  test('need the condition in every grant but the counts of completion', () => {
    const unsafe = { conditions: { ...ALL_HOLD, aggregateIsSafe: false } }
    for (const relation of ['hr_in', 'skip', 'chain3'] as const) {
      expect(allowed('aggregate.read', [relation])).toBe(true)
      expect(allowed('aggregate.read', [relation], unsafe)).toBe(false)
    }
    expect(allowed('aggregate.read', ['admin'], unsafe)).toBe(true)
    expect(allowed('upward.read', ['skip'], unsafe)).toBe(false)
  })

  test.each([
    ['four people', people(0, 4), [], false],
    ['five people', people(0, 5), [], true],
    ['the viewer among ten', new Set([...people(0, 9), viewerId]), [], false],
    ['five of nine, four left over', people(0, 5), [people(0, 9)], false],
    ['five of ten, five left over', people(0, 5), [people(0, 10)], true],
    ['ten, of whom six are shown too', people(0, 10), [people(0, 6)], false],
    ['ten, of whom five are shown too', people(0, 10), [people(0, 5)], true],
    ['the same group once more', people(0, 5), [people(0, 5)], true],
    ['a group apart', people(0, 5), [people(5, 11)], true],
    ['one safe and one unsafe group', people(0, 5), [people(0, 10), people(0, 6)], false],
  ])('%s', (_name, group, reachable, shown) => {
    expect(canShowAggregate({ viewerId, group, reachable })).toBe(shown)
  })

  test('the minimum for peers is three', () => {
    const shown = (count: number) =>
      canShowAggregate({
        viewerId,
        group: people(0, count),
        reachable: [],
        minimum: MINIMUM_ANSWERS,
      })
    expect([shown(2), shown(3)]).toEqual([false, true])
  })
})

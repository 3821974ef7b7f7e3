import { describe, expect, test } from 'vitest'
import { CONDITIONS } from '@/lib/policy/conditions'
import { decide } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import { RELATIONS, type Relation } from '@/lib/policy/relations'
import { type AudienceFacts, audienceOf } from '@/lib/reviews/tasks/audience'

const FACTS: AudienceFacts = {
  direction: 'PEER',
  subjectName: 'Sam',
  managerName: 'Maya',
  skipName: 'Elena',
  cycle: { peerVisibility: 'ATTRIBUTED', skipVisible: true, blindSelf: false },
}

function audienceWith(change: Partial<AudienceFacts>, cycle: Partial<AudienceFacts['cycle']> = {}) {
  return audienceOf({ ...FACTS, ...change, cycle: { ...FACTS.cycle, ...cycle } })
}

describe('peer feedback', () => {
  test('named: the person reads it with the name', () => {
    const { short, sentences } = audienceOf(FACTS)
    expect(short).toBe(
      'Sam with your name once it is shared, Maya (manager), Elena (Maya’s manager), HR',
    )
    expect(sentences.slice(1, 3)).toEqual([
      'Once submitted, it is read by Maya (manager, with your name), Elena (Maya’s manager, without your name) and the HR partners responsible for Sam (without your name).',
      'Sam reads it with your name when the manager shares the packet, and so does everybody who reads the packet.',
    ])
  })

  test('without names: only from three peers on', () => {
    const { short, subject } = audienceWith({}, { peerVisibility: 'UNATTRIBUTED' })
    expect(short).toMatch(/^Sam without your name once it is shared, Maya/)
    expect(subject[0]).toContain('only if at least 3 peers have written')
  })

  test('confidential: not the person, and the manager without the name', () => {
    const { short, readers, subject } = audienceWith({}, { peerVisibility: 'CONFIDENTIAL' })
    expect(short).toMatch(/^not Sam/)
    expect(readers).toContain('Maya (manager, without your name)')
    expect(readers).toContain('who can look up your name for a stated reason')
    expect(subject[0]).toBe('Sam does not read it here.')
  })
})

describe('self-review', () => {
  test('is read by the manager, theirs, and HR', () => {
    expect(audienceWith({ direction: 'SELF' }).readers).toBe(
      'you, Maya (your manager), Elena (Maya’s manager) and the HR partners responsible for you',
    )
  })

  test('a blind one only after the manager has submitted', () => {
    expect(audienceWith({ direction: 'SELF' }, { blindSelf: true }).readers).toContain(
      'Maya (your manager, once their own review is submitted)',
    )
  })
})

describe('manager review', () => {
  test('reaches the person when it is shared', () => {
    const { short, subject } = audienceWith({ direction: 'MANAGER' })
    expect(short).toBe('Sam once you share it, Elena (your manager), HR')
    expect(subject).toEqual(['Sam reads all of it when you share it, and nothing before.'])
  })

  test('stays from the manager’s manager where the cycle says so', () => {
    const hr = 'the HR partners responsible for Sam'
    expect(audienceWith({ direction: 'MANAGER' }, { skipVisible: false }).readers).toBe(hr)
    expect(audienceWith({ direction: 'MANAGER', skipName: null }).readers).toBe(hr)
  })
})

const READ: Record<AudienceFacts['direction'], Op> = {
  SELF: 'self.read',
  MANAGER: 'mgrReview.read',
  PEER: 'peer.read',
  DELEGATE: 'mgrReview.read',
}
const DIRECTIONS = ['SELF', 'MANAGER', 'PEER', 'DELEGATE'] as const
const MODES = ['ATTRIBUTED', 'UNATTRIBUTED', 'CONFIDENTIAL'] as const
const CASES = DIRECTIONS.flatMap((direction) =>
  MODES.flatMap((peerVisibility) =>
    [true, false].flatMap((skipVisible) =>
      [true, false].map((blindSelf) => ({
        direction,
        cycle: { peerVisibility, skipVisible, blindSelf },
      })),
    ),
  ),
)

describe('the words name exactly those whom the policy lets read', () => {
  test.each(CASES)('$direction $cycle', ({ direction, cycle }) => {
    const { short, sentences } = audienceWith({ direction }, cycle)
    const isPacket =
      direction !== 'DELEGATE' && (direction !== 'PEER' || cycle.peerVisibility !== 'CONFIDENTIAL')
    const ops: Op[] = [READ[direction], ...(isPacket ? (['packet.read'] as const) : [])]
    const allowed = RELATIONS.filter(
      (one) => one !== 'author' && ops.some((op) => isLetRead(op, one)),
    )
    const expected = allowed.filter((one) => !(direction === 'MANAGER' && one === 'mgr'))
    expect(namedIn(direction, sentences.slice(1).join(' ')).sort()).toEqual(expected.sort())
    const early = expected.filter((one) => isLetRead(READ[direction], one, 'S'))
    const inShort = ['mgr', 'skip', 'hr_in'].filter((one) => SHORT[one]?.test(short))
    expect(inShort.sort()).toEqual(
      early.filter((one) => ['mgr', 'skip', 'hr_in'].includes(one)).sort(),
    )

    function isLetRead(op: Op, relation: Relation, only?: 'S'): boolean {
      const { peerVisibility, skipVisible } = cycle
      const conditions = {
        ...Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, true])),
        skipVisible,
        feedbackAttributed: peerVisibility === 'ATTRIBUTED',
        feedbackNotConfidential: peerVisibility !== 'CONFIDENTIAL',
      }
      const facts = { relations: new Set([relation]), isSelf: relation === 'subj', conditions }
      const states = only ? [only] : (['S', 'L', 'R', 'A', 'Z'] as const)
      return states.some((state) => decide(op, { ...facts, state }).allow)
    }
  })

  test.each(DIRECTIONS)('and calibrators, in a cycle that calibrates: %s', (direction) => {
    const plain = audienceWith({ direction })
    const { short, readers, sentences } = audienceWith({ direction }, { hasCalibration: true })
    expect(short).toBe(`${plain.short}, calibrators`)
    expect(readers).toBe(plain.readers)
    const own = sentences.filter((sentence) => !plain.sentences.includes(sentence))
    expect(own).toHaveLength(1)
    expect(own[0]).toMatch(/while a calibration session is open, its members read it/)
    expect(own[0]?.includes('without your name')).toBe(direction === 'PEER')
  })

  test('and whose name is read with it', () => {
    for (const peerVisibility of MODES) {
      const { readers, subject } = audienceWith({}, { peerVisibility })
      expect(readers.includes('Maya (manager, with your name)')).toBe(
        peerVisibility !== 'CONFIDENTIAL',
      )
      expect(subject[0]?.includes('with your name')).toBe(peerVisibility === 'ATTRIBUTED')
    }
  })
})

const SHORT: Record<string, RegExp> = { mgr: /^.*Maya \(/, skip: /Elena \(/, hr_in: /\bHR$/ }

/** Whom a text speaks of, by the words that only they have. */
function namedIn(direction: string, text: string): string[] {
  const words: Record<string, RegExp> = {
    subj: direction === 'SELF' ? /read by you\b/ : /Sam reads/,
    mgr: /Maya \(/,
    skip: /Elena \(/,
    hr_in: /HR partners/,
    newmgr: /whoever manages/,
    exm_author: /a former manager/,
    breakglass: /emergency access/,
  }
  return Object.entries(words).flatMap(([relation, pattern]) =>
    pattern.test(text) ? [relation] : [],
  )
}

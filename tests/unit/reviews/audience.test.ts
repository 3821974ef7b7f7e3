import { describe, expect, test } from 'vitest'
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
    expect(short).toBe('Sam with your name, Maya (manager), Elena (Maya’s manager), HR')
    expect(sentences.slice(1, 3)).toEqual([
      'Once submitted, it is read by Maya (manager, with your name), Elena (Maya’s manager, without your name) and the HR partner (who can look up your name for a stated reason).',
      'Sam reads it with your name when the manager shares the packet.',
    ])
  })

  test('without names: only from three peers on', () => {
    const { short, subject } = audienceWith({}, { peerVisibility: 'UNATTRIBUTED' })
    expect(short).toMatch(/^Sam without your name, Maya/)
    expect(subject[0]).toContain('only if at least 3 peers have written')
  })

  test('confidential: not the person, and the manager without the name', () => {
    const { short, readers, subject } = audienceWith({}, { peerVisibility: 'CONFIDENTIAL' })
    expect(short).toMatch(/^not Sam/)
    expect(readers).toContain('Maya (manager, without your name)')
    expect(subject[0]).toBe('Sam does not read it here.')
  })
})

describe('self-review', () => {
  test('is read by the manager, theirs, and HR', () => {
    expect(audienceWith({ direction: 'SELF' }).readers).toBe(
      'you, Maya (your manager), Elena (Maya’s manager) and the HR partner',
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
    expect(audienceWith({ direction: 'MANAGER' }, { skipVisible: false }).readers).toBe(
      'the HR partner',
    )
    expect(audienceWith({ direction: 'MANAGER', skipName: null }).readers).toBe('the HR partner')
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ARTEFACT_STATES } from '@/lib/policy/artefact-state'
import { CONDITIONS } from '@/lib/policy/conditions'
import { decide } from '@/lib/policy/decide'
import { rulingFor } from '@/lib/policy/expansion'
import { readersOf } from '@/lib/policy/plain/audience'
import { CONDITION_WORDS } from '@/lib/policy/plain/condition-words'
import { RELATION_WORDS } from '@/lib/policy/plain/relation-words'
import { answerFor, viewAs } from '@/lib/policy/plain/view-as'
import { RELATIONS } from '@/lib/policy/relations'

const ANSWER = { deny: 'no', allow: 'yes', allow_if: 'if' } as const

describe('what a person like this would see', () => {
  test('is the expansion of the policy for one relation', () => {
    for (const relation of RELATIONS) {
      for (const state of ARTEFACT_STATES) {
        for (const { cells } of viewAs([relation], state)) {
          for (const { op, answer } of cells) {
            expect(answer, `${op} ${state} ${relation}`).toBe(
              ANSWER[rulingFor(op, state, relation).decision],
            )
          }
        }
      }
    }
  })

  test('is what decide says for two, under every condition and none', () => {
    const every = Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, true]))
    const one = fc.constantFrom(...RELATIONS)
    fc.assert(
      fc.property(one, one, fc.constantFrom(...ARTEFACT_STATES), (first, second, state) => {
        const facts = {
          ...{ relations: new Set([first, second]), state },
          isSelf: first === 'subj' || second === 'subj',
        }
        for (const { cells } of viewAs([first, second], state)) {
          for (const { op, answer, words } of cells) {
            const most = decide(op, { ...facts, conditions: every }).allow
            const least = decide(op, { ...facts, conditions: {} }).allow
            expect(answer).toBe(most ? (least ? 'yes' : 'if') : 'no')
            if (answer === 'yes') expect(words).toBe('')
            if (answer === 'if') expect(words.length).toBeGreaterThan(5)
          }
        }
      }),
    )
  })

  test('says why for a global deny, and nothing where nothing is granted', () => {
    expect(answerFor('mgrReview.read', ['hr_in'], 'D')).toEqual({
      answer: 'no',
      words: 'a draft is open to its author only',
    })
    expect(answerFor('mgrReview.read', ['stranger'], 'S')).toEqual({ answer: 'no', words: '' })
    expect(answerFor('self.read', ['mgr'], 'S')).toEqual({
      answer: 'if',
      words: 'the cycle is not blind, or their own review is in',
    })
  })

  test('has words of its own for every relation and condition', () => {
    for (const words of [
      Object.values(RELATION_WORDS).map(({ title }) => title),
      Object.values(CONDITION_WORDS),
    ]) {
      expect(words.every((one) => one.trim().length > 3)).toBe(true)
    }
    expect(Object.keys(CONDITION_WORDS).sort()).toEqual(Object.keys(CONDITIONS).sort())
  })
})

test('nobody but the author reads a draft, whatever a cycle promises', () => {
  const promises = { peerVisibility: 'ATTRIBUTED', skipVisible: true, blindSelf: false } as const
  for (const op of ['draft.read', 'self.read', 'mgrReview.read', 'peer.read'] as const) {
    expect(readersOf(op, promises, ['D'])).toEqual([])
  }
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erasureBlockers, remainsInWords, removedInWords } from '@/lib/privacy/erasure/findings'
import { type ErasureLine, readLine, writeLine } from '@/lib/privacy/erasure/log/erasure-line'

const FREE = { name: 'Sam', isActive: false, isHeld: false, reports: 0, isErased: false }

describe('what stands in the way of an erasure', () => {
  it.each([
    [{}, []],
    [{ isActive: true }, ['Sam still has an active account. Deactivate it first.']],
    [{ isHeld: true }, [expect.stringContaining('A legal hold keeps this: on them')]],
    [{ reports: 1 }, ['One person reports to Sam. Give them another manager first.']],
    [{ reports: 3 }, ['3 people report to Sam. Give them another manager first.']],
    [{ isErased: true, isHeld: true }, ['Sam has been erased already, or is about to be.']],
  ])('%j', (facts, sentences) => {
    expect(erasureBlockers({ ...FREE, ...facts })).toEqual(sentences)
  })
})

describe('what an erasure does, in words', () => {
  it('names only what is there', () => {
    expect(removedInWords({ submissions: 2, drafts: 0, sessions: 1, unknown: 7 })).toEqual([
      { label: 'Submitted reviews about them', count: 2 },
      { label: 'Sessions', count: 1 },
    ])
    expect(remainsInWords({ kept_authored: 30 }).map(({ count }) => count)).toEqual([30])
    expect([removedInWords({}), remainsInWords({})]).toEqual([[], []])
  })
})

describe('a line of the log of erasures', () => {
  const line: ErasureLine = {
    erasureId: '0199f3a0-0000-7000-8000-000000000001',
    personId: '0199f3a0-0000-7000-8000-000000000002',
    legalBasis: 'OBJECTION',
    pseudonym: 'Former person 234567',
    requestedById: '0199f3a0-0000-7000-8000-000000000003',
    approvedById: '0199f3a0-0000-7000-8000-000000000004',
    approvedAt: '2026-11-21T10:00:00.000Z',
  }

  it('reads back as it was written', () => {
    expect(readLine(writeLine(line))).toEqual(line)
  })

  it('is nothing where it was torn anywhere', () => {
    const whole = writeLine(line)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (end) => {
        expect(readLine(whole.slice(0, end))).toBeNull()
      }),
    )
  })
})

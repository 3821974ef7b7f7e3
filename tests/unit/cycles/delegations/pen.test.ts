import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOfTerm, tieInWords } from '@/lib/cycles/delegations/grant'
import {
  delegationOfCapacity,
  lastDayInWords,
  type Pen,
  penCapacity,
  penEndedBecause,
  penSays,
  termsOf,
} from '@/lib/cycles/delegations/pen'
import { addDays, dayEnd, localDay } from '@/lib/cycles/local-day'
import { isInForce } from '@/lib/policy/relations'

const ZONE = 'Europe/Stockholm'
const PEN: Pen = {
  id: '01a1ffa1-6582-7642-9837-f4789ca6617e',
  forName: 'Maya Okafor',
  endsAt: dayEnd('2026-11-30', ZONE),
  isRevoked: false,
  isInForce: true,
}

describe('the words', () => {
  test('name the manager and the last day', () => {
    expect(penSays(PEN, ZONE)).toBe('You write for Maya Okafor until 30 Nov 2026.')
  })

  test('tell an end by the clock from an end by somebody', () => {
    expect(penEndedBecause(PEN, ZONE)).toMatch(/ended on 30 Nov 2026\. What you wrote is kept/)
    expect(penEndedBecause({ ...PEN, isRevoked: true }, ZONE)).toMatch(/that was ended\. What/)
  })

  test('in the log lead back to the delegation', () => {
    expect(delegationOfCapacity(penCapacity(PEN.id))).toBe(PEN.id)
    expect(delegationOfCapacity('deleg')).toBeNull()
    expect(delegationOfCapacity(`breakglass ${PEN.id}`)).toBeNull()
  })
})

describe('the last instant', () => {
  const cycle = { timeZone: ZONE, closeAt: new Date('2026-12-21T15:00:00Z') }

  test('is the end of the day where the cycle is', () => {
    expect(endOfTerm('2026-11-30', cycle)).toEqual(new Date('2026-11-30T22:59:59Z'))
  })

  test('is the close of the cycle on its last day, and later only on later days', () => {
    expect(endOfTerm('2026-12-21', cycle)).toEqual(cycle.closeAt)
    expect(endOfTerm('2026-12-22', cycle).getTime()).toBeGreaterThan(cycle.closeAt.getTime())
  })

  test('of every day up to the last is within the cycle, and on that day', () => {
    const zones = fc.constantFrom('Europe/Stockholm', 'America/Santiago', 'Pacific/Apia', 'UTC')
    const closing = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(zones, closing, fc.nat(400), (timeZone, closeAt, before) => {
        const day = addDays(localDay(closeAt, timeZone), -before)
        const end = endOfTerm(day, { timeZone, closeAt })
        expect(end.getTime()).toBeLessThanOrEqual(closeAt.getTime())
        expect(localDay(end, timeZone)).toBe(day)
        expect(lastDayInWords(end, timeZone)).toContain(day.slice(0, 4))
      }),
    )
  })
})

test('what was taken back is not in force, whenever that was', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const held = { startsAt: '2026-11-20T00:00:00Z', endsAt: '2026-11-30T00:00:00Z' }
  const [open, gone] = termsOf(
    [
      { ...held, isRevoked: false },
      { ...held, isRevoked: true },
    ],
    now,
  )
  expect(open && isInForce(open, now)).toBe(true)
  expect(gone && isInForce(gone, now)).toBe(false)
  expect(termsOf(null, now)).toEqual([])
})

describe('who cannot be a delegate', () => {
  const sam = { subjectName: 'Sam', tie: null, isDelegate: false }
  test.each([
    [{ ...sam, tie: 'SUBJECT' as const }, /^Wei would write about themselves\. Choose/],
    [{ ...sam, tie: 'REPORT' as const }, /^Wei reports to Sam\./],
    [{ ...sam, tie: 'PEER' as const }, /^Wei was asked for feedback about Sam as a peer\./],
    [{ ...sam, tie: 'WRITER' as const }, /^Wei writes about Sam as a manager\./],
    [{ ...sam, isDelegate: true }, /^Wei writes about Sam for the manager already\./],
  ])('%o', (tied, words) => {
    expect(tieInWords('Wei', [sam, tied])).toMatch(words)
  })

  test('nobody who has nothing to do with them', () => {
    expect(tieInWords('Wei', [sam, sam])).toBeNull()
  })
})

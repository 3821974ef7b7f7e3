import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ChangeFacts,
  changeRefusal,
  dayRefusal,
  earliestDay,
  laterRefusalText,
  refusalText,
} from '@/lib/people/changes/change'
import { isAwayOn, leaveRefusal, overlaps } from '@/lib/people/changes/leaves/leave'

const SOUND: ChangeFacts = {
  kind: 'MANAGER',
  effectiveOn: '2026-11-20',
  name: 'Sam',
  isActive: true,
  isContractor: false,
  startedOn: '2023-02-06',
  spans: [],
  manager: { name: 'Maya', isActive: true, isPerson: false, isBelow: false, depth: 3 },
  height: 2,
  isKnown: true,
  isOnlyAdministrator: false,
}
const boss = { name: 'Maya', isActive: true, isPerson: false, isBelow: false, depth: 3 }

describe('changeRefusal', () => {
  it.each<[string, Partial<ChangeFacts>, string | null]>([
    ['a sound move', {}, null],
    ['a move to the top', { manager: null }, null],
    ['somebody who has left', { isActive: false }, 'LEFT'],
    ['a day before the first', { effectiveOn: '2023-02-05' }, 'BEFORE_START'],
    ['the first day itself', { effectiveOn: '2023-02-06' }, null],
    ['a team that is not there', { kind: 'TEAM', isKnown: false }, 'UNKNOWN'],
    ['a level for a contractor', { kind: 'LEVEL', isContractor: true }, 'CONTRACTOR_LEVEL'],
    ['a manager who has left', { manager: { ...boss, isActive: false } }, 'MANAGER_LEFT'],
    ['oneself', { manager: { ...boss, isPerson: true } }, 'OWN_MANAGER'],
    ['somebody below', { manager: { ...boss, isBelow: true } }, 'LOOP'],
    ['a chain of twenty', { manager: { ...boss, depth: 17 } }, null],
    ['a chain of twenty-one', { manager: { ...boss, depth: 18 } }, 'TOO_DEEP'],
    ['the only administrator', { kind: 'LEAVER', isOnlyAdministrator: true }, 'ONLY_ADMINISTRATOR'],
  ])('%s', (_, facts, expected) => {
    const refusal = changeRefusal({ ...SOUND, ...facts })
    expect(refusal).toBe(expected)
    if (!refusal) return
    expect(refusalText(refusal, { ...SOUND, ...facts })).toMatch(/^[A-Z].*\.$/)
    expect(laterRefusalText(refusal)).toMatch(/^[A-Z].*\.$/)
  })
})

describe('earliestDay', () => {
  const day = fc.integer({ min: 0, max: 3_000 }).map((days) => {
    return new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10)
  })
  const history = fc.uniqueArray(day, { minLength: 1, maxLength: 6 }).map((days) => days.sort())

  it('lets nothing that was recorded later be overwritten', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (days, isSame) => {
        const spans = days.map((fromOn, index) => ({
          fromOn,
          toOn: days[index + 1] ?? null,
          isSame: index === days.length - 1 && isSame,
        }))
        const earliest = earliestDay(spans)
        const last = days.at(-1) ?? ''
        if (!isSame) expect(earliest).toBe(last)
        else if (days.length === 1) expect(earliest).toBeNull()
        // The day on which the present one began may move, as long as something is left before it.
        else expect((earliest ?? '') > (days.at(-2) ?? '')).toBe(true)
      }),
    )
  })
})

describe('E07 days of changes and leaves', () => {
  it.each([
    ['2026-11-20', null],
    ['2025-11-20', null],
    ['2025-11-18', 'Choose a day within the last year.'],
    ['2027-11-21', null],
    ['2027-11-23', 'Choose a day within the next year.'],
  ])('a change on %s seen from 2026-11-20', (on, expected) => {
    expect(dayRefusal(on, '2026-11-20')).toBe(expected)
  })

  it.each([
    [{ fromOn: '2026-12-01', lastOn: '2026-11-30' }, 'before the first'],
    [{ fromOn: '2023-02-05', lastOn: null }, 'started on'],
    [{ fromOn: '2026-05-31', lastOn: '2026-06-01' }, 'overlaps'],
    [{ fromOn: '2026-08-01', lastOn: null }, null],
    [{ fromOn: '2036-08-01', lastOn: null }, 'within five years'],
  ])('a leave %j', (leave, expected) => {
    const refusal = leaveRefusal(leave, {
      others: [{ fromOn: '2026-06-01', lastOn: '2026-07-31' }],
      today: '2026-11-20',
      startedOn: '2023-02-06',
    })
    if (expected === null) expect(refusal).toBeNull()
    else expect(refusal).toContain(expected)
  })

  it('counts the first and the last day, and overlaps are the same from both sides', () => {
    const leave = { fromOn: '2026-06-01', lastOn: '2026-06-03' }
    const days = ['2026-05-31', '2026-06-01', '2026-06-03', '2026-06-04']
    expect(days.map((one) => isAwayOn(leave, one))).toEqual([false, true, true, false])
    const other = { fromOn: '2026-06-03', lastOn: null }
    expect([overlaps(leave, other), overlaps(other, leave)]).toEqual([true, true])
  })
})

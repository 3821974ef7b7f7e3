import { describe, expect, it } from 'vitest'
import { asDayFields, daysOf, instantsOf } from '@/lib/cycles/dates'
import { proposeCycle } from '@/lib/cycles/defaults'
import { addDays } from '@/lib/cycles/local-day'
import {
  acceptsSubmission,
  acceptsWriting,
  type CycleClock,
  dateProblems,
  maySubmitNow,
  mayWriteNow,
  nextStateByClock,
} from '@/lib/cycles/timeline'

const DAYS = {
  launchOn: '2026-07-06',
  selfDueOn: '2026-07-15',
  peerDueOn: '2026-07-17',
  managerDueOn: '2026-07-31',
  shareFromOn: '2026-08-03',
  closeOn: '2026-08-21',
}
const clock = (state: CycleClock['state']): CycleClock => ({
  ...instantsOf(DAYS, 'UTC'),
  state,
  graceDays: 3,
})
const at = (text: string) => new Date(`${text}Z`)

describe('the state that the dates ask for', () => {
  it.each([
    ['a draft is never launched by the clock', 'DRAFT', '2027-01-01T00:00:00', null],
    ['a scheduled cycle waits', 'SCHEDULED', '2026-07-05T23:59:59', null],
    ['a scheduled cycle is launched on its day', 'SCHEDULED', '2026-07-06T00:00:00', 'LAUNCHING'],
    ['a launch is over when the job says so', 'LAUNCHING', '2027-01-01T00:00:00', null],
    [
      'peers may still write after self-reviews are due',
      'SELF_AND_PEER',
      '2026-07-16T12:00:00',
      null,
    ],
    [
      'managers follow when the last is due',
      'SELF_AND_PEER',
      '2026-07-17T23:59:59',
      'MANAGER_WRITING',
    ],
    ['sharing waits for its day', 'MANAGER_WRITING', '2026-08-02T23:59:59', null],
    ['sharing begins on its day', 'MANAGER_WRITING', '2026-08-03T00:00:00', 'SHARING'],
    ['closing is for people', 'SHARING', '2027-01-01T00:00:00', null],
    ['what is closed stays closed', 'CLOSED', '2027-01-01T00:00:00', null],
  ] as const)('%s', (_, state, now, next) => {
    expect(nextStateByClock(clock(state), at(now))).toBe(next)
  })
})

describe('the state that the dates of a calibrating cycle ask for', () => {
  it.each([
    ['managers write until their day is over', 'MANAGER_WRITING', '2026-07-31T23:59:58', null],
    ['calibration follows their day', 'MANAGER_WRITING', '2026-07-31T23:59:59', 'CALIBRATION'],
    ['no stage is left out', 'MANAGER_WRITING', '2026-08-05T00:00:00', 'CALIBRATION'],
    ['it lasts until sharing', 'CALIBRATION', '2026-08-02T23:59:59', null],
    ['sharing begins on its day', 'CALIBRATION', '2026-08-03T00:00:00', 'SHARING'],
  ] as const)('%s', (_, state, now, next) => {
    expect(nextStateByClock({ ...clock(state), hasCalibration: true }, at(now))).toBe(next)
  })

  it('leaves a day for it', () => {
    const problems = (shareFromOn: string) =>
      dateProblems({
        ...instantsOf({ ...DAYS, shareFromOn }, 'Europe/Berlin'),
        hasCalibration: true,
      })
    expect(problems('2026-08-02')).toEqual({})
    expect(problems('2026-08-01').shareFromAt).toMatch(/leave at least a day/)
    expect(problems('2026-07-25').shareFromAt).toMatch(/leave at least a day/)
  })
})

describe('handing in', () => {
  it.each([
    ['a self-review in its stage', 'SELF', 'SELF_AND_PEER', '2026-07-10T00:00:00', true],
    ['a self-review within the grace', 'SELF', 'MANAGER_WRITING', '2026-07-18T23:59:58', true],
    ['a self-review after the grace', 'SELF', 'MANAGER_WRITING', '2026-07-18T23:59:59', false],
    ['a manager review before its stage', 'MANAGER', 'SELF_AND_PEER', '2026-07-10T00:00:00', false],
    ['a manager review while others share', 'MANAGER', 'SHARING', '2026-08-20T00:00:00', true],
    ['a manager review at the closing', 'MANAGER', 'SHARING', '2026-08-21T23:59:59', false],
    ['anything in a draft', 'SELF', 'DRAFT', '2026-07-10T00:00:00', false],
    ['anything in a closed cycle', 'MANAGER', 'CLOSED', '2026-08-10T00:00:00', false],
  ] as const)('%s', (_, direction, state, now, accepted) => {
    expect(acceptsSubmission(clock(state), direction, at(now))).toBe(accepted)
  })

  it.each([
    [
      'what was never handed in keeps to its dates',
      0,
      'MANAGER_WRITING',
      '2026-08-01T00:00:00',
      false,
    ],
    ['what was given back has left them', 1, 'MANAGER_WRITING', '2026-08-01T00:00:00', true],
    ['also while others share', 1, 'SHARING', '2026-08-20T00:00:00', true],
    ['until the cycle closes', 1, 'SHARING', '2026-08-21T23:59:59', false],
    ['and not in one that is closed', 1, 'CLOSED', '2026-08-10T00:00:00', false],
  ] as const)('%s', (_, revision, state, now, accepted) => {
    const review = { direction: 'SELF', revision } as const
    expect(maySubmitNow(clock(state), review, at(now))).toBe(accepted)
    expect(mayWriteNow(clock(state), review, at(now))).toBe(accepted)
  })

  it('lets managers write before they may hand in', () => {
    const now = at('2026-07-10T00:00:00')
    expect(acceptsWriting(clock('SELF_AND_PEER'), 'MANAGER', now)).toBe(true)
    expect(acceptsSubmission(clock('SELF_AND_PEER'), 'MANAGER', now)).toBe(false)
  })
})

describe('the order of the dates', () => {
  const problems = (own: Partial<typeof DAYS>) =>
    Object.keys(asDayFields(dateProblems(instantsOf({ ...DAYS, ...own }, 'Europe/Berlin'))))

  it.each([
    ['as they should be', {}, []],
    ['self-reviews due on the launch day', { selfDueOn: '2026-07-06' }, []],
    ['self-reviews due before the launch', { selfDueOn: '2026-07-05' }, ['selfDueOn']],
    ['peers before the launch', { peerDueOn: '2026-07-01' }, ['peerDueOn']],
    ['managers before peers', { managerDueOn: '2026-07-16' }, ['managerDueOn']],
    ['sharing before peers are due', { shareFromOn: '2026-07-17' }, ['shareFromOn']],
    ['closing before managers are due', { closeOn: '2026-07-30' }, ['closeOn']],
  ])('%s', (_, own, fields) => {
    expect(problems(own)).toEqual(fields)
  })
})

it('reads the days back in the zone in which they were written', () => {
  for (const zone of ['Asia/Kathmandu', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
    expect(daysOf(instantsOf(DAYS, zone), zone)).toEqual(DAYS)
  }
})

it('proposes dates that are in order for any day of two years, launched on a Monday', () => {
  for (let offset = 0; offset < 730; offset++) {
    const today = addDays('2026-01-01', offset)
    const proposal = proposeCycle(today)
    expect(dateProblems(instantsOf(proposal, 'Europe/Berlin'))).toEqual({})
    expect(proposal.periodStart <= today && today <= proposal.periodEnd).toBe(true)
    expect(new Date(`${proposal.launchOn}T00:00:00Z`).getUTCDay()).toBe(1)
    expect(proposal.launchOn > proposal.periodEnd).toBe(true)
  }
})

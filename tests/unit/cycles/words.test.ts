import { describe, expect, it } from 'vitest'
import { instantsOf } from '@/lib/cycles/dates'
import { milestonesOf, whatNext, whoSeesWhat } from '@/lib/cycles/words'

const cycle = {
  ...instantsOf(
    {
      launchOn: '2026-07-06',
      selfDueOn: '2026-07-15',
      peerDueOn: '2026-07-17',
      managerDueOn: '2026-07-31',
      shareFromOn: '2026-08-03',
      closeOn: '2026-08-21',
    },
    'Asia/Kathmandu',
  ),
  state: 'SELF_AND_PEER' as const,
  timeZone: 'Asia/Kathmandu',
  hasSelf: true,
  hasPeer: true,
}
const rules = {
  hasSelf: true,
  hasPeer: true,
  peerVisibility: 'ATTRIBUTED' as const,
  blindSelf: false,
  skipVisible: true,
}

it('says what is next in the days of the zone', () => {
  const evening = new Date('2026-07-15T18:30:00Z')
  expect(whatNext(cycle, evening)).toBe(
    'People write self-reviews and peer feedback until 17 Jul 2026 (tomorrow). Managers can begin to write.',
  )
  expect(whatNext({ ...cycle, hasPeer: false }, new Date('2026-07-05T00:00:00Z'))).toMatch(
    /^People write self-reviews until 15 Jul 2026 \(in 10 days\)/,
  )
})

it('tells of calibration where there is one', () => {
  const calibrating = { ...cycle, state: 'CALIBRATION' as const, hasCalibration: true }
  expect(whatNext(calibrating, new Date('2026-08-01T00:00:00Z'))).toContain('once it is locked')
  expect(milestonesOf(calibrating).map(({ title }) => title)).toContain(
    'Manager reviews due, then calibration',
  )
  expect(whoSeesWhat({ ...rules, hasCalibration: true }).join(' ')).toContain(
    'without the names of peers, until the session is locked',
  )
  expect(whoSeesWhat(rules).join(' ')).not.toContain('calibration')
})

it('leaves out the days of directions that are off', () => {
  const keys = (own: object) => milestonesOf({ ...cycle, ...own }).map(({ key }) => key)
  expect(keys({})).toHaveLength(6)
  expect(keys({ hasPeer: false })).not.toContain('peerDueOn')
  expect(keys({ hasSelf: false })).not.toContain('selfDueOn')
})

describe('who sees what', () => {
  it('tells whether peers are named', () => {
    expect(whoSeesWhat(rules).join(' ')).toContain('with the name of its writer')
    const hidden = whoSeesWhat({ ...rules, peerVisibility: 'UNATTRIBUTED' }).join(' ')
    expect(hidden).toContain('without names, and only when three peers or more')
    expect(hidden).not.toContain('with the name')
  })

  it('tells when the self-review is kept from the manager, and of the manager’s manager', () => {
    expect(whoSeesWhat({ ...rules, blindSelf: true }).join(' ')).toContain('once the manager’s own')
    expect(whoSeesWhat({ ...rules, skipVisible: false }).join(' ')).not.toContain(
      'manager’s manager',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { changeOn, dayIn } from '@/lib/people/reporting-line'

const since2024 = { value: 'ann', fromOn: '2024-01-01', toOn: null }

describe('changeOn', () => {
  it('ends what lasts and begins the new on the day', () => {
    expect(changeOn([since2024], { value: 'bob', day: '2026-03-12' })).toEqual([
      { value: 'ann', fromOn: '2024-01-01', toOn: '2026-03-12' },
      { value: 'bob', fromOn: '2026-03-12', toOn: null },
    ])
  })

  it('replaces what began the same day', () => {
    const once = changeOn([since2024], { value: 'bob', day: '2026-03-12' })
    expect(changeOn(once, { value: 'cleo', day: '2026-03-12' })).toEqual([
      { value: 'ann', fromOn: '2024-01-01', toOn: '2026-03-12' },
      { value: 'cleo', fromOn: '2026-03-12', toOn: null },
    ])
  })

  it('leaves no trace of a change that is taken back the same day', () => {
    const once = changeOn([since2024], { value: 'bob', day: '2026-03-12' })
    expect(changeOn(once, { value: 'ann', day: '2026-03-12' })).toEqual([since2024])
  })

  it('only ends it where nothing follows', () => {
    expect(changeOn([since2024], { value: null, day: '2026-03-12' })).toEqual([
      { value: 'ann', fromOn: '2024-01-01', toOn: '2026-03-12' },
    ])
  })
})

describe('dayIn', () => {
  const lateEvening = new Date('2026-03-12T23:30:00Z')

  it('is the day of the organisation, not of the server', () => {
    expect(dayIn('UTC', lateEvening)).toBe('2026-03-12')
    expect(dayIn('Europe/Berlin', lateEvening)).toBe('2026-03-13')
    expect(dayIn('America/New_York', lateEvening)).toBe('2026-03-12')
  })
})

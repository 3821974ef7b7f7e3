import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delaySeconds, networkOf } from '@/lib/auth/attempts/limit'

describe('C12 guessing', () => {
  it('is free five times, then costs twice as long each time, a quarter of an hour at most', () => {
    expect([0, 4, 5, 6, 7, 8, 14, 40].map(delaySeconds)).toEqual([0, 0, 2, 4, 8, 16, 900, 900])
  })

  it('never costs less after one more failure, and never shuts anybody out for good', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (failures) => {
        expect(delaySeconds(failures + 1)).toBeGreaterThanOrEqual(delaySeconds(failures))
        expect(delaySeconds(failures)).toBeLessThanOrEqual(900)
      }),
    )
  })

  it('counts neighbours together: the last part of an address tells nobody apart', () => {
    const part = fc.nat(255)
    fc.assert(
      fc.property(part, part, part, part, part, (a, b, c, one, other) => {
        const network = networkOf(`${a}.${b}.${c}.${one}`)
        expect(networkOf(`${a}.${b}.${c}.${other}`)).toBe(network)
        expect(networkOf(`::ffff:${a}.${b}.${c}.${other}`)).toBe(network)
        expect(networkOf(`${a}.${b}.${(c + 1) % 256}.${one}`)).not.toBe(network)
      }),
    )
    expect(networkOf('2001:db8:1:2::3')).toBe(networkOf('2001:db8:1:9::4'))
    expect(networkOf('2a00::1')).toBe(networkOf('2a00::2'))
    expect(networkOf('2a00::1')).not.toBe(networkOf('2a01::1'))
    expect(networkOf('')).toBe('unknown')
  })
})

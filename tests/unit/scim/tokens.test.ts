import { describe, expect, it } from 'vitest'
import { paceOf } from '@/lib/scim/tokens/pace'
import { tokenState } from '@/lib/scim/tokens/token-state'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, seconds))

describe('paceOf', () => {
  it('lets so many through in a minute and tells how long to wait', () => {
    const pace = paceOf(2)
    const asked = [0, 10, 20, 59, 60].map((seconds) => pace('okta', at(seconds)))
    expect(asked.map(({ isTooFast }) => isTooFast)).toEqual([false, false, true, true, false])
    expect(asked[2]?.waitSeconds).toBe(40)
  })

  it('counts each on its own', () => {
    const pace = paceOf(1)
    expect([pace('okta', at(0)), pace('entra', at(0))].map(({ isTooFast }) => isTooFast)).toEqual([
      false,
      false,
    ])
  })
})

describe('tokenState', () => {
  const token = { expiresAt: at(30), lastUsedAt: null, revokedAt: null, approval: 'APPROVED' }
  it.each([
    ['Not used yet', {}, 0],
    ['In use', { lastUsedAt: at(0) }, 0],
    ['Expired', {}, 30],
    ['Waits for a second administrator', { approval: 'OPEN' }, 0],
    ['Not agreed to', { approval: 'DECLINED' }, 0],
    ['Not agreed to', { approval: 'EXPIRED' }, 0],
    ['Not agreed to', { approval: null }, 0],
    ['Revoked', { revokedAt: at(0) }, 0],
  ])('is "%s"', (state, facts, seconds) => {
    expect(tokenState({ ...token, ...facts }, at(seconds))).toBe(state)
  })
})

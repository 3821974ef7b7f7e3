import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readClaims } from '@/lib/auth/single-sign-on/claims'

const BASE = { iss: 'https://id.example.org', sub: '42' }

describe('the claims of a provider', () => {
  it('are the issuer, the subject and what is said beside them', () => {
    const raw = { ...BASE, email: ' Sam@Example.ORG ', email_verified: true, auth_time: 17, x: 1 }
    expect(readClaims(raw, null)).toEqual({
      issuer: BASE.iss,
      subject: '42',
      email: 'sam@example.org',
      isEmailVerified: true,
      roleValues: [],
      authenticatedAt: 17,
    })
  })

  it.each([
    ['no subject', { iss: 'a' }],
    ['an empty subject', { ...BASE, sub: '' }],
    ['a number as subject', { ...BASE, sub: 42 }],
    ['a subject without end', { ...BASE, sub: 'x'.repeat(256) }],
    ['no issuer', { sub: '42' }],
  ])('are worth nothing with %s', (_, raw) => {
    expect(readClaims(raw, null)).toBeNull()
  })

  it.each(['true', 1, 'yes', {}, null, undefined, false])(
    'C16 an address is not verified by %j',
    (email_verified) => {
      const raw = { ...BASE, email: 'sam@example.org', email_verified }
      expect(readClaims(raw, null)?.isEmailVerified).toBe(false)
    },
  )

  it.each([
    ['a list', { groups: ['a', 7, 'b', null] }, 'groups', ['a', 'b']],
    ['one word', { role: 'a' }, 'role', ['a']],
    ['a place within', { realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
    [
      'a name with dots',
      { 'https://rung.example/roles': ['a'] },
      'https://rung.example/roles',
      ['a'],
    ],
    ['nothing there', {}, 'groups', []],
    ['an object', { groups: { a: true } }, 'groups', []],
    ['what every object has', {}, 'constructor.name', []],
    ['more of it', {}, '__proto__.toString', []],
  ])('hold values of roles as %s', (_, more, name, values) => {
    expect(readClaims({ ...BASE, ...more }, name)?.roleValues).toEqual(values)
  })

  it('never throw, whatever the provider says', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (raw, name) => {
        const claims = readClaims({ ...raw, ...BASE }, name)
        expect(claims?.roleValues.every((value) => typeof value === 'string')).toBe(true)
      }),
    )
  })
})

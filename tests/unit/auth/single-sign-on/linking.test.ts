import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LinkingFacts, linkIdentity } from '@/lib/auth/single-sign-on/linking'

const emails = fc.constantFrom(null, 'sam@example.org', 'sam@evil.example')
const person = fc.record({ personId: fc.constantFrom('a', 'b'), isActive: fc.boolean() })
const facts = fc.record<LinkingFacts>({
  claims: fc.record({
    ...{ issuer: fc.constant('i'), subject: fc.constant('s'), email: emails },
    ...{ isEmailVerified: fc.boolean(), roleValues: fc.constant([]) },
    authenticatedAt: fc.constant(null),
  }),
  domains: fc.constant(['example.org']),
  identity: fc.option(person),
  owner: fc.option(
    fc.tuple(person, fc.boolean()).map(([one, hasIdentity]) => ({ ...one, hasIdentity })),
  ),
})

describe('who somebody is that the provider sends', () => {
  it('C16 is introduced only by a verified address of an allowed domain, of one active person', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const linking = linkIdentity(given)
        if (linking.outcome !== 'link') return
        expect(given.identity).toBeNull()
        expect(given.claims).toMatchObject({ email: 'sam@example.org', isEmailVerified: true })
        expect(given.owner).toEqual({
          personId: linking.personId,
          isActive: true,
          hasIdentity: false,
        })
      }),
      { numRuns: 500 },
    )
  })

  it('is never anybody else than whom the subject was linked to', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const linking = linkIdentity(given)
        if (!given.identity || linking.outcome === 'refused') return
        expect(linking).toEqual({ outcome: 'known', personId: given.identity.personId })
      }),
      { numRuns: 500 },
    )
  })

  it('is nobody who is deactivated', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const linking = linkIdentity(given)
        if (linking.outcome === 'refused') return
        const active = [given.identity, given.owner].filter((one) => one?.isActive)
        expect(active.map((one) => one?.personId)).toContain(linking.personId)
      }),
      { numRuns: 500 },
    )
  })

  it('does not tell of the directory to an address that is not verified', () => {
    fc.assert(
      fc.property(facts, (given) => {
        if (given.identity || given.claims.isEmailVerified) return
        const linking = linkIdentity(given)
        const withoutOwner = linkIdentity({ ...given, owner: null })
        expect(linking).toEqual(withoutOwner)
      }),
      { numRuns: 500 },
    )
  })
})

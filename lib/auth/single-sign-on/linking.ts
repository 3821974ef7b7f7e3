import type { Claims } from './claims'
import type { SignInProblem } from './problem'

export type LinkingFacts = {
  claims: Claims
  domains: readonly string[]
  /** Whose identity this is already. */
  identity: { personId: string; isActive: boolean } | null
  /** Who has this address in Rung. */
  owner: { personId: string; isActive: boolean; hasIdentity: boolean } | null
}

export type Linking =
  | { outcome: 'known' | 'link'; personId: string }
  | { outcome: 'refused'; problem: SignInProblem; personId: string | null }

/**
 * Which person somebody is who has signed in at the provider. Issuer and subject decide; the address
 * only introduces an identity for the first time, and only one that the provider has verified.
 * Source: security.md, C16.
 */
export function linkIdentity({ claims, domains, identity, owner }: LinkingFacts): Linking {
  if (claims.email && !isAllowed(claims.email, domains)) {
    return refused('domain', identity?.personId)
  }
  if (identity) {
    if (!identity.isActive) return refused('deactivated', identity.personId)
    // Either the address or the subject has gone to another human; nobody can tell from here.
    if (owner && owner.personId !== identity.personId) return refused('moved', identity.personId)
    return { outcome: 'known', personId: identity.personId }
  }
  if (!claims.email) return refused('no-address')
  if (!claims.isEmailVerified) return refused('unverified')
  if (!owner) return refused('unknown')
  if (!owner.isActive) return refused('deactivated', owner.personId)
  if (owner.hasIdentity) return refused('other-identity', owner.personId)
  return { outcome: 'link', personId: owner.personId }
}

function refused(problem: SignInProblem, personId: string | null = null): Linking {
  return { outcome: 'refused', problem, personId }
}

function isAllowed(email: string, domains: readonly string[]): boolean {
  return domains.includes(email.slice(email.lastIndexOf('@') + 1))
}

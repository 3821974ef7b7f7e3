import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import { getSignedIn } from '@/lib/auth/queries'
import type { Visitor } from '@/lib/auth/sessions/commands'
import { beginSignIn, finishSignIn, type SignInOutcome } from '@/lib/auth/single-sign-on/commands'
import type { Context } from '@/lib/context'
import { testDatabase } from './database'
import type { IdentityProvider } from './identity-provider'
import { answerFromProvider } from './provider-visit'

export const ORIGIN = 'http://localhost:3000'
const CALLBACK = `${ORIGIN}/api/auth/oidc/callback`

export function configureProvider(
  provider: IdentityProvider,
  more: Record<string, string | undefined> = {},
): void {
  vi.stubEnv('RUNG_SECRET', 'v3ry-L0ng-and-unlikely-to-be-guessed-Zq81')
  vi.stubEnv('APP_ORIGIN', ORIGIN)
  const unused = { OIDC_ROLES_CLAIM: undefined, OIDC_ROLES: undefined, OIDC_SCOPES: undefined }
  const off = { OIDC_GUARDED_ROLES: undefined, OIDC_REQUIRED: undefined, OIDC_LOGOUT: undefined }
  const all = { ...unused, ...off, ...provider.settings(), ...more }
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value)
}

let networks = 0

/** Each from a network of its own, so that one test's failures do not slow another down. */
export async function newVisitor(): Promise<Visitor & { ctx: Context | null }> {
  networks++
  return {
    db: await testDatabase('app_web'),
    origin: { ip: `10.${process.pid % 250}.${networks % 250}.9`, agent: 'test' },
    requestId: null,
    ctx: null,
  }
}

export type Begun = { address: URL; sealed: string }

export async function begin(wish: Partial<Parameters<typeof beginSignIn>[1]> = {}): Promise<Begun> {
  const begun = await beginSignIn(await testDatabase('app_web'), {
    ...{ purpose: 'sign-in', next: '/', sessionId: null },
    ...wish,
  })
  if ('problem' in begun) throw new Error('The provider is out of reach.')
  return begun
}

/** The answer of the provider for this account, as the query that comes back. */
export async function visitProvider({ address }: Begun, account: string): Promise<string> {
  return (await answerFromProvider(address, { account, redirect: CALLBACK })).search
}

/** The whole way once: from the button to what Rung makes of the answer. */
export async function signInThrough(account: string): Promise<SignInOutcome> {
  const begun = await begin()
  const search = await visitProvider(begun, account)
  return finishSignIn(await newVisitor(), { search, sealed: begun.sealed })
}

/** Who is signed in by what came out; null for nobody. */
export async function whoIs(outcome: SignInOutcome) {
  if ('problem' in outcome) return null
  return (await getSignedIn(await testDatabase('app_web'), outcome.token))?.actor ?? null
}

export async function makePerson({ isActive = true, email = '' } = {}) {
  const db = await testDatabase('owner')
  const address = email || `${randomUUID()}@example.org`
  return db.person.create({
    data: { email: address, name: 'Sam Lindqvist', isActive },
    select: { id: true, email: true },
  })
}

export async function refusalsOf(reason: string): Promise<number> {
  const db = await testDatabase('owner')
  return db.auditEvent.count({ where: { decision: 'deny', reason } })
}

export async function sessionsOf(personId: string): Promise<number> {
  const db = await testDatabase('owner')
  return db.session.count({ where: { personId, revokedAt: null } })
}

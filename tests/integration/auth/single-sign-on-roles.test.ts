import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acceptInvitation, signIn } from '@/lib/auth/commands'
import { hashPassword } from '@/lib/auth/passwords/hashing'
import { finishSignIn } from '@/lib/auth/single-sign-on/commands'
import { keepPassword, stopKeepingPassword } from '@/lib/auth/single-sign-on/keepers/commands'
import { confirmPassword } from '@/lib/auth/step-up/commands'
import { getStepUpMeans } from '@/lib/auth/step-up/queries'
import { hashToken, newToken } from '@/lib/auth/token'
import type { Role } from '@/lib/context'
import { testDatabase } from '@/tests/support/database'
import { IdentityProvider } from '@/tests/support/identity-provider'
import { contextOf } from '@/tests/support/organisation'
import {
  begin,
  configureProvider,
  makePerson,
  newVisitor,
  ORIGIN,
  sessionsOf,
  signInThrough,
  visitProvider,
  whoIs,
} from '@/tests/support/single-sign-on'

const PASSWORD = 'seven green bicycles'
const CLAIMS = {
  OIDC_SCOPES: 'openid email groups',
  OIDC_ROLES_CLAIM: 'groups',
  OIDC_ROLES: 'rung-admins=admin; cn=ladder,ou=groups=ladder_admin',
}

let provider: IdentityProvider
let person: { id: string; email: string }
let account: string

beforeAll(async () => {
  provider = await IdentityProvider.start(ORIGIN)
})
afterAll(() => provider.stop())
beforeEach(async () => {
  configureProvider(provider)
  person = await makePerson()
  account = randomUUID()
  belongTo([])
})

describe('roles by claim', () => {
  beforeEach(() => configureProvider(provider, CLAIMS))

  test('come with the claim and end without it, each with a record', async () => {
    belongTo(['rung-admins', 'somebody-else', 'cn=ladder,ou=groups'])
    expect(await rolesAfterSignIn()).toEqual(['ADMIN', 'LADDER_ADMIN'])
    belongTo(['rung-admins'])
    expect(await rolesAfterSignIn()).toEqual(['ADMIN'])
    belongTo(undefined)
    expect(await rolesAfterSignIn()).toEqual([])
    const db = await testDatabase('owner')
    const records = await db.auditEvent.findMany({
      where: { subjectId: person.id, objectType: 'role_grant' },
      orderBy: { id: 'asc' },
    })
    expect(records.map(({ action, reason }) => `${action} ${reason}`)).toEqual([
      ...['role.grant oidc', 'role.grant oidc', 'role.revoke oidc', 'role.revoke oidc'],
    ])
  })

  test('leave alone what was granted in Rung', async () => {
    const db = await testDatabase('owner')
    await db.roleGrant.create({ data: { personId: person.id, role: 'ADMIN' } })
    await db.roleGrant.create({ data: { personId: person.id, role: 'AUDITOR' } })
    belongTo(['rung-admins'])
    expect(await rolesAfterSignIn()).toEqual(['ADMIN', 'ADMIN', 'AUDITOR'])
    belongTo([])
    expect(await rolesAfterSignIn()).toEqual(['ADMIN', 'AUDITOR'])
  })

  test('end what is open elsewhere when they change, and only then', async () => {
    await signInThrough(account)
    await signInThrough(account)
    expect(await sessionsOf(person.id)).toBe(2)
    belongTo(['rung-admins'])
    await signInThrough(account)
    expect(await sessionsOf(person.id)).toBe(1)
  })

  test('are not looked at unless the operator maps them', async () => {
    configureProvider(provider)
    belongTo(['rung-admins', 'admin', 'ADMIN', 'hr_partner'])
    expect(await rolesAfterSignIn()).toEqual([])
  })

  test('give HR partner and auditor only where the operator says so', async () => {
    const guarded = { ...CLAIMS, OIDC_ROLES: 'hr=hr_partner' }
    configureProvider(provider, guarded)
    await expect(signInThrough(account)).rejects.toThrow('OIDC_ROLES gives HR partner')
    configureProvider(provider, { ...guarded, OIDC_GUARDED_ROLES: 'on' })
    belongTo(['hr'])
    expect(await rolesAfterSignIn()).toEqual(['HR_PARTNER'])
  })
})

describe('confirming at the provider that it is you', () => {
  test('renews the session under a new cookie, with a fresh sign-in there', async () => {
    const { token, ctx } = await signedIn()
    const begun = await begin({ purpose: 'step-up', next: '/x', sessionId: ctx.actor.sessionId })
    expect(begun.address.searchParams.get('prompt')).toBe('login')
    const search = await visitProvider(begun, account)
    const outcome = await finishSignIn({ ...(await newVisitor()), ctx }, { search, ...begun })
    expect(outcome).toMatchObject({ next: '/x' })
    expect(await whoIs(outcome)).toMatchObject({ id: person.id, isSteppedUp: true })
    expect(await whoIs({ token, next: '' })).toBeNull()
  })

  test('is refused to another account, another session, an old sign-in and nobody', async () => {
    const { token, ctx } = await signedIn()
    const other = await makePerson()
    provider.accounts.set('other', { email: other.email, emailVerified: true })
    await signInThrough('other')
    const sessionId = ctx.actor.sessionId
    const elsewhere = { ...ctx, actor: { ...ctx.actor, sessionId: hashToken('another') } }
    const cases = [
      { as: 'other', ctx, sessionId },
      { as: account, ctx: elsewhere, sessionId },
      { as: account, ctx: null, sessionId },
    ]
    for (const { as, ...rest } of cases) {
      const begun = await begin({ purpose: 'step-up', sessionId: rest.sessionId })
      const search = await visitProvider(begun, as)
      const from = { ...(await newVisitor()), ctx: rest.ctx }
      expect(await finishSignIn(from, { search, ...begun })).toMatchObject({
        problem: 'not-confirmed',
      })
    }
    expect(await whoIs({ token, next: '' })).toMatchObject({ id: person.id })
  })

  test('is refused when the provider does not tell when the person signed in there', async () => {
    const { ctx } = await signedIn()
    const begun = await begin({ purpose: 'step-up', sessionId: ctx.actor.sessionId })
    for (const name of ['prompt', 'max_age']) begun.address.searchParams.delete(name)
    const search = await visitProvider(begun, account)
    const outcome = await finishSignIn({ ...(await newVisitor()), ctx }, { search, ...begun })
    expect(outcome).toMatchObject({ problem: 'not-confirmed', isStepUp: true })
    const db = await testDatabase('owner')
    const denied = { actorId: person.id, action: 'session.stepUp', decision: 'deny' }
    expect(await db.auditEvent.count({ where: denied })).toBe(1)
  })
})

describe('where the provider is required', () => {
  beforeEach(async () => {
    const db = await testDatabase('owner')
    await db.account.create({
      data: { personId: person.id, passwordHash: await hashPassword(PASSWORD) },
    })
    configureProvider(provider, { OIDC_REQUIRED: 'on' })
  })

  test('a right password is answered like a wrong one, and an invitation opens nothing', async () => {
    const attempt = signIn(await newVisitor(), { email: person.email, password: PASSWORD })
    await expect(attempt).rejects.toMatchObject({ code: 'INVALID' })
    const token = newToken()
    const db = await testDatabase('owner')
    const expiresAt = new Date(Date.now() + 86_400_000)
    await db.invitation.create({
      data: { id: hashToken(token), personId: person.id, createdById: person.id, expiresAt },
    })
    const accepting = acceptInvitation(await newVisitor(), { token, password: PASSWORD })
    await expect(accepting).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await sessionsOf(person.id)).toBe(0)
  })

  test('only an administrator whom the operator named signs in by password', async () => {
    const db = await testDatabase('owner')
    const { email } = person
    await expect(keepPassword(db, { email })).rejects.toMatchObject({ code: 'INVALID' })
    await grant('ADMIN')
    await expect(signIn(await newVisitor(), { email, password: PASSWORD })).rejects.toThrow()
    expect(await keepPassword(db, { email })).toEqual({ isKept: true })
    expect(
      await whoIs({
        ...(await signIn(await newVisitor(), { email, password: PASSWORD })),
        next: '',
      }),
    ).toMatchObject({ id: person.id })
    expect(await stopKeepingPassword(db, { email })).toMatchObject({ isChanged: true })
    await expect(signIn(await newVisitor(), { email, password: PASSWORD })).rejects.toThrow()
  })

  test('a password confirms nothing either', async () => {
    const { ctx } = await signedIn()
    expect(await getStepUpMeans(ctx)).toEqual({ hasPassword: false, provider: 'Larkspur ID' })
    const { origin } = await newVisitor()
    await expect(confirmPassword({ ctx, origin }, { password: PASSWORD })).rejects.toMatchObject({
      code: 'INVALID',
    })
  })
})

function belongTo(groups: string[] | undefined): void {
  const told = groups ? { groups } : {}
  provider.accounts.set(account, { email: person.email, emailVerified: true, ...told })
}

async function rolesAfterSignIn(): Promise<Role[]> {
  const who = await whoIs(await signInThrough(account))
  return (who?.roles ?? []).map(({ role }) => role).sort()
}

async function grant(role: Role): Promise<void> {
  const db = await testDatabase('owner')
  await db.roleGrant.create({ data: { personId: person.id, role } })
}

async function signedIn() {
  const outcome = await signInThrough(account)
  const actor = await whoIs(outcome)
  if (!actor || !('token' in outcome)) throw new Error('Nobody was signed in.')
  return { token: outcome.token, ctx: contextOf(actor, await testDatabase('app_web')) }
}

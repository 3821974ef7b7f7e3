import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unlinkIdentity } from '@/lib/auth/single-sign-on/administration/commands'
import { getSignInSettings } from '@/lib/auth/single-sign-on/administration/queries'
import { testDatabase } from '@/tests/support/database'
import { CLIENT, IdentityProvider } from '@/tests/support/identity-provider'
import { actor, contextOf } from '@/tests/support/organisation'
import {
  configureProvider,
  makePerson,
  ORIGIN,
  sessionsOf,
  signInThrough,
  whoIs,
} from '@/tests/support/single-sign-on'

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
  provider.accounts.set(account, { email: person.email, emailVerified: true })
})

describe('the administrators’ page', () => {
  test('shows what is set and who is linked, and no secret', async () => {
    await signInThrough(account)
    const view = await getSignInSettings(await administrator(), { search: person.email })
    expect(view.provider).toMatchObject({ issuer: provider.issuer, clientId: CLIENT.id })
    expect(view.callback).toBe(`${ORIGIN}/api/auth/oidc/callback`)
    expect(view.identities).toMatchObject([{ person: { id: person.id }, isCurrent: true }])
    expect(JSON.stringify(view)).not.toContain(CLIENT.secret)
    expect(view.discovery).toBeNull()
  })

  test('asks the provider when told to, and says when it is not sound', async () => {
    const ctx = await administrator()
    const sound = await getSignInSettings(ctx, { test: 'provider' })
    expect(sound.discovery).toMatchObject({ isSound: true, hasLogout: true, hasChallenge: true })
    provider.outage = 500
    const broken = await getSignInSettings(ctx, { test: 'provider' })
    provider.outage = null
    expect(broken.discovery).toEqual({ isSound: false })
  })

  test('looks for what was typed to the letter', async () => {
    await signInThrough(account)
    const view = await getSignInSettings(await administrator(), { search: '%@_xample.org' })
    expect(view.identities).toEqual([])
    const odd = getSignInSettings(await administrator(), { search: 'sam\0' })
    await expect(odd).rejects.toMatchObject({
      code: 'INVALID',
      fields: { search: expect.stringContaining('NUL') },
    })
  })

  test('is there for administrators only', async () => {
    const db = await testDatabase('app_web')
    for (const roles of [[], ['LADDER_ADMIN'], ['HR_PARTNER'], ['AUDITOR']] as const) {
      const ctx = contextOf(actor(randomUUID(), [...roles]), db)
      await expect(getSignInSettings(ctx, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })
})

describe('unlinking', () => {
  test('ends the sessions, and another account of the same address may be linked then', async () => {
    await signInThrough(account)
    const another = randomUUID()
    provider.accounts.set(another, { email: person.email, emailVerified: true })
    expect(await signInThrough(another)).toMatchObject({ problem: 'other-identity' })

    await unlinkIdentity(await administrator(), { identityId: await identityId() })
    expect(await sessionsOf(person.id)).toBe(0)
    expect(await whoIs(await signInThrough(another))).toMatchObject({ id: person.id })
    const db = await testDatabase('owner')
    const actions = await db.auditEvent.findMany({
      where: { subjectId: person.id, objectType: 'identity' },
      orderBy: { id: 'asc' },
      select: { action: true },
    })
    const linked = { action: 'identity.link' }
    expect(actions).toEqual([linked, { action: 'identity.unlink' }, linked])
    expect(await db.outboxMessage.count({ where: { recipientId: person.id } })).toBe(1)
  })

  test('is refused to others, for oneself, without step-up, for guarded roles, and a second time', async () => {
    await signInThrough(account)
    const id = { identityId: await identityId() }
    const admin = await administrator()
    const db = admin.db
    const as = (who: Parameters<typeof contextOf>[0]) => unlinkIdentity(contextOf(who, db), id)
    await expect(as(actor(randomUUID(), ['HR_PARTNER']))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(as(actor(person.id, ['ADMIN']))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(as({ ...admin.actor, isSteppedUp: false })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { stepUp: true },
    })
    const owner = await testDatabase('owner')
    const grant = await owner.roleGrant.create({
      data: { personId: person.id, role: 'HR_PARTNER', validFrom: new Date('2026-01-01') },
    })
    await expect(as(admin.actor)).rejects.toThrow('End the role first')
    expect(await sessionsOf(person.id)).toBe(1)
    await owner.roleGrant.delete({ where: { id: grant.id } })
    await as(admin.actor)
    await expect(as(admin.actor)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test.each([{ not: '' }, '', undefined, '%', 'a'.repeat(36)])('E01 %j is no link', async (id) => {
    const answer = unlinkIdentity(await administrator(), { identityId: id })
    await expect(answer).rejects.toMatchObject({ code: 'INVALID' })
  })
})

async function administrator() {
  const { id } = await makePerson()
  return contextOf(actor(id, ['ADMIN']), await testDatabase('app_web'))
}

async function identityId(): Promise<string> {
  const db = await testDatabase('owner')
  const { id } = await db.identity.findFirstOrThrow({ where: { personId: person.id } })
  return id
}

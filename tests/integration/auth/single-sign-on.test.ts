import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { finishSignIn } from '@/lib/auth/single-sign-on/commands'
import { testDatabase } from '@/tests/support/database'
import { IdentityProvider } from '@/tests/support/identity-provider'
import { forgedToken } from '@/tests/support/provider-visit'
import {
  begin,
  configureProvider,
  makePerson,
  newVisitor,
  ORIGIN,
  refusalsOf,
  sessionsOf,
  signInThrough,
  visitProvider,
  whoIs,
} from '@/tests/support/single-sign-on'

let provider: IdentityProvider

beforeAll(async () => {
  provider = await IdentityProvider.start(ORIGIN)
})
afterAll(() => provider.stop())
beforeEach(() => {
  provider.accounts.clear()
  configureProvider(provider)
})

describe('signing in at the provider', () => {
  test('links the person of a verified address once, and knows them by subject afterwards', async () => {
    const person = await makePerson()
    provider.accounts.set('sam', { email: person.email.toUpperCase(), emailVerified: true })
    const first = await signInThrough('sam')
    expect(await whoIs(first)).toMatchObject({ id: person.id })

    provider.accounts.set('sam', { email: `${randomUUID()}@example.org`, emailVerified: false })
    expect(await whoIs(await signInThrough('sam'))).toMatchObject({ id: person.id })
    const db = await testDatabase('owner')
    expect(await db.identity.count({ where: { personId: person.id } })).toBe(1)
    const events = await db.auditEvent.findMany({
      where: { OR: [{ subjectId: person.id }, { actorId: person.id }] },
      orderBy: { id: 'asc' },
      select: { action: true, reason: true, decision: true },
    })
    expect(events.map(({ action, reason }) => `${action} ${reason}`)).toEqual([
      'identity.link null',
      'signIn oidc',
      'signIn oidc',
    ])
  })

  test.each<[string, number | null, boolean]>([
    ['does not say when it saw them', null, false],
    ['has just seen them', 0, true],
    ['saw them eleven minutes ago', -660, false],
    ['has a clock of its own', 3_600, true],
  ])('C23 shows that it is them or not, where the provider %s', async (_, seconds, expected) => {
    const person = await makePerson()
    const account = randomUUID()
    provider.accounts.set(account, { email: person.email, emailVerified: true })
    provider.tampering = ({ header, payload }, key) => {
      const time = { auth_time: Math.floor(Date.now() / 1000) + (seconds ?? 0) }
      return forgedToken(header, { ...payload, ...(seconds === null ? {} : time) }, key)
    }
    const outcome = await signInThrough(account)
    provider.tampering = null
    expect(await whoIs(outcome)).toMatchObject({ id: person.id, isSteppedUp: expected })
  })

  test('leads to the page that was asked for, and ends the session that was there before', async () => {
    const person = await makePerson()
    provider.accounts.set('next', { email: person.email, emailVerified: true })
    const begun = await begin({ next: '/people?search=priya' })
    const search = await visitProvider(begun, 'next')
    const outcome = await finishSignIn(await newVisitor(), { search, sealed: begun.sealed })
    expect(outcome).toMatchObject({ next: '/people?search=priya' })
    const again = await begin()
    await finishSignIn(
      { ...(await newVisitor()), formerToken: 'token' in outcome ? outcome.token : null },
      { search: await visitProvider(again, 'next'), sealed: again.sealed },
    )
    expect(await sessionsOf(person.id)).toBe(1)
  })

  test('tabs at once link one identity and open a session each', async () => {
    const db = await testDatabase('owner')
    for (let round = 0; round < 5; round++) {
      const person = await makePerson()
      const account = randomUUID()
      provider.accounts.set(account, { email: person.email, emailVerified: true })
      const tabs = [1, 2, 3].map(() => signInThrough(account))
      for (const tab of tabs) expect(await whoIs(await tab)).toMatchObject({ id: person.id })
      expect(await db.identity.count({ where: { personId: person.id } })).toBe(1)
    }
  })
})

describe('C16 an address alone links nobody', () => {
  test.each<[string, { emailVerified?: boolean; domain?: string }, string]>([
    ['unverified', { emailVerified: false }, 'unverified'],
    ['with nothing said of it', {}, 'unverified'],
    ['of another domain', { emailVerified: true, domain: 'example.net' }, 'domain'],
    [
      'of a domain that only ends alike',
      { emailVerified: true, domain: 'evil-example.org' },
      'domain',
    ],
    ['of a part of the domain', { emailVerified: true, domain: 'sub.example.org' }, 'domain'],
  ])('C16 %s', async (_, { domain = 'example.org', ...account }, problem) => {
    const person = await makePerson({ email: `${randomUUID()}@${domain}` })
    provider.accounts.set('evil', { email: person.email, ...account })
    const before = await refusalsOf(`oidc ${problem}`)
    expect(await signInThrough('evil')).toMatchObject({ problem })
    expect(await sessionsOf(person.id)).toBe(0)
    expect(await refusalsOf(`oidc ${problem}`)).toBe(before + 1)
    const db = await testDatabase('owner')
    expect(await db.identity.count({ where: { personId: person.id } })).toBe(0)
  })

  test('C16 an address that has gone to another account does not take the person along', async () => {
    const person = await makePerson()
    provider.accounts.set('old', { email: person.email, emailVerified: true })
    await signInThrough('old')
    provider.accounts.set('new', { email: person.email, emailVerified: true })
    expect(await signInThrough('new')).toMatchObject({
      problem: 'other-identity',
      personId: person.id,
    })
  })

  test('C16 a subject that comes with the address of another person signs in neither', async () => {
    const [former, other] = [await makePerson(), await makePerson()]
    provider.accounts.set('reused', { email: former.email, emailVerified: true })
    await signInThrough('reused')
    provider.accounts.set('reused', { email: other.email, emailVerified: true })
    expect(await signInThrough('reused')).toMatchObject({ problem: 'moved' })
    expect(await sessionsOf(other.id)).toBe(0)
  })

  test.each(['"a@evil"@example.org', 'a@example.org,b@evil.org', 'a@evil.org\r\n@example.org', ''])(
    'C16 %j is no address',
    async (email) => {
      provider.accounts.set('odd', { email, emailVerified: true })
      expect(await signInThrough('odd')).toMatchObject({ problem: 'no-address' })
    },
  )
})

describe('people whom Rung does not let in', () => {
  test('somebody unknown is told so, and nobody is made', async () => {
    const db = await testDatabase('owner')
    const people = await db.person.count()
    provider.accounts.set('guest', { email: `${randomUUID()}@example.org`, emailVerified: true })
    expect(await signInThrough('guest')).toMatchObject({ problem: 'unknown' })
    expect(await db.person.count()).toBe(people)
  })

  test('somebody deactivated is refused, linked or not, also when the subject is used again', async () => {
    const gone = await makePerson({ isActive: false })
    provider.accounts.set('gone', { email: gone.email, emailVerified: true })
    expect(await signInThrough('gone')).toMatchObject({ problem: 'deactivated' })

    const leaver = await makePerson()
    provider.accounts.set('leaver', { email: leaver.email, emailVerified: true })
    const outcome = await signInThrough('leaver')
    const db = await testDatabase('owner')
    await db.person.update({ where: { id: leaver.id }, data: { isActive: false } })
    expect(await whoIs(outcome)).toBeNull()
    provider.accounts.set('leaver', { email: `${randomUUID()}@example.org`, emailVerified: true })
    expect(await signInThrough('leaver')).toMatchObject({ problem: 'deactivated' })
  })

  test('whom the provider refuses, Rung refuses', async () => {
    expect(await signInThrough('nobody-there')).toMatchObject({ problem: 'refused-there' })
  })

  test('a provider that is away says so, and the next try asks it anew', async () => {
    const person = await makePerson()
    provider.accounts.set('late', { email: person.email, emailVerified: true })
    const begun = await begin()
    const search = await visitProvider(begun, 'late')
    provider.outage = 503
    const answer = { search, sealed: begun.sealed }
    expect(await finishSignIn(await newVisitor(), answer)).toMatchObject({ problem: 'provider' })
    provider.outage = null
    expect(await whoIs(await signInThrough('late'))).toMatchObject({ id: person.id })
  })
})

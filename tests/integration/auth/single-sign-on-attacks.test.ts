import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getSignedIn } from '@/lib/auth/queries'
import { beginSignIn, finishSignIn } from '@/lib/auth/single-sign-on/commands'
import { hashToken } from '@/lib/auth/token'
import { testDatabase } from '@/tests/support/database'
import { CLIENT, IdentityProvider, type Tampering } from '@/tests/support/identity-provider'
import { forgedToken } from '@/tests/support/provider-visit'
import {
  type Begun,
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
afterEach(async () => {
  provider.tampering = null
})

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const hour = 3600

describe('an answer that is not what was asked for', () => {
  const forgeries: [string, Tampering][] = [
    ['alg none', ({ header, payload }) => forgedToken({ ...header, alg: 'none' }, payload, null)],
    ['a signature cut off', ({ text }) => `${text.slice(0, text.lastIndexOf('.'))}.`],
    ['the key of a stranger', ({ header, payload }) => forgedToken(header, payload, stranger)],
    [
      'the client secret as the key',
      ({ header, payload }) => forgedToken({ ...header, alg: 'HS256' }, payload, CLIENT.secret),
    ],
    [
      'another nonce',
      ({ header, payload }, key) => forgedToken(header, { ...payload, nonce: 'another' }, key),
    ],
    [
      'no nonce',
      ({ header, payload: { nonce: _, ...rest } }, key) => forgedToken(header, rest, key),
    ],
    [
      'another application’s token',
      ({ header, payload }, key) => forgedToken(header, { ...payload, aud: CLIENT.otherId }, key),
    ],
    [
      'a token for two, meant for the other',
      ({ header, payload }, key) =>
        forgedToken(
          header,
          { ...payload, aud: [CLIENT.id, CLIENT.otherId], azp: CLIENT.otherId },
          key,
        ),
    ],
    [
      'another issuer',
      ({ header, payload }, key) =>
        forgedToken(header, { ...payload, iss: 'https://evil.example' }, key),
    ],
    [
      'a token that is over',
      ({ header, payload }, key) =>
        forgedToken(header, { ...payload, exp: Number(payload.iat) - hour }, key),
    ],
    [
      'a token of tomorrow',
      ({ header, payload }, key) =>
        forgedToken(
          header,
          {
            ...payload,
            iat: Number(payload.iat) + 24 * hour,
            nbf: Number(payload.iat) + 24 * hour,
          },
          key,
        ),
    ],
    ['no token at all', () => ''],
    [
      'no subject',
      ({ header, payload: { sub: _, ...rest } }, key) => forgedToken(header, rest, key),
    ],
  ]

  test.each(forgeries)('C05 %s signs nobody in and leaves a record', async (_, tampering) => {
    provider.tampering = tampering
    const before = await refusalsOf('oidc answer')
    expect(await signInThrough(account)).toMatchObject({ problem: 'answer' })
    expect(await sessionsOf(person.id)).toBe(0)
    expect(await refusalsOf('oidc answer')).toBe(before + 1)
  })

  test('C05 the same token untouched signs in', async () => {
    provider.tampering = ({ header, payload }, key) => forgedToken(header, payload, key)
    expect(await whoIs(await signInThrough(account))).toMatchObject({ id: person.id })
  })

  test('the code of another sign-in is refused', async () => {
    const [mine, other] = [await begin(), await begin()]
    const code = new URLSearchParams(await visitProvider(other, account)).get('code') ?? ''
    const search = new URLSearchParams(await visitProvider(mine, account))
    search.set('code', code)
    expect(await finish(mine, `?${search}`)).toMatchObject({ problem: 'answer' })
    expect(await sessionsOf(person.id)).toBe(0)
  })

  test('an answer in the name of another issuer is refused', async () => {
    const begun = await begin()
    const search = new URLSearchParams(await visitProvider(begun, account))
    search.set('iss', 'https://evil.example')
    expect(await finish(begun, `?${search}`)).toMatchObject({ problem: 'answer' })
  })
})

describe('D03 a sign-in that this browser did not begin', () => {
  test('D03 is refused without the cookie of its beginning', async () => {
    const begun = await begin()
    const search = await visitProvider(begun, account)
    const before = await refusalsOf('oidc no-transaction')
    const bare = await finishSignIn(await newVisitor(), { search, sealed: null })
    expect(bare).toMatchObject({ problem: 'no-transaction' })
    expect(await refusalsOf('oidc no-transaction')).toBe(before + 1)
    expect(await sessionsOf(person.id)).toBe(0)
  })

  test('D03 is refused with the cookie of another, which goes on working for its own', async () => {
    const [mine, evil] = [await begin(), await begin()]
    const theirs = await visitProvider(evil, account)
    expect(await finish(mine, theirs)).toMatchObject({ problem: 'state', keepsTransaction: true })
    const own = await visitProvider(mine, account)
    expect(await whoIs(await finish(mine, own))).toMatchObject({ id: person.id })
  })

  test('an answer counts once, also when it comes twice at the same moment', async () => {
    const begun = await begin()
    const search = await visitProvider(begun, account)
    const outcomes = await Promise.all([finish(begun, search), finish(begun, search)])
    const problems = outcomes.map((outcome) => ('problem' in outcome ? outcome.problem : 'none'))
    expect(problems.sort()).toEqual(['none', 'replayed'])
    expect(await finish(begun, search)).toMatchObject({ problem: 'replayed' })
    expect(await sessionsOf(person.id)).toBe(1)
  })

  test('a flood of links to the callback does not fill the log', async () => {
    const from = await newVisitor()
    const answer = { search: '?code=a&state=b', sealed: 'c.d' }
    for (let n = 0; n < 230; n++) await finishSignIn(from, answer)
    expect(await refusalsOf('oidc no-transaction')).toBeLessThanOrEqual(200)
  })
})

describe('C05 C06 cookies that Rung did not write', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwt = (header: object, payload: object, signature = '') =>
    `${part(header)}.${part(payload)}.${signature}`
  const forged = [
    jwt({ alg: 'none' }, { sid: 'x' }),
    jwt({ alg: 'HS256' }, { sid: 'x', exp: 4_102_444_800 }, 'AAAA'),
    jwt({ alg: 'dir', enc: 'A128CBC-HS256' }, {}, 'AAAA.AAAA'),
    '.',
    '..',
    `${part({ purpose: 'sign-in' })}.`,
    `${part(null)}.AAAA`,
    'é'.repeat(500),
    'a'.repeat(100_000),
    '%00',
    "' OR 1=1 --",
  ]

  const numbered = forged.map((cookie, n) => [n, cookie] as const)
  test.each(numbered)('C05 forgery %i opens no session and begins none', async (_, cookie) => {
    expect(await getSignedIn(await testDatabase('app_web'), cookie)).toBeNull()
    const outcome = await finishSignIn(await newVisitor(), { search: '?state=x', sealed: cookie })
    expect(outcome).toMatchObject({ problem: 'no-transaction' })
  })

  test('C05 the id of a session, which is the hash of its cookie, is no cookie', async () => {
    const outcome = await signInThrough(account)
    const token = 'token' in outcome ? outcome.token : ''
    const db = await testDatabase('app_web')
    expect(await getSignedIn(db, token)).not.toBeNull()
    expect(await getSignedIn(db, hashToken(token))).toBeNull()
  })

  test('C06 what another installation with the same secret began is worth nothing here', async () => {
    configureProvider(provider, { APP_ORIGIN: 'https://staging.example.org' })
    const begun = await beginSignIn(await testDatabase('app_web'), {
      ...{ purpose: 'sign-in', next: '/', sessionId: null },
    })
    if ('problem' in begun) throw new Error('The provider is out of reach.')
    configureProvider(provider)
    const state = begun.address.searchParams.get('state')
    const outcome = await finish(begun, `?code=x&state=${state}`)
    expect(outcome).toMatchObject({ problem: 'no-transaction' })
  })

  test('a cookie changed by a letter, or carrying another way on, is not ours', async () => {
    const { sealed, address } = await begin()
    const [text = '', seal] = sealed.split('.')
    const said = JSON.parse(Buffer.from(text, 'base64url').toString())
    for (const change of [{ next: '//evil.example' }, { beganAt: said.beganAt + 600 }]) {
      const changed = `${part({ ...said, ...change })}.${seal}`
      const search = `?code=x&state=${address.searchParams.get('state')}`
      const outcome = await finishSignIn(await newVisitor(), { search, sealed: changed })
      expect(outcome).toMatchObject({ problem: 'no-transaction' })
    }
  })
})

describe('H04 only the configured provider is ever asked', () => {
  test('H04 a description that names another issuer is not believed', async () => {
    const wrong = await describeAs((own) => ({ issuer: provider.issuer, ...endpoints(own) }))
    configureProvider(provider, { OIDC_ISSUER: wrong.address })
    expect(await tryToBegin()).toEqual({ problem: 'provider' })
    await wrong.stop()
  })

  test('H04 a description is not looked for behind a redirect', async () => {
    const wrong = await describeAs(() => null)
    const before = provider.requests.length
    configureProvider(provider, { OIDC_ISSUER: wrong.address })
    expect(await tryToBegin()).toEqual({ problem: 'provider' })
    expect(provider.requests.length).toBe(before)
    await wrong.stop()
  })

  test('H04 an address that is not https, or inside the network, is not used', async () => {
    for (const inside of ['http://169.254.169.254/token', 'http://10.0.0.1/token', 'file:///etc']) {
      const wrong = await describeAs((own) => ({
        ...{ issuer: own, ...endpoints(own) },
        token_endpoint: inside,
      }))
      configureProvider(provider, { OIDC_ISSUER: wrong.address })
      expect(await tryToBegin(), inside).toEqual({ problem: 'provider' })
      await wrong.stop()
    }
  })

  async function tryToBegin() {
    const wish = { purpose: 'sign-in', next: '/', sessionId: null } as const
    return beginSignIn(await testDatabase('app_web'), wish)
  }
})

async function finish({ sealed }: Begun, search: string) {
  return finishSignIn(await newVisitor(), { search, sealed })
}

function endpoints(own: string) {
  return {
    authorization_endpoint: `${own}/auth`,
    token_endpoint: `${own}/token`,
    jwks_uri: `${own}/jwks`,
  }
}

/** A server that describes itself so; null leads to the real provider instead. */
async function describeAs(description: (own: string) => object | null) {
  const server = createServer((_, response) => {
    const told = description(address)
    if (told) {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(told))
    } else {
      const Location = `${provider.issuer}/.well-known/openid-configuration`
      response.writeHead(302, { Location }).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { address, stop }
}

import { type APIRequestContext, expect, test } from '@playwright/test'
import { COOKIE, closeProductDatabase, leavesAsItWas, rows, sessionOf } from '../support/product'
import {
  ERROR,
  json,
  makeToken,
  providerAt,
  SCIM_JSON,
  tokenOf,
  USER,
  wrongToken,
} from '../support/scim-provider'

let provider: APIRequestContext
let stranger: APIRequestContext

test.beforeAll(async ({ playwright, baseURL }) => {
  provider = await providerAt(playwright, { baseURL, name: 'Entra' })
  stranger = await playwright.request.newContext({ baseURL: `${baseURL}/api/scim/v2/` })
})

test.afterAll(async () => {
  await provider.dispose()
  await stranger.dispose()
  await closeProductDatabase()
})

test('no cookie, no wrong, revoked or unapproved token opens it, and nothing changes', async ({
  playwright,
  baseURL,
}) => {
  const isAsItWas = await leavesAsItWas(async () => {
    const cookie = `${COOKIE}=${await sessionOf('omar.haddad@example.org')}`
    const revoked = await tokenOf(
      'Revoked',
      `UPDATE scim_tokens SET revoked_at = now() WHERE name = 'Revoked'`,
    )
    const unapproved = wrongToken()
    await makeToken('Unapproved', unapproved)
    const wrong: Record<string, string>[] = [
      {},
      { Cookie: cookie },
      { Authorization: 'Bearer' },
      { Authorization: `Bearer ${wrongToken()}` },
      { Authorization: `Bearer ${revoked}` },
      { Authorization: `Bearer ${unapproved}` },
      { Authorization: 'Basic b21hcjpkZW1vbnN0cmF0aW9u' },
    ]
    for (const headers of wrong) {
      const client = await playwright.request.newContext({
        baseURL: `${baseURL}/api/scim/v2/`,
        extraHTTPHeaders: headers,
      })
      for (const [method, path] of [
        ['GET', 'Users'],
        ['POST', 'Users'],
        ['GET', 'ServiceProviderConfig'],
        ['DELETE', 'Groups/x'],
      ] as const) {
        const answer = await client.fetch(path, {
          method,
          ...(method === 'POST' ? { data: { userName: 'eve@example.org' } } : {}),
        })
        expect(answer.status(), `${method} ${path} ${Object.keys(headers)}`).toBe(401)
        expect(answer.headers()['www-authenticate']).toContain('Bearer')
        expect(await answer.text()).not.toContain('example.org')
      }
      await client.dispose()
    }
    await rows(`DELETE FROM scim_tokens WHERE name IN ('Revoked', 'Unapproved')`)
    await rows(
      `DELETE FROM approvals WHERE kind = 'scim.token' AND object_id NOT IN (SELECT id::text FROM scim_tokens)`,
    )
  })
  expect(isAsItWas).toBe(true)
})

test('E01 E02 E04 E06 what is no user, group, path or page is refused with its reason', async () => {
  const [sam] = (
    await json(await provider.get('Users?filter=userName eq "sam.lindqvist@example.org"'))
  ).Resources
  const isAsItWas = await leavesAsItWas(async () => {
    const patch = (...Operations: object[]) => ({
      method: 'PATCH',
      path: `Users/${sam.id}`,
      data: { Operations },
    })
    const cases: {
      method?: string
      path: string
      data?: unknown
      type: string
      status?: number
    }[] = [
      { method: 'POST', path: 'Users', data: { userName: { not: '' } }, type: 'invalidValue' },
      { method: 'POST', path: 'Users', data: { userName: null }, type: 'invalidValue' },
      { method: 'POST', path: 'Users', data: [], type: 'invalidSyntax' },
      {
        method: 'POST',
        path: 'Users',
        data: { userName: 'eve@example.org', role: 'ADMIN' },
        type: 'invalidPath',
      },
      {
        method: 'POST',
        path: 'Users',
        data: { userName: 'eve@example.org', roles: [{ value: 'ADMIN' }] },
        type: 'invalidValue',
      },
      {
        method: 'POST',
        path: 'Users',
        data: { userName: 'eve@example.org', password: 'seven green bicycles' },
        type: 'invalidValue',
      },
      { method: 'PUT', path: `Users/${sam.id}`, data: { isActive: false }, type: 'invalidPath' },
      { ...patch({ op: 'replace', path: 'id', value: 'x' }), type: 'mutability' },
      { ...patch({ op: 'replace', path: 'managerId', value: 'x' }), type: 'invalidPath' },
      { ...patch({ op: 'move', path: 'active', value: false }), type: 'invalidSyntax' },
      { ...patch({ op: 'remove' }), type: 'noTarget' },
      { ...patch({ op: 'replace', path: 'active', value: { not: true } }), type: 'invalidValue' },
      { ...patch({ op: 'replace', path: 'emails[type eq]', value: 'x' }), type: 'invalidFilter' },
      { path: 'Users?filter=userName', type: 'invalidFilter' },
      { path: 'Users?filter=passwordHash%20pr', type: 'invalidFilter' },
      { path: 'Users?sortBy=password_hash', type: 'invalidPath' },
      { path: 'Users?count=1e9', type: 'invalidValue' },
      { path: 'Users?sortOrder=asc;--', type: 'invalidValue' },
    ]
    for (const { method = 'GET', path, data, type } of cases) {
      const answer = await provider.fetch(path, {
        method,
        ...(data === undefined ? {} : { data: JSON.stringify(data) }),
      })
      const about = `${method} ${path} ${JSON.stringify(data)}`
      expect(answer.status(), about).toBe(400)
      expect(await answer.json(), about).toMatchObject({
        schemas: [ERROR],
        status: '400',
        scimType: type,
        detail: expect.any(String),
      })
    }
    const page = await json(await provider.get('Users?startIndex=-5&count=999999'))
    expect(page).toMatchObject({ startIndex: 1 })
    expect(page.itemsPerPage).toBeLessThanOrEqual(200)
    expect((await provider.get('Users/not-an-id')).status()).toBe(404)
    expect((await provider.get("Users/' OR 1=1 --")).status()).toBe(404)
  })
  expect(isAsItWas).toBe(true)
})

test('bodies of another type, too large, too deep or broken are refused', async () => {
  const isAsItWas = await leavesAsItWas(async () => {
    const send = (data: string | Buffer, type = SCIM_JSON) =>
      provider.post('Users', { data, headers: { 'Content-Type': type } })
    expect((await send('{}', 'text/plain')).status()).toBe(415)
    expect((await send('{"userName":')).status()).toBe(400)
    expect((await send(JSON.stringify({ userName: 'x'.repeat(300_000) }))).status()).toBe(413)
    const urn = `{"${USER}":`
    expect((await send(`${urn.repeat(4_000)}{}${'}'.repeat(4_000)}`)).status()).toBe(400)
    expect((await send(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status()).toBe(400)
    expect(
      (await send('{"__proto__":{"active":false},"userName":"eve@example.org"}')).status(),
    ).toBe(400)
  })
  expect(isAsItWas).toBe(true)
  expect((await provider.get('ServiceProviderConfig')).status()).toBe(200)
})

test('the log tells which token did what, and of wrong ones', async () => {
  const data = { userName: 'logged.user@example.org', displayName: 'Logged User' }
  await json(await provider.post('Users', { data }))
  const [row] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events e JOIN scim_tokens t ON t.id::text = e.session_id
     WHERE t.name = 'Entra' AND e.action = 'scim.createUser' AND e.actor_id IS NULL`,
  )
  expect(row?.count).toBe(1)
  const [wrong] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events WHERE action = 'scim.signIn' AND decision = 'deny'`,
  )
  expect(wrong?.count).toBeGreaterThan(5)
})

// The last one, because whoever tries too many tokens waits for a minute.
test('whoever tries many tokens waits, and a good one still opens', async () => {
  test.setTimeout(120_000)
  const statuses = new Set<number>()
  for (let n = 0; n < 130 && !statuses.has(429); n += 1) {
    const headers = { Authorization: `Bearer ${wrongToken()}` }
    const answer = await stranger.get('Users', { headers })
    if (answer.status() === 429) expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0)
    statuses.add(answer.status())
  }
  expect([...statuses]).toEqual([401, 429])
  expect((await provider.get('Users?count=1')).status()).toBe(200)
})

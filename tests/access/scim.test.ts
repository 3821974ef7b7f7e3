import { createHash, randomBytes } from 'node:crypto'
import { type APIRequestContext, type APIResponse, expect, test } from '@playwright/test'
import { COOKIE, checksum, closeProductDatabase, rows, sessionOf } from '../support/product'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'
const SCIM_JSON = 'application/scim+json'

let provider: APIRequestContext
let stranger: APIRequestContext

test.beforeAll(async ({ playwright, baseURL }) => {
  const Authorization = `Bearer ${await tokenOf('Okta')}`
  provider = await playwright.request.newContext({
    baseURL: `${baseURL}/api/scim/v2/`,
    extraHTTPHeaders: { Authorization, Accept: SCIM_JSON, 'Content-Type': SCIM_JSON },
  })
  stranger = await playwright.request.newContext({ baseURL: `${baseURL}/api/scim/v2/` })
})

test.afterAll(async () => {
  await rows(`DELETE FROM scim_role_groups`)
  await provider.dispose()
  await stranger.dispose()
  await closeProductDatabase()
})

test('tells what it can do', async () => {
  const config = await json(await provider.get('ServiceProviderConfig'))
  expect(config).toMatchObject({ patch: { supported: true }, bulk: { supported: false } })
  const types = await json(await provider.get('ResourceTypes'))
  expect(types.Resources).toHaveLength(2)
  const schemas = await json(await provider.get('Schemas'))
  expect(schemas.totalResults).toBe(4)
  const user = await json(await provider.get(`Schemas/${USER}`))
  expect(user).toMatchObject({ id: USER, meta: { location: expect.stringContaining('http') } })
  const nothing = await provider.get('Nothing/here')
  expect(nothing.status()).toBe(404)
  expect(await nothing.json()).toMatchObject({ schemas: [ERROR], status: '404' })
})

test('Okta finds nobody, makes a user, changes and deactivates them', async ({ request }) => {
  const address = 'isaac.brock@example.org'
  const query = `Users?filter=userName%20eq%20%22${encodeURIComponent(address)}%22&startIndex=1&count=100`
  expect(await json(await provider.get(query))).toMatchObject({ totalResults: 0, Resources: [] })
  const profile = {
    schemas: [USER, ENTERPRISE],
    userName: address,
    name: { givenName: 'Isaac', familyName: 'Brock' },
    emails: [{ primary: true, value: address, type: 'work' }],
    displayName: 'Isaac Brock',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    active: true,
  }
  const made = await provider.post('Users', { data: profile })
  expect(made.status()).toBe(201)
  expect(made.headers()['content-type']).toContain(SCIM_JSON)
  const user = await made.json()
  expect(made.headers().location).toBe(user.meta.location)
  expect(made.headers().etag).toBe(user.meta.version)
  expect((await provider.post('Users', { data: profile })).status()).toBe(409)
  const known = await provider.get(`Users/${user.id}`, {
    headers: { 'If-None-Match': user.meta.version },
  })
  expect(known.status()).toBe(304)
  const renamed = {
    ...profile,
    id: user.id,
    name: { givenName: 'Isaac', familyName: 'Brock-Lee' },
    displayName: 'Isaac Brock-Lee',
  }
  expect(await json(await provider.put(`Users/${user.id}`, { data: renamed }))).toMatchObject({
    displayName: 'Isaac Brock-Lee',
  })
  const stale = await provider.put(`Users/${user.id}`, {
    data: profile,
    headers: { 'If-Match': user.meta.version },
  })
  expect(stale.status()).toBe(412)
  const cookie = { Cookie: `${COOKIE}=${await sessionOf(address)}` }
  expect((await request.get('/', { headers: cookie, maxRedirects: 0 })).status()).toBe(200)
  const off = { schemas: [PATCH_OP], Operations: [{ op: 'replace', value: { active: false } }] }
  expect(await json(await provider.patch(`Users/${user.id}`, { data: off }))).toMatchObject({
    active: false,
  })
  expect((await request.get('/', { headers: cookie, maxRedirects: 0 })).status()).toBe(307)
  expect((await request.get('/api/people/search?query=a', { headers: cookie })).status()).toBe(401)
})

test('C01 a person whom the provider deletes is out on the next request', async ({ request }) => {
  const address = 'gone.tomorrow@example.org'
  const user = await json(
    await provider.post('Users', { data: { userName: address, displayName: 'Gone Tomorrow' } }),
  )
  const cookie = { Cookie: `${COOKIE}=${await sessionOf(address)}` }
  expect((await request.get('/', { headers: cookie, maxRedirects: 0 })).status()).toBe(200)
  expect((await provider.delete(`Users/${user.id}`)).status()).toBe(204)
  expect((await request.get('/', { headers: cookie, maxRedirects: 0 })).status()).toBe(307)
  expect((await provider.get(`Users/${user.id}`)).status()).toBe(404)
  const [person] = await rows<{ is_active: boolean }>(
    'SELECT is_active FROM people WHERE email = $1',
    [address],
  )
  expect(person).toEqual({ is_active: false })
})

test('Entra matches somebody known, gives them a manager and switches them off and on', async () => {
  const address = 'sam.lindqvist@example.org'
  const found = await json(
    await provider.get(`Users?filter=externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"`),
  )
  expect(found.totalResults).toBe(0)
  const [sam] = (await json(await provider.get(`Users?filter=userName eq "${address}"`))).Resources
  const [maya] = (
    await json(
      await provider.get('Users?filter=userName eq "maya.okafor@example.org"&attributes=id'),
    )
  ).Resources
  expect(sam[ENTERPRISE].manager.value).toBe(maya.id)
  const patch = (...Operations: object[]) =>
    provider.patch(`Users/${sam.id}`, { data: { schemas: [PATCH_OP], Operations } })
  const bound = await patch(
    { op: 'Add', path: 'externalId', value: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef' },
    { op: 'Replace', path: 'emails[type eq "work"].value', value: address },
    {
      op: 'Replace',
      value: {
        displayName: sam.displayName,
        'name.givenName': 'Sam',
        [`${ENTERPRISE}:employeeNumber`]: '701984',
      },
    },
  )
  expect(await json(bound)).toMatchObject({
    name: { givenName: 'Sam' },
    displayName: sam.displayName,
  })
  for (const active of ['False', 'True']) {
    const answer = await patch({ op: 'Replace', path: 'active', value: active })
    expect(await json(answer)).toMatchObject({ active: active === 'True' })
  }
  const elena = (
    await json(await provider.get('Users?filter=userName eq "elena.petrov@example.org"'))
  ).Resources[0]
  const loop = await provider.patch(`Users/${elena.id}`, {
    data: {
      schemas: [PATCH_OP],
      Operations: [{ op: 'Replace', path: `${ENTERPRISE}:manager`, value: sam.id }],
    },
  })
  expect(loop.status()).toBe(400)
  expect(await loop.json()).toMatchObject({
    scimType: 'invalidValue',
    detail: expect.stringContaining('above themselves'),
  })
})

test('groups are teams, or give the role that they are set to', async () => {
  const someone = await json(
    await provider.post('Users', {
      data: { userName: 'grace.member@example.org', displayName: 'Grace Member' },
    }),
  )
  const team = await json(
    await provider.post('Groups', { data: { displayName: 'Quantum', members: [] } }),
  )
  const patch = (id: string, ...Operations: object[]) =>
    provider.patch(`Groups/${id}`, { data: { schemas: [PATCH_OP], Operations } })
  expect(
    (await patch(team.id, { op: 'Add', path: 'members', value: [{ value: someone.id }] })).status(),
  ).toBe(204)
  const asked = `Groups?filter=id eq "${team.id}" and members eq "${someone.id}"&excludedAttributes=members`
  expect(await json(await provider.get(asked))).toMatchObject({ totalResults: 1 })
  expect(
    (await patch(team.id, { op: 'Replace', path: 'displayName', value: 'Quanta' })).status(),
  ).toBe(204)
  expect(await json(await provider.get(`Groups/${team.id}`))).toMatchObject({
    displayName: 'Quanta',
    members: [{ value: someone.id }],
  })
  await rows(
    `INSERT INTO scim_role_groups (name, role, created_by_id) SELECT 'Rung ladder', 'LADDER_ADMIN', id FROM people WHERE email = 'omar.haddad@example.org'`,
  )
  const group = await json(
    await provider.post('Groups', {
      data: { displayName: 'Rung ladder', members: [{ value: someone.id }] },
    }),
  )
  expect(await rolesOf(someone.id)).toEqual(['LADDER_ADMIN'])
  await patch(group.id, { op: 'remove', path: `members[value eq "${someone.id}"]` })
  expect(await rolesOf(someone.id)).toEqual([])
  expect((await provider.delete(`Groups/${group.id}`)).status()).toBe(204)
  expect((await provider.delete(`Groups/${team.id}`)).status()).toBe(204)
})

test('no cookie, no wrong, revoked or unapproved token opens it, and nothing changes', async ({
  playwright,
  baseURL,
}) => {
  const before = await checksum()
  const cookie = `${COOKIE}=${await sessionOf('omar.haddad@example.org')}`
  const revoked = await tokenOf(
    'Revoked',
    `UPDATE scim_tokens SET revoked_at = now() WHERE name = 'Revoked'`,
  )
  const unapproved = `rung_scim_${randomBytes(32).toString('base64url')}`
  await makeToken('Unapproved', unapproved)
  const wrong: Record<string, string>[] = [
    {},
    { Cookie: cookie },
    { Authorization: 'Bearer' },
    { Authorization: `Bearer rung_scim_${randomBytes(32).toString('base64url')}` },
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
  expect(await checksum()).toBe(before)
})

test('E01 E02 E04 E06 what is no user, group, path or page is refused with its reason', async () => {
  const [sam] = (
    await json(await provider.get('Users?filter=userName eq "sam.lindqvist@example.org"'))
  ).Resources
  const before = await checksum()
  const patch = (...Operations: object[]) => ({
    method: 'PATCH',
    path: `Users/${sam.id}`,
    data: { Operations },
  })
  const cases: { method?: string; path: string; data?: unknown; type: string; status?: number }[] =
    [
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
  expect(await checksum()).toBe(before)
})

test('bodies of another type, too large, too deep or broken are refused', async () => {
  const before = await checksum()
  const send = (data: string | Buffer, type = SCIM_JSON) =>
    provider.post('Users', { data, headers: { 'Content-Type': type } })
  expect((await send('{}', 'text/plain')).status()).toBe(415)
  expect((await send('{"userName":')).status()).toBe(400)
  expect((await send(JSON.stringify({ userName: 'x'.repeat(300_000) }))).status()).toBe(413)
  const urn = `{"${USER}":`
  expect((await send(`${urn.repeat(4_000)}{}${'}'.repeat(4_000)}`)).status()).toBe(400)
  expect((await send(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status()).toBe(400)
  expect((await send('{"__proto__":{"active":false},"userName":"eve@example.org"}')).status()).toBe(
    400,
  )
  expect(await checksum()).toBe(before)
  expect((await provider.get('ServiceProviderConfig')).status()).toBe(200)
})

test('the log tells which token did what, and of wrong ones', async () => {
  const [row] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events e JOIN scim_tokens t ON t.id::text = e.session_id
     WHERE t.name = 'Okta' AND e.action = 'scim.createUser' AND e.actor_id IS NULL`,
  )
  expect(row?.count).toBeGreaterThan(2)
  const [wrong] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events WHERE action = 'scim.signIn' AND decision = 'deny'`,
  )
  expect(wrong?.count).toBeGreaterThan(5)
})

async function json(answer: APIResponse) {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer.json()
}

async function rolesOf(personId: string): Promise<string[]> {
  const held = await rows<{ role: string }>(
    'SELECT role::text FROM role_grants WHERE person_id = $1 AND valid_to IS NULL',
    [personId],
  )
  return held.map(({ role }) => role)
}

async function tokenOf(name: string, afterwards?: string): Promise<string> {
  const token = `rung_scim_${randomBytes(32).toString('base64url')}`
  const tokenId = await makeToken(name, token)
  await rows(
    `INSERT INTO approvals (kind, object_id, reason, requested_by_id, expires_at, state, decided_by_id, decided_at)
     SELECT 'scim.token', $1, 'For the tests.', a.id, now() + interval '7 days', 'APPROVED', b.id, now()
     FROM people a, people b WHERE a.email = 'omar.haddad@example.org' AND b.email = 'amara.nwosu@example.org'`,
    [tokenId],
  )
  if (afterwards) await rows(afterwards)
  return token
}

async function makeToken(name: string, token: string): Promise<string> {
  const [made] = await rows<{ id: string }>(
    `INSERT INTO scim_tokens (name, token_hash, created_by_id, expires_at)
     SELECT $1, $2, id, now() + interval '90 days' FROM people WHERE email = 'omar.haddad@example.org'
     RETURNING id`,
    [name, createHash('sha256').update(token).digest('hex')],
  )
  return made?.id ?? ''
}

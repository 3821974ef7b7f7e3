import { type APIRequestContext, expect, test } from '@playwright/test'
import { COOKIE, closeProductDatabase, rows, sessionOf } from '../support/product'
import {
  ENTERPRISE,
  ERROR,
  json,
  PATCH_OP,
  providerAt,
  SCIM_JSON,
  USER,
} from '../support/scim-provider'

let provider: APIRequestContext

test.beforeAll(async ({ playwright, baseURL }) => {
  provider = await providerAt(playwright, { baseURL, name: 'Okta' })
})

test.afterAll(async () => {
  await rows('DELETE FROM scim_role_groups')
  await provider.dispose()
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

test('of five that make the same user at once, one does', async () => {
  const data = { userName: 'five.times@example.org', externalId: 'five', displayName: 'Five Times' }
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => provider.post('Users', { data })),
  )
  const statuses = answers.map((answer) => answer.status()).sort()
  expect(statuses).toEqual([201, 409, 409, 409, 409])
  const [row] = await rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM people WHERE email = $1',
    [data.userName],
  )
  expect(row?.count).toBe(1)
})

async function rolesOf(personId: string): Promise<string[]> {
  const held = await rows<{ role: string }>(
    'SELECT role::text FROM role_grants WHERE person_id = $1 AND valid_to IS NULL',
    [personId],
  )
  return held.map(({ role }) => role)
}

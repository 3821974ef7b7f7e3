import { type APIRequestContext, expect, test } from '@playwright/test'
import { type ActionAnswer, callAction } from '../support/action-call'
import { PERSONAS } from '../support/personas'
import { COOKIE, rows, sessionOf } from '../support/product'
import { act, actionId, closeDesk, ORIGIN, unchanged } from './attacks/desk'
import { readWorld } from './world'

const EVIL = 'https://evil.example'
const PASSWORD = 'demonstration'

test.afterAll(closeDesk)

test('C01 the cookie of somebody who was deactivated is taken from them at once', async ({
  playwright,
}) => {
  const email = PERSONAS.stranger
  const client = await clientOf(playwright, await sessionOf(email))
  expect((await client.get('/api/people/search?query=a')).status()).toBe(200)
  await rows('UPDATE people SET is_active = false WHERE email = $1', [email])
  try {
    const answer = await client.get('/api/people/search?query=a')
    expect(answer.status()).toBe(401)
    expect(answer.headers()['set-cookie']).toMatch(new RegExp(`${COOKIE}=;.*Max-Age=0`, 'i'))
    const page = await client.get('/', { maxRedirects: 0 })
    expect([page.status(), page.headers().location]).toEqual([307, '/sign-in'])
  } finally {
    await rows('UPDATE people SET is_active = true WHERE email = $1', [email])
    await client.dispose()
  }
})

test('C03 a cookie opens nothing after signing out', async ({ playwright }) => {
  const token = await sessionOf(PERSONAS.stranger)
  const client = await clientOf(playwright, token)
  await actAs(client, 'signOutAction')
  for (const path of ['/api/people/search?query=a', '/api/imports/people/sample']) {
    expect((await client.get(path)).status()).toBe(401)
  }
  expect((await client.get('/me', { maxRedirects: 0 })).status()).toBe(307)
  await client.dispose()
})

test('C11 a session that ran out is told so, and nothing it sends is taken', async ({
  playwright,
}) => {
  const { managerReview } = await readWorld()
  const client = await clientOf(playwright, await sessionOf(PERSONAS.mgr))
  const body = { saveId: crypto.randomUUID(), baseVersion: 0, body: { text: 'Late.', ratings: {} } }
  const limits = [
    `last_seen_at = now() - interval '61 minutes'`,
    `last_seen_at = now(), created_at = now() - interval '12 hours 1 minute'`,
  ]
  for (const limit of limits) {
    await rows(`UPDATE sessions SET ${limit} WHERE id = (SELECT id FROM sessions
      WHERE person_id = (SELECT id FROM people WHERE email = '${PERSONAS.mgr}')
      ORDER BY last_seen_at DESC, created_at DESC LIMIT 1)`)
  }
  await unchanged(async () => {
    const answer = await client.put(`/api/drafts/${managerReview}/summary`, {
      data: body,
      headers: { Origin: ORIGIN, Date: 'Sat, 01 Jan 2000 00:00:00 GMT' },
    })
    expect(answer.status()).toBe(401)
    expect(answer.headers()['set-cookie']).toBeUndefined()
    const page = await client.get(`/reviews/${managerReview}`, { maxRedirects: 0 })
    expect(page.headers().location).toBe(
      `/sign-in?next=${encodeURIComponent(`/reviews/${managerReview}`)}`,
    )
  })
  await client.dispose()
})

test('C13 sign-in and the wish for a new password answer alike for everybody', async () => {
  const nobody = `${crypto.randomUUID()}@example.org`
  for (const action of ['signInAction', 'forgottenPasswordAction']) {
    const answers = []
    for (const email of [PERSONAS.subj, nobody]) {
      const password = { password: 'not the password' }
      const form = action === 'signInAction' ? { email, ...password } : { email }
      const { status, code, text } = await act('anon', action, { form, path: '/sign-in' })
      answers.push({ status, code, text })
    }
    expect(answers[0]).toEqual(answers[1])
  }
})

test('C15 the link of a reset cannot be given another host', async () => {
  const email = PERSONAS.peer
  const forged = {
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'http',
    Forwarded: 'host=evil.example',
  }
  await act('anon', 'forgottenPasswordAction', {
    form: { email },
    path: '/password',
    headers: forged,
  })
  const [message] = await rows<{ payload: { path: string } }>(
    `SELECT payload FROM outbox_messages m JOIN people p ON p.id = m.recipient_id
     WHERE p.email = $1 AND kind = 'password-reset'`,
    [email],
  )
  if (message) expect(message.payload.path).toBe('/password/')
  const made = await rows(`SELECT 1 FROM outbox_messages WHERE payload::text LIKE '%evil%'`)
  expect(made).toEqual([])
})

test('C23 an export long after the password asks to confirm, and goes on from there', async ({
  playwright,
}) => {
  const token = await sessionOf(PERSONAS.admin)
  const client = await clientOf(playwright, token)
  const path = '/admin/audit/export'
  expect((await client.get(path)).status()).toBe(200)
  await rows(
    `UPDATE sessions SET auth_at = now() - interval '11 minutes'
    WHERE person_id = (SELECT id FROM people WHERE email = $1)`,
    [PERSONAS.admin],
  )
  expect((await client.get(path)).status()).toBe(403)
  const followed = await client.get(path, {
    headers: { 'Sec-Fetch-Mode': 'navigate' },
    maxRedirects: 0,
  })
  expect(followed.status()).toBe(303)
  const confirm = followed.headers().location ?? ''
  expect(confirm).toBe(`/confirm?next=${encodeURIComponent(path)}`)
  const send = (password: string) =>
    actAs(client, 'confirmAndGoOnAction', { form: { password, next: path }, path: confirm })
  const wrong = await send('not the password')
  expect(wrong.code).toBe('INVALID')
  const right = await send(PASSWORD)
  expect(right.code).toBeNull()
  expect((await client.get(path)).status()).toBe(200)
  const old = await clientOf(playwright, token)
  expect((await old.get(path)).status()).toBe(401)
  await client.dispose()
  await old.dispose()
})

test('D03 no other site signs anybody in or out', async ({ playwright }) => {
  const client = await clientOf(playwright, await sessionOf(PERSONAS.stranger))
  const form = { email: PERSONAS.colleague, password: PASSWORD, next: '/' }
  const before = await rows('SELECT id, revoked_at FROM sessions ORDER BY id')
  await unchanged(async () => {
    for (const origin of [EVIL, 'null', 'http://localhost:1']) {
      const foreign = { origin, headers: { 'Sec-Fetch-Site': 'cross-site' } }
      await actAs(client, 'signInAction', { form, path: '/sign-in', ...foreign })
      await actAs(client, 'signOutAction', { form: {}, ...foreign })
    }
  })
  expect(await rows('SELECT id, revoked_at FROM sessions ORDER BY id')).toEqual(before)
  expect((await client.get('/api/people/search?query=a')).status()).toBe(200)
  await client.dispose()
})

test('D03 what another site tries is on record as that, with or without a session', async ({
  playwright,
}) => {
  const { managerReview } = await readWorld()
  const client = await clientOf(playwright, await sessionOf(PERSONAS.mgr))
  const path = `/api/drafts/${managerReview}/summary`
  const put = await client.put(path, { data: {}, headers: { Origin: EVIL } })
  expect(put.status()).toBe(403)
  const ofManager = await lastRefusal()
  expect(ofManager).toMatchObject({ action: 'saveDraftSection', reason: 'ORIGIN' })
  expect(ofManager?.actor_id).not.toBeNull()
  const anybody = await playwright.request.newContext({ baseURL: ORIGIN })
  const headers = { 'Next-Action': actionId('signInAction'), 'Content-Type': 'text/plain' }
  const posted = await anybody.post('/sign-in', { headers, data: '[null,null]' })
  expect(await posted.text()).toContain('FORBIDDEN')
  expect(await lastRefusal()).toEqual({ action: 'visitor.act', reason: 'ORIGIN', actor_id: null })
  await client.dispose()
  await anybody.dispose()
})

type Refusal = { action: string; reason: string; actor_id: string | null }

async function lastRefusal(): Promise<Refusal | undefined> {
  const [last] = await rows<Refusal>(
    `SELECT action, reason, actor_id FROM audit_events WHERE decision = 'deny' ORDER BY id DESC LIMIT 1`,
  )
  return last
}

type Playwright = { request: { newContext: (options: object) => Promise<APIRequestContext> } }

/** A client with a jar of its own, so that a new cookie takes the place of the old one. */
function clientOf({ request }: Playwright, token: string): Promise<APIRequestContext> {
  const { hostname } = new URL(ORIGIN)
  const cookie = {
    ...{ name: COOKIE, value: token, domain: hostname, path: '/', expires: -1 },
    ...{ httpOnly: true, secure: false, sameSite: 'Lax' },
  }
  return request.newContext({ baseURL: ORIGIN, storageState: { cookies: [cookie], origins: [] } })
}

function actAs(
  client: APIRequestContext,
  name: string,
  sent: Partial<Omit<Parameters<typeof callAction>[1], 'id'>> = {},
): Promise<ActionAnswer> {
  return callAction(client, { id: actionId(name), origin: ORIGIN, form: {}, ...sent })
}

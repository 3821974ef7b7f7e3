import { existsSync, readFileSync } from 'node:fs'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { callAction } from '../support/action-call'
import { writeFigures } from '../support/figures'
import { eachOf } from '../support/hands'
import { allBut, EVERYBODY, PERSONAS, type Persona } from '../support/personas'
import { COOKIE, closeProductDatabase, leavesAsItWas, rows, sessionOf } from '../support/product'
import { ACTIONS } from './action-inventory'
import { PAGES } from './inventory'
import { ROUTES } from './route-inventory'
import type { Visit } from './visit'
import { readWorld, type World } from './world'

type ActionEntry = { filename: string; exportedName: string }

const clients = new Map<Persona | 'anon', APIRequestContext>()
let world: World
let origin: string
let requests = 0
let refused = 0

test.beforeAll(async ({ playwright, baseURL }) => {
  origin = baseURL ?? ''
  for (const persona of EVERYBODY) {
    const token = await sessionOf(PERSONAS[persona])
    clients.set(
      persona,
      await playwright.request.newContext({
        baseURL,
        extraHTTPHeaders: { Cookie: `${COOKIE}=${token}` },
      }),
    )
  }
  clients.set('anon', await playwright.request.newContext({ baseURL }))
  world = await readWorld()
})

test.afterAll(async () => {
  console.log(`access: ${requests} requests made as ${clients.size} personas`)
  writeFigures('http', {
    'requests made': requests,
    'refused actions, each with the checksum unchanged and one record': refused,
  })
  for (const client of clients.values()) await client.dispose()
  await closeProductDatabase()
})

test('every page and route of the build is in the inventory', () => {
  const paths = Object.keys(manifest<Record<string, string>>('app-paths-manifest.json'))
  const known = [...Object.keys(PAGES), ...Object.keys(ROUTES)]
  expect(paths.filter((path) => !known.includes(path)).sort()).toEqual([])
  expect(known.filter((path) => !paths.includes(path)).sort()).toEqual([])
})

test('every server action of the build is in the inventory', () => {
  const names = Object.values(actionsOfBuild()).map(nameOf)
  const known = Object.keys(ACTIONS)
  expect([...new Set(names)].filter((name) => !known.includes(name)).sort()).toEqual([])
  expect(known.filter((name) => !names.includes(name)).sort()).toEqual([])
})

test('each page opens for those it is for and is not there for the others', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  const tries = Object.entries(PAGES).flatMap(([page, rule]) =>
    rule.visits(world).flatMap((visit) => EVERYBODY.map((persona) => ({ page, visit, persona }))),
  )
  await eachOf(tries, async ({ page, visit, persona }) => {
    const expected = visit.for.includes(persona) ? 200 : (visit.refusedWith ?? 404)
    const status = await statusOf(persona, visit)
    if (status !== expected)
      wrong.push(`${page} ${visit.url} as ${persona}: ${status}, not ${expected}`)
  })
  expect(wrong).toEqual([])
})

test('nobody gets a page without a session, whatever the headers', async () => {
  const wrong: string[] = []
  const variants: Record<string, string>[] = [
    {},
    { RSC: '1' },
    { RSC: '1', 'next-router-prefetch': '1' },
    { purpose: 'prefetch' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { Cookie: `${COOKIE}=${'a'.repeat(43)}` },
  ]
  for (const rule of Object.values(PAGES)) {
    for (const { url } of rule.visits(world)) {
      for (const headers of variants) {
        const response = await client('anon').get(url, { headers, maxRedirects: 0 })
        const body = await response.text()
        const isTurnedAway = response.status() === 307 || body.includes('/sign-in')
        if (!isTurnedAway || body.includes('Lindqvist'))
          wrong.push(`${url} ${JSON.stringify(headers)} ${response.status()}`)
      }
    }
  }
  expect(wrong).toEqual([])
})

test('the worker has nothing to forget while these tests compare the database', async () => {
  const found = await rows(
    `SELECT r.class FROM retention_rules r WHERE EXISTS (SELECT FROM retention_due(r.class))
     UNION ALL SELECT 'repeated-requests, today' WHERE EXISTS (
       SELECT FROM idempotency_keys WHERE created_at < now() - interval '1 day')`,
  )
  expect(found).toEqual([])
})

test('each route handler refuses the others, and refusing changes nothing', async () => {
  const wrong: string[] = []
  const isAsItWas = await leavesAsItWas(async () => {
    for (const [path, rule] of Object.entries(ROUTES)) {
      for (const visit of rule.visits(world)) {
        for (const persona of ['anon', ...EVERYBODY] as const) {
          if (persona !== 'anon' && visit.for.includes(persona)) continue
          const response = await client(persona).fetch(visit.url, {
            method: rule.method,
            ...(rule.body ? { data: rule.body(world) } : {}),
            headers: { Origin: origin },
          })
          const expected = persona === 'anon' ? 401 : (visit.refusedWith ?? 404)
          if (response.status() !== expected) {
            wrong.push(`${path} ${visit.url} as ${persona}: ${response.status()}, not ${expected}`)
          }
        }
      }
    }
    expect(wrong).toEqual([])
  })
  expect(isAsItWas).toBe(true)
})

test('each action refuses the others, leaves one record and changes nothing', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  const isAsItWas = await leavesAsItWas(async () => {
    for (const [id, entry] of Object.entries(actionsOfBuild())) {
      const rule = ACTIONS[nameOf(entry)]
      if (!rule?.args && !rule?.form) continue
      for (const persona of ['anon', ...allBut(...rule.for)] as const) {
        const denied = await refusals()
        const answer = await callAction(client(persona), {
          id,
          origin,
          args: rule.args?.(world),
          form: rule.form?.(world),
        })
        const codes = persona === 'anon' ? ['UNAUTHENTICATED'] : ['NOT_FOUND', 'FORBIDDEN']
        if (!answer.code || !codes.includes(answer.code)) {
          wrong.push(
            `${nameOf(entry)} as ${persona}: ${answer.status} ${answer.code} ${answer.text.slice(0, 200)}`,
          )
        }
        refused += persona === 'anon' ? 0 : 1
        const added = (await refusals()) - denied
        if (added !== (persona === 'anon' ? 0 : 1))
          wrong.push(`${nameOf(entry)} as ${persona}: ${added} records`)
      }
    }
    expect(wrong).toEqual([])
  })
  expect(isAsItWas).toBe(true)
})

test('the record of a refusal tells what was asked for', async () => {
  const asked = await rows<{ action: string }>(
    `SELECT DISTINCT action FROM audit_events WHERE decision = 'deny' ORDER BY action`,
  )
  expect(asked.map(({ action }) => action)).toContain('submitReview')
  expect(asked.filter(({ action }) => !/^[a-z]{3,}[A-Z.]/.test(action))).toEqual([])
})

test('a writing request from elsewhere is refused', async () => {
  const url = `/api/drafts/${world.managerReview}/summary`
  const data = ROUTES['/api/drafts/[reviewId]/[section]/route']?.body?.(world)
  const isAsItWas = await leavesAsItWas(async () => {
    for (const headers of [
      {},
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ] as Record<string, string>[]) {
      const response = await client('mgr').put(url, { data, headers })
      expect(response.status(), JSON.stringify(headers)).toBe(403)
    }
    const [entry] = Object.entries(actionsOfBuild()).filter(
      ([, entry]) => entry.exportedName === 'signOutAction',
    )
    const evil = await callAction(client('mgr'), {
      id: entry?.[0] ?? '',
      origin: 'https://evil.example',
    })
    expect(evil.status).toBe(403)
  })
  expect(isAsItWas).toBe(true)
})

test('a person who was deactivated is out on the next request', async ({ playwright, baseURL }) => {
  const email = 'jamal.carter@example.org'
  const token = await sessionOf(email)
  const guest = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { Cookie: `${COOKIE}=${token}` },
  })
  expect((await guest.get('/', { maxRedirects: 0 })).status()).toBe(200)
  await rows('UPDATE people SET is_active = false WHERE email = $1', [email])
  expect((await guest.get('/', { maxRedirects: 0 })).status()).toBe(307)
  expect((await guest.get('/api/people/search?query=sam')).status()).toBe(401)
  await rows('UPDATE people SET is_active = true WHERE email = $1', [email])
  await guest.dispose()
})

test('answers carry the security headers whatever their status', async () => {
  const nonces = new Set<string>()
  for (const url of [
    '/sign-in',
    '/',
    '/no-such-page',
    '/api/health/live',
    '/api/people/search?query=x',
  ]) {
    const response = await client('anon').get(url, { maxRedirects: 0 })
    const headers = response.headers()
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, url).toContain("default-src 'none'")
    expect(policy, url).not.toContain('unsafe')
    expect(headers['x-content-type-options'], url).toBe('nosniff')
    expect(headers['referrer-policy'], url).toBe('no-referrer')
    expect(headers['cross-origin-opener-policy'], url).toBe('same-origin')
    expect(headers['cache-control'], url).toContain('no-store')
    expect(headers['x-powered-by'], url).toBeUndefined()
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '')
  }
  expect(nonces.size).toBe(5)
})

function client(persona: Persona | 'anon'): APIRequestContext {
  const found = clients.get(persona)
  if (!found) throw new Error(`${persona} is not signed in`)
  requests += 1
  return found
}

async function statusOf(persona: Persona, visit: Visit): Promise<number> {
  return (await client(persona).get(visit.url, { maxRedirects: 0 })).status()
}

async function refusals(): Promise<number> {
  const [row] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events
     WHERE decision = 'deny' AND action <> 'edge.refuse'`,
  )
  return row?.count ?? 0
}

function actionsOfBuild(): Record<string, ActionEntry> {
  return manifest<{ node: Record<string, ActionEntry> }>('server-reference-manifest.json').node
}

function nameOf({ filename, exportedName }: ActionEntry): string {
  return `${filename}#${exportedName}`
}

function manifest<T>(name: string): T {
  const file = ['.next/server', '.next/standalone/.next/server']
    .map((folder) => `${folder}/${name}`)
    .find(existsSync)
  if (!file) throw new Error(`The build has no ${name}.`)
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { writeFigures } from '../support/figures'
import { PERSONAS, type Persona } from '../support/personas'
import { COOKIE, closeProductDatabase, PRODUCT_DATA, rows, sessionOf } from '../support/product'
import { plantCanaries } from './canary'
import { readWorld } from './world'

const CANARY = /canary-(drafts|submissions|packets|begun)-[a-z0-9-]+/
const EXPORTS: readonly [Persona, string][] = [
  ['hr', '/admin/audit/export'],
  ['admin', '/admin/audit/export'],
  ['admin', '/admin/people/export'],
  ['hr', '/api/privacy/retention/drafts'],
  ['admin', '/api/privacy/retention/sessions'],
  ['admin', '/api/people/search?query=sam'],
  ['admin', '/api/people/chart?manager='],
  ['stranger', '/ladder/export/json'],
]
const BROKEN = ['/no-such-page', '/reviews/not-an-id', '/api/no-such-route', '/cycles/%00']

let tokens: string[]
let read = 0

test.beforeAll(async () => {
  const world = await readWorld()
  tokens = (await plantCanaries(world.runningCycle)).map(({ token }) => token)
})

test.afterAll(async () => {
  writeFigures('canary-places', {
    'bodies of exports, error pages, mails, records, logs and bundles searched': read,
  })
  await closeProductDatabase()
})

test('nothing that somebody wrote is in an export or on an error page', async ({
  playwright,
  baseURL,
}) => {
  const wrong: string[] = []
  const clients = new Map<Persona, APIRequestContext>()
  for (const persona of ['hr', 'admin', 'stranger', 'mgr'] as const) {
    const token = await sessionOf(PERSONAS[persona])
    const extraHTTPHeaders = { Cookie: `${COOKIE}=${token}`, Origin: baseURL ?? '' }
    clients.set(persona, await playwright.request.newContext({ baseURL, extraHTTPHeaders }))
  }
  for (const [persona, url] of [
    ...EXPORTS,
    ...BROKEN.map((url) => ['mgr', url] as const),
  ] satisfies readonly (readonly [Persona, string])[]) {
    const answer = await clients.get(persona)?.get(url, { maxRedirects: 0 })
    const text = `${JSON.stringify(answer?.headers())}${await answer?.text()}`
    read += 1
    if (EXPORTS.some(([, known]) => known === url)) expect(answer?.status(), url).toBe(200)
    if (CANARY.test(text)) wrong.push(`${url} as ${persona}`)
  }
  expect(wrong).toEqual([])
  for (const client of clients.values()) await client.dispose()
})

test('nothing that somebody wrote is in the record, the outbox or what waits for a second person', async () => {
  const wrong: string[] = []
  for (const table of ['audit_events', 'outbox_messages', 'approvals', 'idempotency_keys']) {
    const [known] = await rows<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [table])
    if (!known?.is) continue
    const stored = await rows<{ text: string }>(`SELECT t::text AS text FROM ${table} t`)
    read += stored.length
    for (const { text } of stored) if (CANARY.test(text)) wrong.push(`${table}: ${text}`)
  }
  expect(wrong).toEqual([])
})

test('nothing that somebody wrote is in a log, or in what every browser gets', () => {
  expect(tokens.length).toBeGreaterThan(100)
  const files = [
    ...globSync(join(PRODUCT_DATA, 'logs/**/*')),
    ...globSync(join(PRODUCT_DATA, '*.log')),
    ...globSync('.next/static/**/*'),
  ].filter((file) => statSync(file).isFile())
  expect(files.length).toBeGreaterThan(20)
  read += files.length
  const wrong = files.filter((file) => {
    const text = readFileSync(file, 'utf8')
    return CANARY.test(text) || tokens.some((token) => text.includes(token))
  })
  expect(wrong).toEqual([])
})

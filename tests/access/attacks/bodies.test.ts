import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { COOKIE } from '../../support/product'
import { sendRaw } from '../../support/raw-http'
import { readWorld, type World } from '../world'
import { act, actionId, actions, as, closeDesk, ORIGIN, PORT, tokenOf, unchanged } from './desk'

const MB = 1024 * 1024
const DETAIL = /\bat \w+ \(|node_modules|\.next\/server|PrismaClient|SELECT |INSERT /
let world: World

test.beforeAll(async () => {
  world = await readWorld()
})
test.afterEach(async () => {
  expect((await (await as('anon')).get('/api/health/ready')).status()).toBe(200)
})
test.afterAll(closeDesk)

test('B13 keys of prototypes, deep and wide bodies leave the process alive', async () => {
  const deep = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`
  const wide = `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(',')}}`
  const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'then', 'hasOwnProperty']
  const bodies = [
    deep(100_000),
    deep(5_000),
    `[${wide}]`,
    ...keys.flatMap((key) => [`[{"${key}":{"reviewId":"x"}}]`, `{"${key}":1}`, `["$${key}"]`]),
    '["$1:__proto__:constructor:constructor"]',
    '["$F1"]',
    '["$@0"]',
    '["$B1"]',
    `["$n${'9'.repeat(100_000)}"]`,
  ]
  await unchanged(async () => {
    for (const data of bodies) {
      const since = performance.now()
      const answer = await (await as('mgr')).post('/', {
        headers: flight('submitReviewAction'),
        data,
      })
      expect(performance.now() - since, data.slice(0, 60)).toBeLessThan(2_000)
      expect(await answer.text(), data.slice(0, 60)).not.toMatch(DETAIL)
      const saved = await put(data)
      expect([400, 404, 409, 422], data.slice(0, 60)).toContain(saved.status())
      expect(await saved.text()).not.toMatch(DETAIL)
    }
  })
})

test('B14 two megabytes for an action are refused with 413, also when their length is not told', async () => {
  await unchanged(async () => {
    const sent = await (await as('mgr')).post('/', {
      headers: flight('submitReviewAction'),
      data: `["${'x'.repeat(2 * MB)}"]`,
    })
    expect(sent.status()).toBe(413)
    expect(await sent.text()).toContain('larger than 256 kB')
    const name = actionId('submitReviewAction')
    const answer = await sendRaw(PORT, await chunked('POST', '/', [`Next-Action: ${name}`]))
    expect(answer.status).toBe(413)
    const form = await act('mgr', 'shareAction', {
      form: { participantId: world.participant, reason: 'x'.repeat(2 * MB) },
    })
    expect(form.status).toBe(413)
  })
})

test('E14 twenty megabytes for a route are refused with 413 before they are held', async () => {
  await unchanged(async () => {
    for (const [url, size] of [
      [`/api/drafts/${world.managerReview}/summary`, 20],
      [`/api/drafts/${world.managerReview}/summary`, 1],
      ['/api/imports/people', 20],
      ['/api/imports/ladder', 20],
    ] as const) {
      const answer = await (await as('mgr')).fetch(url, {
        method: url.startsWith('/api/drafts') ? 'PUT' : 'POST',
        headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
        data: Buffer.alloc(size * MB, 'x'),
      })
      expect(answer.status(), url).toBe(413)
    }
    const url = `/api/drafts/${world.managerReview}/summary`
    const answer = await sendRaw(
      PORT,
      await chunked('PUT', url, ['Content-Type: application/json']),
    )
    expect(answer.status).toBe(413)
  })
})

test('E12 bodies of another type than they should have are refused', async () => {
  const url = `/api/drafts/${world.managerReview}/summary`
  const body = { saveId: crypto.randomUUID(), baseVersion: 0, body: { text: 'x', ratings: {} } }
  const bomb = gzipSync(Buffer.alloc(50 * MB, ' '))
  await unchanged(async () => {
    for (const [type, data] of [
      ['text/plain', JSON.stringify(body)],
      ['application/x-www-form-urlencoded', 'text=x'],
      ['multipart/form-data; boundary=x', '--x--'],
      ['application/xml', '<text>x</text>'],
      ['', JSON.stringify(body)],
    ] as const) {
      const answer = await (await as('mgr')).put(url, {
        headers: { Origin: ORIGIN, 'Content-Type': type },
        data: Buffer.from(data),
      })
      expect(answer.status(), type).toBe(415)
    }
    const packed = await (await as('mgr')).put(url, {
      headers: { Origin: ORIGIN, 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      data: bomb,
    })
    expect([413, 415, 422]).toContain(packed.status())
    for (const data of ['{', '[', 'nul', '\uFEFF', '{"a":1}}', '"x"', '1', 'null', '[]']) {
      expect((await put(data)).status(), data).toBe(422)
    }
  })
})

const json = fc.oneof(
  fc.json({ maxDepth: 6 }),
  fc.string({ maxLength: 2_000 }),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify([value])),
  fc
    .constantFrom('$', '$@', '$F', '$K', '$Q', '$W', '$i', '$o', '$R')
    .chain((mark) =>
      fc
        .array(fc.constantFrom(`${mark}0`, `${mark}1`, `${mark}ffff`, mark), { maxLength: 8 })
        .map((parts) => JSON.stringify(parts)),
    ),
)

test('B13 fuzzed bodies of actions change nothing, tell nothing and take no time', async () => {
  test.setTimeout(300_000)
  const ids = actions().filter(({ name }) => name !== 'signOutAction')
  const seed = Number(process.env.FUZZ_SEED ?? 20_261_121)
  await unchanged(async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ids),
        json,
        fc.boolean(),
        async ({ id }, body, isForm) => {
          const since = performance.now()
          const answer = isForm
            ? await (await as('mgr')).post('/', {
                headers: { 'Next-Action': id, Origin: ORIGIN },
                multipart: { '0': body, '1': body, $ACTION_KEY: body.slice(0, 50) },
              })
            : await (await as('mgr')).post('/', { headers: flightOf(id), data: body })
          expect(performance.now() - since).toBeLessThan(3_000)
          expect(await answer.text()).not.toMatch(DETAIL)
        },
      ),
      { numRuns: 400, seed },
    )
  })
})

test('E01 fuzzed bodies of routes change nothing, tell nothing and take no time', async () => {
  test.setTimeout(300_000)
  const seed = Number(process.env.FUZZ_SEED ?? 20_261_121)
  const urls = [
    ['PUT', `/api/drafts/${world.managerReview}/summary`],
    ['POST', '/api/imports/people'],
    ['POST', '/api/imports/ladder'],
    ['POST', `/api/ladder/drafts/${world.ladderImport}/edits`],
  ] as const
  await unchanged(async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...urls), json, async ([method, url], data) => {
        const since = performance.now()
        const answer = await (await as('mgr')).fetch(url, {
          method,
          headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
          data: Buffer.from(data),
        })
        expect(performance.now() - since).toBeLessThan(3_000)
        expect(answer.status(), data).toBeLessThan(500)
        expect(await answer.text()).not.toMatch(DETAIL)
      }),
      { numRuns: 400, seed },
    )
  })
})

async function put(data: string) {
  return (await as('mgr')).put(`/api/drafts/${world.managerReview}/summary`, {
    headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
    data: Buffer.from(data),
  })
}

function flight(name: string): Record<string, string> {
  return flightOf(actionId(name))
}

function flightOf(id: string): Record<string, string> {
  return { 'Next-Action': id, Origin: ORIGIN, 'Content-Type': 'text/plain;charset=UTF-8' }
}

async function chunked(method: string, path: string, headers: string[]): Promise<string> {
  const chunk = `${(64 * 1024).toString(16)}\r\n${'x'.repeat(64 * 1024)}\r\n`
  return [
    `${method} ${path} HTTP/1.1`,
    `Host: localhost:${PORT}`,
    `Origin: ${ORIGIN}`,
    `Cookie: ${COOKIE}=${await tokenOf('mgr')}`,
    'Transfer-Encoding: chunked',
    ...headers,
    '',
    `${chunk.repeat(32)}0\r\n\r\n`,
  ].join('\r\n')
}

import { createServer } from 'node:net'
import { expect, test } from '@playwright/test'
import { eachOf } from '../../support/hands'
import { COOKIE } from '../../support/product'
import { rawRequest, sendRaw } from '../../support/raw-http'
import { plantCanaries } from '../canary'
import { PAGES } from '../inventory'
import { readWorld, type World } from '../world'
import { actionId, as, closeDesk, PORT, statusOf, tokenOf, unchanged, visit } from './desk'

const HOST = `Host: localhost:${PORT}`
let world: World
/** Pages that are open to somebody, and never to the stranger. */
let closed: string[]

test.beforeAll(async () => {
  world = await readWorld()
  await plantCanaries(world.runningCycle)
  closed = Object.values(PAGES)
    .flatMap((rule) => rule.visits(world))
    .filter((page) => page.for.length > 0 && !page.for.includes('stranger'))
    .map(({ url }) => url)
})
test.afterAll(closeDesk)

const TREES = ['%5B%22%22%5D', 'garbage', '{', `%5B${'%5B'.repeat(400)}`, '%00', 'null']

test('B05 prefetches, streams and trees of protected pages hold nothing', async () => {
  test.setTimeout(300_000)
  const forms: Record<string, string>[] = [
    { RSC: '1' },
    { RSC: '1', 'Next-Router-Prefetch': '1' },
    { RSC: '1', 'Next-Router-Prefetch': '2' },
    { RSC: '1', 'Next-Router-Segment-Prefetch': '/_tree' },
    { RSC: '1', 'Next-Router-Segment-Prefetch': '/_full' },
    { Purpose: 'prefetch' },
    { 'Sec-Purpose': 'prefetch;prerender' },
    { 'X-Middleware-Prefetch': '1' },
    ...TREES.map((tree) => ({ RSC: '1', 'Next-Router-State-Tree': tree })),
  ]
  const wrong: string[] = []
  await unchanged(async () => {
    for (const url of closed) {
      for (const headers of forms) {
        for (const who of ['anon', 'stranger'] as const) {
          const answer = await visit(await as(who), url, { headers })
          const text = await answer.text()
          const isFrame = Object.keys(headers).some((name) => name.includes('Prefetch'))
          const status = await statusOf(answer)
          const isAway = status >= 300 || isFrame || text.includes('NEXT_REDIRECT')
          // Next itself stumbles over a tree that is none, before any page is asked.
          const isBroken = status >= 500 && !('Next-Router-State-Tree' in headers)
          if (!isAway || isBroken || /canary-|Lindqvist| at \w+ \(/.test(text))
            wrong.push(`${url} ${JSON.stringify(headers)} as ${who}: ${answer.status()}`)
        }
      }
    }
  })
  expect(wrong).toEqual([])
})

test('B06 another spelling of a path is decided as the path itself', async () => {
  test.setTimeout(300_000)
  const cookie = `Cookie: ${COOKIE}=${await tokenOf('stranger')}`
  const wrong: string[] = []
  const tries = [...new Set(closed)].flatMap((url) =>
    spellings(url.split('?')[0] ?? url).flatMap((spelling) =>
      [[HOST], [HOST, cookie]].map((headers) => ({ spelling, headers })),
    ),
  )
  await unchanged(() =>
    eachOf(tries, async ({ spelling, headers }) => {
      const answer = await sendRaw(PORT, rawRequest(`GET ${spelling} HTTP/1.1`, headers))
      const within = /NEXT_HTTP_ERROR_FALLBACK;\d{3}|NEXT_REDIRECT/.test(answer.body)
      const isAway = answer.status >= 300 && answer.status < 500
      if (
        !(isAway || within || spelling.includes('_tree')) ||
        /canary-|Lindqvist/.test(answer.body)
      )
        wrong.push(`${spelling}: ${answer.status}`)
      const location = /^location: (.*)$/im.exec(answer.head)?.[1] ?? '/'
      if (!/^\/(?![/\\])/.test(location)) wrong.push(`${spelling} leads to ${location}`)
    }),
  )
  expect(wrong).toEqual([])
})

function spellings(path: string): string[] {
  const [, first = ''] = path.split('/')
  const encoded = `%${first.charCodeAt(0).toString(16)}${first.slice(1)}`
  const rest = path.slice(first.length + 1)
  return [
    ...[`${path}.rsc`, `${path}.segments/_tree.segment.rsc`, `${path}.prefetch.rsc`, `${path}.txt`],
    ...[`/${path}`, `//${path}`, `/.${path}`, `/x/..${path}`, `/%2e${path}`, `/%2e%2e${path}`],
    ...[
      `/${encoded}${rest}`,
      `${path}/`,
      `${path}//`,
      `${path};a=b`,
      `${path}%3ba=b`,
      `${path}%00`,
    ],
    ...[`/${first.toUpperCase()}${rest}`, `\\${path}`, `${path}\\`, `${path}?__nextLocale=en`],
    ...[
      `/_next/data/build${path}.json`,
      `/_next/static/..${path}`,
      `/_next/static/%2e%2e/..${path}`,
    ],
    ...[`${path}?nxtPpersonId=x`, `${path}?nxtPreviewId=${world.managerReview}`, `${path}?_rsc=x`],
    `http://localhost:${PORT}${path}`,
  ]
}

const INTERNAL: Record<string, string>[] = [
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy' },
  { 'x-middleware-rewrite': '/me', 'x-middleware-next': '1', 'x-middleware-skip': '1' },
  { 'x-middleware-override-headers': 'cookie', 'x-middleware-request-cookie': 'rung.sid=x' },
]
const TALK: Record<string, string>[] = [
  { 'x-nextjs-data': '1' },
  {
    'x-invoke-path': '/admin/people',
    'x-invoke-status': '200',
    'x-invoke-output': '/admin/people',
  },
  { 'x-invoke-error': '{"message":"x"}' },
  { 'x-matched-path': '/(workspace)/admin/people' },
  { 'x-now-route-matches': '1=me' },
  { 'next-resume': '1' },
  { 'x-prerender-revalidate': 'x', 'x-prerender-revalidate-if-generated': '1' },
  { 'x-rung-path': '//evil.example', 'x-request-id': 'forged' },
]

test('B07 a header that skips the middleware changes nothing', async () => {
  expect(await differences(INTERNAL)).toEqual([])
})

test('B08 headers by which the framework talks to itself change nothing', async () => {
  expect(await differences(TALK)).toEqual([])
})

/** Where the stranger is answered otherwise because of such a header. */
async function differences(headers: Record<string, string>[]): Promise<string[]> {
  const wrong: string[] = []
  const tries = closed.flatMap((url) =>
    headers.flatMap((added) => (['anon', 'stranger'] as const).map((who) => ({ url, added, who }))),
  )
  await unchanged(() =>
    eachOf(tries, async ({ url, added, who }) => {
      const client = await as(who)
      const plain = await client.get(url)
      const dressed = await client.get(url, { headers: added })
      const places = [plain, dressed].map((answer) => answer.headers().location ?? '')
      const isSame = plain.status() === dressed.status() && places[0] === places[1]
      if (!isSame || (await dressed.text()).includes('canary-'))
        wrong.push(`${url} ${JSON.stringify(added)} as ${who}: ${dressed.status()} ${places[1]}`)
    }),
  )
  return wrong
}

test('B08 a body that claims to resume a page is not waited for', async () => {
  const answer = await sendRaw(
    PORT,
    rawRequest('POST /me HTTP/1.1', [HOST, 'Next-Resume: 1', 'Content-Length: 200000'], 'x'),
  )
  expect([200, 303, 307, 400, 403, 404, 405]).toContain(answer.status)
})

test('B10 no request goes out to a host that a client named', async () => {
  let calls = 0
  const trap = createServer((socket) => {
    calls += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
  const address = trap.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const named = `127.0.0.1:${port}`
  const cookie = `Cookie: ${COOKIE}=${await tokenOf('stranger')}`
  for (const action of ['createCycleAction', 'signOutAction', 'applyImportAction']) {
    for (const path of ['/sign-in', '/ladder', '/no-such-page']) {
      await sendRaw(
        PORT,
        rawRequest(
          `POST ${path} HTTP/1.1`,
          [
            `Host: ${named}`,
            `X-Forwarded-Host: ${named}`,
            `Origin: http://${named}`,
            `Next-Action: ${actionId(action)}`,
            'Content-Type: text/plain',
            'Content-Length: 2',
            cookie,
          ],
          '[]',
        ),
      )
      await sendRaw(
        PORT,
        rawRequest(
          `POST ${path} HTTP/1.1`,
          [
            `Host: ${named}`,
            `X-Forwarded-Host: ${named}`,
            `Next-Action: ${actionId(action)}`,
            'Content-Type: text/plain',
            'Content-Length: 2',
          ],
          '[]',
        ),
      )
    }
  }
  await new Promise((resolve) => trap.close(resolve))
  expect(calls).toBe(0)
})

test('B11 nothing is upgraded', async () => {
  for (const path of ['/', '/_next/webpack-hmr', '//169.254.169.254/', 'http://169.254.169.254/']) {
    for (const protocol of ['websocket', 'h2c', 'TLS/1.0']) {
      const answer = await sendRaw(
        PORT,
        [
          `GET ${path} HTTP/1.1`,
          HOST,
          'Connection: Upgrade',
          `Upgrade: ${protocol}`,
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          'Sec-WebSocket-Version: 13',
          '',
          '',
        ].join('\r\n'),
      )
      expect(answer.status, `${path} to ${protocol}`).toBe(400)
    }
  }
})

test('D10 odd methods are refused and requests are not smuggled', async () => {
  await unchanged(async () => {
    for (const method of [
      'TRACE',
      'OPTIONS',
      'PROPFIND',
      'TRACK',
      'DEBUG',
      'PURGE',
      'LINK',
      'get',
    ]) {
      const answer = await sendRaw(PORT, rawRequest(`${method} /sign-in HTTP/1.1`, [HOST]))
      expect([400, 405], method).toContain(answer.status)
    }
    for (const line of [
      'OPTIONS * HTTP/1.1',
      'CONNECT evil.example:443 HTTP/1.1',
      'GET http://evil.example/ HTTP/1.1',
      'GET evil.example HTTP/1.1',
    ]) {
      const answer = await sendRaw(PORT, rawRequest(line, [HOST]))
      // Node hangs up on whoever wants a tunnel.
      expect([0, 400, 405], line).toContain(answer.status)
    }
    for (const headers of SMUGGLED) {
      const hidden = `GET /api/health/live HTTP/1.1\r\n${HOST}\r\n\r\n`
      const bytes = ['POST /sign-in HTTP/1.1', HOST, ...headers, '', `0\r\n\r\n${hidden}`].join(
        '\r\n',
      )
      const answer = await sendRaw(PORT, bytes)
      expect(answer.status, headers.join()).toBe(400)
      expect(answer.answers, headers.join()).toBe(1)
    }
  })
})

const SMUGGLED = [
  ['Content-Length: 6', 'Transfer-Encoding: chunked'],
  ['Transfer-Encoding: chunked', 'Content-Length: 6'],
  ['Content-Length: 6', 'Content-Length: 60'],
  ['Transfer-Encoding: xchunked'],
  ['Transfer-Encoding : chunked'],
  ['Transfer-Encoding: chunked, identity'],
  ['Content-Length: +6'],
  ['Content-Length: 0x6'],
  [' Transfer-Encoding: chunked'],
]

import { randomBytes } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { COOKIE, rows } from '../../support/product'
import { rawRequest, sendRaw } from '../../support/raw-http'
import { startSecondInstance } from '../../support/second-instance'
import { ACTIONS } from '../action-inventory'
import { PAGES } from '../inventory'
import { ROUTES } from '../route-inventory'
import { readWorld, type World } from '../world'
import { actionId, actions, as, closeDesk, ORIGIN, PORT, tokenOf, unchanged, visit } from './desk'

const EVIL = 'https://evil.example'
const CROSS = {
  'Sec-Fetch-Site': 'cross-site',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
}
let world: World

test.beforeAll(async () => {
  world = await readWorld()
})
test.afterAll(closeDesk)

test('C05 forged cookies open nothing and break nothing', async () => {
  const real = await tokenOf('subj')
  const [session] = await rows<{ id: string }>(
    'SELECT id FROM sessions ORDER BY created_at DESC LIMIT 1',
  )
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = part({ sub: world.sam, sid: session?.id, exp: 9_999_999_999 })
  const forged = [
    `${part({ alg: 'none' })}.${claims}.`,
    `${part({ alg: 'HS256' })}.${claims}.${randomBytes(32).toString('base64url')}`,
    session?.id ?? '',
    real.slice(0, -1),
    `${real}A`,
    `${real}%00`,
    real.toLowerCase(),
    '',
    '%E0%A4%A',
    "' OR 1=1 --",
    '{"not":""}',
    'a'.repeat(6_000),
  ]
  await unchanged(async () => {
    for (const value of forged) {
      const headers = [`Host: localhost:${PORT}`, `Cookie: ${COOKIE}=${value}`]
      const page = await sendRaw(PORT, rawRequest('GET /me HTTP/1.1', headers))
      expect(page.status, value.slice(0, 40)).toBe(307)
      const api = await sendRaw(
        PORT,
        rawRequest('GET /api/people/search?query=a HTTP/1.1', headers),
      )
      expect(api.status, value.slice(0, 40)).toBe(401)
    }
  })
})

test('C20 the cookie of a site with TLS is bound to the host, unreadable and short', async () => {
  const instance = await startSecondInstance(PORT + 301, { APP_ORIGIN: 'https://rung.test' })
  try {
    const answer = await fetch(`${instance.address}/sign-in`, {
      method: 'POST',
      headers: { 'Next-Action': actionId('signInAction'), Origin: 'https://rung.test' },
      body: signInForm(),
      redirect: 'manual',
    })
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-rung\.sid=[\w-]{43};/)
    for (const flag of ['Path=/', 'Secure', 'HttpOnly']) expect(cookie).toContain(flag)
    expect(cookie).toMatch(/SameSite=lax/i)
    expect(cookie).not.toMatch(/Domain=/i)
    expect(cookie.length).toBeLessThan(4096)
    const home = await fetch(`${instance.address}/sign-in`)
    const hsts = home.headers.get('strict-transport-security') ?? ''
    expect(Number(/max-age=(\d+)/.exec(hsts)?.[1])).toBeGreaterThanOrEqual(31_536_000)
    expect(hsts).toContain('includeSubDomains')
    expect(home.headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
  } finally {
    await instance.stop()
  }
})

test('D01 a form on another site reaches no action and no route', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  const types = [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
  ]
  const writes = Object.values(ROUTES).filter(({ method }) => method !== 'GET')
  await unchanged(async () => {
    for (const { name } of actions()) {
      const rule = Object.entries(ACTIONS).find(([key]) => key.endsWith(`#${name}`))?.[1]
      const client = await as(rule?.for[0] ?? 'admin')
      const form = { [`$ACTION_ID_${actionId(name)}`]: '', ...rule?.form?.(world) }
      for (const headers of [{ Origin: EVIL, ...CROSS }, { Origin: EVIL }, { Origin: 'null' }]) {
        for (const sent of [{ multipart: form }, { form }]) {
          const answer = await client.post('/', { headers, ...sent })
          if (answer.status() !== 403)
            wrong.push(`${name} ${JSON.stringify(headers)}: ${answer.status()}`)
        }
      }
    }
    for (const rule of writes) {
      for (const { url, for: allowed } of rule.visits(world)) {
        for (const type of types) {
          const answer = await (await as(allowed[0] ?? 'admin')).fetch(url, {
            method: rule.method,
            headers: { Origin: EVIL, 'Content-Type': type, ...CROSS },
            data: 'x=1',
          })
          if (answer.status() !== 403) wrong.push(`${url} as ${type}: ${answer.status()}`)
        }
      }
    }
  })
  expect(wrong).toEqual([])
})

test('D02 a script on another site gets nothing from the routes and is given no leave to read', async () => {
  const wrong: string[] = []
  await unchanged(async () => {
    for (const rule of Object.values(ROUTES)) {
      for (const { url, for: allowed } of rule.visits(world)) {
        const client = await as(allowed[0] ?? 'admin')
        for (const mode of ['cors', 'no-cors']) {
          const headers = { Origin: EVIL, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': mode }
          const data = rule.body ? { data: rule.body(world) } : {}
          const answer = await client.fetch(url, { method: rule.method, headers, ...data })
          const named = Object.keys(answer.headers()).filter((name) =>
            name.startsWith('access-control'),
          )
          if (answer.status() !== 403 || named.length > 0)
            wrong.push(`${url} ${mode}: ${answer.status()} ${named}`)
        }
        const asked = await client.fetch(url, {
          method: 'OPTIONS',
          headers: { Origin: EVIL, 'Access-Control-Request-Method': rule.method },
        })
        if (asked.status() !== 405) wrong.push(`OPTIONS ${url}: ${asked.status()}`)
      }
    }
  })
  expect(wrong).toEqual([])
})

test('D04 no other site can frame a page, and frames get none', async () => {
  for (const [who, url] of [
    ['anon', '/sign-in'],
    ['subj', '/'],
    ['subj', '/no-such-page'],
    ['subj', '/admin/people'],
  ] as const) {
    const client = await as(who)
    const headers = (await client.get(url)).headers()
    expect(headers['content-security-policy'], url).toContain("frame-ancestors 'none'")
    expect(headers['x-frame-options'], url).toBe('DENY')
    const framed = {
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'iframe',
    }
    expect((await client.get(url, { headers: framed })).status(), url).toBe(403)
  }
})

test('D05 every answer carries the headers, whatever its status and type', async () => {
  test.setTimeout(120_000)
  const seen = new Set<number>()
  const wrong: string[] = []
  const check = (what: string, status: number, headers: Record<string, string>) => {
    seen.add(status)
    for (const [name, value] of Object.entries(EXPECTED)) {
      if (!(headers[name] ?? '').includes(value))
        wrong.push(`${what} (${status}): ${name} is ${headers[name]}`)
    }
    if (headers['x-powered-by'] || headers.server) wrong.push(`${what} tells what it runs on`)
  }
  const pages = [...Object.values(PAGES), ...Object.values(ROUTES)].filter(
    (rule) => !('method' in rule) || rule.method === 'GET',
  )
  for (const who of ['anon', 'stranger', 'admin'] as const) {
    const client = await as(who)
    for (const { url } of pages.flatMap((rule) => rule.visits(world))) {
      for (const form of [{}, { method: 'HEAD' }, { headers: { RSC: '1' } }]) {
        const answer = await visit(client, url, form)
        check(`${JSON.stringify(form)} ${url} as ${who}`, answer.status(), answer.headers())
      }
    }
    for (const url of [
      '/no-such-page',
      '/api/no-such-route',
      '/sign-in',
      '/api/health/live',
      '/_next/no',
      '/_next/static/no.js',
      '/favicon.ico',
      '/robots.txt',
    ]) {
      const answer = await client.get(url)
      const isStatic = url.startsWith('/_next/static')
      if (!isStatic) check(url, answer.status(), answer.headers())
    }
    for (const [method, data] of [
      ['POST', 'x'],
      ['PUT', 'x'],
      ['TRACE', ''],
      ['POST', 'x'.repeat(300_000)],
    ] as const) {
      const answer = await client.fetch('/me', {
        method,
        headers: { Origin: ORIGIN },
        ...(data ? { data } : {}),
      })
      check(`${method} /me`, answer.status(), answer.headers())
    }
    const evil = await client.post('/', { headers: { Origin: EVIL } })
    check('from elsewhere', evil.status(), evil.headers())
  }
  expect(wrong).toEqual([])
  expect([...seen]).toEqual(expect.arrayContaining([200, 307, 401, 403, 404, 405, 413]))
})

const EXPECTED = {
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=()',
  'cache-control': 'no-store',
}

test('D06 a thousand answers have a thousand nonces of 128 bits or more', async () => {
  const nonces = new Set<string>()
  const client = await as('anon')
  for (let turn = 0; turn < 100; turn++) {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.get('/api/health/live')),
    )
    for (const answer of answers) {
      const policy = answer.headers()['content-security-policy'] ?? ''
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
      expect(scripts).not.toMatch(/unsafe|https?:|\*/)
      nonces.add(/'nonce-([^']+)'/.exec(scripts)?.[1] ?? '')
    }
  }
  expect(nonces.size).toBe(1_000)
  for (const nonce of nonces) expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16)
})

function signInForm(): FormData {
  const form = new FormData()
  form.append('_1_email', 'wei.zhang@example.org')
  form.append('_1_password', 'demonstration')
  form.append('_1_next', '/')
  form.append('0', '[null,"$K1"]')
  return form
}

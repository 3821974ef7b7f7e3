import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { installHeaders } from '@/app/_server/headers'
import { takeForeign } from '@/lib/audit/edge/tally'

const TOKEN = 'a-token_of-a-session'
const shared = globalThis as { rungPaced?: Map<string, number> }
const server = createServer((request, response) => {
  response.end(request.headers['x-forwarded-for'] ?? 'a page')
})
let comesFrom: string | undefined
server.on('connection', (socket) => {
  if (comesFrom) Object.defineProperty(socket, 'remoteAddress', { value: comesFrom })
})
let address: string

beforeAll(async () => {
  vi.stubEnv('RUNG_PROXY', '10.0.0.7, 172.16.0.0/12, 2001:db8::/64')
  installHeaders()
  const session = createHash('sha256').update(TOKEN).digest('hex')
  shared.rungPaced = new Map([[session, performance.now() + 60_000]])
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  vi.unstubAllEnvs()
  delete shared.rungPaced
  server.close()
})

describe('the edge', () => {
  it.each([
    ['as we set it', `rung.sid=${TOKEN}`],
    ['behind TLS', `theme=dark; __Host-rung.sid=${TOKEN}`],
    ['after another of its name', `rung.sid=other; rung.sid=${TOKEN}`],
    ['after that of the other origin', `rung.sid=other; __Host-rung.sid=${TOKEN}`],
    ['spelled with signs for letters', `rung.sid=%61${TOKEN.slice(1)}`],
    ['beside one that cannot be read', `rung.sid=%; rung.sid=${TOKEN}`],
  ])('A03 slows a session down whose cookie comes %s', async (_, cookie) => {
    const answer = await fetch(address, { headers: { cookie } })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('60')
  })

  it.each(['rung.sid=other', `my-rung.sid=${TOKEN}`, 'rung.sid', ''])(
    'lets through who is not slowed down: %s',
    async (cookie) => {
      const answer = await fetch(address, { headers: { cookie } })
      expect(answer.status).toBe(200)
    },
  )

  it('stands alone: it is started without the rest of the server', () => {
    const source = readFileSync('app/_server/headers.ts', 'utf8')
    const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name)
    expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual([])
  })

  it('counts what another site sent, and nothing else that it refuses', async () => {
    takeForeign()
    comesFrom = undefined
    const post = (headers: Record<string, string>) =>
      fetch(address, { method: 'POST', body: 'x', headers: { ...headers, connection: 'close' } })
    expect((await post({ 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await fetch(address, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await fetch(address, { method: 'OPTIONS' })).status).toBe(405)
    expect(takeForeign()).toBe(2)
    expect(takeForeign()).toBe(0)
  })

  it.each([
    ['a proxy on this machine', '127.0.0.1', '198.51.100.7'],
    ['one that speaks IPv6', '::1', '198.51.100.7'],
    ['one whose address is mapped', '::ffff:127.0.0.1', '198.51.100.7'],
    ['a proxy of RUNG_PROXY', '172.18.0.1', '198.51.100.7'],
    ['another of them', '2001:db8::7', '198.51.100.7'],
    ['a visitor', '203.0.113.9', '203.0.113.9'],
    ['a neighbour', '192.168.1.20', '192.168.1.20'],
    ['a visitor by IPv6', '2001:db8:1::7', '2001:db8:1::7'],
  ])('C12 believes of %s who asks, or does not', async (_, from, told) => {
    comesFrom = from
    const headers = { 'x-forwarded-for': '198.51.100.7', connection: 'close' }
    const answer = await fetch(address, { headers })
    expect(await answer.text()).toBe(told)
  })

  it('gives no two answers the same nonce, however many are drawn at once', async () => {
    const nonces = await Promise.all(
      Array.from({ length: 250 }, async () => {
        const { headers } = await fetch(address)
        return /'nonce-([\w+/]{24})'/.exec(headers.get('content-security-policy') ?? '')?.[1]
      }),
    )
    expect(nonces).not.toContain(undefined)
    expect(new Set(nonces).size).toBe(250)
  })
})

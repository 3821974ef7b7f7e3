import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installHeaders } from '@/app/_server/headers'

const TOKEN = 'a-token_of-a-session'
const shared = globalThis as { rungPaced?: Map<string, number> }
const server = createServer((_, response) => response.end('a page'))
let address: string

beforeAll(async () => {
  installHeaders()
  const session = createHash('sha256').update(TOKEN).digest('hex')
  shared.rungPaced = new Map([[session, performance.now() + 60_000]])
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
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
})

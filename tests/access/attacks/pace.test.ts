import { randomUUID } from 'node:crypto'
import { type APIRequestContext, expect, request, test } from '@playwright/test'
import { PERSONAS } from '../../support/personas'
import { COOKIE, rows, sessionOf } from '../../support/product'
import { type SecondInstance, startSecondInstance } from '../../support/second-instance'
import { readWorld, type World } from '../world'
import { closeDesk, PORT, row, untouchedReview } from './desk'

let world: World
let instance: SecondInstance

// A process of its own, with the limits that people have, so that no other test meets them.
test.beforeAll(async () => {
  world = await readWorld()
  instance = await startSecondInstance(PORT + 300, {})
})
test.afterAll(async () => {
  await instance?.stop()
  await closeDesk()
})

test('A03 whoever walks ids is told nothing, is slowed down, and is on record', async () => {
  test.setTimeout(300_000)
  // Nobody else in these tests: the record slows them down at every instance.
  const { email } = await untouchedReview('PEER')
  const client = await clientOf(email)
  const own = await row<{ id: string }>('SELECT id FROM people WHERE email = $1', [email])
  const ids = [
    ...neighbours(world.managerReview, 150),
    ...(await foreignIds()),
    ...randomIds(9_500),
  ]
  const before = await alerts(own.id)
  const statuses = new Map<number, number>()
  let walked = 0
  for (const id of ids) {
    const answer = await client.get(KINDS[walked % KINDS.length]?.(id) ?? '/')
    statuses.set(answer.status(), (statuses.get(answer.status()) ?? 0) + 1)
    walked += 1
    if (answer.status() === 429) {
      expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0)
      if ((statuses.get(429) ?? 0) > 50) break
    }
  }
  expect([...statuses.keys()].sort()).toEqual([404, 429])
  expect(statuses.get(404)).toBeLessThanOrEqual(260)
  expect((await alerts(own.id)) - before).toBe(1)
  const writing = await client.put(`/api/drafts/${randomUUID()}/summary`, {
    headers: { Origin: instance.address },
    data: { saveId: randomUUID(), baseVersion: 0, body: { text: 'x', ratings: {} } },
  })
  expect(writing.status(), 'nor does a save tell').toBe(429)
  // Another session of the same person is found out by its first miss.
  const second = await clientOf(email)
  expect((await second.get('/')).status()).toBe(200)
  expect((await second.get(`/reviews/${randomUUID()}`)).status()).toBe(404)
  expect((await second.get('/')).status()).toBe(429)
  // Nobody else is slowed down.
  expect((await (await clientOf(PERSONAS.subj)).get('/')).status()).toBe(200)
})

test('G11 a manager who opens everything in a minute is stopped, and it is on record', async () => {
  const client = await clientOf(PERSONAS.hr)
  const own = await row<{ id: string }>('SELECT id FROM people WHERE email = $1', [PERSONAS.hr])
  const packets = await rows<{ id: string }>(
    'SELECT id FROM packets WHERE subject_id <> $1 ORDER BY id LIMIT 200',
    [own.id],
  )
  expect(packets.length).toBeGreaterThan(60)
  const before = await alerts(own.id)
  let opened = 0
  let stopped = 0
  for (const { id } of packets) {
    const status = (await client.get(`/reviews/packets/${id}`)).status()
    if (status === 200) opened += 1
    if (status === 429) stopped += 1
  }
  expect(opened).toBeLessThanOrEqual(31)
  expect(stopped).toBeGreaterThan(20)
  expect((await alerts(own.id)) - before).toBe(1)
})

test('G11 opening the same thing again and again is no download', async () => {
  const client = await clientOf(PERSONAS.skip)
  for (let turn = 0; turn < 60; turn++) {
    const answer = await client.get(`/reviews/packets/${world.sharedPacket}`)
    expect(answer.status()).toBe(200)
  }
})

const KINDS = [
  (id: string) => `/reviews/${id}`,
  (id: string) => `/reviews/packets/${id}`,
  (id: string) => `/team/${id}`,
  (id: string) => `/api/reviews/${id}/help`,
  (id: string) => `/reviews/share/${id}`,
]

async function clientOf(email: string): Promise<APIRequestContext> {
  return request.newContext({
    baseURL: instance.address,
    extraHTTPHeaders: { Cookie: `${COOKIE}=${await sessionOf(email)}` },
    maxRedirects: 0,
  })
}

/** Ids beside a real one, as somebody would guess who knows how they are made. */
function neighbours(id: string, count: number): string[] {
  const plain = BigInt(`0x${id.replaceAll('-', '')}`)
  return Array.from({ length: count }, (_, index) => {
    const step = BigInt(Math.floor(index / 2) + 1) * (index % 2 === 0 ? 1n : -1n)
    const hex = (plain + step).toString(16).padStart(32, '0')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  })
}

async function foreignIds(): Promise<string[]> {
  const found = await rows<{ id: string }>(
    `SELECT id FROM submissions UNION SELECT id FROM drafts UNION SELECT id FROM teams
     UNION SELECT id FROM reporting_lines LIMIT 350`,
  )
  return found.map(({ id }) => id)
}

function randomIds(count: number): string[] {
  return Array.from({ length: count }, () => randomUUID())
}

async function alerts(personId: string): Promise<number> {
  const { count } = await row<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events WHERE actor_id = $1 AND action = 'pace.exceed'`,
    [personId],
  )
  return count
}

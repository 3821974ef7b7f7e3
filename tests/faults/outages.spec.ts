import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { clientOf, Instance, save, signIn, startWorker } from '../support/instances'
import { differences, keepWriting, Ledger } from '../support/ledger'
import { listUntouched, type OpenReview } from '../support/open-reviews'
import { OwnDatabase } from '../support/own-database'
import { Front } from './harness/front'
import { expectSoundChain } from './harness/sound-chain'
import { noteTally } from './harness/tally'
import { TcpProxy } from './harness/tcp-proxy'
import { randomFrom, runsOr, SEED } from './harness/timing'

const DATA = '.data/outage-tests'
const POOL = 8
const random = randomFrom(SEED)

let database: OwnDatabase
let network: TcpProxy
let a: Instance
let b: Instance
let reviews: OpenReview[]
const clients: APIRequestContext[] = []

test.use({ trace: 'off' })

test.beforeAll(async () => {
  test.setTimeout(120_000)
  rmSync(`${DATA}/logs`, { recursive: true, force: true })
  database = await OwnDatabase.copyOfProduct(DATA)
  network = await TcpProxy.to({ port: Number(new URL(database.url('app_web')).port) })
  const { secret } = database
  const url: OwnDatabase['url'] = (role) => through(network, database.url(role))
  a = await Instance.started({ secret, url }, `${DATA}/logs/a.log`)
  b = await Instance.started(database, `${DATA}/logs/b.log`)
  reviews = await listUntouched(database, 3)
})

test.afterAll(async () => {
  for (const client of clients) await client.dispose()
  network?.set({ kind: 'pass' })
  await Promise.all([a?.stop(), b?.stop()])
  await network?.close()
  await database?.close()
})

test('F06 a database that is restarted again and again needs nobody, and leaks no connection', async () => {
  const strokes = runsOr(5)
  test.setTimeout(60_000 + strokes * 15_000)
  const review = reviews[0] as OpenReview
  const ledger = new Ledger(test.info().outputPath('ledger.jsonl'))
  let isOver = false
  const writing = keepWriting({
    ...{ ledger, reviewId: review.id, isOver: () => isOver },
    clients: await clientsOf(review.email),
  })
  for (let stroke = 0; stroke < strokes; stroke++) {
    await pause(300 + random() * 150)
    expect(await database.restart()).toEqual({ hasMoved: false })
    await Promise.all([a.untilReady(10_000), b.untilReady(10_000)])
  }
  isOver = true
  await writing
  expect(await differences(ledger, database, [review.id]), `seed ${SEED}`).toEqual([])
  expect(await connectionsOfWeb()).toBeLessThanOrEqual(2 * POOL)
  expect(ledger.count('saved')).toBeGreaterThan(strokes)
  noteTally('F06', {
    ...{ runs: strokes, acknowledged: ledger.count('saved') + ledger.count('kept') },
    ...{ unknown: ledger.count('unknown'), lost: 0, doubled: 0 },
  })
})

for (const kind of ['reset', 'black-hole'] as const) {
  test(`F06 a network to the database that is gone (${kind}) is answered in time and survived`, async () => {
    const [onA] = await clientsOf(reviews[1]?.email ?? '')
    const status = async (path: string) => (await onA.get(path)).status()
    expect(await status('/api/people/search?query=sam')).toBe(200)
    network.set({ kind })
    const startedAt = performance.now()
    const crowd = Array.from({ length: 12 }, () => status('/api/people/search?query=sam'))
    expect(await status('/api/health/live')).toBe(200)
    expect(new Set(await Promise.all(crowd))).toEqual(new Set([503]))
    expect(await status('/api/health/ready')).toBe(503)
    expect(performance.now() - startedAt).toBeLessThan(14_000)
    network.set({ kind: 'pass' })
    await a.untilReady(10_000)
    await expect.poll(() => status('/api/people/search?query=sam')).toBe(200)
    expect(await connectionsOfWeb()).toBeLessThanOrEqual(2 * POOL)
  })
}

test('F03 an instance that is told to stop in the middle of its work fails nobody', async () => {
  const review = reviews[2] as OpenReview
  const front = await Front.before([a.address, b.address])
  const client = await clientOf({ address: front.address }, await signIn(b, review.email))
  clients.push(client)
  const statuses: number[] = []
  let baseVersion = 0
  for (let stroke = 0; stroke < 3; stroke++) {
    network.set({ kind: 'delay', ms: 60 })
    let isOver = false
    const reading = readUntil(client, statuses, () => isOver)
    const saves = ['one', 'two'].map(async (words) => {
      const sent = { reviewId: review.id, section: 'summary', saveId: crypto.randomUUID() }
      return save(client, { ...sent, baseVersion, text: `${words} ${stroke}` })
    })
    await pause(50 + random() * 200)
    const stopped = a.stop()
    const replies = await Promise.all(saves)
    expect(replies.map((reply) => reply.status).sort(), `seed ${SEED}`).toEqual([200, 409])
    await stopped
    isOver = true
    await reading
    network.set({ kind: 'pass' })
    await a.start()
    baseVersion = replies[0]?.version ?? 0
  }
  await front.close()
  expect(new Set(statuses), `seed ${SEED}`).toEqual(new Set([200]))
  const acknowledged = statuses.length + 6
  noteTally('F03', { runs: 3, acknowledged, unknown: 0, lost: 0, doubled: 0 })
})

test('F03 F06 the audit log of all of it is whole', async () => {
  const worker = startWorker(database, `${DATA}/logs/worker.log`)
  await expectSoundChain(database, `${DATA}/logs/worker.log.anchor`).finally(worker.stop)
})

async function readUntil(client: APIRequestContext, statuses: number[], isOver: () => boolean) {
  while (!isOver()) {
    statuses.push((await client.get('/api/people/search?query=sam')).status())
    await pause(20)
  }
}

async function clientsOf(email: string): Promise<[APIRequestContext, APIRequestContext]> {
  const session = await signIn(b, email)
  const both = await Promise.all([clientOf(a, session), clientOf(b, session)])
  clients.push(...both)
  return both
}

async function connectionsOfWeb(): Promise<number> {
  const { count } = await database.row<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = 'app_web'`,
  )
  return count
}

function through(proxy: TcpProxy, address: string): string {
  const url = new URL(address)
  url.port = String(proxy.port)
  return url.toString()
}

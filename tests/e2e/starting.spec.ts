import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type pg from 'pg'
import { isAlive } from '@/lib/db/embedded/postmaster'
import { readState } from '@/lib/db/embedded/state'
import { NpmStart } from '../support/npm-start'
import { databaseOf } from '../support/second-product'

const PORT = 3293
const DATA = '.data/starting-test'

const started: NpmStart[] = []

test.beforeEach(() => rmSync(DATA, { recursive: true, force: true }))

test.afterEach(async () => {
  const left = started.splice(0)
  for (const one of left) one.signalNpm('SIGTERM')
  await untilGone(left.flatMap((one) => one.processes()))
  rmSync(DATA, { recursive: true, force: true })
})

test('a signal to npm alone stops all that it started, and the next start need not wait', async () => {
  test.setTimeout(120_000)
  let before: number[] = []
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
    const product = start({ RUNG_DEMO: 'off' })
    await product.untilReady()
    expect(before.filter(isAlive)).toEqual([])
    before = product.processes()
    expect(before.length).toBeGreaterThan(4)
    product.signalNpm(signal)
  }
  await untilGone(before)
})

test('a demonstration whose load was killed is begun anew, and one in use is left alone', async () => {
  test.setTimeout(240_000)
  const killed = start()
  await untilItHas('reviews', 60)
  killed.signalAll('SIGKILL')

  const second = start()
  await second.untilReady()
  expect(second.said).toContain('is begun anew')
  const anew = await inDatabase(closedCycles)
  await inDatabase((client) =>
    client.query(
      `WITH half AS (UPDATE organisations SET is_demo = false)
       INSERT INTO sessions (id, person_id, ip, agent)
       SELECT 'used', id, '127.0.0.1', 'a browser' FROM people LIMIT 1`,
    ),
  )
  second.signalNpm('SIGTERM')

  const third = start()
  await third.untilReady()
  expect(third.said).not.toContain('begun anew')
  expect(await inDatabase(closedCycles)).toEqual(anew)
  const running = third.processes()
  third.signalNpm('SIGTERM')
  await untilGone(running)

  rmSync(DATA, { recursive: true, force: true })
  await start().untilReady()
  expect(await inDatabase(closedCycles)).toEqual(anew)
})

function start(settings: Record<string, string> = {}): NpmStart {
  const product = new NpmStart(PORT, DATA, settings)
  started.push(product)
  return product
}

async function untilGone(pids: number[]): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: 30_000 }).toEqual([])
}

async function untilItHas(table: string, count: number): Promise<void> {
  const has = async () => {
    if (!readState(DATA)) return 0
    return inDatabase((client) =>
      client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`),
    ).then(
      ({ rows }) => rows[0]?.count ?? 0,
      () => 0,
    )
  }
  await expect.poll(has, { intervals: [100], timeout: 90_000 }).toBeGreaterThan(count)
}

/** How much there is of the two oldest cycles, by table and status. */
async function closedCycles(client: pg.Client): Promise<Record<string, unknown>[]> {
  const { rows } = await client.query(
    `WITH old AS (SELECT id, name FROM cycles ORDER BY period_start LIMIT 2),
     review AS (SELECT r.* FROM reviews r JOIN old ON old.id = r.cycle_id)
     SELECT old.name, what, count(*)::int FROM old JOIN LATERAL (
       SELECT direction || ' ' || status AS what FROM review WHERE cycle_id = old.id
       UNION ALL SELECT 'participant ' || status FROM participants WHERE cycle_id = old.id
       UNION ALL SELECT 'submission' FROM submissions WHERE cycle_id = old.id
       UNION ALL SELECT 'rating' FROM ratings t JOIN submissions s ON s.id = t.submission_id
         WHERE s.cycle_id = old.id
       UNION ALL SELECT 'packet' FROM packets k JOIN participants p ON p.id = k.participant_id
         WHERE p.cycle_id = old.id) AS thing ON true
     GROUP BY old.name, what ORDER BY old.name, what`,
  )
  return rows
}

async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await databaseOf(DATA)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

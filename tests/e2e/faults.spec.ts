import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { act, clientOf, Instance, save, signIn } from '../support/instances'
import { differences, keepWriting, Ledger } from '../support/ledger'
import { giveBack, listUntouched, type OpenReview, tracesOf } from '../support/open-reviews'
import { OwnDatabase } from '../support/own-database'

const DATA = '.data/fault-tests'
const LONGEST_OFFSET_MS = 150
const WRITERS = 3

let database: OwnDatabase
let a: Instance
let b: Instance
const clients: APIRequestContext[] = []

test.use({ trace: 'off' })

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await OwnDatabase.copyOfProduct(DATA)
  a = await Instance.started(database, `${DATA}/logs/a.log`)
  b = await Instance.started(database, `${DATA}/logs/b.log`)
})

test.afterAll(async () => {
  for (const client of clients) await client.dispose()
  await Promise.all([a?.stop(), b?.stop()])
  await database?.close()
})

test('killing instances loses nothing that was acknowledged', async () => {
  test.setTimeout(240_000)
  await expectNothingLost(10, async (round) => {
    const victim = round % 2 === 0 ? a : b
    await victim.kill()
    await victim.start()
  })
})

test('killing the database loses nothing that was acknowledged', async () => {
  test.setTimeout(120_000)
  await expectNothingLost(2, async () => {
    await database.kill()
    expect(await database.revive()).toEqual({ hasMoved: false })
    await Promise.all([a.untilReady(10_000), b.untilReady(10_000)])
  })
})

test('a pool that is used up is answered in bounded time, and only where it is used up', async () => {
  const [held, other] = await listUntouched(database, 2)
  if (!held || !other) throw new Error('Every review has been begun.')
  const [holder] = await signedIn(held.email)
  const [onA, onB] = await signedIn(other.email)
  const blocked = { reviewId: held.id, section: 'summary', saveId: randomUUID(), text: 'Waiting.' }
  expect((await save(holder, { ...blocked, saveId: randomUUID(), baseVersion: 0 })).status).toBe(
    200,
  )
  const seen = { live: [], ready: [], onA: [], onB: [], crowd: [] } as Record<string, Answer[]>
  const row = 'SELECT id FROM drafts WHERE review_id = $1 FOR UPDATE'
  await database.whileHolding(row, [held.id], async () => {
    const until = Date.now() + 5_000
    const again = async (name: string, times: number, ask: () => Promise<number>) => {
      const one = async () => {
        while (Date.now() < until) seen[name]?.push(await timed(ask))
      }
      await Promise.all(Array.from({ length: times }, one))
    }
    const status = (client: APIRequestContext, path: string) => async () => {
      await pause(100)
      return (await client.get(path)).status()
    }
    await Promise.all([
      again('crowd', 24, async () => (await save(holder, { ...blocked, baseVersion: 1 })).status),
      again('live', 1, status(onA, '/api/health/live')),
      again('ready', 1, status(onA, '/api/health/ready')),
      again('onA', 2, status(onA, '/api/people/search?query=sam')),
      again('onB', 2, status(onB, '/api/people/search?query=sam')),
    ])
  })
  expect(statusesOf(seen.live)).toEqual([200])
  expect(statusesOf(seen.onB)).toEqual([200])
  expect(statusesOf(seen.ready)).toContain(503)
  expect(statusesOf(seen.crowd)).toEqual([503])
  expect(statusesOf(seen.onA)).toContain(503)
  expect(statusesOf(seen.onA).filter((code) => code !== 200 && code !== 503)).toEqual([])
  for (const { ms } of Object.values(seen).flat()) expect(ms).toBeLessThan(8_000)
  await a.untilReady(5_000)
  expect(await save(holder, { ...blocked, baseVersion: 1 })).toMatchObject({
    status: 200,
    version: 2,
  })
})

type Answer = { status: number; ms: number }

async function timed(ask: () => Promise<number>): Promise<Answer> {
  const startedAt = performance.now()
  const status = await ask()
  return { status, ms: performance.now() - startedAt }
}

function statusesOf(answers: Answer[] | undefined): number[] {
  return [...new Set(answers?.map(({ status }) => status))].sort()
}

/** Two writers compete for each of some drafts and one review is handed in, at every stroke. */
async function expectNothingLost(
  strokes: number,
  strike: (round: number) => Promise<void>,
): Promise<void> {
  const ledger = new Ledger(test.info().outputPath('ledger.jsonl'))
  const drafts = await listUntouched(database, WRITERS)
  const given = await giveBack(database, strokes)
  expect(drafts).toHaveLength(WRITERS)
  expect(given.length).toBeGreaterThan(1)
  const before = await Promise.all(given.map(({ id }) => tracesOf(database, id)))
  const senders = await Promise.all(given.map(({ email }) => signedIn(email)))
  let isOver = false
  const writing = await Promise.all(drafts.map((draft) => writersOf(draft, ledger, () => isOver)))
  const submitting: Promise<string>[] = []
  for (let round = 0; round < strokes; round++) {
    const review = given[round]
    const [onA, onB] = senders[round] ?? []
    await pause(300)
    if (review && onA && onB) {
      submitting.push(submitUntilAnswered(review, round % 2 === 0 ? [onA, onB] : [onB, onA]))
    }
    await pause(Math.random() * LONGEST_OFFSET_MS)
    await strike(round)
  }
  isOver = true
  await Promise.all(writing.flat())
  const ids = drafts.map(({ id }) => id)
  expect(await differences(ledger, database, ids)).toEqual([])
  expect(ledger.count('unknown'), 'the strokes hit nobody').toBeGreaterThan(0)
  expect(ledger.count('saved')).toBeGreaterThan(20)
  expect(ledger.count('kept')).toBeGreaterThan(5)
  for (const text of await Promise.all(submitting)) expect(text).toContain('"ok":true')
  expect(await Promise.all(given.map(({ id }) => tracesOf(database, id)))).toEqual(
    before.map(({ submissions, audits, answers }) => ({
      status: 'SUBMITTED',
      submissions: submissions + 1,
      audits: audits + 1,
      answers: answers + 1,
    })),
  )
}

async function writersOf(draft: OpenReview, ledger: Ledger, isOver: () => boolean) {
  const [onA, onB] = await signedIn(draft.email)
  const orders = [
    [onA, onB],
    [onB, onA],
  ]
  return orders.map((order) => keepWriting({ ledger, reviewId: draft.id, clients: order, isOver }))
}

// Whatever became of the first try: the same key is sent until somebody answers.
async function submitUntilAnswered(review: OpenReview, both: APIRequestContext[]): Promise<string> {
  const sent = { reviewId: review.id, version: review.version, idempotencyKey: randomUUID() }
  for (let turn = 0; turn < 200; turn++) {
    const client = both[turn % 2] as APIRequestContext
    const answer = await act(client, 'submitReviewAction', { args: [sent] }).catch(() => null)
    if (answer && answer.code !== 'UNEXPECTED' && answer.status === 200) return answer.text
    await pause(100)
  }
  throw new Error(`Handing in ${review.id} was never answered.`)
}

async function signedIn(email: string): Promise<[APIRequestContext, APIRequestContext]> {
  const session = await signIn(a, email)
  const both = await Promise.all([clientOf(a, session), clientOf(b, session)])
  clients.push(...both)
  return both
}

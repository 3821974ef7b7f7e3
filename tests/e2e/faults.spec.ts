import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { crowd, statusOf } from '../faults/harness/crowd'
import { expectSoundChain } from '../faults/harness/sound-chain'
import { noteTally } from '../faults/harness/tally'
import { randomFrom, runsOr, SEED } from '../faults/harness/timing'
import { act, clientOf, Instance, save, signIn, startWorker } from '../support/instances'
import { differences, keepWriting, Ledger } from '../support/ledger'
import {
  giveBack,
  listShareable,
  listUntouched,
  type OpenReview,
  type ShareableParticipant,
  tracesOf,
  tracesOfSharing,
} from '../support/open-reviews'
import { OwnDatabase } from '../support/own-database'

const DATA = '.data/fault-tests'
const LONGEST_OFFSET_MS = 150
const WRITERS = 3
// Reviews that are handed in meanwhile, before they are looked through and given back.
const WAVE = 10
const random = randomFrom(SEED)

let database: OwnDatabase
let a: Instance
let b: Instance
const clients: APIRequestContext[] = []

test.use({ trace: 'off' })

test.beforeAll(async () => {
  test.setTimeout(120_000)
  rmSync(`${DATA}/logs`, { recursive: true, force: true })
  database = await OwnDatabase.copyOfProduct(DATA)
  a = await Instance.started(database, `${DATA}/logs/a.log`)
  b = await Instance.started(database, `${DATA}/logs/b.log`)
})

test.afterAll(async () => {
  for (const client of clients) await client.dispose()
  await Promise.all([a?.stop(), b?.stop()])
  await database?.close()
})

test('F01 F02 killing instances loses nothing that was acknowledged', async () => {
  const strokes = runsOr(10)
  test.setTimeout(60_000 + strokes * 20_000)
  await expectNothingLost({ strokes, faults: ['F01', 'F02'] }, async (round) => {
    const victim = round % 2 === 0 ? a : b
    await victim.kill()
    await victim.start()
  })
})

test('F05 killing the database loses nothing that was acknowledged', async () => {
  const strokes = runsOr(2)
  test.setTimeout(60_000 + strokes * 30_000)
  await expectNothingLost({ strokes, faults: ['F05', 'F05'] }, async () => {
    await database.kill()
    expect(await database.revive()).toEqual({ hasMoved: false })
    await Promise.all([a.untilReady(10_000), b.untilReady(10_000)])
  })
})

test('F05 killing the database while reviews are shared shares each of them once', async () => {
  const strokes = runsOr(2)
  test.setTimeout(60_000 + strokes * 30_000)
  const told = { acknowledged: 0, unknown: 0, lost: 0, doubled: 0 }
  for (let stroke = 0; stroke < strokes; stroke++) {
    const chosen = await listShareable(database, 2)
    expect(chosen).toHaveLength(2)
    const senders = await Promise.all(chosen.map(({ email }) => signedIn(email)))
    const sharing = chosen.map((one, n) => shareUntilAnswered(one, senders[n] ?? []))
    await pause(random() * LONGEST_OFFSET_MS)
    await database.kill()
    await database.revive()
    for (const tries of await Promise.all(sharing)) told.unknown += tries
    for (const { id } of chosen) {
      const traces = Object.values(await tracesOfSharing(database, id))
      told.acknowledged++
      if (traces.some((count) => count < 1)) told.lost++
      if (traces.some((count) => count > 1)) told.doubled++
    }
    await Promise.all([a.untilReady(10_000), b.untilReady(10_000)])
  }
  noteTally('F05', { runs: strokes, ...told })
  expect(told, `seed ${SEED}`).toMatchObject({ lost: 0, doubled: 0 })
})

test('F08 a pool that is used up is answered in bounded time, and only where it is used up', async () => {
  test.setTimeout(120_000)
  const [held, other] = await listUntouched(database, 2)
  if (!held || !other) throw new Error('Every review has been begun.')
  const [holder] = await signedIn(held.email)
  const blocked = { reviewId: held.id, section: 'summary', saveId: randomUUID(), text: 'Waiting.' }
  expect((await save(holder, { ...blocked, saveId: randomUUID(), baseVersion: 0 })).status).toBe(
    200,
  )
  const row = 'SELECT id FROM drafts WHERE review_id = $1 FOR UPDATE'
  const savers = await signedIn(other.email)
  const saving = await database.whileHolding(row, [held.id], () =>
    crowd(savers, async () => (await save(holder, { ...blocked, baseVersion: 1 })).status),
  )
  expect(saving.crowd).toEqual([503])
  // Whoever reads has connections that no writer waits at.
  expect(saving.onA).toEqual([200])

  const table = 'LOCK TABLE org_places IN ACCESS EXCLUSIVE MODE'
  // Anew: the connections of before stood idle, and the server may close them at any moment.
  const readers = await signedIn(other.email)
  const reading = await database.whileHolding(table, [], () =>
    crowd(readers, () => statusOf(readers[0], '/people/chart')),
  )
  // Next has no other status for a page that could not be drawn.
  expect(reading.crowd).toEqual([500])
  expect(reading.onA).toContain(503)

  await a.untilReady(5_000)
  const [saver] = await signedIn(held.email)
  expect(await save(saver, { ...blocked, baseVersion: 1 })).toMatchObject({
    status: 200,
    version: 2,
  })
})

test('F01 F02 F05 the audit log of all of it is whole', async () => {
  const worker = startWorker(database, `${DATA}/logs/worker.log`)
  await expectSoundChain(database, `${DATA}/logs/worker.log.anchor`).finally(worker.stop)
})

/** How often what is struck, and as which faults it counts: handing in first, then saving. */
type Plan = { strokes: number; faults: [string, string] }
type Told = { acknowledged: number; unknown: number; lost: number; doubled: number }

/** Two writers compete for each of some drafts and one review is handed in, at every stroke. */
async function expectNothingLost(
  { strokes, faults }: Plan,
  strike: (round: number) => Promise<void>,
): Promise<void> {
  const ledger = new Ledger(test.info().outputPath('ledger.jsonl'))
  const drafts = await listUntouched(database, WRITERS)
  expect(drafts).toHaveLength(WRITERS)
  const handedIn = { acknowledged: 0, unknown: 0, lost: 0, doubled: 0 }
  let isOver = false
  const writing = await Promise.all(drafts.map((draft) => writersOf(draft, ledger, () => isOver)))
  for (let round = 0; round < strokes; round += WAVE) {
    const rounds = Array.from({ length: Math.min(WAVE, strokes - round) }, (_, i) => round + i)
    await handInWave(rounds, handedIn, strike)
  }
  isOver = true
  await Promise.all(writing.flat())
  const ids = drafts.map(({ id }) => id)
  const problems = await differences(ledger, database, ids)
  const doubled = problems.filter((problem) => problem.endsWith('is there twice')).length
  const acknowledged = ledger.count('saved') + ledger.count('kept')
  const told = { acknowledged, unknown: ledger.count('unknown'), lost: problems.length - doubled }
  noteTally(faults[0], { runs: strokes, ...handedIn })
  noteTally(faults[1], { runs: strokes, ...told, doubled })
  expect(problems, `seed ${SEED}`).toEqual([])
  expect(handedIn, `seed ${SEED}`).toMatchObject({ lost: 0, doubled: 0 })
  expect(told.unknown, 'the strokes hit nobody').toBeGreaterThan(0)
  expect(ledger.count('saved')).toBeGreaterThan(20)
  expect(ledger.count('kept')).toBeGreaterThan(5)
}

async function handInWave(
  rounds: number[],
  told: Told,
  strike: (round: number) => Promise<void>,
): Promise<void> {
  const given = await giveBack(database, rounds.length)
  expect(given.length).toBeGreaterThan(1)
  const before = await Promise.all(given.map(({ id }) => tracesOf(database, id)))
  const senders = await Promise.all(given.map(({ email }) => signedIn(email)))
  const submitting: Promise<Handed>[] = []
  for (const [index, round] of rounds.entries()) {
    const review = given[index]
    const [onA, onB] = senders[index] ?? []
    await pause(300)
    if (review && onA && onB) {
      submitting.push(submitUntilAnswered(review, round % 2 === 0 ? [onA, onB] : [onB, onA]))
    }
    await pause(random() * LONGEST_OFFSET_MS)
    await strike(round)
  }
  for (const { text, unanswered } of await Promise.all(submitting)) {
    expect(text).toContain('"ok":true')
    told.acknowledged++
    told.unknown += unanswered
  }
  for (const [index, { id }] of given.slice(0, submitting.length).entries()) {
    const { submissions, audits, answers } = before[index] as Traces
    const { status, ...after } = await tracesOf(database, id)
    const more = [after.submissions - submissions, after.audits - audits, after.answers - answers]
    if (status !== 'SUBMITTED' || more.some((count) => count < 1)) told.lost++
    if (more.some((count) => count > 1)) told.doubled++
  }
}

async function writersOf(draft: OpenReview, ledger: Ledger, isOver: () => boolean) {
  const [onA, onB] = await signedIn(draft.email)
  const orders = [
    [onA, onB],
    [onB, onA],
  ]
  return orders.map((order) => keepWriting({ ledger, reviewId: draft.id, clients: order, isOver }))
}

type Traces = Awaited<ReturnType<typeof tracesOf>>
type Handed = { text: string; unanswered: number }

// Whatever became of the first try: the same key is sent until somebody answers.
async function submitUntilAnswered(review: OpenReview, both: APIRequestContext[]): Promise<Handed> {
  const sent = { reviewId: review.id, version: review.version, idempotencyKey: randomUUID() }
  for (let turn = 0; turn < 200; turn++) {
    const client = both[turn % 2] as APIRequestContext
    const answer = await act(client, 'submitReviewAction', { args: [sent] }).catch(() => null)
    if (answer && answer.code !== 'UNEXPECTED' && answer.status === 200) {
      return { text: answer.text, unanswered: turn }
    }
    await pause(100)
  }
  throw new Error(`Handing in ${review.id} was never answered.`)
}

// The same key until somebody answers; how often nobody did.
async function shareUntilAnswered(
  { id, version }: ShareableParticipant,
  both: APIRequestContext[],
): Promise<number> {
  const form = { participantId: id, version: String(version), idempotencyKey: randomUUID() }
  for (let turn = 0; turn < 200; turn++) {
    const client = both[turn % 2] as APIRequestContext
    const answer = await act(client, 'shareAction', { form }).catch(() => null)
    if (answer && answer.code === null && answer.status < 400) return turn
    if (answer?.code === 'CONFLICT') throw new Error(`Sharing ${id} was refused: ${answer.text}`)
    await pause(100)
  }
  throw new Error(`Sharing ${id} was never answered.`)
}

const sessions = new Map<string, Promise<string>>()

async function signedIn(email: string): Promise<[APIRequestContext, APIRequestContext]> {
  const known = sessions.get(email) ?? signIn(a, email)
  sessions.set(email, known)
  const session = await known
  const both = await Promise.all([clientOf(a, session), clientOf(b, session)])
  clients.push(...both)
  return both
}

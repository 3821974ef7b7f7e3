import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type APIRequestContext, expect, test } from '@playwright/test'
import {
  act,
  clientOf,
  Instance,
  type Save,
  type Stoppable,
  save,
  signIn,
  startWorker,
} from '../support/instances'
import { assignmentsOf, createCycle, stateOf } from '../support/new-cycle'
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
import { PERSONAS } from '../support/personas'

const DATA = '.data/instance-tests'
const ADMINS = [PERSONAS.admin, 'amara.nwosu@example.org']

type ActionCall = [name: string, sent: Parameters<typeof act>[2]]

let database: OwnDatabase
let a: Instance
let b: Instance
const clients: APIRequestContext[] = []

test.use({ trace: 'off' })

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await OwnDatabase.copyOfProduct(DATA)
  ;[a, b] = (await Promise.all(
    ['a', 'b'].map((name) => Instance.started(database, `${DATA}/logs/${name}.log`)),
  )) as [Instance, Instance]
})

test.afterAll(async () => {
  for (const client of clients) await client.dispose()
  await Promise.all([a?.stop(), b?.stop()])
  await database?.close()
})

test('a session opened on one instance is good on the other until it is ended on either', async () => {
  const [onA, onB] = await signedIn(PERSONAS.subj)
  expect((await onB.get('/api/people/search?query=maya')).status()).toBe(200)
  await act(onA, 'signOutAction', { args: [] })
  expect((await onB.get('/api/people/search?query=maya')).status()).toBe(401)
  expect((await onB.get('/', { maxRedirects: 0 })).status()).toBe(307)
})

test('the very first answer after a start has its headers', async () => {
  for (let start = 0; start < 3; start++) {
    await a.kill()
    const starting = a.start()
    const first = await firstAnswer(`${a.address}/sign-in`)
    await starting
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

async function firstAnswer(url: string): Promise<Response> {
  for (;;) {
    const answer = await fetch(url).catch(() => null)
    if (answer) return answer
    await pause(2)
  }
}

test('what was saved through one instance is read through the other', async () => {
  const { id, email } = await untouched()
  const [onA, onB] = await signedIn(email)
  const version = await currentVersion(onA, id)
  const text = `Written ${randomUUID()}`
  const saved = await save(onA, saving(id, version, text))
  expect(saved).toMatchObject({ status: 200, version: version + 1 })
  expect(await (await onB.get(`/reviews/${id}`)).text()).toContain(text)
  expect(await save(onB, saving(id, saved.version, 'And changed there.'))).toMatchObject({
    status: 200,
    version: version + 2,
  })
})

test('of two saves from one version one wins and the text of the other is kept', async () => {
  const { id, email } = await untouched()
  const [onA, onB] = await signedIn(email)
  for (let turn = 0; turn < 5; turn++) {
    const base = await currentVersion(onA, id)
    const sent = [saving(id, base, `A ${randomUUID()}`), saving(id, base, `B ${randomUUID()}`)]
    const replies = await Promise.all([save(onA, sent[0] as Save), save(onB, sent[1] as Save)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    const lost = replies.findIndex(({ status }) => status === 409)
    expect(replies[lost]).toMatchObject({ reason: 'VERSION', version: base + 1 })
    const kept = await database.row<{ text: string }>(
      `SELECT body ->> 'text' AS text FROM draft_conflicts WHERE id = $1`,
      [replies[lost]?.conflictId],
    )
    expect(kept.text).toBe(sent[lost]?.text)
    expect(await currentText(id)).toBe(sent[1 - lost]?.text)
  }
})

test('one save that reaches both instances is one save', async () => {
  const { id, email } = await untouched()
  const [onA, onB] = await signedIn(email)
  const base = await currentVersion(onA, id)
  const sent = saving(id, base, `Once ${randomUUID()}`)
  const replies = await Promise.all([onA, onB, onA, onB].map((client) => save(client, sent)))
  for (const reply of replies) expect(reply).toMatchObject({ status: 200, version: base + 1 })
  const { count } = await database.row<{ count: number }>(
    'SELECT count(*)::int AS count FROM draft_revisions WHERE save_id = $1',
    [sent.saveId],
  )
  expect(count).toBe(1)
})

test('a review handed in fifty times at once is handed in once', async () => {
  const [review] = await giveBack(database, 1)
  if (!review) throw new Error('No review can be given back.')
  const both = await signedIn(review.email)
  const before = await tracesOf(database, review.id)
  const sharedKey = randomUUID()
  const answers = await atOnce(50, both, (client, turn) =>
    untilSettled(client, 'submitReviewAction', {
      args: [
        {
          reviewId: review.id,
          version: review.version,
          idempotencyKey: turn % 4 < 2 ? sharedKey : randomUUID(),
        },
      ],
    }),
  )
  expect(answers.filter(({ code }) => code !== null && code !== 'CONFLICT')).toEqual([])
  const accepted = answers.filter(({ text }) => text.includes('"ok":true'))
  expect(accepted.length).toBeGreaterThan(0)
  expect(new Set(accepted.map(({ text }) => /"revision":(\d+)/.exec(text)?.[1])).size).toBe(1)
  expect(await tracesOf(database, review.id)).toEqual({
    status: 'SUBMITTED',
    submissions: before.submissions + 1,
    audits: before.audits + 1,
    answers: before.answers + 1,
  })
})

test('a packet shared fifty times at once is one packet, one record and one message', async () => {
  const { id, version, email } = (await listShareable(database, 1))[0] as ShareableParticipant
  const both = await signedIn(email)
  const answers = await atOnce(50, both, (client) =>
    untilSettled(client, 'shareAction', {
      form: { participantId: id, version: String(version), idempotencyKey: randomUUID() },
    }),
  )
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1)
  expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(49)
  const traces = await tracesOfSharing(database, id)
  expect(traces).toEqual({ packets: 1, audits: 1, messages: 1 })
})

test('F14 a cycle launched from both at once, and by two workers, has each assignment once', async () => {
  const admins = await Promise.all([clientFor(a, ADMINS[0] ?? ''), clientFor(b, ADMINS[1] ?? '')])
  const cycleId = await createCycle(database, admins[0] as APIRequestContext)
  const answers = await atOnce(8, admins, (client) =>
    untilSettled(client, 'launchCycleAction', { form: { cycleId, version: '0', leaveOut: 'on' } }),
  )
  const refused = answers.flatMap(({ code }) => code ?? [])
  expect(refused.length).toBeLessThan(8)
  expect(new Set(refused)).toEqual(new Set(['CONFLICT']))
  const workers = ['a', 'b'].map((name) => startWorker(database, `${DATA}/logs/worker-${name}.log`))
  try {
    await expect.poll(() => stateOf(database, cycleId), { timeout: 30_000 }).toBe('SELF_AND_PEER')
  } finally {
    await Promise.all(workers.map((worker: Stoppable) => worker.stop()))
  }
  expect(await assignmentsOf(database, cycleId)).toEqual({
    audits: ['cycle.launch', 'transition.SELF_AND_PEER'],
    isWhole: true,
    missing: 0,
    repeated: 0,
    messagesMissing: 0,
  })
})

async function signedIn(email: string): Promise<[APIRequestContext, APIRequestContext]> {
  const session = await signIn(a, email)
  const both = await Promise.all([clientOf(a, session), clientOf(b, session)])
  clients.push(...both)
  return both
}

async function clientFor(instance: Instance, email: string): Promise<APIRequestContext> {
  const client = await clientOf(instance, await signIn(instance, email))
  clients.push(client)
  return client
}

function atOnce<T>(
  count: number,
  both: APIRequestContext[],
  work: (client: APIRequestContext, turn: number) => Promise<T>,
): Promise<T[]> {
  const turns = Array.from({ length: count }, (_, turn) => turn)
  return Promise.all(turns.map((turn) => work(both[turn % 2] as APIRequestContext, turn)))
}

// As people do who are told to try again: the same once more, with the same key.
async function untilSettled(client: APIRequestContext, ...call: ActionCall) {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await act(client, ...call)
    if (answer.code !== 'UNEXPECTED' && answer.status < 400) return answer
    await pause(100 + Math.random() * 400)
  }
  throw new Error(`${call[0]} was never settled.`)
}

async function untouched(): Promise<OpenReview> {
  const [review] = await listUntouched(database, 1)
  if (!review) throw new Error('Every review has been begun.')
  return review
}

function saving(reviewId: string, baseVersion: number, text: string): Save {
  return { reviewId, section: 'summary', saveId: randomUUID(), baseVersion, text }
}

async function currentVersion(client: APIRequestContext, reviewId: string): Promise<number> {
  // A first save makes the draft; one from a version that never was is answered with the right one.
  const first = await save(client, saving(reviewId, 0, 'The beginning.'))
  return first.version
}

async function currentText(reviewId: string): Promise<string> {
  const { text } = await database.row<{ text: string }>(
    `SELECT body ->> 'text' AS text FROM drafts WHERE review_id = $1 AND section = 'summary'`,
    [reviewId],
  )
  return text
}

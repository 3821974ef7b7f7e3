import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { act, clientOf, Instance, save, signIn } from '../../support/instances'
import { giveBack, listUntouched, tracesOf } from '../../support/open-reviews'
import { OwnDatabase } from '../../support/own-database'
import { PERSONAS } from '../../support/personas'
import { packetsHash, peersOf, peersWritten, shareable, sharedReview } from './race-scenes'

const DATA = '.data/attack-races'
const ADMINS = [PERSONAS.admin, 'amara.nwosu@example.org'] as const

type ActionCall = [name: string, sent: Parameters<typeof act>[2]]

let database: OwnDatabase
let instance: Instance
const clients = new Map<string, Promise<APIRequestContext>>()

test.use({ trace: 'off' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  database = await OwnDatabase.copyOfProduct(DATA)
  instance = await Instance.started(database, `${DATA}/logs/web.log`)
})
test.afterAll(async () => {
  for (const client of clients.values()) await (await client).dispose()
  await instance?.stop()
  await database?.close()
})

test('J01 of two hundred submits of a review one counts', async () => {
  test.setTimeout(180_000)
  const [review] = await giveBack(database, 1)
  if (!review) throw new Error('No review can be given back.')
  const author = await as(review.email)
  const before = await tracesOf(database, review.id)
  const outbox = await messages()
  const sharedKey = randomUUID()
  const answers = await atOnce(200, (turn) => {
    const idempotencyKey = turn % 2 === 0 ? sharedKey : randomUUID()
    const args = [{ reviewId: review.id, version: review.version, idempotencyKey }]
    return untilSettled(author, 'submitReviewAction', { args })
  })
  expect(answers.filter(({ code }) => code !== null && code !== 'CONFLICT')).toEqual([])
  const accepted = answers.filter(({ text }) => text.includes('"ok":true'))
  expect([1, 100]).toContain(accepted.length)
  expect(await tracesOf(database, review.id)).toEqual({
    status: 'SUBMITTED',
    submissions: before.submissions + 1,
    audits: before.audits + 1,
    answers: before.answers + 1,
  })
  expect((await messages()) - outbox).toBeLessThanOrEqual(1)
})

test('J12 a button pressed twice, or a page sent again, has one effect', async () => {
  const { id, version, email } = await shareable(database)
  const manager = await as(email)
  const form = { participantId: id, version: String(version), idempotencyKey: randomUUID() }
  const [first, second] = await Promise.all([
    untilSettled(manager, 'shareAction', { form }),
    untilSettled(manager, 'shareAction', { form }),
  ])
  expect([first.code, second.code]).toEqual([null, null])
  const again = await untilSettled(manager, 'shareAction', { form })
  expect(again.code).toBe(null)
  const back = { ...form, idempotencyKey: randomUUID() }
  expect((await untilSettled(manager, 'shareAction', { form: back })).code).toBe('CONFLICT')
  const other = { ...form, participantId: (await shareable(database)).id }
  expect((await untilSettled(manager, 'shareAction', { form: other })).code).toMatch(
    /CONFLICT|INVALID|NOT_FOUND/,
  )
  const { count } = await database.row<{ count: number }>(
    'SELECT count(*)::int AS count FROM packets WHERE participant_id = $1',
    [id],
  )
  expect(count).toBe(1)
})

test('J03 an old tab that edits after sharing gets a conflict, and the packet stays', async () => {
  const { reviewId, email, participantId, version } = await sharedReview(database)
  const author = await as(email)
  const before = await packetsHash(database, participantId)
  const text = `From the old tab ${randomUUID()}`
  const late = await save(author, {
    reviewId,
    section: 'summary',
    saveId: randomUUID(),
    baseVersion: 1,
    text,
  })
  expect(late).toMatchObject({ status: 409, reason: 'STATE' })
  const args = [{ reviewId, version, idempotencyKey: randomUUID() }]
  expect((await untilSettled(author, 'submitReviewAction', { args })).code).toBe('CONFLICT')
  expect(await packetsHash(database, participantId)).toBe(before)
  const { kept } = await database.row<{ kept: number }>(
    `SELECT count(*)::int AS kept FROM draft_conflicts WHERE body ->> 'text' = $1`,
    [text],
  )
  expect(kept, 'the text is kept for its author').toBe(1)
})

test('J09 of a reopening and a sharing at once only one goes through', async () => {
  for (let turn = 0; turn < 4; turn++) {
    const { id, version, email, reviewId } = await shareable(database)
    const [manager, hr] = [await as(email), await as(PERSONAS.hr)]
    const sharing = () =>
      untilSettled(manager, 'shareAction', {
        form: { participantId: id, version: String(version), idempotencyKey: randomUUID() },
      })
    const reopening = () =>
      untilSettled(hr, 'reopenReviewAction', { form: { reviewId, reason: 'Look at it again.' } })
    const [one, other] = turn % 2 === 0 ? [sharing, reopening] : [reopening, sharing]
    const codes = (await Promise.all([one(), other()])).map(({ code }) => code)
    const { packets, open } = await database.row<{ packets: number; open: number }>(
      `SELECT (SELECT count(*)::int FROM packets WHERE participant_id = $1) AS packets,
         (SELECT count(*)::int FROM reviews WHERE participant_id = $1 AND status = 'DRAFT' AND revision > 0) AS open`,
      [id],
    )
    expect(codes.filter((code) => code === null)).toHaveLength(1)
    expect(packets + open).toBe(1)
  }
})

test('J10 a packet counts its peers in one moment, also while a peer is taken out', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const { id, version, email } = await shareable(database)
    const manager = await as(email)
    const form = { participantId: id, version: String(version), idempotencyKey: randomUUID() }
    const [shared] = await Promise.all([
      untilSettled(manager, 'shareAction', { form }),
      untilSettled(manager, 'choosePeersAction', { form: { participantId: id } }),
    ])
    if (shared.code !== null) continue
    expect(await peersOf(database, id)).toBe(await peersWritten(database, id))
  }
})

test('J14 nothing that somebody sends after their deactivation is done', async () => {
  const [review] = await listUntouched(database, 1)
  if (!review) throw new Error('Every review has been begun.')
  const author = await as(review.email)
  const admin = await as(ADMINS[0])
  const { id } = await database.row<{ id: string }>('SELECT id FROM people WHERE email = $1', [
    review.email,
  ])
  const send = (turn: number) =>
    save(author, {
      reviewId: review.id,
      section: 'summary',
      saveId: randomUUID(),
      baseVersion: 0,
      text: `Turn ${turn}`,
    })
  const inFlight = atOnce(50, (turn) => send(turn))
  await pause(30)
  const done = await untilSettled(admin, 'deactivateAction', { args: [id] })
  expect(done.code).toBe(null)
  const after = await Promise.all([send(100), send(101)])
  expect(after.map(({ status }) => status)).toEqual([401, 401])
  const replies = await inFlight
  const { stored } = await database.row<{ stored: number }>(
    `SELECT ((SELECT count(*) FROM draft_revisions r JOIN drafts d ON d.id = r.draft_id WHERE d.review_id = $1)
       + (SELECT count(*) FROM draft_conflicts k JOIN drafts d ON d.id = k.draft_id WHERE d.review_id = $1))::int AS stored`,
    [review.id],
  )
  const acknowledged = replies.filter(({ status, conflictId }) => status === 200 || conflictId)
  expect(
    replies.map(({ status }) => status).filter((status) => ![200, 401, 409, 503].includes(status)),
  ).toEqual([])
  expect(stored).toBeGreaterThanOrEqual(acknowledged.length)
  await pause(500)
  const later = await database.row<{ late: number }>(
    `SELECT count(*)::int AS late FROM draft_revisions r JOIN drafts d ON d.id = r.draft_id
     WHERE d.review_id = $1 AND r.body ->> 'text' IN ('Turn 100', 'Turn 101')`,
    [review.id],
  )
  expect(later.late).toBe(0)
})

test('J04 whoever writes while the cycle closes is either in time or keeps the text', async () => {
  test.setTimeout(120_000)
  const open = await listUntouched(database, 4)
  const { id: cycleId } = await database.row<{ id: string }>(
    `SELECT id FROM cycles WHERE state = 'SHARING'`,
  )
  const [asker, closer] = [await as(ADMINS[0]), await as(ADMINS[1])]
  expect((await untilSettled(asker, 'requestClosingAction', { form: { cycleId } })).code).toBe(null)
  const authors = await Promise.all(open.map(({ email }) => as(email)))
  let isOver = false
  const writing = open.map(async ({ id }, index) => {
    let baseVersion = 0
    const told: { text: string; status: number; isKept: boolean }[] = []
    while (!isOver) {
      const text = `Racing ${randomUUID()}`
      const reply = await save(authors[index] as APIRequestContext, {
        reviewId: id,
        section: 'summary',
        saveId: randomUUID(),
        baseVersion,
        text,
      })
      if (reply.status === 200) baseVersion = reply.version
      told.push({
        text,
        status: reply.status,
        isKept: reply.status === 200 || reply.status === 409,
      })
    }
    return told
  })
  await pause(400)
  expect((await untilSettled(closer, 'closeCycleAction', { form: { cycleId } })).code).toBe(null)
  await pause(600)
  isOver = true
  const told = (await Promise.all(writing)).flat()
  const statuses = told.map(({ status }) => status)
  expect(statuses.filter((status) => ![200, 409, 503].includes(status))).toEqual([])
  expect(statuses).toContain(409)
  const stored = await database.rows<{ text: string }>(
    `SELECT body ->> 'text' AS text FROM draft_revisions UNION SELECT body ->> 'text' FROM draft_conflicts`,
  )
  const texts = new Set(stored.map(({ text }) => text))
  expect(told.filter(({ text, isKept }) => isKept && !texts.has(text))).toEqual([])
  for (const [index, { id }] of open.entries()) {
    const review = await database.row<{ status: string }>(
      'SELECT status FROM reviews WHERE id = $1',
      [id],
    )
    expect(review.status).toBe('NOT_PROVIDED')
    const page = await (authors[index] as APIRequestContext).get(`/reviews/${id}`)
    expect(page.status()).toBe(200)
    expect(await page.text()).toContain('Racing ')
  }
})

async function as(email: string): Promise<APIRequestContext> {
  const known = clients.get(email)
  if (known) return known
  const made = signIn(instance, email).then((session) => clientOf(instance, session))
  clients.set(email, made)
  return made
}

function atOnce<T>(count: number, work: (turn: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, turn) => work(turn)))
}

// As people do who are told to try again: the same once more, with the same key.
async function untilSettled(client: APIRequestContext, ...call: ActionCall) {
  for (let tries = 0; tries < 30; tries++) {
    const answer = await act(client, ...call)
    if (answer.code !== 'UNEXPECTED' && answer.status < 400) return answer
    await pause(100 + Math.random() * 400)
  }
  throw new Error(`${call[0]} was never settled.`)
}

async function messages(): Promise<number> {
  const { count } = await database.row<{ count: number }>(
    'SELECT count(*)::int AS count FROM outbox_messages',
  )
  return count
}

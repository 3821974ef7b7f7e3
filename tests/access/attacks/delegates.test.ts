import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { PERSONAS } from '../../support/personas'
import { rows } from '../../support/product'
import { forgetPens } from '../powers'
import { readWorld, type World } from '../world'
import { act, as, closeDesk, row, unchanged } from './desk'

const REASON = 'Made for the attacks on delegations.'
type Email = `${string}@${string}`
let world: World
let email: Email
let reviewId: string

test.beforeAll(async () => {
  world = await readWorld()
  const free = await row<{ email: Email }>(
    `SELECT p.email FROM people p WHERE p.is_active AND NOT p.email = ANY($1)
       AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM org_closure o WHERE o.manager_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.author_id = p.id AND r.subject_id = $2)
     ORDER BY p.email DESC LIMIT 1`,
    [Object.values(PERSONAS), world.sam],
  )
  email = free.email
  const { close } = await row<{ close: string }>(
    `SELECT to_char(close_at AT TIME ZONE time_zone, 'YYYY-MM-DD') AS close FROM cycles WHERE id = $1`,
    [world.runningCycle],
  )
  const form = { participantId: world.participant, scope: 'one', email, endsOn: close }
  const granted = await act('mgr', 'grantDelegationAction', { form: { ...form, reason: REASON } })
  expect(granted.text).toContain('granteeName')
  const task = await row<{ id: string }>(
    `SELECT r.id FROM reviews r JOIN people a ON a.id = r.author_id
     WHERE a.email = $1 AND r.participant_id = $2 AND r.direction = 'DELEGATE'`,
    [email, world.participant],
  )
  reviewId = task.id
})

test.afterAll(async () => {
  await forgetPens(REASON)
  await closeDesk()
})

test('A13 a delegate neither shares the packet nor lends the pen on', async () => {
  const idempotencyKey = randomUUID()
  const packet = { participantId: world.participant, version: '0', idempotencyKey }
  await unchanged(async () => {
    expect((await act(email, 'shareAction', { form: packet })).code).toBe('FORBIDDEN')
    const lent = await act(email, 'grantDelegationAction', {
      form: {
        ...{ participantId: world.participant, scope: 'one', email: PERSONAS.colleague },
        ...{ endsOn: '2099-01-01', reason: 'Not theirs to lend.' },
      },
    })
    expect(lent.code).toBe('NOT_FOUND')
    for (const url of [
      `/reviews/delegates/${world.participant}`,
      `/reviews/share/${world.participant}`,
      `/team/${world.sam}`,
    ]) {
      expect((await (await as(email)).get(url)).status(), url).toBe(404)
    }
    const help = await (await as(email)).get(`/api/reviews/${reviewId}/help`)
    expect(await help.json()).toEqual({ texts: [], hidden: [], lastPacket: null })
  }, 5)
})

test('A12 a delegate saves a second after the end: 403, and the text is kept for them alone', async () => {
  const inTime = `In time ${randomUUID()}`
  const tooLate = `Too late ${randomUUID()}`
  expect((await save(inTime, 0)).status()).toBe(200)
  const [said] = await rows<{ capacity: string }>(
    `SELECT capacity FROM audit_events WHERE action = 'draft.begin' AND object_id = $1`,
    [reviewId],
  )
  expect(said?.capacity).toMatch(/^deleg [0-9a-f-]{36}$/)
  await rows(
    `UPDATE delegations SET starts_at = now() - interval '1 day', ends_at = now() - interval '1 second'
     WHERE reason = $1`,
    [REASON],
  )
  expect((await save(tooLate, 1)).status()).toBe(403)
  const page = await (await as(email)).get(`/reviews/${reviewId}`)
  const text = await page.text()
  expect(text).toContain(inTime)
  expect(text).toContain(tooLate)
  expect(text).toContain('You no longer write for')
  expect(text).not.toContain('<textarea')
  for (const who of ['mgr', 'hr', 'subj', 'admin'] as const) {
    expect((await (await as(who)).get(`/reviews/${reviewId}`)).status(), who).toBe(404)
  }
})

async function save(text: string, baseVersion: number) {
  return (await as(email)).put(`/api/drafts/${reviewId}/summary`, {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    data: { saveId: randomUUID(), baseVersion, body: { text, ratings: {} } },
  })
}

import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { eachOf } from '../../support/hands'
import { allBut, PERSONAS, type Persona } from '../../support/personas'
import { rows } from '../../support/product'
import { plantCanaries } from '../canary'
import { PAGES } from '../inventory'
import { ROUTES } from '../route-inventory'
import { readWorld, type World } from '../world'
import { act, as, closeDesk, row, statusOf, unchanged, untouchedReview, visit } from './desk'

const STREAM = { RSC: '1' }
// Next answers a prefetch of a page without a loading state with the frame around it only.
const PREFETCH = { ...STREAM, 'Next-Router-Prefetch': '1' }
const HEAD = { method: 'HEAD' }
let world: World

test.beforeAll(async () => {
  world = await readWorld()
  await plantCanaries(world.runningCycle)
})
test.afterAll(closeDesk)

type OwnCase = { review: string; participant: string; email: string; status: string }

test('A01 nobody opens the review about themselves, whatever its state', async () => {
  const cases = await rows<OwnCase>(
    `SELECT DISTINCT ON (r.status, c.state, p.status) r.id AS review, r.status,
       r.participant_id AS participant, e.email
     FROM reviews r JOIN people e ON e.id = r.subject_id JOIN cycles c ON c.id = r.cycle_id
     JOIN participants p ON p.id = r.participant_id
     WHERE r.direction = 'MANAGER' AND e.is_active ORDER BY r.status, c.state, p.status, r.id`,
  )
  expect(cases.map(({ status }) => status)).toEqual(expect.arrayContaining(['DRAFT', 'SUBMITTED']))
  const wrong: string[] = []
  await unchanged(
    async () => {
      for (const { review, participant, email, status } of cases) {
        const subject = await as(email as `${string}@${string}`)
        for (const url of [
          `/reviews/${review}`,
          `/api/reviews/${review}/help`,
          `/reviews/share/${participant}`,
          `/reviews/share/${participant}?view=submissions`,
        ]) {
          for (const headers of [{}, STREAM]) {
            const answer = await visit(subject, url, { headers })
            const seen = await statusOf(answer)
            if (seen !== 404) wrong.push(`${email} ${url} of ${status}: ${seen}`)
          }
        }
      }
    },
    { atLeast: cases.length },
  )
  expect(wrong).toEqual([])
})

test('A02 the packet of a colleague is not there', async () => {
  await unchanged(() => allMissing('subj', [`/reviews/packets/${world.freshPacket}`]), 2)
})

test('A04 reviews of another team are not there for its neighbour', async () => {
  const foreign = await row<{ review: string; participant: string; person: string }>(
    `SELECT r.id AS review, r.participant_id AS participant, r.subject_id AS person
     FROM reviews r JOIN people a ON a.id = r.author_id
     WHERE a.email = $1 AND r.direction = 'MANAGER' AND r.cycle_id = $2 ORDER BY r.id LIMIT 1`,
    [PERSONAS.otherManager, world.runningCycle],
  )
  const urls = [
    `/reviews/${foreign.review}`,
    `/api/reviews/${foreign.review}/help`,
    `/reviews/share/${foreign.participant}`,
    `/reviews/peers/${foreign.participant}`,
    `/team/${foreign.person}`,
    `/team/${foreign.person}/growth`,
  ]
  await unchanged(() => allMissing('mgr', urls), urls.length * 2)
})

test('A05 a peer does not find what another peer wrote of the same person', async () => {
  const others = await rows<{ id: string }>(
    `SELECT r.id FROM reviews r JOIN people a ON a.id = r.author_id WHERE r.subject_id = $1
     AND r.cycle_id = $2 AND r.direction IN ('PEER', 'SELF') AND a.email <> $3`,
    [world.sam, world.runningCycle, PERSONAS.peer],
  )
  expect(others.length).toBeGreaterThan(1)
  const urls = others.flatMap(({ id }) => [`/reviews/${id}`, `/api/reviews/${id}/help`])
  await unchanged(() => allMissing('peer', urls), urls.length * 2)
})

test('A06 a removed peer keeps what they wrote and gets nothing else by the old link', async () => {
  const asked = await untouchedReview('PEER')
  const peer = await as(asked.email)
  const own = `What I wrote, ${randomUUID()}`
  const saved = await save(peer, asked.id, own)
  expect(saved.status()).toBe(200)
  await rows(`UPDATE reviews SET status = 'REMOVED', version = version + 1 WHERE id = $1`, [
    asked.id,
  ])
  await unchanged(async () => {
    const page = await peer.get(`/reviews/${asked.id}`)
    const text = await page.text()
    expect(page.status()).toBe(200)
    expect(text).toContain(own)
    expect(text).not.toContain('<textarea')
    const help = await (await peer.get(`/api/reviews/${asked.id}/help`)).json()
    expect(help).toEqual({ texts: [], hidden: [], lastPacket: null })
    expect((await peer.get(`/team/${asked.subject}`)).status()).toBe(404)
    expect((await peer.get(`/reviews/share/${asked.participant}`)).status()).toBe(404)
  })
  const late = await save(peer, asked.id, 'After I was taken out')
  expect([403, 404, 409]).toContain(late.status())
  await rows(`UPDATE reviews SET status = 'DRAFT', version = version + 1 WHERE id = $1`, [asked.id])
})

test('A07 a manager of yesterday finds no packet a moment after the transfer', async () => {
  const url = `/reviews/packets/${world.sharedPacket}`
  const noor = await as('otherManager')
  expect((await noor.get(url)).status()).toBe(404)
  await moveSam(PERSONAS.otherManager)
  try {
    expect((await noor.get(url)).status()).toBe(200)
  } finally {
    await moveSam(PERSONAS.mgr)
  }
  expect((await noor.get(url)).status()).toBe(404)
  expect(await statusOf(await visit(noor, url, { headers: STREAM }))).toBe(404)
})

test('A14 every page and route is refused to each wrong relation, in each form that it has', async () => {
  test.setTimeout(600_000)
  const wrong: string[] = []
  const tries = [...Object.values(PAGES), ...Object.values(ROUTES)].flatMap((rule) => {
    if ('method' in rule && rule.method !== 'GET') return []
    const forms = 'method' in rule ? [HEAD] : [HEAD, { headers: STREAM }, { headers: PREFETCH }]
    return rule
      .visits(world)
      .flatMap((page) =>
        allBut(...page.for).flatMap((persona) => forms.map((form) => ({ page, persona, form }))),
      )
  })
  await unchanged(() =>
    eachOf(tries, async ({ page, persona, form }) => {
      const answer = await visit(await as(persona), page.url, form)
      const isFrame = 'headers' in form && form.headers === PREFETCH
      const isRefused = (await statusOf(answer)) === (page.refusedWith ?? 404) || isFrame
      if (!isRefused || (await answer.text()).includes('canary-'))
        wrong.push(`${JSON.stringify(form)} ${page.url} as ${persona}: ${answer.status()}`)
    }),
  )
  expect(tries.length).toBeGreaterThan(500)
  expect(wrong).toEqual([])
})

test('A16 one foreign id spoils the whole choice of peers', async () => {
  const peers = await rows<{ id: string }>(
    `SELECT id FROM people WHERE is_active AND id <> $1 AND email NOT IN ($2, $3) ORDER BY id LIMIT 8`,
    [world.sam, PERSONAS.mgr, PERSONAS.peer],
  )
  const choice = (ids: string[]): [string, string][] => [
    ['participantId', world.participant],
    ...ids.map((id): [string, string] => ['personIds[]', id]),
  ]
  await unchanged(async () => {
    const good = peers.map(({ id }) => id)
    for (const foreign of [randomUUID(), world.sam, 'not-an-id', world.participant]) {
      const answer = await act('mgr', 'choosePeersAction', { form: choice([...good, foreign]) })
      expect(answer.code, foreign).toMatch(/^(INVALID|NOT_FOUND|CONFLICT)$/)
    }
  })
})

async function allMissing(persona: Persona, urls: string[]): Promise<void> {
  for (const url of urls) {
    for (const headers of [{}, STREAM]) {
      const answer = await visit(await as(persona), url, { headers })
      expect(await statusOf(answer), url).toBe(404)
      expect(await answer.text(), url).not.toMatch(/canary-(draft|submission|packet)s-/)
    }
  }
}

function save(client: Awaited<ReturnType<typeof as>>, reviewId: string, text: string) {
  return client.put(`/api/drafts/${reviewId}/summary`, {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    data: { saveId: randomUUID(), baseVersion: 0, body: { text, ratings: {} } },
  })
}

/** As a transfer leaves it: one open line, and the chain of today. */
async function moveSam(managerEmail: string): Promise<void> {
  await rows('BEGIN')
  await rows(
    `UPDATE reporting_lines SET manager_id = (SELECT id FROM people WHERE email = $2)
     WHERE person_id = $1 AND to_on IS NULL`,
    [world.sam, managerEmail],
  )
  await rows('DELETE FROM org_closure WHERE person_id = $1', [world.sam])
  await rows(
    `INSERT INTO org_closure (manager_id, person_id, depth)
     WITH RECURSIVE up AS (
       SELECT manager_id, 1 AS depth FROM reporting_lines WHERE person_id = $1 AND to_on IS NULL
       UNION ALL SELECT l.manager_id, up.depth + 1 FROM up
       JOIN reporting_lines l ON l.person_id = up.manager_id AND l.to_on IS NULL)
     SELECT manager_id, $1, depth FROM up`,
    [world.sam],
  )
  await rows('COMMIT')
}

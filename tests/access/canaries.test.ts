import { type APIRequestContext, expect, test } from '@playwright/test'
import { writeFigures } from '../support/figures'
import { PERSONAS } from '../support/personas'
import { COOKIE, closeProductDatabase, rows, sessionOf } from '../support/product'
import { type Canary, EVERYBODY_HERE, mayRead, plantCanaries, type Reader } from './canary'
import { PAGES } from './inventory'
import { appointPowers, dismissPowers } from './powers'
import { ROUTES } from './route-inventory'
import { readWorld, type World } from './world'

const READERS = [...Object.values(PERSONAS), 'jonas.weber@example.org', 'leila.haidari@example.org']
/** Of these people every review, packet and page is asked for by its address. */
const SUBJECTS = ['sam.lindqvist', 'priya.raman', 'wei.zhang', 'leila.haidari', 'jonas.weber']
const MOST_PAGES = 220
const HANDS = 6
const FORMS: Record<string, string>[] = [{}, { RSC: '1' }]

/** Heads of peer feedback where its writer is named, on the pages of a packet in the making. */
const NAMES_A_PEER = /Peer feedback by |>From \p{Lu}|"From \p{Lu}/u

type Sight = { url: string; token: string }

test.afterAll(closeProductDatabase)

test('B17 nobody meets a text that is not theirs to read, on any page they can find', async ({
  playwright,
  baseURL,
}) => {
  test.setTimeout(900_000)
  const world = await readWorld()
  const canaries = await plantCanaries(world.runningCycle)
  const draft = await writeDraft(world)
  const byToken = new Map([...canaries, draft].map((canary) => [canary.token, canary]))
  const start = await startingAddresses(world)
  const wrong: string[] = []
  const met = new Map<string, number>()
  const leaders = await managersOf(world)
  let [pages, named] = [0, 0]
  const powers = await appointPowers()
  const readers = [...READERS, powers.auditor, powers.hrOut, powers.ladderAdmin, powers.deleg]
  for (const email of readers) {
    const client = await clientOf(email)
    const actor = await actorOf(email)
    const crawl = await crawlAll(client, start)
    pages += crawl.pages
    for (const { url, token } of crawl.sights) {
      const canary = byToken.get(token)
      if (!canary || !mayRead(canary, actor)) wrong.push(`${email} met ${token} at ${url}`)
      else met.set(canary.kind, (met.get(canary.kind) ?? 0) + 1)
    }
    for (const url of crawl.naming) {
      const manager = leaders.get(url.split('/')[3]?.slice(0, 36) ?? '')
      if (manager !== undefined && manager !== actor.id) wrong.push(`${email} met names at ${url}`)
      else named += 1
    }
    await client.dispose()
  }
  await dismissPowers(powers)
  console.log(
    `canaries: ${byToken.size} words looked for on ${pages} pages as ${readers.length} people; met where allowed:`,
    Object.fromEntries(met),
  )
  writeFigures('canaries', { 'canaries looked for': byToken.size, 'bodies of pages read': pages })
  expect([...new Set(wrong)].sort()).toEqual([])
  expect([...met.keys()].sort()).toEqual(['draft', 'manager', 'packet', 'peer', 'self'])
  expect(named).toBeGreaterThan(0)

  async function clientOf(email: string): Promise<APIRequestContext> {
    const token = await sessionOf(email)
    return playwright.request.newContext({
      baseURL,
      extraHTTPHeaders: { Cookie: `${COOKIE}=${token}`, Origin: baseURL ?? '' },
    })
  }

  /** Maya begins the review of Sam through the product's own route. */
  async function writeDraft({ managerReview, sam, maya }: World): Promise<Canary> {
    const client = await clientOf(PERSONAS.mgr)
    const [old] = await rows<{ version: number }>(
      `SELECT version FROM drafts WHERE review_id = $1 AND section = 'summary'`,
      [managerReview],
    )
    const token = 'canary-begun-about-sam'
    const answer = await client.put(`/api/drafts/${managerReview}/summary`, {
      data: {
        saveId: crypto.randomUUID(),
        baseVersion: old?.version ?? 0,
        body: { text: `Not ready to be read: ${token}`, ratings: {} },
      },
    })
    expect(answer.status()).toBe(200)
    await client.dispose()
    const kin = { subjectId: sam, teamId: null, authorId: maya, managerId: maya, skipId: null }
    return { ...kin, token, kind: 'draft', isShared: false }
  }
})

async function actorOf(email: string) {
  const [actor] = await rows<Reader>(
    `SELECT id, (SELECT coalesce(g.scope_team_id::text, $2) FROM role_grants g
       WHERE g.person_id = people.id AND g.role = 'HR_PARTNER') AS "hrOf"
     FROM people WHERE email = $1`,
    [email, EVERYBODY_HERE],
  )
  if (!actor) throw new Error(`${email} is not here.`)
  return actor
}

/** Who leads each participant: before sharing, the names of named peers are theirs alone. */
async function managersOf({ runningCycle }: World): Promise<Map<string, string>> {
  const unshared = await rows<{ id: string; managerId: string }>(
    `SELECT p.id, w.author_id AS "managerId" FROM participants p
     JOIN contribution_windows w ON w.participant_id = p.id AND w.role = 'PRIMARY' AND w.is_open
     WHERE p.cycle_id = $1 AND NOT EXISTS (SELECT 1 FROM packets k WHERE k.participant_id = p.id)`,
    [runningCycle],
  )
  return new Map(unshared.map(({ id, managerId }) => [id, managerId]))
}

async function startingAddresses(world: World): Promise<string[]> {
  const emails = SUBJECTS.map((name) => `${name}@example.org`)
  const ids = async (sql: string) => (await rows<{ id: string }>(sql, [emails])).map(({ id }) => id)
  const of = 'JOIN people e ON e.id = x.subject_id WHERE e.email = ANY($1)'
  const reviews = await ids(
    `SELECT x.id FROM reviews x ${of} AND x.cycle_id = '${world.runningCycle}'`,
  )
  const submissions = await ids(
    `SELECT x.id FROM submissions x ${of} AND x.cycle_id = '${world.runningCycle}'`,
  )
  const packets = await ids(`SELECT x.id FROM packets x ${of}`)
  const people = await ids('SELECT id FROM people WHERE email = ANY($1)')
  const participants = await ids(
    'SELECT x.id FROM participants x JOIN people e ON e.id = x.person_id WHERE e.email = ANY($1)',
  )
  const known = [...Object.values(PAGES), ...Object.values(ROUTES)]
    .filter((rule) => !('method' in rule) || rule.method === 'GET')
    .flatMap((rule) => rule.visits(world).map(({ url }) => url))
  return [
    ...known,
    ...reviews.flatMap((id) => [`/reviews/${id}`, `/api/reviews/${id}/help`]),
    ...submissions.map((id) => `/reviews/revisions/${id}`),
    ...packets.map((id) => `/reviews/packets/${id}`),
    ...people.flatMap((id) =>
      ['', '/growth', '/growth/why?open=all'].map((end) => `/team/${id}${end}`),
    ),
    ...participants.flatMap((id) =>
      ['', '?view=submissions'].map((end) => `/reviews/share/${id}${end}`),
    ),
    '/me/why?open=all',
  ]
}

/** Each address and what it links to, as a page and as the stream that the browser asks for. */
async function crawlAll(client: APIRequestContext, start: string[]) {
  const queue = [...new Set(start)]
  const known = new Set(queue)
  const sights: Sight[] = []
  const naming = new Set<string>()
  let pages = 0
  const work = async () => {
    for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
      for (const headers of FORMS) {
        const text = await (await client.get(url, { headers })).text()
        pages += 1
        if (NAMES_A_PEER.test(text)) naming.add(url)
        for (const [token] of text.matchAll(/canary-[a-z]+-[a-z0-9-]+/g))
          sights.push({ url, token })
        for (const link of linksIn(text)) {
          if (known.has(link) || known.size >= MOST_PAGES) continue
          known.add(link)
          queue.push(link)
        }
      }
    }
  }
  await Promise.all(Array.from({ length: HANDS }, work))
  return { pages, sights, naming }
}

function linksIn(text: string): string[] {
  const links = [...text.matchAll(/href="(\/[^"#]*)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  )
  return links.filter((link) => !/^\/(_next|sign-)|[?&](sort|cursor)=/.test(link))
}

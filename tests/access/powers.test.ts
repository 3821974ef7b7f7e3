import { type APIRequestContext, type APIResponse, expect, test } from '@playwright/test'
import { writeFigures } from '../support/figures'
import { EVERYBODY, PERSONAS, type Persona } from '../support/personas'
import { COOKIE, closeProductDatabase, leavesAsItWas, rows, sessionOf } from '../support/product'
import { PAGES } from './inventory'
import { appointPowers, dismissPowers, opensByPower, POWERS, type Power } from './powers'
import { readWorld, type World } from './world'

type Visitor = Persona | Power | 'anon'

const HANDS = 6
const OF_OTHERS = /Lindqvist|Zhang|canary-/
/** Each way in which the browser asks for a page, or somebody might. */
const VARIANTS: {
  name: string
  method?: 'HEAD'
  suffix?: string
  headers: Record<string, string>
}[] = [
  { name: 'the stream', headers: { RSC: '1' } },
  { name: '.rsc', suffix: '.rsc', headers: {} },
  { name: 'a prefetch', headers: { RSC: '1', 'next-router-prefetch': '1' } },
  { name: 'a purpose', headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch' } },
  { name: 'HEAD', method: 'HEAD', headers: {} },
]

const clients = new Map<Visitor, APIRequestContext>()
let chosen: Record<Power, string>
let world: World
let requests = 0
let refused = 0

test.beforeAll(async ({ playwright, baseURL }) => {
  const tokens = new Map<Visitor, string | null>([['anon', null]])
  for (const persona of EVERYBODY) tokens.set(persona, await sessionOf(PERSONAS[persona]))
  chosen = await appointPowers()
  for (const power of POWERS) tokens.set(power, await sessionOf(chosen[power]))
  for (const [who, token] of tokens) {
    const extraHTTPHeaders: Record<string, string> = token ? { Cookie: `${COOKIE}=${token}` } : {}
    clients.set(who, await playwright.request.newContext({ baseURL, extraHTTPHeaders }))
  }
  world = await readWorld()
})

test.afterAll(async () => {
  await dismissPowers(chosen)
  writeFigures('powers', {
    'requests made': requests,
    'refused requests for pages, with the checksum unchanged': refused,
  })
  for (const client of clients.values()) await client.dispose()
  await closeProductDatabase()
})

test('a power opens its own pages and nothing of people', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  await eachVisit(async ({ page, op, url, isForAll, refusedWith }) => {
    for (const power of POWERS) {
      const status = (await ask(power, url)).status()
      const isOpen = power !== 'deactivated' && (isForAll || opensByPower(power, { page, op, url }))
      const expected = power === 'deactivated' ? 307 : isOpen ? 200 : refusedWith
      if (status !== expected) wrong.push(`${url} as ${power}: ${status}, not ${expected}`)
    }
  })
  expect(wrong).toEqual([])
})

test('whoever is refused a page is refused it in every form, and nothing changes', async () => {
  test.setTimeout(900_000)
  const isAsItWas = await leavesAsItWas(async () => {
    const wrong: string[] = []
    await eachVisit(async ({ url, open }) => {
      for (const who of clients.keys()) {
        if (open.includes(who)) continue
        const html = await ask(who, url)
        // A power may open what the ordinary personas may not: the test before this one says what.
        if (html.status() === 200 && POWERS.some((power) => power === who)) continue
        refused += 1
        for (const variant of VARIANTS) {
          const leak = await leakOf(await ask(who, url, variant), who)
          refused += 1
          if (leak) wrong.push(`${url} as ${who} by ${variant.name}: ${leak}`)
        }
      }
    })
    expect(wrong).toEqual([])
  })
  expect(isAsItWas).toBe(true)
})

const STATES = [
  { name: 'S', cycle: 'MANAGER_WRITING', status: 'ACTIVE' },
  { name: 'L', cycle: 'SHARING', status: 'ACTIVE' },
  { name: 'R', cycle: 'SHARING', status: 'SHARED' },
  { name: 'A', cycle: 'SHARING', status: 'ACKNOWLEDGED' },
  { name: 'A, closed', cycle: 'CLOSED', status: 'FINAL' },
  { name: 'Z', cycle: 'ARCHIVED', status: 'SHARED' },
  { name: 'Z, never shared', cycle: 'ARCHIVED', status: 'ACTIVE' },
]

test('in every state of the review the same people are kept out', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  const [cycle] = await rows<{ state: string }>('SELECT state FROM cycles WHERE id = $1', [
    world.runningCycle,
  ])
  const [own] = await rows<{ status: string }>('SELECT status FROM participants WHERE id = $1', [
    world.participant,
  ])
  const { participant, managerReview, selfReview, peerReview } = world
  const objects: [string, readonly Visitor[]][] = [
    [`/reviews/share/${participant}`, ['mgr', 'skip', 'hr']],
    [`/reviews/${managerReview}`, ['mgr']],
    [`/reviews/${selfReview}`, ['subj']],
    [`/reviews/${peerReview}`, ['peer']],
  ]
  try {
    for (const state of STATES) {
      await put(state.cycle, state.status)
      for (const [url, open] of objects) {
        for (const who of clients.keys()) {
          if (open.includes(who)) continue
          const status = (await ask(who, url)).status()
          const expected = who === 'anon' || who === 'deactivated' ? 307 : 404
          refused += 1
          if (status !== expected) wrong.push(`${url} in ${state.name} as ${who}: ${status}`)
        }
      }
    }
  } finally {
    await put(cycle?.state ?? 'SHARING', own?.status ?? 'ACTIVE')
  }
  expect(wrong).toEqual([])

  // As nobody can in the product, where a review comes to its states one after the other.
  async function put(cycleState: string, status: string): Promise<void> {
    await rows('SET session_replication_role = replica')
    await rows('UPDATE cycles SET state = $2::"CycleState" WHERE id = $1', [
      world.runningCycle,
      cycleState,
    ])
    await rows('UPDATE participants SET status = $2::"ParticipantStatus" WHERE id = $1', [
      world.participant,
      status,
    ])
    await rows('SET session_replication_role = origin')
  }
})

type PageVisit = {
  page: string
  op: string
  url: string
  open: readonly Visitor[]
  isForAll: boolean
  refusedWith: number
}

/** Some at a time, for one process answers them all. */
async function eachVisit(work: (visit: PageVisit) => Promise<void>): Promise<void> {
  const queue = Object.entries(PAGES).flatMap(([page, { op, visits }]) =>
    visits(world).map((visit) => ({
      ...{ page, op, url: visit.url, open: visit.for },
      isForAll: EVERYBODY.every((persona) => visit.for.includes(persona)),
      refusedWith: visit.refusedWith ?? 404,
    })),
  )
  const hand = async () => {
    for (let visit = queue.shift(); visit; visit = queue.shift()) await work(visit)
  }
  await Promise.all(Array.from({ length: HANDS }, hand))
}

async function ask(
  who: Visitor,
  url: string,
  {
    method = 'GET',
    suffix = '',
    headers = {},
  }: Partial<{ method: string; suffix: string; headers: Record<string, string> }> = {},
): Promise<APIResponse> {
  const client = clients.get(who)
  if (!client) throw new Error(`${who} is not here.`)
  requests += 1
  const [path = '', query] = url.split('?')
  const address = `${path}${suffix}${query ? `?${query}` : ''}`
  return client.fetch(address, { method, headers, maxRedirects: 0 })
}

/** What is wrong with an answer to somebody who is refused; null when nothing is. */
async function leakOf(answer: APIResponse, who: Visitor): Promise<string | null> {
  const body = await answer.text()
  const isOwnName = who === 'subj' || who === 'colleague'
  if (!isOwnName && OF_OTHERS.test(body)) return `${answer.status()} with what is of others`
  if (answer.status() !== 200) return null
  // A stream that has begun says in itself that there is nothing; a prefetch holds the frame alone.
  const isRefused = /NEXT_HTTP_ERROR_FALLBACK|NEXT_REDIRECT/.test(body)
  return isRefused || !/<main|"main"/.test(body) ? null : '200 with a page'
}

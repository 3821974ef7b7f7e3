import { type APIRequestContext, expect, test } from '@playwright/test'
import { writeFigures } from '../support/figures'
import { CALIBRATORS, type Calibrator, PERSONAS, type Persona } from '../support/personas'
import { COOKIE, closeProductDatabase, leavesAsItWas, rows, sessionOf } from '../support/product'
import { visit } from './attacks/desk'
import { type Seated, seatCalibrators, unseatCalibrators } from './calibrators'
import { plantCanaries } from './canary'
import { readWorld } from './world'

type Who = Calibrator | Persona | 'author'

const FORMS: readonly { suffix: string; headers: Record<string, string> }[] = [
  { suffix: '', headers: {} },
  { suffix: '', headers: { RSC: '1' } },
  { suffix: '.rsc', headers: {} },
]
const STATES = [
  { cycle: 'MANAGER_WRITING', opens: false },
  { cycle: 'CALIBRATION', opens: true },
  { cycle: 'SHARING', opens: true },
  { cycle: 'CLOSED', opens: false },
  { cycle: 'ARCHIVED', opens: false },
]

const clients = new Map<Who, APIRequestContext>()
let cycleId: string
let seated: Seated
let requests = 0

test.beforeAll(async ({ playwright, baseURL }) => {
  cycleId = (await readWorld()).runningCycle
  seated = await seatCalibrators(cycleId)
  const emails: [Who, string][] = [
    ...CALIBRATORS.map((who): [Who, string] => [who, seated.emails[who]]),
    ...(['hr', 'admin', 'stranger'] as const).map((who): [Who, string] => [who, PERSONAS[who]]),
    ['author', await managerOf(seated.subject.id)],
  ]
  for (const [who, email] of emails) {
    const extraHTTPHeaders = { Cookie: `${COOKIE}=${await sessionOf(email)}` }
    clients.set(who, await playwright.request.newContext({ baseURL, extraHTTPHeaders }))
  }
})

test.afterAll(async () => {
  await unseatCalibrators()
  writeFigures('calibration', { 'requests made': requests })
  for (const client of clients.values()) await client.dispose()
  await closeProductDatabase()
})

test('each seat opens its own session and what is in it, and nothing else', async () => {
  const { open, locked, other, subject, self } = seated
  const reading = (session: string, participant: string) => `/calibration/${session}/${participant}`
  const cases: [string, readonly Who[]][] = [
    [`/calibration/${open}`, ['calib_in', 'calib_facil', 'calib_self', 'hr']],
    [`/calibration/${locked}`, ['calib_facil', 'hr']],
    [`/calibration/${other}`, ['calib_other', 'hr']],
    [reading(open, subject.id), ['calib_in', 'calib_facil', 'calib_self', 'hr']],
    [reading(open, self.id), ['calib_in', 'calib_facil', 'hr']],
    [reading(other, subject.id), []],
    [`/cycles/${cycleId}/calibration`, ['hr', 'admin']],
    [`/cycles/${cycleId}/calibration/${open}`, ['hr', 'admin']],
    [`/reviews/share/${subject.id}`, ['author', 'hr']],
    [`/team/${subject.personId}/growth`, ['author', 'hr']],
  ]
  const isAsItWas = await leavesAsItWas(async () => {
    const wrong: string[] = []
    for (const [url, opens] of cases) {
      for (const who of clients.keys()) {
        const { status } = await ask(who, url)
        if (status !== (opens.includes(who) ? 200 : 404)) wrong.push(`${url} as ${who}: ${status}`)
        if (opens.includes(who)) continue
        for (const form of FORMS.slice(1)) {
          const { text } = await ask(who, url, form)
          if (text.includes(subject.name)) wrong.push(`${url} as ${who} in another form: the name`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
  expect(isAsItWas).toBe(true)
})

test('B17 calibrators meet what was handed in, no draft and no name of a peer', async () => {
  const { open, subject } = seated
  const canaries = await plantCanaries(cycleId)
  const own = canaries.filter(({ subjectId }) => subjectId === subject.personId)
  const tokens = (kind: string) => own.filter((one) => one.kind === kind).map(({ token }) => token)
  const peers = await rows<{ name: string }>(
    `SELECT a.name FROM reviews r JOIN people a ON a.id = r.author_id
     WHERE r.participant_id = $1 AND r.direction = 'PEER'`,
    [subject.id],
  )
  expect(peers.length).toBeGreaterThan(0)
  for (const who of ['calib_in', 'calib_facil'] as const) {
    for (const form of FORMS.slice(0, 2)) {
      const { text } = await ask(who, `/calibration/${open}/${subject.id}`, form)
      for (const kind of ['manager', 'peer', 'self']) {
        expect(tokens(kind).length).toBeGreaterThan(0)
        for (const token of tokens(kind)) expect(text).toContain(token)
      }
      for (const token of tokens('draft')) expect(text).not.toContain(token)
      for (const { name } of peers) expect(text).not.toContain(name)
      const met = [...new Set(text.match(/canary-\w+-\w+/g) ?? [])]
      expect(met.every((token) => own.some((one) => one.token === token))).toBe(true)
    }
    for (const url of ['/', '/calibration', `/calibration/${open}`, '/reviews', '/team']) {
      expect((await ask(who, url)).text).not.toContain('canary-')
    }
  }
})

test('A09 a calibrator finds their own row nowhere: no link, no number, no word in any form', async () => {
  const { open, self, subject } = seated
  for (const form of FORMS.slice(0, 2)) {
    const { text } = await ask('calib_self', `/calibration/${open}`, form)
    expect(text).toContain(subject.id)
    expect(text).not.toContain(self.id)
    const own = await ask('calib_self', `/calibration/${open}/${self.id}`, form)
    expect(own.text).not.toContain('canary-')
  }
  expect((await ask('calib_self', `/calibration/${open}/${self.id}`)).status).toBe(404)
  expect(peopleIn((await ask('calib_self', '/calibration')).text)).toEqual([1])
  expect(peopleIn((await ask('calib_in', '/calibration')).text)).toEqual([2])
  expect((await ask('calib_self', `/reviews/share/${self.id}`)).status).toBe(404)
})

test('a seat opens from the deadline of the managers until the lock or the end', async () => {
  const { open, subject } = seated
  const [before] = await rows<{ state: string }>('SELECT state FROM cycles WHERE id = $1', [
    cycleId,
  ])
  const wrong: string[] = []
  try {
    for (const { cycle, opens } of STATES) {
      await put(cycle)
      for (const who of ['calib_in', 'calib_facil', 'calib_self'] as const) {
        const { status } = await ask(who, `/calibration/${open}/${subject.id}`)
        if (status !== (opens ? 200 : 404)) wrong.push(`${cycle} as ${who}: ${status}`)
      }
    }
    await put('SHARING')
    await rows(
      `UPDATE calibration_sessions SET state = 'LOCKED', locked_at = now() WHERE id = $1`,
      [open],
    )
    for (const who of ['calib_in', 'calib_facil', 'calib_self'] as const) {
      const { status } = await ask(who, `/calibration/${open}/${subject.id}`)
      if (status !== 404) wrong.push(`locked as ${who}: ${status}`)
    }
  } finally {
    await put(before?.state ?? 'SHARING')
  }
  expect(wrong).toEqual([])

  // As nobody can in the product, where a cycle goes through its stages one after the other.
  async function put(state: string): Promise<void> {
    await rows('SET session_replication_role = replica')
    await rows('UPDATE cycles SET state = $2::"CycleState" WHERE id = $1', [cycleId, state])
    await rows('SET session_replication_role = origin')
  }
})

async function ask(
  who: Who,
  url: string,
  { suffix, headers }: (typeof FORMS)[number] = FORMS[0] ?? { suffix: '', headers: {} },
): Promise<{ status: number; text: string }> {
  const client = clients.get(who)
  if (!client) throw new Error(`${who} is not here.`)
  requests += 1
  const answer = await visit(client, `${url}${suffix}`, { headers })
  return { status: answer.status(), text: await answer.text() }
}

/** The numbers of people in the table of somebody's sessions. */
function peopleIn(html: string): number[] {
  return [...html.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, number]) => Number(number))
}

async function managerOf(participantId: string): Promise<string> {
  const [manager] = await rows<{ email: string }>(
    `SELECT m.email FROM contribution_windows w JOIN people m ON m.id = w.author_id
     WHERE w.participant_id = $1 AND w.role = 'PRIMARY' AND w.is_open`,
    [participantId],
  )
  return manager?.email ?? ''
}

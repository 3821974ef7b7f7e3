import { existsSync, readFileSync } from 'node:fs'
import { type APIRequestContext, type APIResponse, expect, request } from '@playwright/test'
import { type ActionAnswer, callAction } from '../../support/action-call'
import { PERSONAS, type Persona } from '../../support/personas'
import { COOKIE, closeProductDatabase, leavesAsItWas, rows, sessionOf } from '../../support/product'

export type Who = Persona | 'anon'
export type ActionEntry = { id: string; name: string; file: string }

export const PORT = Number(process.env.RUNG_TEST_PORT ?? 3200)
export const ORIGIN = `http://localhost:${PORT}`

const clients = new Map<string, Promise<APIRequestContext>>()
const tokens = new Map<string, Promise<string>>()

/** A client that is signed in as this persona, or as whoever has this address; it sends no origin. */
export function as(who: Who | `${string}@${string}`): Promise<APIRequestContext> {
  const known = clients.get(who)
  if (known) return known
  const opened = open(who)
  clients.set(who, opened)
  return opened
}

/** The session of this persona, for requests that are made by hand. */
export function tokenOf(who: Persona | `${string}@${string}`): Promise<string> {
  const known = tokens.get(who)
  if (known) return known
  const made = sessionOf(emailOf(who))
  tokens.set(who, made)
  return made
}

export async function closeDesk(): Promise<void> {
  for (const client of clients.values()) await (await client).dispose()
  clients.clear()
  tokens.clear()
  await closeProductDatabase()
}

/** Calls an action of the build by its exported name, from our own origin unless another is given. */
export async function act(
  who: Who | `${string}@${string}`,
  name: string,
  sent: Partial<Omit<Parameters<typeof callAction>[1], 'id'>> = {},
): Promise<ActionAnswer> {
  return callAction(await as(who), { id: actionId(name), origin: ORIGIN, ...sent })
}

/**
 * What a page answers to the router: Next sends a request for its stream once more to an address
 * that holds a hash of the headers, and only there decides.
 */
export async function visit(
  client: APIRequestContext,
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<APIResponse> {
  const first = await client.fetch(url, { method, headers, maxRedirects: 0 })
  const next = first.headers().location ?? ''
  if (first.status() !== 307 || !/[?&]_rsc\b/.test(next)) return first
  return client.fetch(next, { method, headers, maxRedirects: 0 })
}

/** The status that a person sees: Next sends the stream of a missing page with 200 and tells within. */
export async function statusOf(answer: APIResponse): Promise<number> {
  const within = /NEXT_HTTP_ERROR_FALLBACK;(\d{3})/.exec(await answer.text())?.[1]
  return answer.status() === 200 && within ? Number(within) : answer.status()
}

/** Runs an attack; nothing may be different afterwards, and so many refusals are on record. */
export async function unchanged(
  work: () => Promise<unknown>,
  expected?: number | { atLeast: number },
): Promise<void> {
  const before = await refusals()
  expect(await leavesAsItWas(work), 'the database is as it was').toBe(true)
  const added = (await refusals()) - before
  if (typeof expected === 'number') expect(added, 'refusals on record').toBe(expected)
  if (typeof expected === 'object') expect(added).toBeGreaterThanOrEqual(expected.atLeast)
}

export async function refusals(): Promise<number> {
  const [row] = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events
     WHERE decision = 'deny' AND action <> 'edge.refuse'`,
  )
  return row?.count ?? 0
}

const JOURNEYS = [
  ...['aisha.bello', 'ines.castro', 'yuki.tanaka', 'tomas.herrera', 'leila.haidari', 'mei.tan'],
  ...['odd.nilsen', 'henrik.dahl', 'devika.menon', 'chidi.eze', 'jonas.weber', 'amara.nwosu'],
].map((name) => `${name}@example.org`)

/** A review of the running cycle that nobody has begun, of people whom no journey needs as they are. */
export function untouchedReview(direction: 'PEER' | 'MANAGER') {
  type Review = {
    id: string
    email: `${string}@${string}`
    subject: string
    participant: string
  }
  return row<Review>(
    `SELECT r.id, a.email, r.subject_id AS subject, r.participant_id AS participant FROM reviews r
     JOIN cycles c ON c.id = r.cycle_id AND c.state = 'SHARING'
     JOIN people a ON a.id = r.author_id JOIN people s ON s.id = r.subject_id
     WHERE r.direction = $1::"Direction" AND r.status = 'NOT_STARTED' AND a.is_active
       AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.review_id = r.id)
       AND NOT (ARRAY[a.email, s.email] && $2::text[]) ORDER BY r.id LIMIT 1`,
    [direction, [...JOURNEYS, ...Object.values(PERSONAS)]],
  )
}

let known: ActionEntry[] | undefined

export function actions(): ActionEntry[] {
  known ??= Object.entries(
    manifest<{ node: Record<string, { filename: string; exportedName: string }> }>(
      'server-reference-manifest.json',
    ).node,
  ).map(([id, { filename, exportedName }]) => ({ id, name: exportedName, file: filename }))
  return known
}

export function actionId(name: string): string {
  const found = actions().find((action) => action.name === name)
  if (!found) throw new Error(`The build has no action ${name}.`)
  return found.id
}

export function manifest<T>(name: string): T {
  const file = ['.next/server', '.next/standalone/.next/server']
    .map((folder) => `${folder}/${name}`)
    .find(existsSync)
  if (!file) throw new Error(`The build has no ${name}.`)
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

/** The one row that there has to be. */
export async function row<Row extends object>(sql: string, values: unknown[] = []): Promise<Row> {
  const [found] = await rows<Row>(sql, values)
  if (!found) throw new Error(`The demonstration organisation has no row for: ${sql}`)
  return found
}

async function open(who: Who | `${string}@${string}`): Promise<APIRequestContext> {
  const cookie: Record<string, string> =
    who === 'anon' ? {} : { Cookie: `${COOKIE}=${await tokenOf(who)}` }
  return request.newContext({ baseURL: ORIGIN, extraHTTPHeaders: cookie, maxRedirects: 0 })
}

function emailOf(who: Persona | `${string}@${string}`): string {
  return who.includes('@') ? who : PERSONAS[who as Persona]
}

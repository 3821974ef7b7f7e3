import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** The product that Playwright has started, seen from behind: its database and live sessions in it. */
export const PRODUCT_DATA = process.env.RUNG_TEST_DATA ?? '.data/browser-tests'
export const COOKIE = 'rung.sid'

let opened: Promise<pg.Client> | undefined

/** As the server's superuser, whom row-level security does not stop: for checking, never for the product. */
export function productDatabase(): Promise<pg.Client> {
  opened ??= connect()
  return opened
}

export async function closeProductDatabase(): Promise<void> {
  const client = await opened
  opened = undefined
  await client?.end()
}

export async function rows<Row extends object>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = await productDatabase()
  return (await client.query<Row>(sql, values)).rows
}

/** Opens a session without the form; one journey uses the real one. */
export async function sessionOf(email: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const made = await rows<{ id: string }>(
    `INSERT INTO sessions (id, person_id, ip, agent)
     SELECT $1, id, 'test', 'test' FROM people WHERE email = $2 RETURNING id`,
    [sessionId(token), email],
  )
  if (made.length === 0) throw new Error(`${email} is not in the demonstration organisation.`)
  return token
}

/** What happens to a session when its owner ends it elsewhere, or an administrator does. */
export async function revokeSession(token: string): Promise<void> {
  const ended = await rows(
    'UPDATE sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id',
    [sessionId(token)],
  )
  if (ended.length === 0) throw new Error('There was no such session.')
}

/** The process of the database server. */
export function databaseServer(): number {
  return Number(readFileSync(join(PRODUCT_DATA, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

/** Runs this while no job does; true if the database is afterwards as it was before. */
export async function leavesAsItWas(work: () => Promise<unknown>): Promise<boolean> {
  const jobs = await holdJobs()
  try {
    const before = await checksum()
    await work()
    return (await checksum()) === before
  } finally {
    await jobs.end()
  }
}

/**
 * Lets no job begin until this connection ends. The first round after a start is waited for: it
 * brings up to date what lay still, and would look like the deed of whoever was there meanwhile.
 */
async function holdJobs(): Promise<pg.Client> {
  const client = await connect()
  for (;;) {
    await client.query('BEGIN; LOCK TABLE pgboss.job IN SHARE MODE')
    const { rows: jobs } = await client.query<{ running: number; rounds: number }>(
      `SELECT count(*) FILTER (WHERE state = 'active')::int AS running,
         count(*) FILTER (WHERE state = 'completed' AND name = 'advance-cycles')::int AS rounds
       FROM pgboss.job`,
    )
    if (jobs[0]?.running === 0 && jobs[0].rounds > 0) return client
    await client.query('ROLLBACK')
    await sleep(100)
  }
}

/** One number for everything that a request could have changed, but for the record of requests itself. */
async function checksum(): Promise<string> {
  const tables = await rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
     AND tablename NOT IN ('audit_events', 'audit_seals', 'sessions', 'sign_in_attempts', '_prisma_migrations', 'packet_views')
     ORDER BY 1`,
  )
  const sums: { sum: string | null }[] = []
  for (const { name } of tables) {
    const table = pg.escapeIdentifier(name)
    sums.push(
      ...(await rows<{ sum: string | null }>(
        `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM ${table} t`,
      )),
    )
  }
  return createHash('md5').update(JSON.stringify(sums)).digest('hex')
}

function sessionId(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

async function connect(): Promise<pg.Client> {
  const state = JSON.parse(readFileSync(join(PRODUCT_DATA, 'postgres.json'), 'utf8')) as {
    port: number
    superuserPassword: string
  }
  const client = new pg.Client({
    host: '127.0.0.1',
    port: state.port,
    user: 'postgres',
    password: state.superuserPassword,
    database: 'rung',
  })
  // A server that is killed takes its connections along; the next question opens a new one.
  client.on('error', () => {
    opened = undefined
  })
  await client.connect()
  return client
}

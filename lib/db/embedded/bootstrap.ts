import { realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export const OWNER = 'migrator'
export const DATABASE = 'rung'

/** Waits through start and crash recovery, and makes sure that the answer comes from our data. */
export async function waitUntilReady(url: string, dataDirectory: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (true) {
    try {
      const [row] = await query(url, 'SHOW data_directory')
      if (realpathSync(String(row?.data_directory)) === realpathSync(dataDirectory)) return
      throw new Error('Another PostgreSQL answers on the port of the embedded one.')
    } catch (error) {
      if (!isStillStarting(error) || Date.now() > deadline) throw error
      await sleep(100)
    }
  }
}

/** The owner role and the empty database, once. Strangers to the database may not even connect. */
export async function bootstrap(
  superuserUrl: (database?: string) => string,
  ownerPassword: string,
): Promise<void> {
  const [role] = await query(superuserUrl(), `SELECT 1 FROM pg_roles WHERE rolname = '${OWNER}'`)
  if (!role) {
    const password = pg.escapeLiteral(ownerPassword)
    await query(superuserUrl(), `CREATE ROLE ${OWNER} LOGIN CREATEROLE PASSWORD ${password}`)
  }
  const [row] = await query(
    superuserUrl(),
    `SELECT 1 FROM pg_database WHERE datname = '${DATABASE}'`,
  )
  if (!row) {
    await query(superuserUrl(), `CREATE DATABASE ${DATABASE} OWNER ${OWNER}`)
    await query(superuserUrl(), `REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`)
  }
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

// 57P03: the server is starting up, recovering or shutting down.
function isStillStarting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isTimeout = error instanceof Error && /timeout|terminated/i.test(error.message)
  return isTimeout || ['57P03', 'ECONNREFUSED', 'ECONNRESET'].includes(code)
}

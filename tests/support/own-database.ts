import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { acquireServer, type EmbeddedServer, type RunningServer } from '@/lib/db/embedded/server'
import { migrate } from '@/lib/db/migrate'
import { type AppRole, rolePassword, urlForRole } from '@/lib/db/roles'
import { PRODUCT_DATA } from './product'

const DATABASE = 'rung'

/**
 * A database server of a test's own, so that it can be killed, with a copy of what the shared
 * product holds at this moment.
 */
export class OwnDatabase {
  readonly secret: string
  readonly #server: EmbeddedServer
  readonly #superuser: pg.Pool
  #running: RunningServer

  private constructor(server: EmbeddedServer, secret: string) {
    this.secret = secret
    this.#server = server
    this.#running = server
    this.#superuser = new pg.Pool({ connectionString: server.superuserUrl(DATABASE), max: 2 })
    // The connections that a killed server takes along; the pool makes new ones.
    this.#superuser.on('error', () => undefined)
  }

  static async copyOfProduct(stateDirectory: string): Promise<OwnDatabase> {
    const secret = readFileSync(join(PRODUCT_DATA, 'secret'), 'utf8').trim()
    const product = await acquireServer({ stateDirectory: PRODUCT_DATA })
    const server = await acquireServer({ stateDirectory })
    await migrateAnew(server, secret)
    await copyRows(product.superuserUrl(DATABASE), server.superuserUrl(DATABASE))
    await product.release()
    return new OwnDatabase(server, secret)
  }

  url(role: AppRole): string {
    return urlForRole(this.#running.ownerUrl, role, rolePassword(this.secret, role))
  }

  get ownerUrl(): string {
    return this.#running.ownerUrl
  }

  /** As the superuser, whom row-level security does not stop: to prepare and to check. */
  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#superuser.query<Row>(sql, values)).rows
  }

  async row<Row extends object>(sql: string, values: unknown[] = []): Promise<Row> {
    const [row] = await this.rows<Row>(sql, values)
    if (!row) throw new Error(`Nothing found: ${sql}`)
    return row
  }

  /** Runs the work while a transaction of somebody else holds the rows of this statement. */
  async whileHolding<T>(sql: string, values: unknown[], work: () => Promise<T>): Promise<T> {
    const holder = await this.#superuser.connect()
    try {
      await holder.query('BEGIN')
      const { rowCount } = await holder.query(sql, values)
      if (rowCount === 0) throw new Error(`Nothing to hold: ${sql}`)
      return await work()
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
  }

  /** The whole server at once, without a word to anybody, as when a machine loses its memory. */
  async kill(): Promise<void> {
    const backends = await this.rows<{ pid: number }>('SELECT pid FROM pg_stat_activity')
    for (const pid of [this.#running.pid, ...backends.map((backend) => backend.pid)]) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It had ended by itself.
      }
    }
  }

  /** As `pg_ctl restart -m fast`: whoever is connected is told to go. */
  async restart(): Promise<{ hasMoved: boolean }> {
    const { pid } = this.#running
    process.kill(pid, 'SIGINT')
    while (isAlive(pid)) await pause(20)
    return this.revive()
  }

  async revive(): Promise<{ hasMoved: boolean }> {
    const before = this.#running.port
    this.#running = await this.#server.revive()
    return { hasMoved: this.#running.port !== before }
  }

  async close(): Promise<void> {
    await this.#superuser.end()
    await this.#server.release()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function migrateAnew(server: EmbeddedServer, secret: string): Promise<void> {
  await asSuperuser(server.superuserUrl(DATABASE), async (client) => {
    await client.query('DROP SCHEMA IF EXISTS pgboss CASCADE')
    await client.query('DROP SCHEMA public CASCADE')
    await client.query('CREATE SCHEMA public AUTHORIZATION migrator')
  })
  await migrate({
    ownerUrl: server.ownerUrl,
    passwords: {
      app_web: rolePassword(secret, 'app_web'),
      app_job: rolePassword(secret, 'app_job'),
    },
  })
}

// Triggers and foreign keys rest meanwhile: the rows satisfied them where they come from.
async function copyRows(fromUrl: string, toUrl: string): Promise<void> {
  await asSuperuser(fromUrl, (from) =>
    asSuperuser(toUrl, async (to) => {
      await from.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      await to.query('BEGIN')
      await to.query('SET LOCAL session_replication_role = replica')
      const { rows: tables } = await from.query<{ name: string }>(
        `SELECT quote_ident(tablename) AS name FROM pg_tables
         WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
      )
      await to.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`)
      for (const { name } of tables) await copyTable(from, to, name)
      await to.query('COMMIT')
    }),
  )
}

async function copyTable(from: pg.Client, to: pg.Client, table: string): Promise<void> {
  const { rows } = await from.query<{ all: string | null }>(
    `SELECT jsonb_agg(t)::text AS all FROM ${table} t`,
  )
  await to.query(
    `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`,
    [rows[0]?.all ?? '[]'],
  )
  await to.query(
    `SELECT setval(sequence, (SELECT max((to_jsonb(t) ->> 'id')::bigint) FROM ${table} t))
     FROM (SELECT pg_get_serial_sequence($1, attname) AS sequence FROM pg_attribute
       WHERE attrelid = $1::regclass AND attname = 'id') AS column_id
     WHERE sequence IS NOT NULL AND EXISTS (SELECT 1 FROM ${table})`,
    [table],
  )
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

import pg from 'pg'
import { readMigrations, readSchema } from './migration-files'
import { ensureRoles, grantSchemaReading, type RolePasswords } from './roles'
import { type MigrationList, type SchemaEngine, withSchemaEngine } from './schema-engine'

type HistoryInput = { migrationsList: MigrationList; filters: typeof NO_FILTERS }
export type MigrationReport = { applied: string[]; tookMs: number }

const LOCK_KEY = 7_864_711
// Our migrations grant reading of the history, which the engine's shadow database lacks.
const HISTORY_TABLE = 'CREATE TABLE _prisma_migrations (id text)'
const NO_FILTERS = { externalTables: [], externalEnums: [] }

/**
 * Brings the database up to the migrations of this code: roles first, then every migration that is
 * missing, each in one transaction. Only one process migrates a database at a time; others wait.
 */
export async function migrate({
  ownerUrl,
  passwords,
  directory,
}: {
  ownerUrl: string
  passwords: RolePasswords
  directory?: string
}): Promise<MigrationReport> {
  const startedAt = Date.now()
  return withDatabaseLock(ownerUrl, async (client) => {
    await ensureRoles(client, passwords)
    const applied = await applyMissing(ownerUrl, directory)
    await grantSchemaReading(client)
    return { applied, tookMs: Date.now() - startedAt }
  })
}

/**
 * The SQL that leads from the migrations to the models; empty when they agree. Replays the
 * migrations in a shadow database, so `shadowUrl` belongs to a user with CREATEDB.
 */
export async function missingSql({
  ownerUrl,
  shadowUrl,
  passwords,
}: {
  ownerUrl: string
  shadowUrl: string
  passwords: RolePasswords
}): Promise<string> {
  await withDatabaseLock(ownerUrl, (client) => ensureRoles(client, passwords))
  return withSchemaEngine(shadowUrl, async (engine) => {
    const migrations = { ...readMigrations(), shadowDbInitScript: HISTORY_TABLE }
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: readSchema() },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    })
    const sql = stdout ?? ''
    return sql.startsWith('-- This is an empty migration') ? '' : sql
  })
}

async function applyMissing(ownerUrl: string, directory?: string): Promise<string[]> {
  const input = { migrationsList: readMigrations(directory), filters: NO_FILTERS }
  return withSchemaEngine(ownerUrl, async (engine) => {
    await prepareHistory(engine, input)
    try {
      return (await engine.applyMigrations(input)).appliedMigrationNames
    } catch (error) {
      throw await explain(engine, input, error)
    }
  })
}

// A migration is one transaction, so one that failed or was killed has left nothing: it may run again.
async function prepareHistory(engine: SchemaEngine, input: HistoryInput): Promise<void> {
  const history = await diagnose(engine, input)
  const failed = history.failedMigrationNames
  for (const migrationName of failed) await engine.markMigrationRolledBack({ migrationName })
  const edited = history.editedMigrationNames.find((name) => !failed.includes(name))
  if (!edited) return
  throw new Error(
    `The migration ${edited} was changed after this database had applied it. Put its text back and write a new migration.`,
  )
}

async function explain(engine: SchemaEngine, input: HistoryInput, error: unknown): Promise<Error> {
  const [name] = (await diagnose(engine, input)).failedMigrationNames
  const message = error instanceof Error ? error.message.split('\n   0: ')[0] : String(error)
  const sentence = name ? `The migration ${name} failed and was undone` : 'The migration failed'
  return new Error(`${sentence}: ${message?.replace('external connector error\n', '')}`)
}

function diagnose(engine: SchemaEngine, input: HistoryInput) {
  return engine.diagnoseMigrationHistory({ ...input, optInToShadowDatabase: false })
}

async function withDatabaseLock<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'rung migrate lock',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query("SET lock_timeout = '120s'")
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY])
    await client.query("SET lock_timeout = '3s'")
    return await work(client)
  } finally {
    await client.end()
  }
}

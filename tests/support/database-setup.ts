import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { withFileLock } from '@/lib/db/embedded/lock'
import { isAlive } from '@/lib/db/embedded/postmaster'
import { acquireServer, type EmbeddedServer } from '@/lib/db/embedded/server'
import { ensureGenerated } from '@/lib/db/generate'
import { migrate } from '@/lib/db/migrate'
import { readMigrations } from '@/lib/db/migration-files'
import { rolePassword } from '@/lib/db/roles'

export type TestCluster = {
  superuserUrl: string
  ownerUrl: string
  template: string
  prefix: string
  secret: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testCluster: TestCluster
  }
}

const STATE_DIRECTORY = resolve('.data/test')
const SECRET = 'rung-tests-JXq4vTn8ZbLw2cPy6HdKs9RfMg3e'
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
}

/** A server for tests, and in it a migrated template that every test worker clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  ensureGenerated()
  process.env.RUNG_SECRET ??= SECRET
  const server = await acquireServer({ stateDirectory: STATE_DIRECTORY, settings: SETTINGS })
  const prefix = `test_${process.pid}_`
  const template = await withFileLock(join(STATE_DIRECTORY, 'template.lock'), async () => {
    await dropAbandoned(server)
    return ensureTemplate(server)
  })
  project.provide('testCluster', {
    superuserUrl: server.superuserUrl(),
    ownerUrl: server.ownerUrl,
    template,
    prefix,
    secret: SECRET,
  })
  return async () => {
    await dropDatabases(server, (name) => name.startsWith(prefix))
    await server.release()
  }
}

async function ensureTemplate(server: EmbeddedServer): Promise<string> {
  const { migrationDirectories } = readMigrations()
  const digest = createHash('sha256').update(JSON.stringify(migrationDirectories)).digest('hex')
  const name = `template_${digest.slice(0, 12)}`
  const existing = await listDatabases(server)
  if (existing.includes(name)) return name
  const unfinished = `${name}_unfinished`
  await dropDatabases(server, (other) => other.startsWith('template_'))
  await execute(server, `CREATE DATABASE ${unfinished} OWNER migrator`)
  const ownerUrl = new URL(server.ownerUrl)
  ownerUrl.pathname = `/${unfinished}`
  await migrate({
    ownerUrl: ownerUrl.toString(),
    passwords: {
      app_web: rolePassword(SECRET, 'app_web'),
      app_job: rolePassword(SECRET, 'app_job'),
    },
  })
  await execute(server, `ALTER DATABASE ${unfinished} RENAME TO ${name}`)
  return name
}

// A killed run cannot clean up after itself; its process id is in the names of its databases.
async function dropAbandoned(server: EmbeddedServer): Promise<void> {
  await dropDatabases(server, (name) => {
    const pid = /^test_(\d+)_/.exec(name)?.[1]
    return pid !== undefined && !isAlive(Number(pid))
  })
}

async function dropDatabases(
  server: EmbeddedServer,
  matches: (name: string) => boolean,
): Promise<void> {
  for (const name of (await listDatabases(server)).filter(matches)) {
    await execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
}

async function listDatabases(server: EmbeddedServer): Promise<string[]> {
  const rows = await execute(server, 'SELECT datname FROM pg_database')
  return rows.map((row) => String(row.datname))
}

async function execute(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(server.superuserUrl())
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

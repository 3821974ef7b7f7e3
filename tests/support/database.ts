import pg from 'pg'
import { inject } from 'vitest'
import { createDatabase, type Database, type Transaction } from '@/lib/db/client'
import { type AppRole, rolePassword } from '@/lib/db/roles'

type Connection = AppRole | 'owner'

const opened = new Map<Connection, Promise<Database>>()
let cloned: Promise<string> | undefined

/** This worker's own database, as the role that the web process has (or another that is named). */
export function testDatabase(role: Connection = 'app_web'): Promise<Database> {
  const existing = opened.get(role)
  if (existing) return existing
  const database = testDatabaseUrl(role).then((url) => createDatabase({ url, role, max: 4 }))
  opened.set(role, database)
  return database
}

/** The address of this worker's own database, for tests that start a process of their own. */
export async function testDatabaseUrl(role: Connection = 'app_web'): Promise<string> {
  const { superuserUrl, secret } = inject('testCluster')
  cloned ??= clone()
  const url = new URL(superuserUrl)
  url.pathname = `/${await cloned}`
  if (role !== 'owner') {
    url.username = role
    url.password = rolePassword(secret, role)
  }
  return url.toString()
}

/**
 * Runs a test in a transaction that is undone afterwards. Transactions within it are savepoints, so
 * a local setting such as `app.uid` stays until the test sets another.
 */
export async function withRollback<T>(
  work: (db: Transaction) => Promise<T>,
  role: Connection = 'app_web',
): Promise<T> {
  const database = await testDatabase(role)
  const undo = new Error('undo')
  let result: { value: T } | undefined
  try {
    await database.$transaction(
      async (tx) => {
        result = { value: await work(tx) }
        throw undo
      },
      { maxWait: 10_000, timeout: 30_000 },
    )
  } catch (error) {
    if (error !== undo) throw error
  }
  if (!result) throw new Error('The test ended without a result.')
  return result.value
}

async function clone(): Promise<string> {
  const { superuserUrl, template, prefix } = inject('testCluster')
  const name = `${prefix}${process.env.VITEST_POOL_ID ?? '0'}_${process.pid}`
  const client = new pg.Client(superuserUrl)
  await client.connect()
  try {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  } finally {
    await client.end()
  }
  return name
}

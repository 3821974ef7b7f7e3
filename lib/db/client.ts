import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type { PoolConfig } from 'pg'
import { type Prisma, PrismaClient } from './generated/client'
import { SILENCE_MS, watchedSocket } from './silence'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient

export type DatabaseOptions = {
  url: string
  /** Shown as application_name, so that a stuck connection names its process. */
  role: string
  max?: number
}

/** A client whose waits are all bounded: for a connection, a lock, a statement and a transaction. */
export function createDatabase({ url, role, max = 8 }: DatabaseOptions): Database {
  const adapter = new PrismaPg(poolConfig({ url, role, max }), { statementNameGenerator })
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 2_000, timeout: 5_000 } })
}

export function poolConfig({ url, role, max }: Required<DatabaseOptions>): PoolConfig {
  return {
    connectionString: url,
    application_name: `rung ${role}`,
    max,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    // Before its silence could be taken for that of a server that is gone.
    idleTimeoutMillis: SILENCE_MS - 1_000,
    stream: watchedSocket,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  }
}

const names = new Map<string, string>()

// Named statements are prepared once a connection. Texts are few, because Prisma parametrises them.
function statementNameGenerator({ sql }: { sql: string }): string {
  const known = names.get(sql)
  if (known) return known
  const name = `p${createHash('sha1').update(sql).digest('base64url')}`
  if (names.size < 1_000) names.set(sql, name)
  return name
}

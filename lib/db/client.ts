import { PrismaPg } from '@prisma/adapter-pg'
import pg, { type PoolConfig } from 'pg'
import { type Prisma, PrismaClient } from './generated/client'
import { readBelow, statementName } from './query-rows'
import { SILENCE_MS, watchedSocket } from './silence'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient

export type DatabaseOptions = {
  url: string
  /** Shown as application_name, so that a stuck connection names its process. */
  role: string
  max?: number
}

// Told that any place of a disk is as near as the next: at the server's own guess, of disks that
// turn, a page of fifty people reads whole tables. No statement here is long enough to be compiled.
const PLANNING = '-c random_page_cost=1.1 -c jit=off'

/** A client whose waits are all bounded: for a connection, a lock, a statement and a transaction. */
export function createDatabase({ url, role, max = 8 }: DatabaseOptions): Database {
  return new PooledClient(new pg.Pool(poolConfig({ url, role, max })))
}

/** Prisma on a pool that `queryRows` shares, and that ends with it. */
class PooledClient extends PrismaClient {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    const adapter = new PrismaPg(pool, { statementNameGenerator: statementName })
    super({ adapter, transactionOptions: { maxWait: 2_000, timeout: 5_000 } })
    // A connection that breaks while nobody uses it has left the pool already.
    pool.on('error', () => {})
    readBelow(this, pool)
    this.#pool = pool
  }

  override async $disconnect(): Promise<void> {
    await super.$disconnect()
    if (!this.#pool.ending) await this.#pool.end()
  }
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
    options: PLANNING,
    // Before its silence could be taken for that of a server that is gone.
    idleTimeoutMillis: SILENCE_MS - 1_000,
    stream: watchedSocket,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  }
}

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

// For `queryRows`, whose large statements take longer to plan than to run.
const ONE_PLAN = `${PLANNING} -c plan_cache_mode=force_generic_plan`

// A process that draws one page after the other gains nothing from eight answers that all come late.
const MOST_READING = 4

/** A client whose waits are all bounded: for a connection, a lock, a statement and a transaction. */
export function createDatabase({ url, role, max = 8 }: DatabaseOptions): Database {
  return new PooledClient(poolConfig({ url, role, max }))
}

/** Prisma on a pool, and beside it the one that most of `queryRows` reads from; both end with it. */
class PooledClient extends PrismaClient {
  readonly #pools: pg.Pool[]

  constructor(config: PoolConfig) {
    const pool = new pg.Pool(config)
    const max = Math.min(config.max ?? MOST_READING, MOST_READING)
    const rows = new pg.Pool({ ...config, max, options: ONE_PLAN })
    const adapter = new PrismaPg(pool, { statementNameGenerator: statementName })
    super({ adapter, transactionOptions: { maxWait: 2_000, timeout: 5_000 } })
    // A connection that breaks while nobody uses it has left its pool already.
    for (const one of [pool, rows]) one.on('error', () => {})
    readBelow(this, { once: rows, anew: pool })
    this.#pools = [pool, rows]
  }

  override async $disconnect(): Promise<void> {
    await super.$disconnect()
    await Promise.all(this.#pools.map((pool) => pool.ending || pool.end()))
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

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

// A process draws one page after the other: with eight at the database at once it waits for eight
// answers that all come late. With few a sixth more was drawn and saved in a second (npm run bench).
// Those who write may wait for each other, and so have connections of their own.
const MOST_READING = 4
const MOST_WRITING = 3

/** A client whose waits are all bounded: for a connection, a lock, a statement and a transaction. */
export function createDatabase({ url, role, max = 8 }: DatabaseOptions): Database {
  return new PooledClient(poolConfig({ url, role, max }))
}

/** Prisma on a pool, and beside it those of `queryRows`; all end with it. */
class PooledClient extends PrismaClient {
  readonly #pools: pg.Pool[]

  constructor(config: PoolConfig) {
    const few = (most: number) => Math.min(config.max ?? most, most)
    const own = new pg.Pool(config)
    const reading = new pg.Pool({ ...config, options: ONE_PLAN, max: few(MOST_READING) })
    const writing = new pg.Pool({ ...config, options: ONE_PLAN, max: few(MOST_WRITING) })
    const adapter = new PrismaPg(own, { statementNameGenerator: statementName })
    super({ adapter, transactionOptions: { maxWait: 2_000, timeout: 5_000 } })
    this.#pools = [own, reading, writing]
    // A connection that breaks while nobody uses it has left its pool already.
    for (const pool of this.#pools) pool.on('error', () => {})
    readBelow(this, { read: reading, write: writing, filter: own })
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

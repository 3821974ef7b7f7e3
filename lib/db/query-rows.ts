import { createHash } from 'node:crypto'
import pg from 'pg'
import { Prisma } from './generated/client'

type Statement<Row> = (text: TemplateStringsArray, ...values: unknown[]) => Promise<Row[]>

// Of the process, as its client is: the build makes several copies of this module.
const shared = globalThis as { rungPools?: WeakMap<object, pg.Pool> }
shared.rungPools ??= new WeakMap()
const pools = shared.rungPools

/** From now on `queryRows` reads for this client from the pool below it. */
export function readBelow(client: object, pool: pg.Pool): void {
  pools.set(client, pool)
}

/**
 * The rows of a statement, as `$queryRaw` gives them at three times the CPU: it goes to the driver
 * below Prisma, through the same pool. In a transaction it is `$queryRaw` itself. For what every
 * request asks; the rest of the product needs no second way.
 */
export function queryRows<Row>(db: Prisma.TransactionClient): Statement<Row> {
  const pool = pools.get(db)
  if (!pool) return (text, ...values) => db.$queryRaw<Row[]>(text, ...values)
  return async (strings, ...values) => {
    const { text, values: given } = Prisma.sql(strings, ...values)
    const name = statementName({ sql: text })
    const result = await pool.query({
      name,
      text,
      values: given.map(sent),
      types: { getTypeParser },
    })
    return result.rows
  }
}

const names = new Map<string, string>()

/** Named statements are prepared once a connection. Texts are few: all that varies is a parameter. */
export function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql)
  if (known) return known
  const name = `p${createHash('sha1').update(sql).digest('base64url')}`
  if (names.size < 1_000) names.set(sql, name)
  return name
}

// Of the process's own time zone, which is what the driver would write, the database knows nothing.
function sent(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value
}

const AS_PRISMA_READS: Record<number, (value: string) => unknown> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.NUMERIC]: (value) => new Prisma.Decimal(value),
  [pg.types.builtins.DATE]: (value) => new Date(value),
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return AS_PRISMA_READS[oid] ?? pg.types.getTypeParser(oid, format)
}

import { createHash } from 'node:crypto'
import pg from 'pg'
import { Prisma } from './generated/client'

type Statement<Row> = (text: TemplateStringsArray, ...values: unknown[]) => Promise<Row[]>

/**
 * What a statement of `queryRows` does. It may `read` what every value means a few rows of, and is
 * planned once for all of them; or `filter`, which may keep one in ten or one in ten thousand, and is
 * planned anew; or `write`, and so wait for others that write, where that keeps no reader waiting.
 */
type Kind = 'read' | 'filter' | 'write'

/** The pool below a client for each kind of statement. */
type Pools = Record<Kind, pg.Pool>

// Of the process, as its client is: the build makes several copies of this module.
const shared = globalThis as { rungPools?: WeakMap<object, Pools> }
shared.rungPools ??= new WeakMap()
const pools = shared.rungPools

/** From now on `queryRows` asks for this client at the pools below it. */
export function readBelow(client: object, below: Pools): void {
  pools.set(client, below)
}

/**
 * The rows of a statement, as `$queryRaw` gives them at three times the CPU: it goes to the driver
 * below Prisma. In a transaction it is `$queryRaw` itself. For what every request asks, and for the
 * start, which need not wait for Prisma's engine; the rest of the product needs no second way.
 */
export function queryRows<Row>(db: Prisma.TransactionClient, kind: Kind = 'read'): Statement<Row> {
  const pool = pools.get(db)?.[kind]
  if (!pool) return (text, ...values) => db.$queryRaw<Row[]>(text, ...values)
  return async (strings, ...values) => {
    const { text, given } = written(Prisma.sql(strings, ...values))
    const query = new RowsQuery<Row>(text, given, kind)
    await pool.query(query)
    return query.rowsRead()
  }
}

/**
 * The statement as the driver takes it. A limit stands in the text: a plan for any number of rows
 * would be one for thousands.
 */
function written({ strings, values }: Prisma.Sql): { text: string; given: unknown[] } {
  const given: unknown[] = []
  const text = strings.reduce((before, after, index) => {
    const value = values[index - 1]
    const isLimit = before.endsWith('LIMIT ') && Number.isSafeInteger(value)
    return `${before}${isLimit ? value : `$${given.push(sent(value))}`}${after}`
  })
  return { text, given }
}

type Field = { name: string; dataTypeID: number }
type Reader = (values: (string | null)[]) => unknown

/** A statement whose rows are read by what was made for its columns once, not at every answer. */
class RowsQuery<Row> extends pg.Query {
  /** Empty for a filter: what is kept by name may keep its plan. */
  readonly name: string
  readonly #key: string
  readonly #rows: Row[] = []
  #read: Reader | undefined
  #problem: unknown

  constructor(text: string, values: unknown[], kind: Kind) {
    super(text, values)
    this.#key = statementName({ sql: text })
    this.name = kind === 'filter' ? '' : this.#key
  }

  /** Called by the driver before the first row. */
  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.#read = readerOf(this.#key, fields)
  }

  /** Called by the driver for each row; what is thrown here would end the process. */
  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    try {
      this.#rows.push(this.#read?.(fields) as Row)
    } catch (error) {
      this.#problem ??= error
    }
  }

  rowsRead(): Row[] {
    if (this.#problem) throw this.#problem
    return this.#rows
  }
}

const readers = new Map<string, { fields: Field[]; read: Reader }>()

function readerOf(name: string, fields: Field[]): Reader {
  const known = readers.get(name)
  if (known && isSame(known.fields, fields)) return known.read
  const columns = fields.map((field) => ({ name: field.name, parse: parserOf(field.dataTypeID) }))
  const read: Reader = (values) => {
    const row: Record<string, unknown> = {}
    columns.forEach(({ name: column, parse }, index) => {
      const value = values[index] ?? null
      row[column] = value === null ? null : parse(value)
    })
    return row
  }
  if (known || readers.size < MOST_KEPT) readers.set(name, { fields, read })
  return read
}

// A migration may give the same text other columns.
function isSame(known: Field[], fields: Field[]): boolean {
  return (
    known.length === fields.length &&
    known.every(({ name, dataTypeID }, index) => {
      const field = fields[index]
      return field?.name === name && field.dataTypeID === dataTypeID
    })
  )
}

const MOST_KEPT = 1_000
const names = new Map<string, string>()

/** Named statements are prepared once a connection. Texts are few: all that varies is a parameter. */
export function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql)
  if (known) return known
  const name = `p${createHash('sha1').update(sql).digest('base64url')}`
  if (names.size < MOST_KEPT) names.set(sql, name)
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
  [pg.types.builtins.TIMESTAMPTZ]: instant,
}

function parserOf(oid: number): (value: string) => unknown {
  return AS_PRISMA_READS[oid] ?? pg.types.getTypeParser(oid)
}

const plainInstant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/
const anyInstant: (value: string) => unknown = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

// The engine reads its own form of an instant many times as fast as the driver reads all forms.
function instant(value: string): unknown {
  if (!plainInstant.test(value)) return anyInstant(value)
  return new Date(`${value.slice(0, 10)}T${value.slice(11, -3)}Z`)
}

import pino from 'pino'

export const log = pino({ base: null, level: process.env.LOG_LEVEL ?? 'info' })

/** One line for an unexpected error: where, which kind, which request; never what people wrote. */
export function logError(
  error: unknown,
  about: { where: string; requestId?: string | null },
): void {
  const known = error instanceof Error ? error : new Error('not an error object')
  const stack = known.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
  const { originalCode, kind } = databaseCause(known)
  const cause = { code: errorCode(known), database: originalCode ?? kind }
  log.error({ ...about, kind: known.name, ...cause, stack }, 'unexpected error')
}

// Codes of Prisma, of PostgreSQL and of the socket that say: not now.
const BUSY =
  /^(P1001|P1008|P1017|P2024|P2028|P2034|08...|40001|40P01|53...|55P03|57014|57P0.|E(CONN(REFUSED|RESET)|PIPE|TIMEDOUT))$/
const BUSY_KINDS = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']
const BUSY_MESSAGE = /^(timeout exceeded when trying to connect|Connection terminated)/

/** Whether the database is busy or away, so that trying again soon makes sense. */
export function isOverload(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { originalCode = '', kind = '' } = databaseCause(error)
  return (
    BUSY.test(errorCode(error)) ||
    BUSY.test(originalCode) ||
    BUSY_KINDS.includes(kind) ||
    BUSY_MESSAGE.test(error.message)
  )
}

type DatabaseCause = { originalCode?: string; kind?: string }

// What the database itself said: Prisma gives every failed raw query the same code.
function databaseCause(error: Error): DatabaseCause {
  const { cause, meta } = error as {
    cause?: DatabaseCause
    meta?: { driverAdapterError?: { cause?: DatabaseCause } }
  }
  return meta?.driverAdapterError?.cause ?? cause ?? {}
}

function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

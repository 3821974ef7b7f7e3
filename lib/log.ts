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
  log.error({ ...about, kind: known.name, code: errorCode(known), stack }, 'unexpected error')
}

/** Whether the database is busy or away, so that trying again soon makes sense. */
export function isOverload(error: unknown): boolean {
  const text = error instanceof Error ? `${errorCode(error)} ${error.message}` : ''
  return /P2024|P2028|P1001|P1017|57P0|53300|ECONNREFUSED|timeout exceeded|terminat/i.test(text)
}

function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

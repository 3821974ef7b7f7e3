import 'server-only'
import { mkdir, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Database } from '@/lib/db/client'
import { type ErasureLine, writeLine } from './erasure-line'
import { readErasureLog } from './queries'

/** Adds an erasure to the log and waits until it is on disk; nothing if it is there already. */
export async function appendErasure(file: string, line: ErasureLine): Promise<void> {
  const { lines } = await readErasureLog(file)
  if (lines.some(({ erasureId }) => erasureId === line.erasureId)) return
  await mkdir(dirname(resolve(file)), { recursive: true })
  const handle = await open(file, 'a+', 0o600)
  try {
    const { size } = await handle.stat()
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1))
    // A line that a crash has torn must not spoil the next one.
    const isTorn = size > 0 && buffer.toString('utf8') !== '\n'
    await handle.appendFile(`${isTorn ? '\n' : ''}${writeLine(line)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export type Replay = { known: number; replayed: string[]; unreadable: number[] }

/**
 * Erases again, after a restore, whoever the log knows and the database does not. Needs the
 * database's owner, on the word of whoever operates the machine; never call it for a request.
 */
export async function replayErasures(
  db: Database,
  { logFile }: { logFile: string },
): Promise<Replay> {
  const { lines, unreadable } = await readErasureLog(logFile)
  const replayed: string[] = []
  for (const line of lines) {
    const [row] = await db.$queryRaw<{ isDone: boolean }[]>`
      SELECT replay_erasure(${line.erasureId}::uuid, ${line.personId}::uuid, ${line.legalBasis},
        ${line.pseudonym}, ${line.requestedById}::uuid, ${line.approvedById}::uuid,
        ${line.approvedAt}::timestamptz) AS "isDone"`
    if (row?.isDone) replayed.push(line.pseudonym)
  }
  return { known: lines.length, replayed, unreadable }
}

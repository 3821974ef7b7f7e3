import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50

/**
 * Runs `work` while no other process runs work under the same lock file.
 * An SQLite transaction is the one lock in Node that the kernel drops when its holder is killed,
 * so there is no stale lock to judge and no race in breaking it.
 */
export async function withFileLock<T>(
  file: string,
  work: () => Promise<T>,
  options: { waitMs?: number; onWait?: () => void } = {},
): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    await lockExclusively(lock, file, options)
    return await work()
  } finally {
    lock.close()
  }
}

const held: DatabaseSync[] = []

/** Takes the lock until this process ends, however it ends; false if another process has it. */
export function holdFileLock(file: string): boolean {
  const lock = new DatabaseSync(file, { timeout: 0 })
  if (!tryLock(lock)) {
    lock.close()
    return false
  }
  held.push(lock)
  return true
}

async function lockExclusively(
  lock: DatabaseSync,
  file: string,
  { waitMs = 180_000, onWait }: { waitMs?: number; onWait?: () => void },
): Promise<void> {
  const deadline = Date.now() + waitMs
  let announced = false
  while (!tryLock(lock)) {
    if (Date.now() > deadline) throw new Error(`Another process has held ${file} for too long.`)
    if (!announced) onWait?.()
    announced = true
    await sleep(POLL_MS)
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && /locked|busy/i.test(error.message)) return false
    throw error
  }
}

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { holdFileLock } from '@/lib/db/embedded/lock'
import { stateDirectory } from './installation'
import { isRung } from './port'
import type { Listening } from './processes'

const PATIENCE_MS = 20_000
// Longer than a start takes to notice that it was abandoned.
const STEADY_MS = 1_500

/**
 * Takes the place of the one start for this port and folder, and waits for one that is stopping to
 * leave it; true if another has it and stays.
 */
export async function isAnotherRunning({ port, host }: Listening): Promise<boolean> {
  const lock = join(stateDirectory(), `start-${port}.lock`)
  const deadline = Date.now() + PATIENCE_MS
  let seenSince = Number.POSITIVE_INFINITY
  while (!holdFileLock(lock)) {
    if (!(await isRung(port, host))) seenSince = Number.POSITIVE_INFINITY
    else seenSince = Math.min(seenSince, Date.now())
    if (Date.now() > deadline || Date.now() - seenSince > STEADY_MS) return true
    await sleep(100)
  }
  return false
}

import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAppError } from '@/lib/errors'

const STEP_MS = 50

/**
 * Runs the work; when it finds nothing, the answer waits for a full step. What is there and hidden
 * takes a few statements more than what is not there, and would be told by the time alone.
 */
export async function evenly<T>(work: () => Promise<T>): Promise<T> {
  const since = performance.now()
  try {
    return await work()
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') {
      await sleep(STEP_MS - ((performance.now() - since) % STEP_MS))
    }
    throw error
  }
}

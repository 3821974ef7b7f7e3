import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '@/lib/db/embedded/postmaster'
import type { Child } from './child'
import type { Installation } from './installation'

/** Starts a killed database server again; if it had to move, its users learn the new address. */
export async function keepDatabase(
  installation: Installation,
  children: Child[],
  stopped: AbortSignal,
): Promise<void> {
  let pid = installation.embedded?.pid
  while (pid && !stopped.aborted) {
    await sleep(500)
    if (stopped.aborted || isAlive(pid)) continue
    try {
      const revived = await installation.revive()
      console.log('The database server had ended and is started again.')
      if (revived.hasMoved) for (const child of children) child.restart()
      pid = revived.pid
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      await sleep(5_000)
    }
  }
}

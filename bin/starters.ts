import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { commandLine, isAlive } from '@/lib/db/embedded/postmaster'

const LOOK_EVERY_MS = 500
const FARTHEST = 6

/**
 * Calls `act` once the npm that this was started with is gone, or what stands between. A signal that
 * only npm gets reaches the shell below it at best, and a killed npm passes on nothing.
 */
export function onceAbandoned(act: () => void): void {
  const starters = startersUpToNpm()
  if (starters.length === 0) return
  const look = setInterval(() => {
    if (process.ppid === starters[0] && starters.every(isAlive)) return
    clearInterval(look)
    act()
  }, LOOK_EVERY_MS)
  look.unref()
}

/** A terminal that is closed takes the output along; what is still said then must not end the process. */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}

// Who started npm may leave: that is how people send it to the background.
function startersUpToNpm(): number[] {
  if (!process.env.npm_lifecycle_event) return []
  if (process.platform === 'win32') return [process.ppid]
  const starters: number[] = []
  for (let pid = process.ppid; pid > 1 && starters.length < FARTHEST; pid = parentOf(pid)) {
    starters.push(pid)
    if (/\bnpm\b/.test(commandLine(pid))) return starters
  }
  return []
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout)
  }
}

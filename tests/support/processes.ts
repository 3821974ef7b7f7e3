import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** The process that listens on a port of this machine: on Linux from /proc, elsewhere as lsof says. */
export function listenerOn(port: number): number {
  const pid = process.platform === 'linux' ? fromProc(port) : fromLsof(port)
  if (!pid) throw new Error(`Nobody listens on port ${port}.`)
  return pid
}

function fromLsof(port: number): number {
  return Number(
    execFileSync('lsof', ['-ti', `tcp:${port}`, '-sTCP:LISTEN'])
      .toString()
      .trim(),
  )
}

function fromProc(port: number): number | undefined {
  const sockets = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listening(file, port)),
  )
  return readdirSync('/proc')
    .map(Number)
    .find((pid) => pid > 0 && openFiles(pid).some((file) => sockets.has(file)))
}

const LISTEN = '0A'

function listening(file: string, port: number): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && hexPort(local) === port)
    .map((columns) => `socket:[${columns[9]}]`)
}

function hexPort(address = ''): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16)
}

// A process may end, or be somebody else's, while it is looked at.
function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
  } catch {
    return []
  }
}

/** The processes that a process has started, and those that they have. */
export function processesBelow(ancestor: number): number[] {
  const parents = parentOfEach()
  const below: number[] = []
  for (const known = [ancestor]; known.length > 0; ) {
    const parent = known.pop()
    const children = parents.filter(([, of]) => of === parent).map(([pid]) => pid)
    below.push(...children)
    known.push(...children)
  }
  return below
}

function parentOfEach(): [pid: number, parent: number][] {
  if (process.platform === 'linux') {
    const pids = readdirSync('/proc').map(Number).filter(Boolean)
    return pids.map((pid) => [pid, Number(/^PPid:\s+(\d+)/m.exec(statusOf(pid))?.[1] ?? 0)])
  }
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n')
  return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

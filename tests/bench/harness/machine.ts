import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

const TICKS_PER_SECOND = 100

/** The core for the server under test, and the one for database and load; null where there is only one. */
export const CORES =
  os.availableParallelism() > 1 && existsSync('/usr/bin/taskset')
    ? { server: '0', rest: `1-${os.cpus().length - 1}` }
    : null

/** A command that starts a program on the core of the server. */
export function onServerCore(command: string, args: string[]): [string, string[]] {
  return CORES ? ['taskset', ['-c', CORES.server, command, ...args]] : [command, args]
}

/** Moves a running process with its threads and children to the core for database and load. */
export function moveToRest(pid: number): void {
  if (!CORES) return
  for (const id of [pid, ...childrenOf(pid)]) {
    spawnSync('taskset', ['-a', '-c', '-p', CORES.rest, String(id)], { stdio: 'ignore' })
  }
}

/** Seconds of CPU that a process has used so far; null where the system does not tell. */
export function cpuSeconds(pid: number): number | null {
  const stat = readProc(pid, 'stat')
  if (!stat) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** Megabytes of memory that a process holds; null where the system does not tell. */
export function residentMegabytes(pid: number): number | null {
  const match = /VmRSS:\s+(\d+) kB/.exec(readProc(pid, 'status') ?? '')
  return match ? Number(match[1]) / 1024 : null
}

/** Waits until a process does next to nothing, for three seconds at most. */
export async function untilIdle(pid: number): Promise<void> {
  const deadline = Date.now() + 3_000
  let before = cpuSeconds(pid) ?? 0
  while (Date.now() < deadline) {
    await sleep(150)
    const now = cpuSeconds(pid) ?? 0
    if (now - before <= 0.011) return
    before = now
  }
}

export function describeMachine() {
  const git = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' })
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  return {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGigabytes: Math.round(os.totalmem() / 1024 ** 3),
    system: `${os.type()} ${os.release()}`,
    node: process.versions.node,
    commit: git.stdout.trim(),
    next: dependencies.next,
    react: dependencies.react,
    prisma: dependencies['@prisma/client'],
    pg: dependencies.pg,
    pinned: CORES !== null,
    loadAverage: os.loadavg().map((load) => Math.round(load * 100) / 100),
  }
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
  return (stdout ?? '').split('\n').filter(Boolean).map(Number)
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}

import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'

export type Postmaster = { pid: number; port: number }

/**
 * The server that runs on this data directory, if one does. A pid file whose pid now belongs to
 * an unrelated process is removed, because PostgreSQL would refuse to start over it.
 */
export function findPostmaster(dataDirectory: string): Postmaster | undefined {
  const file = join(dataDirectory, 'postmaster.pid')
  const found = readPidFile(file)
  if (!found || !isAlive(found.pid)) return undefined
  if (serves(found.pid, dataDirectory)) return found
  rmSync(file, { force: true })
  return undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function readPidFile(file: string): Postmaster | undefined {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3] ?? 0) } : undefined
  } catch {
    return undefined
  }
}

// A folder moved while its server runs no longer shows in the command line, but still is its cwd.
function serves(pid: number, dataDirectory: string): boolean {
  const command = commandLine(pid)
  if (!/postgres/.test(command)) return false
  if (command.includes(dataDirectory) || platform() === 'win32') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDirectory)
  } catch {
    return false
  }
}

/** What a process was started with; empty where there is none. */
export function commandLine(pid: number): string {
  if (platform() === 'win32') return run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return run('ps', ['-o', 'command=', '-p', String(pid)])
  }
}

// In a container whose first process does not reap, a killed server stays in the process table.
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function run(command: string, args: string[]): string {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout ?? ''
}

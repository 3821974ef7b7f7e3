import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Binaries, program } from './binaries'
import type { SystemUser } from './system-user'

export type Cluster = { binaries: Binaries; user: SystemUser | undefined; dataDirectory: string }

export const SUPERUSER = 'postgres'

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
}
const LOG_LIMIT_BYTES = 10_000_000
// Without the details of an error, which hold what stood in the row: addresses, and what people wrote.
const WITHOUT_DETAILS = '-c log_error_verbosity=terse'

/** Makes the data directory, whole or not at all: initdb works beside it and the result is renamed. */
export function initialise(
  cluster: Cluster,
  { password, settings }: { password: string; settings: Record<string, string> },
): void {
  const partial = `${cluster.dataDirectory}.new`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true, mode: 0o700 })
  const passwordFile = join(dirname(partial), `${process.pid}.password`)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  for (const path of cluster.user ? [partial, passwordFile] : []) {
    chownSync(path, cluster.user?.uid ?? 0, cluster.user?.gid ?? 0)
  }
  const result = spawnSync(
    program(cluster.binaries, 'initdb'),
    [
      ...[`--pgdata=${partial}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--data-checksums', '--no-instructions'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
        '--set',
        `${name}=${value}`,
      ]),
    ],
    options(cluster, partial),
  )
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) throw new Error(`PostgreSQL could not be set up: ${reason(result)}`)
  renameSync(partial, cluster.dataDirectory)
}

/** Starts the server detached, so that it outlives this process; resolves when it takes connections. */
export async function start(
  cluster: Cluster,
  port: number,
): Promise<{ started: true } | { started: false; log: string }> {
  const log = join(cluster.dataDirectory, 'server.log')
  if (existsSync(log) && statSync(log).size > LOG_LIMIT_BYTES) truncateSync(log)
  const before = existsSync(log) ? statSync(log).size : 0
  const how = ['-w', '-t', '60', '-l', log, '-o', `-p ${port} ${WITHOUT_DETAILS}`]
  const code = await pgCtl(cluster, ['start', ...how])
  if (code === 0) return { started: true }
  const text = existsSync(log) ? readFileSync(log).subarray(before).toString('utf8') : ''
  return { started: false, log: text }
}

export async function stop(cluster: Cluster): Promise<void> {
  await pgCtl(cluster, ['stop', '-w', '-t', '60', '-m', 'fast'])
}

export function assertSameMajor({ binaries, dataDirectory }: Cluster): void {
  const written = readFileSync(join(dataDirectory, 'PG_VERSION'), 'utf8').trim()
  if (written === binaries.major) return
  throw new Error(
    `The data in ${dataDirectory} was written by PostgreSQL ${written}, and this Rung brings PostgreSQL ${binaries.major}. ` +
      'Start the Rung that wrote it, take a dump, move that folder away and restore the dump here.',
  )
}

function pgCtl(cluster: Cluster, args: string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      program(cluster.binaries, 'pg_ctl'),
      ['-D', cluster.dataDirectory, ...args],
      {
        ...options(cluster, cluster.dataDirectory),
        stdio: 'ignore',
      },
    )
    child.on('error', reject)
    child.on('exit', resolve)
  })
}

// The server inherits this environment: no secret of Rung's belongs in it.
function options(cluster: Cluster, cwd: string) {
  const { PATH, SYSTEMROOT, TEMP } = process.env
  const env = { PATH, SYSTEMROOT, TEMP, LC_ALL: 'C', NODE_ENV: process.env.NODE_ENV }
  return { ...cluster.user, cwd, env, encoding: 'utf8' as const }
}

function reason(result: SpawnSyncReturns<string>): string {
  return result.error?.message ?? result.stderr.trim().split('\n').slice(-3).join(' ')
}

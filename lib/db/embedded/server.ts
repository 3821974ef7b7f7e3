import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { binariesFor, installedBinaries } from './binaries'
import { bootstrap, DATABASE, OWNER, waitUntilReady } from './bootstrap'
import { assertSameMajor, type Cluster, initialise, SUPERUSER, start, stop } from './cluster'
import { withFileLock } from './lock'
import { findPostmaster } from './postmaster'
import {
  makeStateDirectory,
  newState,
  readState,
  type ServerState,
  stateFile,
  writeState,
} from './state'
import { canReach, databaseUser, STAGING_ROOT } from './system-user'
import { registerUser, unregisterUser } from './users'

export type RunningServer = {
  dataDirectory: string
  port: number
  pid: number
  /** Whether this call started it, or found it running. */
  wasStarted: boolean
  ownerUrl: string
  superuserUrl: (database?: string) => string
}

export type EmbeddedServer = RunningServer & {
  /** Starts it again if it has died; its port may then be another. */
  revive: () => Promise<RunningServer>
  /** Stops the server, unless another living process uses it. */
  release: () => Promise<void>
}

export type ServerOptions = { stateDirectory: string; settings?: Record<string, string> }

/**
 * Starts the embedded PostgreSQL of this state directory, or joins the one that runs there already,
 * whoever started it and however that process ended.
 */
export async function acquireServer(options: ServerOptions): Promise<EmbeddedServer> {
  const stateDirectory = resolve(options.stateDirectory)
  makeStateDirectory(stateDirectory)
  const settings = options.settings ?? {}
  const lock = lockFile(stateDirectory)
  return withFileLock(lock, async () => {
    const running = await ensureRunning(stateDirectory, settings)
    const note = registerUser(stateDirectory)
    return {
      ...running,
      revive: () => withFileLock(lock, () => ensureRunning(stateDirectory, settings)),
      release: () => release(stateDirectory, note),
    }
  })
}

async function ensureRunning(
  stateDirectory: string,
  settings: Record<string, string>,
): Promise<RunningServer> {
  const state = readState(stateDirectory) ?? firstState(stateDirectory)
  const cluster = clusterOf(state)
  if (!existsSync(join(state.dataDirectory, 'PG_VERSION'))) {
    initialise(cluster, { password: state.superuserPassword, settings })
  }
  assertSameMajor(cluster)
  const joined = findPostmaster(state.dataDirectory)
  const port = joined?.port || (await startOnFreePort(cluster, state.port))
  if (port !== state.port) writeState(stateDirectory, { ...state, port })
  const superuserUrl = (database = 'postgres') =>
    url({ user: SUPERUSER, password: state.superuserPassword, port, database })
  await waitUntilReady(superuserUrl(), state.dataDirectory)
  await bootstrap(superuserUrl, state.ownerPassword)
  return {
    dataDirectory: state.dataDirectory,
    port,
    pid: findPostmaster(state.dataDirectory)?.pid ?? 0,
    wasStarted: !joined,
    ownerUrl: url({ user: OWNER, password: state.ownerPassword, port, database: DATABASE }),
    superuserUrl,
  }
}

async function release(stateDirectory: string, note: string): Promise<void> {
  await withFileLock(lockFile(stateDirectory), async () => {
    const state = readState(stateDirectory)
    if (unregisterUser(stateDirectory, note).othersRemain || !state) return
    if (findPostmaster(state.dataDirectory)) await stop(clusterOf(state))
  })
}

function firstState(stateDirectory: string): ServerState {
  const state = newState(stateDirectory)
  if (existsSync(state.dataDirectory)) {
    throw new Error(
      `There is a database in ${state.dataDirectory}, but ${stateFile(stateDirectory)} with its passwords is missing. Put that file back, or move the folder away.`,
    )
  }
  const user = databaseUser(undefined)
  if (user && !canReach(stateDirectory, user)) {
    const place = join(STAGING_ROOT, `data-${randomBytes(6).toString('hex')}`)
    mkdirSync(place, { recursive: true, mode: 0o755 })
    state.dataDirectory = join(place, 'postgres')
  }
  mkdirSync(dirname(state.dataDirectory), { recursive: true })
  writeState(stateDirectory, state)
  return state
}

function clusterOf({ dataDirectory }: ServerState): Cluster {
  const user = databaseUser(dataDirectory)
  const binaries = binariesFor(installedBinaries(), { user, stagingRoot: STAGING_ROOT })
  return { binaries, user, dataDirectory }
}

// Backends of a killed server need a moment to notice; until then the new one is refused the memory.
async function startOnFreePort(cluster: Cluster, firstPort: number): Promise<number> {
  const deadline = Date.now() + 20_000
  let port = await freePort(firstPort)
  while (true) {
    const outcome = await start(cluster, port)
    if (outcome.started) return port
    const isTaken = /could not bind|address already in use/i.test(outcome.log)
    const isHeld = /pre-existing shared memory block|lock file .* already exists/i.test(outcome.log)
    if ((!isTaken && !isHeld) || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start: ${outcome.log.trim().slice(-600)}`)
    }
    if (isTaken) port = await freePort(port + 1)
    else await sleep(200)
  }
}

async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 200; port += 1) {
    if (await isFree(port)) return port
  }
  throw new Error(`No free port between ${first} and ${first + 199} for the database.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)))
  })
}

function url(parts: { user: string; password: string; port: number; database: string }): string {
  return `postgresql://${parts.user}:${parts.password}@127.0.0.1:${parts.port}/${parts.database}`
}

function lockFile(stateDirectory: string): string {
  return join(stateDirectory, 'postgres.lock')
}

import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withFileLock } from '@/lib/db/embedded/lock'
import { makeStateDirectory } from '@/lib/db/embedded/state'
import { ensureGenerated } from '@/lib/db/generate'
import { migrate } from '@/lib/db/migrate'
import { assertEnvironment } from '@/lib/env'
import type { Child } from './child'
import { loadDemonstration } from './demonstration'
import { eraseAgain } from './erase-again'
import {
  type Installation,
  loadEnvironmentFile,
  openInstallation,
  stateDirectory,
} from './installation'
import { keepDatabase } from './keep-database'
import { assertPortFree, reachable } from './port'
import { type Listening, startProcesses } from './processes'
import { ensureBuilt } from './server-build'
import { isAnotherRunning } from './single-start'
import { onceAbandoned } from './starters'

type Running = {
  stopping: AbortController
  children: Child[]
  /** From the moment at which its server may be running. */
  opening?: Promise<Installation>
}

const READY_LIMIT_MS = 60_000
const PREPARE_LIMIT_MS = 600_000

/** `npm start`: prepares what is missing, runs the web server and the worker, and says where. */
export async function launch(): Promise<void> {
  const running: Running = { stopping: new AbortController(), children: [] }
  stopInTime(running)
  try {
    loadEnvironmentFile()
    process.env.PORT ||= '3000'
    process.env.APP_ORIGIN ||= `http://localhost:${process.env.PORT}`
    const listening = {
      port: Number(process.env.PORT),
      host: process.env.RUNG_HOST || '127.0.0.1',
    }
    makeStateDirectory(stateDirectory())
    if (await isAnotherRunning(listening)) {
      console.log(`Rung is already started from this folder: ${process.env.APP_ORIGIN}`)
    } else await run(running, listening)
  } catch (error) {
    // What breaks because it is being stopped is nothing to tell.
    if (running.stopping.signal.aborted) return
    console.error(`\n${error instanceof Error ? error.message : error}`)
    await stop(running, 1)
  }
}

async function run(running: Running, listening: Listening): Promise<void> {
  await assertPortFree(listening.port, listening.host)
  const { installation, lines } = await withFileLock(
    join(stateDirectory(), 'prepare.lock'),
    () => prepare(running),
    {
      waitMs: PREPARE_LIMIT_MS,
      onWait: () => console.log('Waiting for another start in this folder.'),
    },
  )
  const { stopping, children } = running
  if (stopping.signal.aborted) return
  children.push(...startProcesses(installation, listening))
  keepDatabase(installation, children, stopping.signal)
  await untilReady(`http://${reachable(listening.host)}:${listening.port}`, stopping.signal)
  if (!stopping.signal.aborted) announce(lines)
}

async function prepare(running: Running): Promise<{ installation: Installation; lines: string[] }> {
  if (ensureGenerated().changed) console.log('Made the database client.')
  running.opening = openInstallation()
  const installation = await running.opening
  const { embedded } = installation
  if (embedded) {
    const place = relative(process.cwd(), embedded.dataDirectory)
    const shown = place.startsWith('..') ? embedded.dataDirectory : place
    console.log(`PostgreSQL is ready on port ${embedded.port}, with its data in ${shown}.`)
  }
  const { applied } = await migrate(installation)
  if (applied.length > 0) console.log(`Applied ${applied.length} migrations.`)
  await eraseAgain(installation)
  process.env.RUNG_SECRET = installation.secret
  process.env.DATABASE_URL_WEB = installation.urls.app_web
  process.env.DATABASE_URL_JOB = installation.urls.app_job
  assertEnvironment('web')
  const [lines, { built, tookMs }] = await Promise.all([
    loadDemonstration(installation),
    ensureBuilt(),
  ])
  if (built) console.log(`Built the server in ${Math.round(tookMs / 1000)} s.`)
  return { installation, lines }
}

async function untilReady(origin: string, stopped: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS
  while (!stopped.aborted && Date.now() < deadline) {
    const signal = AbortSignal.timeout(2_000)
    const response = await fetch(`${origin}/api/health/ready`, { signal }).catch(() => undefined)
    if (response?.ok) return
    await sleep(150)
  }
  if (stopped.aborted) return
  throw new Error(`Rung does not answer. Its logs are in ${join(stateDirectory(), 'logs')}.`)
}

function stopInTime(running: Running): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stop(running, 0))
  }
  onceAbandoned(() => stop(running, 0))
}

async function stop(running: Running, exitCode: number): Promise<void> {
  if (running.stopping.signal.aborted) return
  running.stopping.abort()
  await Promise.all(running.children.map((child) => child.stop()))
  const installation = await running.opening?.catch(() => undefined)
  await installation?.release()
  process.exit(exitCode)
}

function announce(lines: string[]): void {
  console.log(`\nRung is running: ${process.env.APP_ORIGIN}\n`)
  for (const line of lines) console.log(line)
  console.log(
    `Logs are in ${relative(process.cwd(), join(stateDirectory(), 'logs'))}. Stop with Ctrl-C.`,
  )
}

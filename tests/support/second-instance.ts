import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { rolePassword } from '@/lib/db/roles'
import { WEB } from '../../bin/server-build'
import { PRODUCT_DATA } from './product'

export type SecondInstance = { address: string; output: () => string; stop: () => Promise<void> }
type Settings = Record<string, string | undefined>

const READY_LIMIT_MS = 30_000

/** One more web process on the product's own database, with settings of its own. */
export async function startSecondInstance(
  port: number,
  settings: Settings,
): Promise<SecondInstance> {
  const started = spawnWeb(port, settings)
  const address = `http://localhost:${port}`
  const deadline = Date.now() + READY_LIMIT_MS
  while (!(await isReady(address))) {
    if (started.child.exitCode !== null || Date.now() > deadline) {
      await started.stop()
      throw new Error(`The second instance did not start: ${started.output()}`)
    }
    await pause(100)
  }
  return { address, ...started }
}

/** How a start with these settings ends: the exit code and what it said; null while it goes on. */
export async function startAndWait(
  port: number,
  settings: Settings,
): Promise<{ code: number | null; said: string }> {
  const started = spawnWeb(port, settings)
  const deadline = Date.now() + READY_LIMIT_MS / 3
  while (started.child.exitCode === null && Date.now() < deadline) {
    if (await isReady(`http://localhost:${port}`)) break
    await pause(50)
  }
  const code = started.child.exitCode
  await started.stop()
  return { code, said: started.output() }
}

function spawnWeb(port: number, settings: Settings) {
  const child = spawn(process.execPath, ['--import', './bin/exit-with-parent.mjs', ...WEB], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...usual(port), ...settings } as NodeJS.ProcessEnv,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
  }
  return { child, output: () => output, stop: () => end(child) }
}

function usual(port: number): Settings {
  const { secret, port: database } = productState()
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    RUNG_SECRET: secret,
    DATABASE_URL_WEB: `postgresql://app_web:${rolePassword(secret, 'app_web')}@127.0.0.1:${database}/rung`,
    APP_ORIGIN: `http://localhost:${port}`,
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
  }
}

/** What the product keeps of its embedded database and of itself. */
export function productState(): { secret: string; port: number } {
  const state = JSON.parse(readFileSync(join(PRODUCT_DATA, 'postgres.json'), 'utf8'))
  return { ...state, secret: readFileSync(join(PRODUCT_DATA, 'secret'), 'utf8').trim() }
}

async function isReady(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/api/health/ready`).catch(() => null)
  return answer?.ok ?? false
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

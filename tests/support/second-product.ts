import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** A second installation beside the one that the tests share: empty, with its own data and port. */
export type SecondProduct = { origin: string; stop: () => Promise<void> }

const READY_LIMIT_MS = 120_000

export async function startEmptyProduct(
  port: number,
  data: string,
  settings: Record<string, string> = {},
): Promise<SecondProduct> {
  rmSync(data, { recursive: true, force: true })
  const origin = `http://localhost:${port}`
  const child = spawn('npm', ['start'], {
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT: String(port),
      RUNG_DATA: data,
      APP_ORIGIN: origin,
      RUNG_DEMO: 'off',
      ...settings,
    },
  })
  const stop = () => end(child, data)
  const deadline = Date.now() + READY_LIMIT_MS
  while (!(await isReady(origin))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error('The second product did not start.')
    }
    await pause(200)
  }
  return { origin, stop }
}

async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/api/health/ready`).catch(() => null)
  return answer?.ok ?? false
}

async function end(child: ChildProcess, data: string): Promise<void> {
  if (child.pid && child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    process.kill(-child.pid, 'SIGTERM')
    await ended
  }
  rmSync(data, { recursive: true, force: true })
}

/** The database of a product that runs from this folder, as its superuser: to check, never to help. */
export async function databaseOf(data: string): Promise<pg.Client> {
  const state = JSON.parse(readFileSync(join(data, 'postgres.json'), 'utf8')) as {
    port: number
    superuserPassword: string
  }
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port: state.port, database: 'rung' },
    ...{ user: 'postgres', password: state.superuserPassword },
  })
  await client.connect()
  return client
}

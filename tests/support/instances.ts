import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type APIRequestContext, request } from '@playwright/test'
import { OUTPUT, WEB } from '../../bin/server-build'
import { callAction } from './action-call'
import type { OwnDatabase } from './own-database'
import { COOKIE } from './product'

/** The one address of all instances: what a browser sees of them behind their proxy. */
export const ORIGIN = 'http://rung.test'

/** What an instance needs to know of its database, which may be behind something. */
export type DatabaseAddress = Pick<OwnDatabase, 'secret' | 'url'>

const WORKER = ['--conditions=react-server', '--import', 'tsx', 'bin/worker.ts']
const READY_LIMIT_MS = 30_000

/** One web process of the product on a port of its own; it keeps the port when it starts again. */
export class Instance {
  readonly address: string
  readonly #database: DatabaseAddress
  readonly #port: number
  readonly #log: string
  #process: ChildProcess | undefined

  private constructor(database: DatabaseAddress, port: number, log: string) {
    this.address = `http://127.0.0.1:${port}`
    this.#database = database
    this.#port = port
    this.#log = log
  }

  static async started(database: DatabaseAddress, log: string): Promise<Instance> {
    const instance = new Instance(database, await freePort(), log)
    await instance.start()
    return instance
  }

  async start(): Promise<void> {
    const { secret } = this.#database
    this.#process = startProcess(WEB, this.#log, {
      RUNG_SECRET: secret,
      DATABASE_URL_WEB: this.#database.url('app_web'),
      PORT: String(this.#port),
      HOSTNAME: '127.0.0.1',
    })
    await this.untilReady(READY_LIMIT_MS)
  }

  async untilReady(limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs
    while (!(await this.#isReady())) {
      if (Date.now() > deadline) throw new Error(`${this.address} is not ready, see ${this.#log}`)
      await pause(50)
    }
  }

  kill(): Promise<void> {
    return end(this.#process, 'SIGKILL')
  }

  stop(): Promise<void> {
    return end(this.#process, 'SIGTERM')
  }

  async #isReady(): Promise<boolean> {
    const answer = await fetch(`${this.address}/api/health/ready`).catch(() => null)
    return answer?.ok ?? false
  }
}

export type Stoppable = { stop: () => Promise<void> }

export function startWorker(
  database: OwnDatabase,
  log: string,
  settings: Record<string, string> = {},
): Stoppable {
  const worker = startProcess(WORKER, log, {
    RUNG_SECRET: database.secret,
    DATABASE_URL_JOB: database.url('app_job'),
    AUDIT_ANCHOR_FILE: `${log}.anchor`,
    ...settings,
  })
  return { stop: () => end(worker, 'SIGTERM') }
}

/** Signs in with the password as a browser does; the answer is the cookie. */
export async function signIn(instance: Instance, email: string): Promise<string> {
  const visitor = await clientOf(instance)
  const answer = await act(visitor, 'signInAction', {
    form: { email, password: 'demonstration', next: '/' },
    path: '/sign-in',
  })
  const { cookies } = await visitor.storageState()
  await visitor.dispose()
  const session = cookies.find(({ name }) => name === COOKIE)
  if (!session) throw new Error(`${email} could not sign in: ${answer.status} ${answer.text}`)
  return session.value
}

/** What sends requests to one instance with this session, through what would be the proxy. */
export function clientOf(
  instance: { address: string; patienceMs?: number },
  session?: string,
): Promise<APIRequestContext> {
  return request.newContext({
    baseURL: instance.address,
    timeout: instance.patienceMs ?? 15_000,
    extraHTTPHeaders: {
      Origin: ORIGIN,
      'X-Forwarded-Host': new URL(ORIGIN).host,
      ...(session ? { Cookie: `${COOKIE}=${session}` } : {}),
    },
  })
}

/** Calls a server action by its exported name. */
export function act(
  client: APIRequestContext,
  name: string,
  sent: { args?: unknown[]; form?: Record<string, string>; path?: string },
) {
  return callAction(client, { id: actionId(name), origin: ORIGIN, ...sent })
}

export type Save = {
  reviewId: string
  section: string
  saveId: string
  baseVersion: number
  text: string
}
export type SaveReply = {
  status: number
  version: number
  conflictId: string | undefined
  reason: string | undefined
}

/** One autosave, as the editor sends it. */
export async function save(client: APIRequestContext, what: Save): Promise<SaveReply> {
  const { reviewId, section, saveId, baseVersion, text } = what
  const response = await client.put(`/api/drafts/${reviewId}/${section}`, {
    data: { saveId, baseVersion, body: { text, ratings: {} } },
  })
  const answer = (await response.json()) as Partial<SaveReply> & { error?: Partial<SaveReply> }
  const { version = -1, conflictId, reason } = answer.error ?? answer
  return { status: response.status(), version, conflictId, reason }
}

function startProcess(args: string[], log: string, env: Record<string, string>): ChildProcess {
  mkdirSync(dirname(log), { recursive: true })
  const output = openSync(log, 'a')
  const child = spawn(process.execPath, ['--import', './bin/exit-with-parent.mjs', ...args], {
    stdio: ['ignore', output, output, 'ipc'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', APP_ORIGIN: ORIGIN, ...env },
  })
  closeSync(output)
  return child
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

function actionId(name: string): string {
  const file = join(OUTPUT, 'server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as {
    node: Record<string, { exportedName: string }>
  }
  const found = Object.entries(node).find(([, action]) => action.exportedName === name)
  if (!found) throw new Error(`The build has no action ${name}.`)
  return found[0]
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

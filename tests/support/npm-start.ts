import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostmaster } from '@/lib/db/embedded/postmaster'
import { readState } from '@/lib/db/embedded/state'
import { processesBelow } from './processes'

const READY_LIMIT_MS = 120_000

/** `npm start` as somebody types it, in a process group of its own, with the folder of its data. */
export class NpmStart {
  readonly origin: string
  readonly #child: ChildProcess
  readonly #data: string
  #said = ''

  constructor(port: number, data: string, settings: Record<string, string> = {}) {
    this.origin = `http://localhost:${port}`
    this.#data = data
    this.#child = spawn('npm', ['start'], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{ ...process.env, PORT: String(port), RUNG_DATA: data, APP_ORIGIN: this.origin },
        ...settings,
      },
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#said += chunk.toString('utf8')
      })
    }
  }

  get said(): string {
    return this.#said
  }

  async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS
    while (!this.#said.includes('Rung is running')) {
      if (this.#child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`It did not start: ${this.#said}`)
      }
      await pause(100)
    }
  }

  /** Everything that runs because of it: npm, the shell, what that starts, and the database server. */
  processes(): number[] {
    const server = findPostmaster(readState(this.#data)?.dataDirectory ?? '')
    const own = this.#child.pid ? [this.#child.pid, ...processesBelow(this.#child.pid)] : []
    return server ? [...own, server.pid] : own
  }

  /** To npm, and to nobody else. */
  signalNpm(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** To everything but the database server, which is in a group of its own. */
  signalAll(signal: NodeJS.Signals): void {
    if (this.#child.pid) process.kill(-this.#child.pid, signal)
  }
}

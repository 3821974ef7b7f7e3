import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type ChildOptions = {
  name: string
  args: string[]
  env: () => NodeJS.ProcessEnv
  logFile: string
}

const LOG_LIMIT_BYTES = 10_000_000
const STEADY_MS = 30_000
const STOP_LIMIT_MS = 15_000

/** A process that is started again when it ends by itself, each time a little later. */
export class Child {
  readonly #options: ChildOptions
  #process: ChildProcess | undefined
  #isStopping = false
  #delayMs = 500

  constructor(options: ChildOptions) {
    this.#options = options
    this.#start()
  }

  /** Ends the process so that it comes back with a new environment. */
  restart(): void {
    this.#process?.kill('SIGTERM')
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearTimeout(limit)
  }

  #start(): void {
    const { args, env, logFile } = this.#options
    const log = openLog(logFile)
    const startedAt = Date.now()
    this.#process = spawn(process.execPath, ['--import', './bin/exit-with-parent.mjs', ...args], {
      env: env(),
      stdio: ['ignore', log, log, 'ipc'],
    })
    this.#process.once('exit', (code, signal) => {
      if (!this.#isStopping) this.#startAgain(signal ?? code, Date.now() - startedAt)
    })
  }

  async #startAgain(reason: string | number | null, livedMs: number): Promise<void> {
    const { name, logFile } = this.#options
    if (livedMs > STEADY_MS) this.#delayMs = 500
    console.log(`The ${name} ended (${reason}) and is started again; its log is ${logFile}.`)
    await sleep(this.#delayMs)
    this.#delayMs = Math.min(this.#delayMs * 2, 30_000)
    if (!this.#isStopping) this.#start()
  }
}

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

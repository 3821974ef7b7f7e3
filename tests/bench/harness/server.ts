import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureBuilt, WEB } from '@/bin/server-build'
import { ensureGenerated } from '@/lib/db/generate'
import { BENCH_SECRET } from './cluster'
import { onServerCore } from './machine'

export type BenchServer = {
  name: string
  origin: string
  pid: number
  /** From the start of the process to the first good answer. */
  startMs: number
  kill: (signal: NodeJS.Signals) => Promise<void>
}

type Kind = 'product' | 'yardstick'

const YARDSTICK = 'tests/bench/yardstick'
const LOGS = 'tests/bench/out/logs'
const START_LIMIT_MS = 60_000

/** The ordinary build of the product, and the yardsticks; neither is repeated without need. */
export async function buildAll(): Promise<void> {
  ensureGenerated()
  await ensureBuilt()
  await buildYardstick()
}

/** The built server, started as `npm start` starts it, and answering `firstPath`. */
export async function startServer({
  kind,
  databaseUrl,
  firstPath,
  cookie = '',
  port = 0,
}: {
  kind: Kind
  databaseUrl: string
  firstPath: string
  cookie?: string
  port?: number
}): Promise<BenchServer> {
  const at = port || (await freePort())
  const origin = `http://127.0.0.1:${at}`
  const entry = kind === 'product' ? WEB : [join(YARDSTICK, '.next/standalone/server.js')]
  mkdirSync(LOGS, { recursive: true })
  const log = openSync(join(LOGS, `${kind}.log`), 'a')
  const args = ['--import', './bin/exit-with-parent.mjs', ...entry]
  const [command, all] = onServerCore(process.execPath, args)
  const startedAt = performance.now()
  const child = spawn(command, all, {
    stdio: ['ignore', log, log, 'ipc'],
    env: environment({ port: at, origin, databaseUrl }),
  })
  await untilAnswered(child, { url: origin + firstPath, cookie })
  return {
    name: kind,
    origin,
    pid: child.pid ?? 0,
    startMs: performance.now() - startedAt,
    kill: (signal) => end(child, signal),
  }
}

function environment({
  port,
  origin,
  databaseUrl,
}: {
  port: number
  origin: string
  databaseUrl: string
}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    APP_ORIGIN: origin,
    RUNG_SECRET: BENCH_SECRET,
    DATABASE_URL_WEB: databaseUrl,
    // A bench reads faster than anybody; what it measures is not the limit.
    RUNG_READINGS_PER_MINUTE: '1000',
  }
}

async function untilAnswered(
  child: ChildProcess,
  { url, cookie }: { url: string; cookie: string },
): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS
  let status = 0
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break
    const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' }).catch(() => null)
    await answer?.arrayBuffer()
    status = answer?.status ?? 0
    if (status === 200) return
    if (status >= 300) break
    await sleep(10)
  }
  child.kill('SIGKILL')
  throw new Error(`${url} does not answer with a page (${status}); the logs are in ${LOGS}.`)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

async function buildYardstick(): Promise<void> {
  const mark = join(YARDSTICK, '.next/bench-build')
  const hash = createHash('sha256').update(readFileSync('package-lock.json'))
  for (const file of globSync(`${YARDSTICK}/{app/**/*,next.config.ts}`).sort()) {
    if (/\.tsx?$/.test(file)) hash.update(readFileSync(file))
  }
  const digest = hash.digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build', YARDSTICK], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', NEXT_TELEMETRY_DISABLED: '1' },
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error('The yardstick could not be built.')
  // The standalone folder mirrors the path from the root of the repository.
  const standalone = join(YARDSTICK, '.next/standalone')
  cpSync(join(YARDSTICK, '.next/static'), join(standalone, YARDSTICK, '.next/static'), {
    recursive: true,
  })
  writeFileSync(join(standalone, 'server.js'), `import('./${YARDSTICK}/server.js')\n`)
  writeFileSync(mark, digest)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

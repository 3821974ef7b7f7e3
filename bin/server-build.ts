import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { withFileLock } from '@/lib/db/embedded/lock'

const SOURCES = [
  '{app,lib,public}/**/*',
  '{next.config,instrumentation}.ts',
  'bin/web.mjs',
  '{postcss.config.mjs,tsconfig.json,package.json,package-lock.json}',
]
/** Where the build is. */
export const OUTPUT = process.env.RUNG_DIST_DIR || '.next'
// Not among the data, of which there may be several for one build.
const LOCKS = 'node_modules/.cache'
const MARK = join(OUTPUT, 'rung-build')

const STANDALONE = join(OUTPUT, 'standalone')
const SERVER = join(STANDALONE, 'server.js')

/**
 * What node is given to run the built web server: room for young objects from the start, and no
 * tidying up in quiet seconds, after which pages cost a quarter more for a while.
 */
export const WEB = [
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--no-memory-reducer',
  join(STANDALONE, 'web.mjs'),
]

/** Builds the server unless the last build was made from these very sources. */
export async function ensureBuilt(): Promise<{ built: boolean; tookMs: number }> {
  mkdirSync(LOCKS, { recursive: true })
  return withFileLock(join(LOCKS, `rung${OUTPUT}.lock`), buildIfChanged, { waitMs: 600_000 })
}

async function buildIfChanged(): Promise<{ built: boolean; tookMs: number }> {
  const startedAt = Date.now()
  const hash = sourcesHash()
  if (existsSync(SERVER) && existsSync(MARK) && readFileSync(MARK, 'utf8') === hash) {
    return { built: false, tookMs: 0 }
  }
  rmSync(MARK, { force: true })
  await nextBuild()
  copyAssets()
  writeFileSync(MARK, hash)
  return { built: true, tookMs: Date.now() - startedAt }
}

async function nextBuild(): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', NEXT_TELEMETRY_DISABLED: '1' },
  })
  process.once('exit', () => child.kill())
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
  }
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`)
}

// The standalone server serves these, but the build leaves them outside it.
function copyAssets(): void {
  const copies = { [join(OUTPUT, 'static')]: join(OUTPUT, 'static'), public: 'public' }
  for (const [from, to] of Object.entries(copies)) {
    if (existsSync(from)) cpSync(from, join(STANDALONE, to), { recursive: true, force: true })
  }
  cpSync('bin/web.mjs', join(STANDALONE, 'web.mjs'))
  const headers = transformSync(readFileSync('app/_server/headers.ts', 'utf8'), { loader: 'ts' })
  writeFileSync(join(STANDALONE, 'headers.mjs'), headers.code)
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(process.versions.node)
  const files = globSync(SOURCES).filter((path) => statSync(path).isFile())
  for (const path of files.sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

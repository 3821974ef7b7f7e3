import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { migrationNames, readSchema } from './migration-files'

const OUTPUT = 'lib/db/generated'
const HASH_FILE = join(OUTPUT, 'schema-hash')

/** Makes the Prisma client and the list of migrations that this code knows, unless both are current. */
export function ensureGenerated(): { changed: boolean } {
  const hash = schemaHash()
  if (existsSync(HASH_FILE) && readFileSync(HASH_FILE, 'utf8') === hash) return { changed: false }
  rmSync(HASH_FILE, { force: true })
  generateClient()
  const names = JSON.stringify(migrationNames(), null, 2)
  writeFileSync(join(OUTPUT, 'migrations.ts'), `export const migrations: string[] = ${names}\n`)
  writeFileSync(HASH_FILE, hash)
  return { changed: true }
}

function generateClient(): void {
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json')
  const result = spawnSync(
    process.execPath,
    [join(dirname(manifest), 'build/index.js'), 'generate', '--no-hints'],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        // Any file that exists keeps it from fetching an engine that generating does not use.
        PRISMA_SCHEMA_ENGINE_BINARY: resolve('package.json'),
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  )
  if (result.status !== 0) throw new Error(`prisma generate failed: ${result.stderr.trim()}`)
}

function schemaHash(): string {
  const { version } = createRequire(import.meta.url)('prisma/package.json')
  const hash = createHash('sha256').update(JSON.stringify([version, migrationNames()]))
  for (const { content } of readSchema()) hash.update(content)
  return hash.digest('hex')
}

import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { MigrationList, SchemaContainer } from './schema-engine'

const LOCK_FILE = 'migration_lock.toml'

/** The migrations of `prisma/migrations`, in the order in which they are applied. */
export function readMigrations(directory = 'prisma/migrations'): MigrationList {
  const baseDir = resolve(directory)
  const lockPath = join(baseDir, LOCK_FILE)
  return {
    baseDir,
    lockfile: {
      path: LOCK_FILE,
      content: existsSync(lockPath) ? readFileSync(lockPath, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: migrationNames(directory).map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok',
          value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8'),
        },
      },
    })),
  }
}

export function migrationNames(directory = 'prisma/migrations'): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => existsSync(join(directory, name, 'migration.sql')))
    .sort()
}

export function readSchema(directory = 'prisma'): SchemaContainer[] {
  return globSync(`${directory}/**/*.prisma`)
    .sort()
    .map((path) => ({ path: resolve(path), content: readFileSync(path, 'utf8') }))
}

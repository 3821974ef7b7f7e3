import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

export type SystemUser = { uid: number; gid: number }

const NAME = 'rung-postgres'

/** Where Rung keeps what the database user of a root start cannot reach in its own folder. */
export const STAGING_ROOT = '/var/lib/rung'

/**
 * PostgreSQL refuses to run as root: as root it runs as the owner of the data that is there,
 * else as a system user made for it. Undefined for everyone else, who runs it as themselves.
 */
export function databaseUser(dataDirectory: string | undefined): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = dataDirectory ? statSync(dataDirectory, { throwIfNoEntry: false }) : undefined
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return findUser(NAME) ?? createUser() ?? findUser('postgres') ?? findUser('nobody') ?? refuse()
}

export function canReach(directory: string, user: SystemUser): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...user, cwd: '/' }).status === 0
  )
}

function createUser(): SystemUser | undefined {
  const shell = '/usr/sbin/nologin'
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', shell, NAME])
  return findUser(NAME)
}

function findUser(name: string): SystemUser | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout, 10),
  )
  return uid && gid ? { uid, gid } : undefined
}

function refuse(): never {
  throw new Error(
    'PostgreSQL does not run as root, and no system user could be made for it. Start Rung as another user, or set DATABASE_URL.',
  )
}

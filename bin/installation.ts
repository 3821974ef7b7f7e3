import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { acquireServer, type EmbeddedServer } from '@/lib/db/embedded/server'
import { makeStateDirectory, writePrivately } from '@/lib/db/embedded/state'
import {
  type AppRole,
  passwordIn,
  type RolePasswords,
  rolePassword,
  urlForRole,
} from '@/lib/db/roles'

export type Installation = {
  secret: string
  /** Undefined where DATABASE_URL names a server of the operator's own. */
  embedded: EmbeddedServer | undefined
  ownerUrl: string
  passwords: RolePasswords
  /** The addresses for the web and the job processes; they change if the embedded server moves. */
  readonly urls: Record<AppRole, string>
  /** Starts the embedded server again if it died, perhaps at another address. */
  revive: () => Promise<{ pid: number; hasMoved: boolean }>
  release: () => Promise<void>
}

/** Where Rung keeps what is not code: the embedded database, its passwords, the secret. */
export function stateDirectory(): string {
  return resolve(process.env.RUNG_DATA || '.data')
}

export function loadEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}

/** The database of this installation: the one of DATABASE_URL, else the embedded one, started. */
export async function openInstallation(): Promise<Installation> {
  const secret = process.env.RUNG_SECRET || storedSecret()
  const embedded = process.env.DATABASE_URL
    ? undefined
    : await acquireServer({ stateDirectory: stateDirectory() })
  let ownerUrl = embedded?.ownerUrl ?? process.env.DATABASE_URL ?? ''
  // Read once: the launcher later puts derived addresses into the same variables.
  const given: Record<AppRole, string | undefined> = {
    app_web: process.env.DATABASE_URL_WEB || undefined,
    app_job: process.env.DATABASE_URL_JOB || undefined,
  }
  const password = (role: AppRole) => {
    const address = given[role]
    return address ? passwordIn(address, role) : rolePassword(secret, role)
  }
  const url = (role: AppRole) =>
    given[role] ?? urlForRole(ownerUrl, role, rolePassword(secret, role))
  return {
    secret,
    embedded,
    ownerUrl,
    passwords: { app_web: password('app_web'), app_job: password('app_job') },
    get urls() {
      return { app_web: url('app_web'), app_job: url('app_job') }
    },
    revive: async () => {
      const before = ownerUrl
      const running = await embedded?.revive()
      ownerUrl = running?.ownerUrl ?? before
      return { pid: running?.pid ?? 0, hasMoved: ownerUrl !== before }
    },
    release: async () => embedded?.release(),
  }
}

function storedSecret(): string {
  if (process.env.RUNG_CONTAINER) {
    throw new Error(
      'Rung cannot start: RUNG_SECRET is missing. Set it to 32 random characters or more.',
    )
  }
  const file = join(stateDirectory(), 'secret')
  if (!existsSync(file)) {
    makeStateDirectory(stateDirectory())
    writePrivately(file, randomBytes(48).toString('base64url'))
  }
  return readFileSync(file, 'utf8').trim()
}

import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { acquireServer, type EmbeddedServer } from '@/lib/db/embedded/server'
import { makeStateDirectory, writePrivately } from '@/lib/db/embedded/state'
import {
  APP_ROLES,
  type AppRole,
  type RolePasswords,
  rolePassword,
  urlForRole,
} from '@/lib/db/roles'

export type Installation = {
  secret: string
  /** Undefined where DATABASE_URL names a server of the operator's own. */
  embedded: EmbeddedServer | undefined
  ownerUrl: string
  urls: Record<AppRole, string>
  passwords: RolePasswords
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
  const ownerUrl = embedded?.ownerUrl ?? process.env.DATABASE_URL ?? ''
  return {
    secret,
    embedded,
    ownerUrl,
    ...roleAccess(ownerUrl, secret),
    release: async () => embedded?.release(),
  }
}

function roleAccess(ownerUrl: string, secret: string): Pick<Installation, 'urls' | 'passwords'> {
  const given: Record<AppRole, string | undefined> = {
    app_web: process.env.DATABASE_URL_WEB || undefined,
    app_job: process.env.DATABASE_URL_JOB || undefined,
  }
  const derived = (role: AppRole) => urlForRole(ownerUrl, role, rolePassword(secret, role))
  const [web, job] = APP_ROLES
  return {
    urls: { app_web: given.app_web ?? derived(web), app_job: given.app_job ?? derived(job) },
    passwords: {
      app_web: given.app_web ? undefined : rolePassword(secret, web),
      app_job: given.app_job ? undefined : rolePassword(secret, job),
    },
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

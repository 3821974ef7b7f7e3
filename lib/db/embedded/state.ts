import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const ServerState = z.strictObject({
  dataDirectory: z.string(),
  port: z.number().int(),
  superuserPassword: z.string(),
  ownerPassword: z.string(),
})

/** What must outlive a process: where the data is, its port and its passwords (mode 0600). */
export type ServerState = z.infer<typeof ServerState>

const FIRST_PORT = 5442

export function stateFile(stateDirectory: string): string {
  return join(stateDirectory, 'postgres.json')
}

export function readState(stateDirectory: string): ServerState | undefined {
  const file = stateFile(stateDirectory)
  if (!existsSync(file)) return undefined
  const parsed = ServerState.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`${file} is damaged. It holds the passwords of the database beside it.`)
}

export function newState(stateDirectory: string): ServerState {
  return {
    dataDirectory: resolve(stateDirectory, 'postgres'),
    port: FIRST_PORT,
    superuserPassword: randomBytes(24).toString('base64url'),
    ownerPassword: randomBytes(24).toString('base64url'),
  }
}

export function writeState(stateDirectory: string, state: ServerState): void {
  writePrivately(stateFile(stateDirectory), `${JSON.stringify(state, null, 2)}\n`)
}

/** Writes a file that only its owner can read, whole or not at all. */
export function writePrivately(file: string, text: string): void {
  const partial = `${file}.${process.pid}`
  writeFileSync(partial, text, { mode: 0o600 })
  giveToOwnerOf(join(file, '..'), partial)
  renameSync(partial, file)
}

export function makeStateDirectory(stateDirectory: string): void {
  if (existsSync(stateDirectory)) return
  mkdirSync(stateDirectory, { recursive: true, mode: 0o711 })
  giveToOwnerOf(join(stateDirectory, '..'), stateDirectory)
}

// A start with sudo must not lock the everyday user out of the installation.
function giveToOwnerOf(directory: string, path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(directory)
  chownSync(path, uid, gid)
}

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './postmaster'

let count = 0

/** Notes that this process uses the server; the note is void once the process is gone. */
export function registerUser(stateDirectory: string): string {
  const directory = usersDirectory(stateDirectory)
  mkdirSync(directory, { recursive: true })
  count += 1
  const note = join(directory, `${process.pid}-${count}`)
  writeFileSync(note, '')
  return note
}

/** Takes a note back and says whether any living process still uses the server. */
export function unregisterUser(stateDirectory: string, note: string): { othersRemain: boolean } {
  rmSync(note, { force: true })
  const directory = usersDirectory(stateDirectory)
  const living = readdirSync(directory).filter((name) => {
    if (isAlive(Number.parseInt(name, 10))) return true
    rmSync(join(directory, name), { force: true })
    return false
  })
  return { othersRemain: living.length > 0 }
}

function usersDirectory(stateDirectory: string): string {
  return join(stateDirectory, 'postgres-users')
}

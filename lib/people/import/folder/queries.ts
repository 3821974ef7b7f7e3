import 'server-only'
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { MAX_BYTES } from '../file/csv'
import { encodingOf } from '../file/encoding'

/** A file as it was found. `source` is null for one that is too large to be read. */
export type FolderFile = { name: string; sha256: string; source: string | null }

const MOST_AT_ONCE = 20

/** The names of the CSV files in the folder, by name; links, folders and hidden files are none. */
export async function listFolderFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /^[^.].*\.csv$/i.test(entry.name))
    .map(({ name }) => name)
    .sort()
    .slice(0, MOST_AT_ONCE)
}

/** Reads a file without following a link; null when it is gone or no plain file. */
export async function readFolderFile(folder: string, name: string): Promise<FolderFile | null> {
  const handle = await opened(join(folder, name))
  if (!handle) return null
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) return null
    if (stat.size > MAX_BYTES) {
      return { name, sha256: hashOf(`too large ${name} ${stat.size}`), source: null }
    }
    const bytes = await handle.readFile()
    return { name, sha256: hashOf(bytes), source: new TextDecoder(encodingOf(bytes)).decode(bytes) }
  } finally {
    await handle.close()
  }
}

// Without waiting for the other end of a pipe that is called like a file.
async function opened(path: string): Promise<FileHandle | null> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  try {
    return await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'EACCES'].includes(codeOf(error))) return null
    throw error
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

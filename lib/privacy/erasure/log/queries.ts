import 'server-only'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type ErasureLine, readLine } from './erasure-line'

export type ErasureLog = {
  /** Each erasure once, in the order of the file. */
  lines: ErasureLine[]
  /** The numbers of lines that are not ours or were torn. */
  unreadable: number[]
}

/** Every erasure that was ever approved here; empty where there is no such file. */
export async function readErasureLog(file: string): Promise<ErasureLog> {
  const log: ErasureLog = { lines: [], unreadable: [] }
  if (!existsSync(file)) return log
  const seen = new Set<string>()
  for (const [index, text] of (await readFile(file, 'utf8')).split('\n').entries()) {
    if (text.trim() === '') continue
    const line = readLine(text)
    if (!line) log.unreadable.push(index + 1)
    else if (!seen.has(line.erasureId)) log.lines.push(line)
    if (line) seen.add(line.erasureId)
  }
  return log
}

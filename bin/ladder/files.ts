import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { checkPublishable } from '@/lib/ladder/checks/publishable'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { type LadderFile, readLadderFile } from '@/lib/ladder/format/exchange/ladder-file'
import { formatMessage, hasErrors, type Message, messageList } from '@/lib/ladder/format/messages'

/** A wrong call or a file that cannot be read or written; the message is for who called. */
export class FileTrouble extends Error {}

export type CheckedFile = { document: LadderDocument | null; messages: Message[] }

/** Reads a ladder in any of our formats, with what speaks against its publication. */
export function readChecked(path: string): CheckedFile {
  const read = readOwn(path)
  if (!read) return { document: null, messages: [noFormat()] }
  const { document, messages, places } = read
  if (!document) return { document, messages }
  const { report, sorted } = messageList()
  checkPublishable(document, { places, report })
  return { document, messages: [...messages, ...sorted()] }
}

/** A ladder to work with; its errors are printed and stop the command. */
export function readSound(path: string): LadderDocument | null {
  const read = readOwn(path)
  const messages = read ? read.messages : [noFormat()]
  if (read?.document && !hasErrors(messages)) return read.document
  printMessages(
    path,
    messages.filter(({ severity }) => severity === 'error'),
  )
  return null
}

export function printMessages(path: string, messages: readonly Message[]): void {
  for (const message of messages) console.error(formatMessage(path, message))
}

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(placeOf(path))
  } catch (error) {
    throw new FileTrouble(`${path} cannot be read: ${reason(error)}.`)
  }
}

export function writeBytes(path: string, content: Uint8Array | string): void {
  try {
    writeFileSync(placeOf(path), content)
  } catch (error) {
    throw new FileTrouble(`${path} cannot be written: ${reason(error)}.`)
  }
}

// npm runs a script in the folder of the package, whatever folder it was called from.
function placeOf(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}

function readOwn(path: string): LadderFile | null {
  return readLadderFile({ name: path, bytes: readBytes(path) })
}

function noFormat(): Message {
  const message =
    'This is no ladder/1 file in Markdown, YAML, JSON or CSV. Foreign files are read by "import".'
  return { line: 1, column: 1, code: 'E012', severity: 'error', message }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const words: Record<string, string> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'access is denied',
    EISDIR: 'it is a folder',
  }
  return words[code] ?? (error.message.split(',')[0] || 'unknown reason')
}

import { type FileMessage, messageList } from '../../format/messages'
import { harmfulCharacter, readSource } from '../../format/source'
import type { SourceFile } from '../outline'

/**
 * Decodes an upload (UTF-8, at most 5 MB). Null when it cannot be read (E001, E011); otherwise
 * W002, W003, W322 and E323 name what is odd in it, and harmful characters are taken out. Never throws.
 */
export function sourceFile(upload: { name: string; source: Uint8Array | string }): {
  file: SourceFile | null
  messages: FileMessage[]
} {
  const { name, source } = upload
  const { report, sorted } = messageList()
  // Tables and exports put whole texts on one line.
  const lines = readSource(source, report, { longestLine: Number.MAX_SAFE_INTEGER })
  const file = lines && { name, text: lines.map(withoutHarmful).join('\n') }
  const messages = sorted().slice(0, MOST_MESSAGES)
  return { file, messages: messages.map((message) => ({ ...message, file: name })) }
}

// More of the same would only hide the others.
const MOST_MESSAGES = 1_000

function withoutHarmful(line: string): string {
  if (harmfulCharacter(line) === -1) return line
  return Array.from(line)
    .filter((character) => harmfulCharacter(character) === -1)
    .join('')
}

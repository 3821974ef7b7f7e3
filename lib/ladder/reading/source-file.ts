import { type FileMessage, messageList } from '../format/messages'
import { readSource } from '../format/source'
import type { SourceFile } from './outline'

/**
 * Decodes an upload (UTF-8, at most 5 MB). Null when it cannot be read (E001, E011); otherwise
 * W002, W003, W322 and E323 name what is odd in it. Never throws.
 */
export function sourceFile(upload: { name: string; source: Uint8Array | string }): {
  file: SourceFile | null
  messages: FileMessage[]
} {
  const { name, source } = upload
  const { report, sorted } = messageList()
  // Tables and exports put whole texts on one line.
  const lines = readSource(source, report, { longestLine: Number.MAX_SAFE_INTEGER })
  const file = lines && { name, text: lines.join('\n') }
  return { file, messages: sorted().map((message) => ({ ...message, file: name })) }
}

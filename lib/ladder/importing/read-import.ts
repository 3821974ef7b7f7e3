import { createHash } from 'node:crypto'
import { contentHash } from '../format/content-hash'
import type { NamedFile } from '../format/exchange/ladder-file'
import { hasErrors } from '../format/messages'
import { documentOf } from '../reading/document-of'
import type { ReadDocument, Reading } from '../reading/outline'
import { readUploads } from '../reading/read'
import type { Mapping } from '../reading/schema'

/** An import as it is read now; `hash` names the document that came of it. */
export type ImportReading = ReadDocument & { reading: Reading; hash: string; isStopped: boolean }

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'
const KEY_LENGTH = 10

/**
 * Reads kept files with a mapping. The same files, mapping and import give the same document, also
 * the same new keys, so that what a person ticks on a page means the same when it is sent.
 */
export function readImport(
  importId: string,
  files: readonly NamedFile[],
  mapping: Mapping,
): ImportReading {
  const reading = readUploads(files, mapping, { mintKey: importKeys(importId, 'read') })
  const read = documentOf(reading, mapping, { mintKey: importKeys(importId, 'made') })
  const hash = read.document ? contentHash(read.document) : ''
  return { ...read, reading, hash, isStopped: read.document === null || hasErrors(read.messages) }
}

/** New keys of an import, one after the other: derived from nothing that its files say. */
export function importKeys(importId: string, series: string): () => string {
  let count = 0
  return () => {
    count += 1
    const digest = createHash('sha256').update(`${importId} ${series} ${count}`).digest()
    const bytes = [...digest.subarray(0, KEY_LENGTH)]
    return bytes.map((byte) => CROCKFORD[byte % CROCKFORD.length]).join('')
  }
}

/** True for files in a format of our own, whose keys are the keys. */
export function isOwnFormat({ reader, document }: Reading): boolean {
  return document !== null && (reader === 'ladder/1' || reader === 'ladder.yaml')
}

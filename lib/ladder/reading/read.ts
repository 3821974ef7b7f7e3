import { ladderFormatOf, type NamedFile } from '../format/exchange/ladder-file'
import { type FileMessage, severityOf } from '../format/messages'
import { MAX_BYTES } from '../format/source'
import { readCsv } from './csv/read-csv'
import { readHtml } from './html/read-html'
import { readMarkdown } from './markdown/read-markdown'
import type { Reader, ReaderName, Reading } from './outline'
import type { Mapping } from './schema'
import { readerOf } from './sources/detect'
import { ownReading } from './sources/own-ladder'
import { sourceFile } from './sources/source-file'
import { readTreeFiles } from './tree/read-tree-files'

const READERS: Record<Exclude<ReaderName, 'ladder/1' | 'ladder.yaml'>, Reader> = {
  markdown: readMarkdown,
  html: readHtml,
  csv: readCsv,
  tree: readTreeFiles,
}

/** The most files of one upload, a file for each level of each track. */
export const MAX_FILES = 100

/**
 * Reads what a person has uploaded or pasted: files in one of our formats, or in any that a reader
 * understands. Never throws on bad input; what cannot be read has an error in the messages and no
 * outline. Pass the same mapping to `documentOf`.
 */
export function readUploads(
  uploads: readonly NamedFile[],
  mapping: Mapping,
  { mintKey }: { mintKey?: () => string } = {},
): Reading {
  const own = uploads.find((upload) => isOwn(upload, mapping))
  if (own) {
    const others = uploads.filter((upload) => upload !== own).map(({ name }) => name)
    const said = leftOut(others, `Only "${own.name}" is read, which is a whole ladder.`)
    return ownReading(own, said, { mintKey })
  }
  const size = uploads.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size > MAX_BYTES) return unreadable(mapping.reader ?? 'markdown', [tooLarge(uploads, size)])
  const decoded = uploads
    .slice(0, MAX_FILES)
    .map(({ name, bytes }) => sourceFile({ name, source: bytes }))
  const messages = decoded.flatMap((one) => one.messages)
  const files = decoded.flatMap(({ file }) => file ?? [])
  const [first] = files
  const reader = mapping.reader ?? (first ? readerOf(first) : 'markdown')
  if (files.length < decoded.length || !first) return unreadable(reader, messages)
  const isForced = mapping.reader !== undefined
  const read = files.filter((file) => isForced || readerOf(file) === reader)
  const rest = [...uploads.slice(MAX_FILES), ...files.filter((file) => !read.includes(file))]
  const reading = foreignReader(reader)(read, mapping)
  const said = leftOut(
    rest.map(({ name }) => name),
    'This file is left out: it is of another kind, or there are too many.',
  )
  return { ...reading, messages: [...messages, ...reading.messages, ...said] }
}

function isOwn(upload: NamedFile, { reader }: Mapping): boolean {
  const isAllowed = reader === undefined || reader === 'ladder/1' || reader === 'ladder.yaml'
  return isAllowed && ladderFormatOf(upload) !== null
}

function foreignReader(reader: ReaderName): Reader {
  return reader === 'ladder/1' || reader === 'ladder.yaml' ? readMarkdown : READERS[reader]
}

function unreadable(reader: ReaderName, messages: FileMessage[]): Reading {
  const options = { title: '', language: 'en' }
  return { reader, outline: [], messages, questions: [], options, document: null }
}

function tooLarge([first]: readonly NamedFile[], size: number): FileMessage {
  const message = `The files have ${size} bytes together; at most ${MAX_BYTES} are read.`
  const code = 'E011'
  return { file: first?.name ?? '', line: 1, column: 1, code, severity: severityOf(code), message }
}

function leftOut(names: readonly string[], message: string): FileMessage[] {
  return names.map((file) => ({
    file,
    line: 1,
    column: 1,
    code: 'W324',
    severity: 'warning',
    message,
  }))
}
